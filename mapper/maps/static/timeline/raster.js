/** Polygons as runs of pixels, worked out once for a view: to colour them is then to fill numbers. */

/** @import { Frame } from "./canvas_stack.js" */
/** @import { Cells } from "./payload.js" */

const ROW = 1 << 20;

/** @typedef {Pick<Cells, "x" | "y" | "corner" | "ring" | "piece" | "point" | "km2">} Ground */

/** A list of whole numbers that grows. */
class Growing {
  constructor() {
    this.items = new Int32Array(4096);
    this.length = 0;
  }

  /** @param {number} value */
  push(value) {
    if (this.length === this.items.length) {
      const wider = new Int32Array(this.items.length * 2);
      wider.set(this.items);
      this.items = wider;
    }
    this.items[this.length++] = value;
  }
}

/**
 * Find the pixels whose middle lies in each cell.
 * @param {Ground} cells
 * @param {import("./canvas_stack.js").Frame} frame
 * @returns {{begin: Uint32Array, offset: Int32Array, length: Int32Array, top: Int32Array,
 *   bottom: Int32Array}} runs by point: where they begin in the picture, how long they are, and the
 *   first and last row of each point (-1 where it is not seen)
 */
export function runsOf(cells, frame) {
  const x = cells.x.map((part) => part * frame.world - frame.left - 0.5);
  const y = cells.y.map((part) => part * frame.world - frame.top - 0.5);
  const offset = new Growing(), length = new Growing(), points = cells.km2.length;
  const begin = new Uint32Array(points + 1), byPoint = piecesByPoint(cells, points);
  const top = new Int32Array(points).fill(frame.height), bottom = new Int32Array(points).fill(-1);
  for (let point = 0; point < points; point += 1) {
    for (const piece of byPoint[point] ?? []) addRuns(cells, piece, x, y, frame, offset, length);
    begin[point + 1] = offset.length;
    for (let run = begin[point]; run < begin[point + 1]; run += 1) {
      const row = Math.floor(offset.items[run] / frame.width);
      if (row < top[point]) top[point] = row;
      if (row > bottom[point]) bottom[point] = row;
    }
  }
  return {
    begin, top, bottom,
    offset: offset.items.slice(0, offset.length), length: length.items.slice(0, length.length),
  };
}

/**
 * @param {Ground} cells
 * @param {number} points
 * @returns {number[][]}
 */
function piecesByPoint(cells, points) {
  /** @type {number[][]} */
  const pieces = new Array(points);
  cells.point.forEach((point, piece) => { (pieces[point] ??= []).push(piece); });
  return pieces;
}

/**
 * By the even-odd rule: sort where edges cross the rows, and fill between pairs.
 * @param {Ground} cells
 * @param {number} piece
 * @param {Float64Array} x
 * @param {Float64Array} y
 * @param {Frame} frame
 * @param {Growing} offset
 * @param {Growing} length
 */
function addRuns(cells, piece, x, y, frame, offset, length) {
  /** @type {number[]} */
  const crossings = [];
  for (let ring = cells.piece[piece]; ring < cells.piece[piece + 1]; ring += 1) {
    const first = cells.ring[ring], end = cells.ring[ring + 1];
    for (let at = first; at < end; at += 1) {
      const a = cells.corner[at], b = cells.corner[at + 1 < end ? at + 1 : first];
      addCrossings(x[a], y[a], x[b], y[b], frame, crossings);
    }
  }
  const sorted = Float64Array.from(crossings).sort();
  for (let at = 0; at + 1 < sorted.length; at += 2) {
    const row = Math.floor(sorted[at] / ROW);
    const from = Math.ceil(sorted[at] - row * ROW), to = Math.ceil(sorted[at + 1] - row * ROW);
    if (to > from) {
      offset.push(row * frame.width + from);
      length.push(to - from);
    }
  }
}

/**
 * @param {number} x1
 * @param {number} y1
 * @param {number} x2
 * @param {number} y2
 * @param {Frame} frame
 * @param {number[]} crossings
 */
function addCrossings(x1, y1, x2, y2, frame, crossings) {
  if (y1 > y2) { [x1, x2] = [x2, x1]; [y1, y2] = [y2, y1]; }
  const last = Math.min(frame.height, Math.ceil(y2)), slope = (x2 - x1) / (y2 - y1);
  for (let row = Math.max(0, Math.ceil(y1)); row < last; row += 1) {
    const across = x1 + (row - y1) * slope;
    crossings.push(row * ROW + Math.max(0, Math.min(frame.width, across)));
  }
}
