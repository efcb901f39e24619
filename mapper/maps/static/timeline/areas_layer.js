/** The ground of places, coloured by who holds it: runs of pixels filled with numbers. */

import { packColour } from "./colours.js";
import { groundAlpha, isPattern, isStripe } from "./look.js";
import { runsOf } from "./raster.js";

/** One canvas of areas. What is drawn depends on the day alone, never on the way to it. */
export class AreasLayer {
  constructor(canvas, model) {
    this.canvas = canvas;
    this.model = model;
    this.context = canvas.getContext("2d", { willReadFrequently: true });
    this.pointsOf = new Map(); // the points that each place, or group of places, speaks for
    model.cells.speaker.forEach((speaker, point) => {
      if (!this.pointsOf.has(speaker)) this.pointsOf.set(speaker, []);
      this.pointsOf.get(speaker).push(point);
    });
  }

  /** Fit to a frame, and draw all. `shade` says how a place's ground looks; see shadeOf. */
  reset(frame, shade) {
    this.frame = frame;
    this.runs = runsOf(this.model.cells, frame);
    this.picture = this.context.createImageData(frame.width, frame.height);
    this.pixels = new Uint32Array(this.picture.data.buffer);
    this.redraw(shade);
  }

  redraw(shade) {
    this.pixels.fill(0);
    for (const [speaker, points] of this.pointsOf) {
      const look = shade(speaker);
      if (look) for (const point of points) this.fill(point, look);
    }
    this.context.putImageData(this.picture, 0, 0);
  }

  /** Draw what changed. */
  repaint(places, shade) {
    let top = Infinity, bottom = -1;
    for (const place of places) {
      for (const point of this.pointsOf.get(place) ?? []) {
        const [from, to] = this.fill(point, shade(place) ?? CLEAR);
        if (from < top) top = from;
        if (to > bottom) bottom = to;
      }
    }
    if (bottom < top) return;
    const { width } = this.frame;
    this.context.putImageData(this.picture, 0, 0, 0, top, width, bottom - top + 1);
  }

  /** Fill a cell, and give its first and last row. */
  fill(point, look) {
    const { begin, offset, length } = this.runs, { width } = this.frame;
    const first = begin[point], last = begin[point + 1] - 1;
    if (last < first) return [Infinity, -1];
    for (let run = first; run <= last; run += 1) {
      if (look.second === look.colour) this.pixels.fill(look.colour, offset[run], offset[run] + length[run]);
      else this.fillRun(offset[run], length[run], look);
    }
    return this.rowsOf(first, last, width);
  }

  rowsOf(first, last, width) {
    let top = Infinity, bottom = -1;
    for (let run = first; run <= last; run += 1) {
      const row = Math.floor(this.runs.offset[run] / width);
      if (row < top) top = row;
      if (row > bottom) bottom = row;
    }
    return [top, bottom];
  }

  fillRun(offset, length, look) {
    const { width, ratio } = this.frame;
    const y = Math.floor(offset / width), x = offset - y * width;
    for (let at = 0; at < length; at += 1) {
      const second = look.pattern === null ? isStripe(x + at, y, ratio) : isPattern(look.pattern, x + at, y, ratio);
      this.pixels[offset + at] = second ? look.second : look.colour;
    }
  }
}

const CLEAR = { colour: 0, second: 0, pattern: null };

/**
 * How ground looks under a row of a series.
 * @returns {?{colour: number, second: number, pattern: ?number}} colours as numbers; the second one
 *   in stripes on contested ground, or in the pattern of an actor; null for ground of nobody
 */
export function shadeOf(model, series, row, band, { patterns }) {
  if (row < 0) return null;
  const status = series.status[row], actor = series.actor[row];
  if (!actor || status === model.unknown) return null;
  const alpha = groundAlpha(series.confidence[row], band);
  const colour = packColour(model.actors[actor].colour, alpha);
  if (status === model.contested) {
    const rival = model.actors[series.against[row]].colour;
    return { colour, second: packColour(rival, alpha), pattern: null };
  }
  if (!patterns) return { colour, second: colour, pattern: null };
  return { colour, second: packColour(model.actors[actor].colour, Math.min(1, alpha + 0.45)), pattern: actor };
}
