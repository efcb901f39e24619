/** Changes and reports over time, above the slider; dragging over it chooses a period. */

import { make } from "./dom.js";

const BIN_PX = 4;
const SHORTEST_DRAG_PX = 5;

/**
 * Count days in equal bins of [first, last].
 * @param {ArrayLike<number>} days  NaN is passed over
 * @param {(at: number) => boolean} counts  whether the day at a position counts
 */
export function countBins(days, first, last, bins, counts = () => true) {
  const many = new Uint32Array(bins), width = (last - first + 1) / bins;
  for (let at = 0; at < days.length; at += 1) {
    const bin = Math.floor((days[at] - first) / width);
    if (bin >= 0 && bin < bins && counts(at)) many[bin] += 1;
  }
  return many;
}

/** A canvas of two rows of bars. */
export class Histogram {
  /** @param {{model: object, onPeriod: function, onDay: function}} host */
  constructor(canvas, host) {
    Object.assign(this, { canvas, ...host });
    this.marker = make("div", "saytara-now");
    this.listen();
  }

  /** Draw the bars of an axis of time. @param {{changes: object, first: number, last: number}} shown */
  draw(shown) {
    this.shown = shown;
    const ratio = window.devicePixelRatio || 1, box = this.canvas.getBoundingClientRect();
    if (!box.width) return;
    this.canvas.width = Math.round(box.width * ratio);
    this.canvas.height = Math.round(box.height * ratio);
    const context = this.canvas.getContext("2d");
    context.scale(ratio, ratio);
    const style = getComputedStyle(this.canvas), colour = (name) => style.getPropertyValue(name);
    const { changes, reports } = this.bins(Math.max(1, Math.floor(box.width / BIN_PX)));
    this.bars(context, changes, box, 0.62, -1, colour("--accent"));
    this.bars(context, reports, box, 0.36, 1, colour("--quiet"));
    if (this.brush) this.shadeOutside(context, box, colour("--shade"));
    this.width = box.width;
  }

  /** Mark a day, without drawing the bars again. */
  mark(day) {
    if (this.shown) this.marker.style.transform = `translateX(${this.xOf(day, this.width) - 1}px)`;
  }

  /** Count once for each axis; a day that moves changes no bar. */
  bins(many) {
    const { changes, first, last } = this.shown, key = `${first} ${last} ${many}`;
    if (this.counted?.key !== key || this.counted.of !== changes) {
      const { day, row, rowBefore } = changes;
      this.counted = {
        key, of: changes,
        changes: countBins(day, first, last, many, (at) => row[at] !== rowBefore[at]),
        reports: countBins(this.model.claims.latest, first, last, many),
      };
    }
    return this.counted;
  }

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

  shadeOutside(context, box, colour) {
    const [from, to] = this.brush.map((day) => this.xOf(day, box.width));
    context.fillStyle = colour;
    context.fillRect(0, 0, from, box.height);
    context.fillRect(to, 0, box.width - to, box.height);
  }

  xOf(day, width) {
    const { first, last } = this.shown;
    return ((day - first) / Math.max(1, last - first)) * width;
  }

  dayOf(event) {
    const box = this.canvas.getBoundingClientRect(), { first, last } = this.shown;
    const part = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
    return Math.round(first + part * (last - first));
  }

  /** A drag chooses a period, a click a day. */
  listen() {
    let from = null;
    this.canvas.addEventListener("pointerdown", (event) => {
      from = { day: this.dayOf(event), x: event.clientX };
      this.canvas.setPointerCapture(event.pointerId);
    });
    this.canvas.addEventListener("pointermove", (event) => {
      if (!from || Math.abs(event.clientX - from.x) < SHORTEST_DRAG_PX) return;
      this.brush = [from.day, this.dayOf(event)].sort((a, b) => a - b);
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
