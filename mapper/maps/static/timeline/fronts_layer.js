/**
 * Lines between cells in different hands: front lines and edges of areas, by the rules F1 to F3 of
 * mapper/features/fronts.py.
 */

import { isNear } from "./canvas_stack.js";

/**
 * Find the edges of cells once: corners, and the points on both sides (-1 where there is none).
 * @returns {{one: Int32Array, other: Int32Array, left: Int32Array, right: Int32Array}}
 */
export function edgesOf(cells) {
  const corners = cells.x.length, seen = new Map(), one = [], other = [], left = [], right = [];
  for (let piece = 0; piece + 1 < cells.piece.length; piece += 1) {
    for (let ring = cells.piece[piece]; ring < cells.piece[piece + 1]; ring += 1) {
      const first = cells.ring[ring], end = cells.ring[ring + 1];
      for (let at = first; at < end; at += 1) {
        const a = cells.corner[at], b = cells.corner[at + 1 < end ? at + 1 : first];
        const key = Math.min(a, b) * corners + Math.max(a, b), known = seen.get(key);
        if (known === undefined) {
          seen.set(key, one.length);
          one.push(a); other.push(b); left.push(cells.point[piece]); right.push(-1);
        } else right[known] = cells.point[piece];
      }
    }
  }
  const columns = { one, other, left, right };
  for (const name of Object.keys(columns)) columns[name] = Int32Array.from(columns[name]);
  return columns;
}

/**
 * What an edge is between two holdings; a holding is null, or {actor, against, contested}.
 * @returns {?string} "front", "contested" (an edge of contested ground), "edge" (of known ground), or
 *   null where both sides are one
 */
export function edgeKind(left, right) {
  if (!left || !right) return left || right ? "edge" : null;
  if (left.contested && right.contested) return samePair(left, right) ? null : "edge";
  if (left.contested || right.contested) return "contested";
  return left.actor === right.actor ? null : "front";
}

function samePair(one, other) {
  return (one.actor === other.actor && one.against === other.against)
    || (one.actor === other.against && one.against === other.actor);
}

/** One canvas of lines; drawn anew whenever a holder changes. */
export class FrontsLayer {
  constructor(canvas, model) {
    this.context = canvas.getContext("2d");
    this.model = model;
    this.edges = edgesOf(model.cells);
  }

  reset(frame) {
    this.frame = frame;
    const { cells } = this.model;
    this.x = cells.x.map((part) => part * frame.world - frame.left);
    this.y = cells.y.map((part) => part * frame.world - frame.top);
    const inside = (corner) => isNear(frame, this.x[corner], this.y[corner], 50 * frame.ratio);
    this.seen = [];
    for (let edge = 0; edge < this.edges.one.length; edge += 1) {
      if (inside(this.edges.one[edge]) || inside(this.edges.other[edge])) this.seen.push(edge);
    }
  }

  /** @param {(point: number) => ?object} holdingOf  who holds the cell of a point */
  redraw(holdingOf, theme) {
    const { context, frame, edges } = this;
    context.clearRect(0, 0, frame.width, frame.height);
    const lines = { front: [], contested: [], edge: new Map() };
    for (const edge of this.seen) {
      const left = holdingOf(edges.left[edge]);
      const right = edges.right[edge] < 0 ? null : holdingOf(edges.right[edge]);
      const kind = edgeKind(left, right);
      if (kind === "edge") {
        const { actor } = left ?? right;
        if (!lines.edge.has(actor)) lines.edge.set(actor, []);
        lines.edge.get(actor).push(edge);
      } else if (kind) lines[kind].push(edge);
    }
    this.draw(lines, theme);
  }

  draw(lines, theme) {
    const { ratio } = this.frame;
    for (const [actor, edges] of lines.edge) {
      this.stroke(edges, this.model.actors[actor].colour, 1.1 * ratio, 0.75);
    }
    this.stroke(lines.contested, theme.front, 1.2 * ratio, 0.7, [3 * ratio, 3 * ratio]);
    this.stroke(lines.front, theme.casing, 4.2 * ratio, 0.75);
    this.stroke(lines.front, theme.front, 2 * ratio, 1);
  }

  stroke(edges, colour, width, alpha, dash = []) {
    if (!edges.length) return;
    const { context, x, y } = this, { one, other } = this.edges;
    context.beginPath();
    for (const edge of edges) {
      context.moveTo(x[one[edge]], y[one[edge]]);
      context.lineTo(x[other[edge]], y[other[edge]]);
    }
    Object.assign(context, { strokeStyle: colour, lineWidth: width, globalAlpha: alpha, lineCap: "round" });
    context.setLineDash(dash);
    context.stroke();
    context.globalAlpha = 1;
  }
}
