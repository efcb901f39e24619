/** Places as points: stamps in one picture. */

import { isNear } from "./canvas_stack.js";
import { baseRadius, placeRadius } from "./look.js";
import { press } from "./stamps.js";

/**
 * One canvas of places. `repaint` presses only what changed, for speed while somebody scrubs; the
 * picture is the day's own again after `redraw`, which is called whenever scrubbing rests.
 */
export class PointsLayer {
  constructor(canvas, model, stamps) {
    this.model = model;
    this.stamps = stamps;
    this.context = canvas.getContext("2d", { willReadFrequently: true });
  }

  /** Fit to a frame. @param {ArrayLike<number>} weights  how much each place counts */
  reset(frame, weights) {
    this.frame = frame;
    this.picture = this.context.createImageData(frame.width, frame.height);
    this.pixels = new Uint32Array(this.picture.data.buffer);
    const { x, y } = this.model.places, places = x.length;
    this.x = Int32Array.from(x, (part) => Math.round(part * frame.world - frame.left));
    this.y = Int32Array.from(y, (part) => Math.round(part * frame.world - frame.top));
    const margin = 16 * frame.ratio;
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

  /** Draw all. @param {(place: number, radius: number) => ?object} lookOf  see stamps.js */
  redraw(lookOf) {
    this.pixels.fill(0);
    for (const place of this.order) this.press(place, lookOf);
    this.context.putImageData(this.picture, 0, 0);
  }

  /** Draw what changed over what is there. */
  repaint(places, lookOf) {
    let top = Infinity, bottom = -1;
    for (const place of places) {
      if (!this.seen[place] || !this.press(place, lookOf)) continue;
      if (this.y[place] < top) top = this.y[place];
      if (this.y[place] > bottom) bottom = this.y[place];
    }
    if (bottom < top) return;
    const margin = 16 * this.frame.ratio, { width, height } = this.frame;
    const from = Math.max(0, top - margin), to = Math.min(height, bottom + margin);
    this.context.putImageData(this.picture, 0, 0, 0, from, width, to - from);
  }

  press(place, lookOf) {
    const look = lookOf(place, this.radius[place]);
    if (!look) return false;
    const { width, height, ratio } = this.frame;
    press(this.pixels, width, height, this.stamps.of(look, ratio), this.x[place], this.y[place]);
    return true;
  }

  /** The place at a point in device pixels, the topmost nearest one, or -1. */
  at(x, y, isShown) {
    let best = -1, least = Infinity;
    for (const place of this.order) {
      const away = Math.hypot(this.x[place] - x, this.y[place] - y);
      const reach = (Math.max(6, this.radius[place]) + 4) * this.frame.ratio;
      if (away <= reach && away <= least && isShown(place)) { best = place; least = away; }
    }
    return best;
  }
}
