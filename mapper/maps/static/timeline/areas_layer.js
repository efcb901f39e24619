/** The ground of places, coloured by who holds it: runs of pixels filled with numbers. */

/** @import { Frame } from "./canvas_stack.js" */
/** @import { Series } from "./model.js" */
/** @import { Model } from "./payload.js" */

import { packColour } from "./colours.js";
import { groundAlpha, isPattern, isStripe } from "./look.js";
import { coarse, contextOf } from "./canvas_stack.js";
import { runsOf } from "./raster.js";

/**
 * @typedef {object} Shade  How ground looks.
 * @property {number} colour    packed; see colours.js
 * @property {number} second    the other colour of stripes or patterns
 * @property {?number} pattern  number of an actor, or null for stripes
 */

/**
 * One canvas of areas. What is drawn depends on the day alone, never on the way to it. It has one
 * pixel for each of CSS, also on finer screens: the lines above it have the sharp edges.
 */
export class AreasLayer {
  /** @type {Frame} */
  frame;
  /** @type {ReturnType<typeof runsOf>} */
  runs;
  /** @type {ImageData} */
  picture;
  /** @type {Uint32Array} */
  pixels;

  /** @param {HTMLCanvasElement} canvas @param {Model} model */
  constructor(canvas, model) {
    this.canvas = canvas;
    this.model = model;
    this.context = contextOf(canvas, { willReadFrequently: true });
  }

  /** Fit to a frame. @param {Frame} frame */
  reset(frame) {
    this.frame = coarse(frame);
    const { width, height } = this.frame;
    this.runs = runsOf(this.model.cells, this.frame);
    this.picture = this.context.createImageData(width, height);
    this.pixels = new Uint32Array(this.picture.data.buffer);
  }

  /** Draw all. @param {(place: number) => ?Shade} shade  how a place's ground looks; see shadeOf */
  redraw(shade) {
    this.pixels.fill(0);
    this.model.cells.speaker.forEach((speaker, point) => {
      const look = shade(speaker);
      if (look) this.fill(point, look);
    });
    this.context.putImageData(this.picture, 0, 0);
  }

  /** Draw what changed. @param {Iterable<number>} places @param {(place: number) => ?Shade} shade */
  repaint(places, shade) {
    const { pointOf } = this.model.cells, { top, bottom } = this.runs;
    let first = Infinity, last = -1;
    for (const place of places) {
      const point = pointOf[place];
      if (point < 0 || bottom[point] < 0) continue;
      this.fill(point, shade(place) ?? CLEAR);
      if (top[point] < first) first = top[point];
      if (bottom[point] > last) last = bottom[point];
    }
    if (last >= first) {
      this.context.putImageData(this.picture, 0, 0, 0, first, this.frame.width, last - first + 1);
    }
  }

  /** @param {number} point @param {Shade} look */
  fill(point, look) {
    const { begin, offset, length } = this.runs, plain = look.second === look.colour;
    for (let run = begin[point]; run < begin[point + 1]; run += 1) {
      if (plain) this.pixels.fill(look.colour, offset[run], offset[run] + length[run]);
      else this.fillRun(offset[run], length[run], look);
    }
  }

  /**
   * @param {number} offset
   * @param {number} length
   * @param {Shade} look
   */
  fillRun(offset, length, look) {
    const { width } = this.frame;
    const y = Math.floor(offset / width), x = offset - y * width;
    for (let at = 0; at < length; at += 1) {
      const second = look.pattern === null ? isStripe(x + at, y) : isPattern(look.pattern, x + at, y);
      this.pixels[offset + at] = second ? look.second : look.colour;
    }
  }
}

const CLEAR = { colour: 0, second: 0, pattern: null };

/**
 * How ground looks under a row of a series.
 * @param {Model} model
 * @param {Series} series
 * @param {number} row
 * @param {number} band  of age, from 0
 * @param {{colours: string[], patterns: boolean}} looks
 * @returns {?Shade} the second colour in stripes on contested ground, or in the pattern of an actor;
 *   null for ground of nobody
 */
export function shadeOf(model, series, row, band, { colours, patterns }) {
  if (row < 0) return null;
  const status = series.status[row], actor = series.actor[row];
  if (!actor || status === model.unknown) return null;
  const alpha = groundAlpha(series.confidence[row], band);
  const colour = packColour(colours[actor], alpha);
  if (status === model.contested) {
    return { colour, second: packColour(colours[series.against[row]], alpha), pattern: null };
  }
  if (!patterns) return { colour, second: colour, pattern: null };
  return { colour, second: packColour(colours[actor], Math.min(1, alpha + 0.45)), pattern: actor };
}
