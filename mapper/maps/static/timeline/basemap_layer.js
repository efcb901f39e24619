/** Land, lakes and borders below all else, and a user's own boundaries. */

import { mercatorX, mercatorY } from "./mercator.js";

/** One canvas of the basemap; `basemap` holds lists of [lon, lat]. */
export class BasemapLayer {
  constructor(canvas, basemap, boundaries) {
    this.context = canvas.getContext("2d");
    this.land = basemap.land.map(worldLine);
    this.lakes = basemap.lakes.map(worldLine);
    this.borders = basemap.borders.map(worldLine);
    this.own = (boundaries?.lines ?? []).map(worldLine);
  }

  redraw(frame, theme) {
    const { context } = this, { ratio } = frame;
    context.clearRect(0, 0, frame.width, frame.height);
    this.trace(this.land, frame);
    this.paint({ fill: theme.land, line: theme.coast, width: 0.8 * ratio });
    this.trace(this.lakes, frame);
    this.paint({ fill: theme.lake, line: theme.shore, width: 0.6 * ratio });
    this.trace(this.borders, frame);
    this.paint({ line: theme.border, width: ratio, dash: [5 * ratio, 3 * ratio] });
    this.trace(this.own, frame);
    this.paint({ line: theme.own, width: 1.6 * ratio });
  }

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

/** A line in parts of the world's width, with its box: west, north, east, south. */
function worldLine(line) {
  const x = Float64Array.from(line, ([lon]) => mercatorX(lon));
  const y = Float64Array.from(line, ([, lat]) => mercatorY(lat));
  const low = (values) => values.reduce((a, b) => Math.min(a, b));
  const high = (values) => values.reduce((a, b) => Math.max(a, b));
  return { x, y, box: [low(x), low(y), high(x), high(y)] };
}
