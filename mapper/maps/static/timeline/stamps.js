/** Places as stamps: each look is drawn once, and then copied pixel by pixel into the picture. */

import { contextOf } from "./canvas_stack.js";
import { inkOn, over } from "./colours.js";

const SMALLEST_WITH_LETTER = 6;

/**
 * @typedef {object} PlaceLook
 * @property {number} radius   in CSS pixels
 * @property {string} colour
 * @property {string} letter
 * @property {string} ring     colour of the ring
 * @property {boolean} rival   the ring is that of an opponent: wider
 * @property {boolean} dashed  the ring of a siege
 * @property {boolean} hollow  nobody is known to hold the place
 */

/**
 * @typedef {object} Stamp  The pixels of a look that are not empty.
 * @property {number} half        how far they reach from its middle
 * @property {Int16Array} dx      shifts from its middle
 * @property {Int16Array} dy
 * @property {Uint32Array} colour  packed; see colours.js
 */

/** Stamps by the ratio of pixels and by their looks. */
export class Stamps {
  /** @param {(width: number, height: number) => HTMLCanvasElement} makeCanvas */
  constructor(makeCanvas) {
    this.makeCanvas = makeCanvas;
    /** @type {Map<number, Map<number, Stamp>>} */
    this.known = new Map();
  }

  /**
   * The stamp of a key, drawn when it is first wanted.
   * @param {number} key  one for each look
   * @param {() => PlaceLook} lookOf
   * @param {number} ratio
   * @returns {Stamp}
   */
  of(key, lookOf, ratio) {
    let known = this.known.get(ratio);
    if (!known) this.known.set(ratio, known = new Map());
    let stamp = known.get(key);
    if (!stamp) known.set(key, stamp = this.draw(lookOf(), ratio));
    return stamp;
  }

  /** Forget all: the theme is another. */
  clear() {
    this.known.clear();
  }

  /** @param {PlaceLook} look @param {number} ratio */
  draw(look, ratio) {
    const half = Math.ceil((look.radius + 4) * ratio), size = 2 * half + 1;
    const context = contextOf(this.makeCanvas(size, size), { willReadFrequently: true });
    context.translate(half + 0.5, half + 0.5);
    context.scale(ratio, ratio);
    drawPlace(context, look);
    const pixels = new Uint32Array(context.getImageData(0, 0, size, size).data.buffer);
    return stampOf(pixels, size, half);
  }
}

/** @param {CanvasRenderingContext2D} context @param {PlaceLook} look */
function drawPlace(context, look) {
  const width = look.rival ? 2.6 : look.radius > 3 ? 1.4 : 0.7;
  context.beginPath();
  context.arc(0, 0, look.radius, 0, 2 * Math.PI);
  context.globalAlpha = look.hollow ? 0.25 : 1;
  context.fillStyle = look.colour;
  context.fill();
  context.globalAlpha = 1;
  context.beginPath();
  context.arc(0, 0, look.radius + (look.rival ? width / 2 : 0), 0, 2 * Math.PI);
  context.strokeStyle = look.ring;
  context.lineWidth = width;
  context.setLineDash(look.dashed ? [3, 2.2] : []);
  context.stroke();
  if (look.radius < SMALLEST_WITH_LETTER || look.hollow) return;
  context.fillStyle = inkOn(look.colour);
  context.font = `700 ${Math.round(look.radius * 1.25)}px system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(look.letter, 0, 0.5);
}

/**
 * Keep the pixels of a small picture that are not empty, as shifts from its middle.
 * @param {Uint32Array} pixels
 * @param {number} size
 * @param {number} half
 * @returns {Stamp}
 */
export function stampOf(pixels, size, half) {
  /** @type {{dx: number[], dy: number[], colour: number[]}} */
  const { dx, dy, colour } = { dx: [], dy: [], colour: [] };
  pixels.forEach((value, at) => {
    if (!(value >>> 24)) return;
    dx.push((at % size) - half);
    dy.push(Math.floor(at / size) - half);
    colour.push(value);
  });
  return { half, dx: Int16Array.from(dx), dy: Int16Array.from(dy), colour: Uint32Array.from(colour) };
}

/**
 * Copy a stamp into a picture, its middle at (x, y).
 * @param {Uint32Array} pixels
 * @param {number} width
 * @param {number} height
 * @param {Stamp} stamp
 * @param {number} x
 * @param {number} y
 */
export function press(pixels, width, height, stamp, x, y) {
  const { half, dx, dy, colour } = stamp;
  if (x >= half && y >= half && x + half < width && y + half < height) {
    const middle = y * width + x;
    for (let at = 0; at < colour.length; at += 1) lay(pixels, middle + dy[at] * width + dx[at], colour[at]);
    return;
  }
  for (let at = 0; at < colour.length; at += 1) {
    const u = x + dx[at], v = y + dy[at];
    if (u >= 0 && v >= 0 && u < width && v < height) lay(pixels, v * width + u, colour[at]);
  }
}

/**
 * @param {Uint32Array} pixels
 * @param {number} at
 * @param {number} colour
 */
function lay(pixels, at, colour) {
  pixels[at] = colour >>> 24 === 255 ? colour : over(colour, pixels[at]);
}
