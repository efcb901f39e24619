/** Incidents of the last days: small diamonds, paler the older they are. */

/** @import { Frame } from "./canvas_stack.js" */
/** @import { Theme } from "./look.js" */
/** @import { Model } from "./payload.js" */

import { contextOf } from "./canvas_stack.js";
import { firstAfter } from "./intervals.js";

const HALF_PX = 5;
const SHOULDER_PX = 10; // beside a place, whose mark else would hide it

/**
 * The incidents of the days (day - many, day], as first and end among those sorted by day.
 * @param {ArrayLike<number>} days
 * @param {number} day
 * @param {number} many
 * @returns {[number, number]}
 */
export function recentIncidents(days, day, many) {
  return [firstAfter(days, day - many), firstAfter(days, day)];
}

/** One canvas of incidents. */
export class IncidentsLayer {
  /** @type {Frame} */
  frame;

  /** @param {HTMLCanvasElement} canvas @param {Model} model */
  constructor(canvas, model) {
    this.context = contextOf(canvas);
    this.model = model;
    canvas.hidden = !model.incidents.day.length; // one layer less for the browser to lay over
    this.many = model.settings.incident_days;
    /** @type {[number, number]} */
    this.shown = [0, 0];
  }

  /**
   * Draw those of a day; does nothing where there never is one.
   * @param {Frame} frame
   * @param {number} day
   * @param {Theme} theme
   */
  redraw(frame, day, theme) {
    const { incidents, actors } = this.model, { context } = this;
    if (!incidents.day.length) return;
    this.frame = frame;
    this.shown = recentIncidents(incidents.day, day, this.many);
    context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    context.clearRect(0, 0, frame.width, frame.height);
    for (let at = this.shown[0]; at < this.shown[1]; at += 1) {
      const [x, y] = this.pointOf(at);
      context.globalAlpha = 1 - (0.7 * (day - incidents.day[at])) / this.many;
      this.diamond(x, y, actors[incidents.actor[at]].colour, theme);
    }
    context.globalAlpha = 1;
  }

  /** Beside a place, else where it was. @param {number} at */
  pointOf(at) {
    const { incidents } = this.model, { frame } = this;
    const aside = incidents.atPlace[at] ? SHOULDER_PX : 0;
    return [(incidents.x[at] * frame.world - frame.left) / frame.ratio + aside,
      (incidents.y[at] * frame.world - frame.top) / frame.ratio - aside];
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {string} colour
   * @param {Theme} theme
   */
  diamond(x, y, colour, theme) {
    const { context } = this;
    context.beginPath();
    context.moveTo(x, y - HALF_PX);
    context.lineTo(x + HALF_PX, y);
    context.lineTo(x, y + HALF_PX);
    context.lineTo(x - HALF_PX, y);
    context.closePath();
    Object.assign(context, { fillStyle: theme.casing, strokeStyle: colour, lineWidth: 2.2 });
    context.fill();
    context.stroke();
  }

  /** The last shown incident at a point in CSS pixels, or -1. @param {number} x @param {number} y */
  at(x, y) {
    for (let number = this.shown[1] - 1; number >= this.shown[0]; number -= 1) {
      const [u, v] = this.pointOf(number);
      if (Math.abs(u - x) + Math.abs(v - y) <= HALF_PX + 2) return number;
    }
    return -1;
  }
}
