/**
 * Lines between cells in different hands: front lines and edges of areas, by the rules F1 to F3 of
 * mapper/features/fronts.py.
 */

/** @import { Frame } from "./canvas_stack.js" */
/** @import { Theme } from "./look.js" */
/** @import { Cells, Model } from "./payload.js" */

import { contextOf, isNear } from "./canvas_stack.js";

/**
 * Find the edges of cells once: corners, and the points on both sides (-1 where there is none).
 * @param {Pick<Cells, "x" | "corner" | "ring" | "piece" | "point">} cells
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
  return {
    one: Int32Array.from(one), other: Int32Array.from(other),
    left: Int32Array.from(left), right: Int32Array.from(right),
  };
}

const MOST_WHILE_MOVING = 2500;
const NUMBERS = 4096;
const CONTESTED = NUMBERS * NUMBERS;

/**
 * Who holds ground, as a number: 0 for nobody, an actor, or a contested pair whichever comes first.
 * @param {number} actor
 * @param {number} against
 * @param {boolean} contested
 */
export function holdingCode(actor, against, contested) {
  if (!actor || !contested) return actor;
  return CONTESTED + Math.min(actor, against) * NUMBERS + Math.max(actor, against);
}

/** The actor whose colour the edge of a holding has. @param {number} code */
function actorOf(code) {
  return code < CONTESTED ? code : (code - CONTESTED) % NUMBERS;
}

/**
 * What an edge is between two holdings.
 * @param {number} left   a holding, as a number
 * @param {number} right
 * @returns {"front" | "contested" | "edge" | null} "contested" is an edge of contested ground, "edge" one of
 *   known ground; null where both sides are one
 */
export function edgeKind(left, right) {
  if (left === right) return null;
  if (!left || !right) return "edge";
  if (left >= CONTESTED && right >= CONTESTED) return "edge";
  return left >= CONTESTED || right >= CONTESTED ? "contested" : "front";
}

/** One canvas of lines; drawn anew whenever a holder changes. */
export class FrontsLayer {
  /** @type {Frame} */
  frame;
  /** @type {Float64Array} */
  x;
  /** @type {Float64Array} */
  y;
  /** @type {number[]} */
  seen;
  /** @type {boolean} */
  late;

  /** @param {HTMLCanvasElement} canvas @param {Model} model */
  constructor(canvas, model) {
    this.context = contextOf(canvas);
    this.model = model;
    this.edges = edgesOf(model.cells);
    this.codes = new Int32Array(model.cells.km2.length);
  }

  /** @param {Frame} frame */
  reset(frame) {
    this.frame = frame;
    const { cells } = this.model;
    this.x = cells.x.map((part) => part * frame.world - frame.left);
    this.y = cells.y.map((part) => part * frame.world - frame.top);
    /** @param {number} corner */
    const inside = (corner) => isNear(frame, this.x[corner], this.y[corner], 50 * frame.ratio);
    this.seen = [];
    for (let edge = 0; edge < this.edges.one.length; edge += 1) {
      if (inside(this.edges.one[edge]) || inside(this.edges.other[edge])) this.seen.push(edge);
    }
  }

  /**
   * Draw all.
   * @param {(place: number) => number} codeOf  who holds a place's ground; see holdingCode
   * @param {Theme} theme
   * @param {string[]} colours
   */
  redraw(codeOf, theme, colours) {
    this.late = false;
    this.model.cells.speaker.forEach((speaker, point) => { this.codes[point] = codeOf(speaker); });
    this.draw(theme, colours);
  }

  /**
   * Draw again if a holder changed.
   * @param {Iterable<number>} places
   * @param {(place: number) => number} codeOf
   * @param {Theme} theme
   * @param {string[]} colours
   */
  repaint(places, codeOf, theme, colours) {
    const { pointOf } = this.model.cells;
    let changed = false;
    for (const place of places) {
      const point = pointOf[place], code = point < 0 ? 0 : codeOf(place);
      if (point < 0 || this.codes[point] === code) continue;
      this.codes[point] = code;
      changed = true;
    }
    if (!changed) return;
    this.late = this.lines().many > MOST_WHILE_MOVING;
    if (this.late) this.context.clearRect(0, 0, this.frame.width, this.frame.height);
    else this.draw(theme, colours);
  }

  /**
   * Draw what was left out while days went by, where there is too much to draw for every frame.
   * @param {Theme} theme
   * @param {string[]} colours
   */
  rest(theme, colours) {
    if (this.late) this.draw(theme, colours);
    this.late = false;
  }

  /** Lines by their kind; thin edges by the number of their actor. */
  lines() {
    /** @type {{front: number[], contested: number[], edge: Map<number, number[]>, many: number}} */
    const lines = { front: [], contested: [], edge: new Map(), many: 0 };
    const { codes, edges: { left, right } } = this;
    for (const edge of this.seen) {
      const one = codes[left[edge]], other = right[edge] < 0 ? 0 : codes[right[edge]];
      const kind = edgeKind(one, other);
      if (kind === null) continue;
      lines.many += 1;
      if (kind !== "edge") {
        lines[kind].push(edge);
        continue;
      }
      const actor = actorOf(one || other), known = lines.edge.get(actor);
      if (known) known.push(edge);
      else lines.edge.set(actor, [edge]);
    }
    return lines;
  }

  /** @param {Theme} theme @param {string[]} colours */
  draw(theme, colours) {
    const { context, frame } = this, lines = this.lines();
    context.clearRect(0, 0, frame.width, frame.height);
    for (const [actor, edges] of lines.edge) {
      this.stroke(edges, colours[actor], 1.1 * frame.ratio, 0.75);
    }
    this.stroke(lines.contested, theme.front, 1.2 * frame.ratio, 0.7, [3 * frame.ratio, 3 * frame.ratio]);
    this.stroke(lines.front, theme.casing, 4.2 * frame.ratio, 0.75);
    this.stroke(lines.front, theme.front, 2 * frame.ratio, 1);
  }

  /**
   * @param {number[]} edges
   * @param {string} colour
   * @param {number} width
   * @param {number} alpha
   * @param {number[]} dash
   */
  stroke(edges, colour, width, alpha, dash = []) {
    if (!edges.length) return;
    const { context, x, y } = this, { one, other } = this.edges;
    context.beginPath();
    for (const edge of edges) {
      context.moveTo(x[one[edge]], y[one[edge]]);
      context.lineTo(x[other[edge]], y[other[edge]]);
    }
    Object.assign(context, { strokeStyle: colour, lineWidth: width, globalAlpha: alpha });
    context.setLineDash(dash);
    context.stroke();
    context.globalAlpha = 1;
  }
}
