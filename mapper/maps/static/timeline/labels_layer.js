/** Names of places and towns, and the ring around the chosen place. */

/** @import { Frame } from "./canvas_stack.js" */
/** @import { Theme } from "./look.js" */
/** @import { Language, Model, Names } from "./payload.js" */
/** @import { PointsLayer } from "./points_layer.js" */

import { contextOf } from "./canvas_stack.js";
import { placeLabels } from "./labels.js";

const MOST_LABELS = 160;
const MOST_TRIES = 900;
const FONTS = {
  place: '600 12px system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif',
  chosen: '700 13px system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif',
  town: '400 11px system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif',
  own: 'italic 500 12px system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif',
};
const ISOLATE = ["\u2068", "\u2069"];
const TOO_NEAR_DEGREES = 0.04;
const LONGEST = 40;

/** @typedef {import("./labels.js").WantedLabel & {place: number}} PlaceLabel  -1 where it is of no place */

/**
 * @typedef {object} LabelScene  What the labels stand beside.
 * @property {Frame} frame
 * @property {PointsLayer} points
 * @property {(place: number) => boolean} isShown
 * @property {?number} place  the chosen one
 * @property {Language} language
 * @property {Theme} theme
 */

/** One canvas of names. */
export class LabelsLayer {
  /** @type {LabelScene} */
  scene;

  /** @param {HTMLCanvasElement} canvas @param {Model} model */
  constructor(canvas, model) {
    this.context = contextOf(canvas);
    this.model = model;
    /** @type {Map<string, number>} */
    this.widths = new Map();
    /** @type {(PlaceLabel & {left: number, middle: number})[]} */
    this.placed = [];
    this.towns = townsApart(model);
  }

  /**
   * Choose the labels that have room.
   * @param {LabelScene} scene
   */
  place(scene) {
    const { frame } = scene, { ratio } = frame;
    this.scene = scene;
    const limits = { width: frame.width / ratio, height: frame.height / ratio, most: MOST_LABELS, tries: MOST_TRIES };
    this.placed = placeLabels(this.wanted(scene), (text, font) => this.widthOf(text, font), limits,
      this.marks(scene));
    this.redraw(scene.isShown);
  }

  /** The weightiest places: labels keep off them. @param {LabelScene} scene */
  *marks({ frame, points, isShown }) {
    const { order, x, y, radius } = points;
    for (const place of order.slice(-MOST_LABELS)) {
      if (isShown(place)) yield { x: x[place] / frame.ratio, y: y[place] / frame.ratio, radius: radius[place] };
    }
  }

  /** @param {LabelScene} scene @returns {Iterable<PlaceLabel>} */
  *wanted({ frame, points, isShown, place, language }) {
    const { places } = this.model, { ratio } = frame;
    /** @param {number} at @param {string} font */
    const label = (at, font) => ({
      place: at, x: points.x[at] / ratio, y: points.y[at] / ratio, away: points.radius[at] + 3, font,
      text: shortened(places[language][at] || places.en[at] || places.ar[at]),
    });
    if (place !== null) yield label(place, FONTS.chosen);
    for (let at = points.order.length - 1; at >= 0; at -= 1) {
      const number = points.order[at];
      if (number !== place && isShown(number)) yield label(number, FONTS.place);
    }
    yield* this.named(this.model.boundaries?.names, frame, language, FONTS.own);
    yield* this.named(this.towns, frame, language, FONTS.town);
  }

  /**
   * @param {(Names & {x: number[], y: number[]}) | undefined} names
   * @param {Frame} frame
   * @param {Language} language
   * @param {string} font
   * @returns {Iterable<PlaceLabel>}
   */
  *named(names, frame, language, font) {
    if (!names) return;
    for (let at = 0; at < names.x.length; at += 1) {
      yield {
        x: (names.x[at] * frame.world - frame.left) / frame.ratio,
        y: (names.y[at] * frame.world - frame.top) / frame.ratio,
        away: 4, font, place: -1, text: shortened(names[language][at]),
      };
    }
  }

  /**
   * @param {string} text
   * @param {string} font
   * @returns {number}
   */
  widthOf(text, font) {
    const key = `${font} ${text}`, known = this.widths.get(key);
    if (known !== undefined) return known;
    this.context.font = font;
    const { width } = this.context.measureText(text);
    this.widths.set(key, width);
    return width;
  }

  /** Draw the chosen labels of the places that are shown. @param {(place: number) => boolean} isShown */
  redraw(isShown) {
    const { context } = this, { frame, theme, place, points } = this.scene;
    context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    context.clearRect(0, 0, frame.width, frame.height);
    Object.assign(context, { textBaseline: "middle", textAlign: "left", lineJoin: "round", direction: "ltr" });
    for (const label of this.placed) {
      if (label.place < 0 || label.place === place || isShown(label.place)) this.draw(label, theme);
    }
    if (place === null) return;
    this.ring(points.x[place] / frame.ratio, points.y[place] / frame.ratio, points.radius[place] + 4, theme);
  }

  /** @param {PlaceLabel & {left: number, middle: number}} label @param {Theme} theme */
  draw(label, theme) {
    const { context } = this, small = label.place < 0;
    const text = ISOLATE[0] + label.text + ISOLATE[1];
    Object.assign(context, { font: label.font, strokeStyle: theme.halo, lineWidth: 3 });
    context.strokeText(text, label.left, label.middle);
    context.fillStyle = small ? theme.town : theme.ink;
    context.fillText(text, label.left, label.middle);
    if (label.font !== FONTS.town) return;
    context.beginPath();
    context.arc(label.x, label.y, 1.6, 0, 2 * Math.PI);
    context.fill();
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   * @param {Theme} theme
   */
  ring(x, y, radius, theme) {
    const { context } = this;
    for (const [width, colour] of [[5, theme.casing], [2.5, "#e0a526"]]) {
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      Object.assign(context, { strokeStyle: colour, lineWidth: width });
      context.stroke();
    }
  }
}

/** @param {string} text */
function shortened(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** The towns that are no places of the map themselves. @param {Pick<Model, "towns" | "places">} model */
function townsApart({ towns, places }) {
  const apart = towns.lat.flatMap((lat, at) => {
    /** @param {number} other @param {number} place */
    const same = (other, place) => Math.abs(other - lat) < TOO_NEAR_DEGREES
      && Math.abs(places.lon[place] - towns.lon[at]) < TOO_NEAR_DEGREES;
    return places.lat.some(same) ? [] : [at];
  });
  return {
    ar: apart.map((at) => towns.ar[at]), en: apart.map((at) => towns.en[at]),
    x: apart.map((at) => towns.x[at]), y: apart.map((at) => towns.y[at]),
  };
}
