/** Changes and reports over time, above the slider; dragging over it chooses a period. */

/** @import { SortedChanges } from "./intervals.js" */
/** @import { Model } from "./payload.js" */

import { contextOf } from "./canvas_stack.js";
import { make } from "./dom.js";

const BIN_PX = 4;
const SHORTEST_DRAG_PX = 5;

/**
 * Count days in equal bins of [first, last].
 * @param {ArrayLike<number>} days  NaN is passed over
 * @param {(at: number) => boolean} counts  whether the day at a position counts
 * @param {number} first
 * @param {number} last
 * @param {number} bins
 */
export function countBins(days, first, last, bins, counts = () => true) {
  const many = new Uint32Array(bins), width = (last - first + 1) / bins;
  for (let at = 0; at < days.length; at += 1) {
    const bin = Math.floor((days[at] - first) / width);
    if (bin >= 0 && bin < bins && counts(at)) many[bin] += 1;
  }
  return many;
}

/** @typedef {{changes: SortedChanges, first: number, last: number}} Shown */

/** A canvas of two rows of bars. */
export class Histogram {
  /** @type {Shown} */
  shown;
  /** @type {[number, number] | null} */
  brush;
  /** @type {number} */
  width;
  /** @type {{key: string, of: SortedChanges, changes: Uint32Array, reports: Uint32Array} | undefined} */
  counted;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {object} host
   * @param {Model} host.model
   * @param {(period: [number, number]) => void} host.onPeriod
   * @param {(day: number) => void} host.onDay
   */
  constructor(canvas, { model, onPeriod, onDay }) {
    this.canvas = canvas;
    this.model = model;
    this.onPeriod = onPeriod;
    this.onDay = onDay;
    this.marker = make("div", "saytara-now");
    this.listen();
  }

  /** Draw the bars of an axis of time. @param {Shown} shown */
  draw(shown) {
    this.shown = shown;
    const ratio = window.devicePixelRatio || 1, box = this.canvas.getBoundingClientRect();
    if (!box.width) return;
    this.canvas.width = Math.round(box.width * ratio);
    this.canvas.height = Math.round(box.height * ratio);
    const context = contextOf(this.canvas);
    context.scale(ratio, ratio);
    const style = getComputedStyle(this.canvas);
    const { changes, reports } = this.bins(Math.max(1, Math.floor(box.width / BIN_PX)));
    this.bars(context, changes, box, 0.62, -1, style.getPropertyValue("--accent"));
    this.bars(context, reports, box, 0.36, 1, style.getPropertyValue("--quiet"));
    if (this.brush) this.shadeOutside(context, box, this.brush, style.getPropertyValue("--shade"));
    this.width = box.width;
  }

  /** Mark a day, without drawing the bars again. @param {number} day */
  mark(day) {
    if (this.shown) this.marker.style.transform = `translateX(${this.xOf(day, this.width) - 1}px)`;
  }

  /** Count once for each axis; a day that moves changes no bar. @param {number} many */
  bins(many) {
    const { changes, first, last } = this.shown, key = `${first} ${last} ${many}`, known = this.counted;
    if (known?.key === key && known.of === changes) return known;
    const { day, row, rowBefore } = changes;
    this.counted = {
      key, of: changes,
      changes: countBins(day, first, last, many, (at) => row[at] !== rowBefore[at]),
      reports: countBins(this.model.claims.latest, first, last, many),
    };
    return this.counted;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Uint32Array} many
   * @param {DOMRect} box
   * @param {number} share  of the height
   * @param {number} direction
   * @param {string} colour
   */
  bars(context, many, box, share, direction, colour) {
    const base = Math.round(box.height * 0.63), most = Math.sqrt(many.reduce((a, b) => Math.max(a, b), 1));
    context.fillStyle = colour;
    const wide = box.width / many.length;
    many.forEach((number, bin) => {
      if (!number) return;
      const tall = Math.max(1.5, (Math.sqrt(number) / most) * box.height * share - 1);
      context.fillRect(bin * wide, direction < 0 ? base - tall : base + 1, Math.max(1, wide - 1), tall);
    });
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {DOMRect} box
   * @param {[number, number]} period
   * @param {string} colour
   */
  shadeOutside(context, box, period, colour) {
    const [from, to] = period.map((day) => this.xOf(day, box.width));
    context.fillStyle = colour;
    context.fillRect(0, 0, from, box.height);
    context.fillRect(to, 0, box.width - to, box.height);
  }

  /** @param {number} day @param {number} width */
  xOf(day, width) {
    const { first, last } = this.shown;
    return ((day - first) / Math.max(1, last - first)) * width;
  }

  /** @param {PointerEvent} event */
  dayOf(event) {
    const box = this.canvas.getBoundingClientRect(), { first, last } = this.shown;
    const part = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
    return Math.round(first + part * (last - first));
  }

  /** A drag chooses a period, a click a day. */
  listen() {
    /** @type {?{day: number, x: number}} */
    let from = null;
    this.canvas.addEventListener("pointerdown", (event) => {
      from = { day: this.dayOf(event), x: event.clientX };
      this.canvas.setPointerCapture(event.pointerId);
    });
    this.canvas.addEventListener("pointermove", (event) => {
      if (!from || Math.abs(event.clientX - from.x) < SHORTEST_DRAG_PX) return;
      const day = this.dayOf(event);
      this.brush = [Math.min(from.day, day), Math.max(from.day, day)];
      this.draw(this.shown);
    });
    this.canvas.addEventListener("pointerup", () => {
      const { brush } = this, start = from;
      this.brush = from = null;
      if (brush && brush[0] < brush[1]) this.onPeriod(brush);
      else if (start) this.onDay(start.day);
    });
    this.canvas.addEventListener("pointercancel", () => { this.brush = from = null; });
  }
}
