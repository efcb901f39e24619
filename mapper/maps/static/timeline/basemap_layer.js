/** Land, lakes, rivers and borders below all else, and a user's own boundaries. */

/** @import { Frame } from "./canvas_stack.js" */
/** @import { Theme } from "./look.js" */
/** @import { Basemap, Boundaries, Line, PackedLines } from "./payload.js" */

import { contextOf } from "./canvas_stack.js";
import { starts, unpack } from "./columns.js";
import { mercatorX, mercatorY } from "./mercator.js";

const PER_DEGREE = 1000;

/**
 * @typedef {object} WorldLine  A line in parts of the world's width.
 * @property {Float64Array} x
 * @property {Float64Array} y
 * @property {number[]} box  west, north, east, south
 */

/** One canvas of the basemap; `basemap` holds columns of lines, `boundaries` lists of [lon, lat]. */
export class BasemapLayer {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Basemap} basemap
   * @param {?Boundaries} boundaries
   */
  constructor(canvas, basemap, boundaries) {
    this.context = contextOf(canvas);
    this.land = linesOf(basemap.land).map(worldLine);
    this.lakes = linesOf(basemap.lakes).map(worldLine);
    this.rivers = linesOf(basemap.rivers).map(worldLine);
    this.borders = linesOf(basemap.borders).map(worldLine);
    this.own = (boundaries?.lines ?? []).map(worldLine);
  }

  /** @param {Frame} frame @param {Theme} theme */
  redraw(frame, theme) {
    const { context } = this, { ratio } = frame;
    context.clearRect(0, 0, frame.width, frame.height);
    this.trace(this.land, frame);
    this.paint({ fill: theme.land, line: theme.coast, width: 0.8 * ratio });
    this.trace(this.rivers, frame);
    this.paint({ line: theme.shore, width: ratio });
    this.trace(this.lakes, frame);
    this.paint({ fill: theme.lake, line: theme.shore, width: 0.6 * ratio });
    this.trace(this.borders, frame);
    this.paint({ line: theme.border, width: ratio, dash: [5 * ratio, 3 * ratio] });
    this.trace(this.own, frame);
    this.paint({ line: theme.own, width: 1.6 * ratio });
  }

  /** @param {WorldLine[]} lines @param {Frame} frame */
  trace(lines, frame) {
    const { context } = this, { world, left, top, width, height } = frame;
    context.beginPath();
    for (const { x, y, box } of lines) {
      if (box[2] * world < left || box[0] * world > left + width
        || box[3] * world < top || box[1] * world > top + height) continue;
      context.moveTo(x[0] * world - left, y[0] * world - top);
      for (let at = 1; at < x.length; at += 1) context.lineTo(x[at] * world - left, y[at] * world - top);
    }
  }

  /** @param {{fill?: string, line: string, width: number, dash?: number[]}} style */
  paint({ fill, line, width, dash = [] }) {
    const { context } = this;
    if (fill) {
      context.fillStyle = fill;
      context.fill("evenodd");
    }
    Object.assign(context, { strokeStyle: line, lineWidth: width });
    context.setLineDash(dash);
    context.stroke();
  }
}

/** Lines of [lon, lat] from their columns. @param {PackedLines} packed @returns {Line[]} */
function linesOf(packed) {
  const begin = starts(unpack(packed.points)), lon = unpack(packed.lon), lat = unpack(packed.lat);
  return Array.from({ length: begin.length - 1 }, (_, line) =>
    Array.from({ length: begin[line + 1] - begin[line] }, (__, at) =>
      [lon[begin[line] + at] / PER_DEGREE, lat[begin[line] + at] / PER_DEGREE]));
}

/**
 * A line in parts of the world's width, with its box: west, north, east, south.
 * @param {Line} line
 * @returns {WorldLine}
 */
function worldLine(line) {
  const x = Float64Array.from(line, ([lon]) => mercatorX(lon));
  const y = Float64Array.from(line, ([, lat]) => mercatorY(lat));
  /** @param {Float64Array} values */
  const low = (values) => values.reduce((a, b) => Math.min(a, b));
  /** @param {Float64Array} values */
  const high = (values) => values.reduce((a, b) => Math.max(a, b));
  return { x, y, box: [low(x), low(y), high(x), high(y)] };
}
