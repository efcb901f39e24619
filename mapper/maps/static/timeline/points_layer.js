/** Places as points: stamps in one picture. */

/** @import { Frame } from "./canvas_stack.js" */
/** @import { Model } from "./payload.js" */
/** @import { Stamp } from "./stamps.js" */

import { coarse, contextOf, isNear } from "./canvas_stack.js";
import { baseRadius, placeRadius } from "./look.js";
import { press } from "./stamps.js";

const LARGEST_PX = 18;

/** @typedef {(place: number, radius: number) => ?Stamp} StampOf  null for a place that is not shown */

/**
 * One canvas of places. While somebody scrubs, `repaint` presses only what changed, and finer screens
 * get one pixel for each of CSS; the picture is the day's own again after `rest`.
 */
export class PointsLayer {
  /** @type {Frame} */
  frame;
  /** @type {ArrayLike<number>} */
  weights;
  /** @type {ImageData} */
  picture;
  /** @type {Uint32Array} */
  pixels;
  /** @type {Int32Array} */
  x;
  /** @type {Int32Array} */
  y;
  /** @type {number[]} */
  order;
  /** @type {Float32Array} */
  radius;
  /** @type {Uint8Array} */
  seen;

  /** @param {HTMLCanvasElement} canvas @param {Model} model */
  constructor(canvas, model) {
    this.model = model;
    this.canvas = canvas;
    this.context = contextOf(canvas, { willReadFrequently: true });
  }

  /**
   * Fit to a frame.
   * @param {Frame} frame
   * @param {ArrayLike<number>} weights  how much each place counts
   */
  reset(frame, weights) {
    this.frame = frame;
    this.weights = weights;
    this.canvas.width = frame.width;
    this.canvas.height = frame.height;
    this.picture = this.context.createImageData(frame.width, frame.height);
    this.pixels = new Uint32Array(this.picture.data.buffer);
    const { x, y } = this.model.places, places = x.length;
    this.x = Int32Array.from(x, (part) => Math.round(part * frame.world - frame.left));
    this.y = Int32Array.from(y, (part) => Math.round(part * frame.world - frame.top));
    const margin = LARGEST_PX * frame.ratio;
    this.order = [];
    for (let at = 0; at < places; at += 1) {
      if (isNear(frame, this.x[at], this.y[at], margin)) this.order.push(at);
    }
    this.order.sort((a, b) => weights[a] - weights[b] || a - b); // the weightiest on top
    const { ratio } = frame;
    const base = baseRadius(frame.width / ratio, frame.height / ratio, this.order.length);
    this.radius = Float32Array.from(weights, (weight) => placeRadius(base, weight));
    this.seen = new Uint8Array(places);
    for (const place of this.order) this.seen[place] = 1;
  }

  /** Draw all. @param {StampOf} stampOf */
  redraw(stampOf) {
    this.pixels.fill(0);
    for (const place of this.order) this.press(place, stampOf);
    this.context.putImageData(this.picture, 0, 0);
  }

  /**
   * Draw the day's own picture, with the pixels of the screen.
   * @param {Frame} frame
   * @param {StampOf} stampOf
   */
  rest(frame, stampOf) {
    if (this.frame.ratio !== frame.ratio) this.reset(frame, this.weights);
    this.redraw(stampOf);
  }

  /** Draw what changed over what is there. @param {Iterable<number>} places @param {StampOf} stampOf */
  repaint(places, stampOf) {
    if (this.frame.ratio > 1) {
      this.reset(coarse(this.frame), this.weights);
      this.redraw(stampOf);
      return;
    }
    const { x, y, seen } = this;
    let left = Infinity, right = -1, top = Infinity, bottom = -1;
    for (const place of places) {
      if (!seen[place] || !this.press(place, stampOf)) continue;
      if (x[place] < left) left = x[place];
      if (x[place] > right) right = x[place];
      if (y[place] < top) top = y[place];
      if (y[place] > bottom) bottom = y[place];
    }
    if (bottom < top) return;
    const margin = LARGEST_PX * this.frame.ratio, { width, height } = this.frame;
    const u = Math.max(0, left - margin), v = Math.max(0, top - margin);
    this.context.putImageData(this.picture, 0, 0, u, v,
      Math.min(width, right + margin) - u, Math.min(height, bottom + margin) - v);
  }

  /** @param {number} place @param {StampOf} stampOf */
  press(place, stampOf) {
    const stamp = stampOf(place, this.radius[place]);
    if (!stamp) return false;
    press(this.pixels, this.frame.width, this.frame.height, stamp, this.x[place], this.y[place]);
    return true;
  }

  /**
   * The place at a point in CSS pixels, the topmost nearest one, or -1.
   * @param {{x: number, y: number}} point
   * @param {(place: number) => boolean} isShown
   */
  at(point, isShown) {
    const x = point.x * this.frame.ratio, y = point.y * this.frame.ratio;
    let best = -1, least = Infinity;
    for (const place of this.order) {
      const away = Math.hypot(this.x[place] - x, this.y[place] - y);
      const reach = (Math.max(6, this.radius[place]) + 4) * this.frame.ratio;
      if (away <= reach && away <= least && isShown(place)) { best = place; least = away; }
    }
    return best;
  }
}
