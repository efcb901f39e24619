/** One map: its canvases, and what they show of one series on one day. */

/** @import { Series } from "./model.js" */
/** @import { Shade } from "./areas_layer.js" */
/** @import { SortedChanges } from "./intervals.js" */
/** @import { Hidden, Language, Model } from "./payload.js" */
/** @import { PlaceLook } from "./stamps.js" */

import { AreasLayer, shadeOf } from "./areas_layer.js";
import { BasemapLayer } from "./basemap_layer.js";
import { CanvasStack } from "./canvas_stack.js";
import { FrontsLayer, holdingCode } from "./fronts_layer.js";
import { IncidentsLayer } from "./incidents_layer.js";
import { changesOf, Cursor } from "./intervals.js";
import { LabelsLayer } from "./labels_layer.js";
import { THEMES } from "./look.js";
import { PointsLayer } from "./points_layer.js";
import { Stamps } from "./stamps.js";

const MOST_ACTORS = 4096;

/**
 * @typedef {object} Scene
 * @property {string} series
 * @property {number} day
 * @property {?Set<string>} actors
 * @property {?number} place
 * @property {Language} language
 * @property {string} size
 * @property {boolean} patterns
 * @property {"light" | "dark"} theme
 * @property {?Hidden} hidden  what the host hides
 */

/** @type {WeakMap<Series, SortedChanges>} */
const known = new WeakMap();

/**
 * The changes of a series, worked out when it is first shown.
 * @param {Model} model
 * @param {string} name
 * @returns {SortedChanges}
 */
export function changesIn(model, name) {
  const series = model.series[name], before = known.get(series);
  if (before) return before;
  const changes = changesOf(series, model.claims);
  known.set(series, changes);
  return changes;
}

/** Draws scenes on a Leaflet map. */
export class MapView {
  /** @type {Scene} */
  scene;
  /** @type {Cursor} */
  cursor;
  /** @type {?Set<number>} */
  wanted;
  /** @type {boolean} */
  moved;

  /** @param {L.Map} map @param {Model} model */
  constructor(map, model) {
    this.map = map;
    this.model = model;
    /** @type {WeakMap<Series, Cursor>} */
    this.cursors = new WeakMap();
    this.stack = new CanvasStack(map, () => this.reset());
    /**
     * @param {string} name
     * @param {number} zIndex
     * @param {{fine?: boolean}} options
     */
    const canvas = (name, zIndex, options = {}) => this.stack.add(name, zIndex, options);
    this.basemap = new BasemapLayer(canvas("saytara-base", 150), model.basemap, model.boundaries);
    this.areas = new AreasLayer(canvas("saytara-areas", 410, { fine: false }), model);
    this.fronts = new FrontsLayer(canvas("saytara-fronts", 420), model);
    this.points = new PointsLayer(canvas("saytara-points", 430), model);
    this.stamps = new Stamps(makeCanvas);
    /** @type {Map<number, ?Shade>} */
    this.shades = new Map();
    this.incidents = new IncidentsLayer(canvas("saytara-incidents", 440), model);
    this.labels = new LabelsLayer(canvas("saytara-labels", 450), model);
  }

  /** What the canvases show. */
  get frame() {
    if (!this.stack.frame) throw new Error("A map that is hidden has no frame.");
    return this.stack.frame;
  }

  get theme() {
    return THEMES[this.scene.theme];
  }

  /** The colours of actors by their numbers. */
  get colours() {
    return this.model.actors.map((actor) => (this.scene.theme === "dark" ? actor.onDark : actor.colour));
  }

  /**
   * Show a scene; where only the day is another, draw what changed and call `rest` when it rests.
   * @param {Scene} scene
   */
  show(scene) {
    const before = this.scene;
    this.scene = scene;
    this.wanted = scene.actors && new Set(
      [...scene.actors].map((id) => this.model.actors.findIndex((actor) => actor.id === id)));
    const names = /** @type {(keyof Scene)[]} */ (Object.keys(scene));
    const sameButDay = before && names.every((name) => name === "day" || scene[name] === before[name]);
    this.cursor = this.cursorOf(scene.series);
    const touched = this.cursor.moveTo(scene.day);
    if (!before || !this.stack.frame) this.stack.reset(); // a page in a frame may have no size yet
    else if (sameButDay) this.scrub(touched);
    else if (before.theme !== scene.theme || before.size !== scene.size) this.reset();
    else this.redraw();
  }

  /** @param {string} name @returns {Cursor} */
  cursorOf(name) {
    const series = this.model.series[name], before = this.cursors.get(series);
    if (before) return before;
    const cursor = new Cursor(series, changesIn(this.model, name));
    this.cursors.set(series, cursor);
    return cursor;
  }

  /** Draw what changed since the last day. @param {number[]} touched */
  scrub(touched) {
    this.moved = true;
    this.areas.repaint(touched, this.shade);
    this.fronts.repaint(touched, this.codeOf, this.theme, this.colours);
    this.points.repaint(touched, this.stampOf);
    this.incidents.redraw(this.frame, this.scene.day, this.theme);
  }

  /** Draw the day's own picture, whatever was drawn on the way to it. */
  rest() {
    if (!this.moved) return;
    this.moved = false;
    this.fronts.rest(this.theme, this.colours);
    this.points.rest(this.frame, this.stampOf);
    this.placeLabels();
  }

  /** Fit to what the map shows now, and draw all. */
  reset() {
    if (!this.scene) return;
    const { frame } = this;
    this.basemap.redraw(frame, this.theme);
    this.areas.reset(frame);
    this.stamps.clear();
    this.fronts.reset(frame);
    this.points.reset(frame, this.weights());
    this.redraw();
  }

  redraw() {
    this.shades.clear();
    this.areas.redraw(this.shade);
    this.fronts.redraw(this.codeOf, this.theme, this.colours);
    this.incidents.redraw(this.frame, this.scene.day, this.theme);
    this.moved = true;
    this.rest();
  }

  placeLabels() {
    const { place, language } = this.scene;
    this.labels.place({
      frame: this.frame, points: this.points, isShown: this.isShown, place, language, theme: this.theme,
    });
  }

  /** How much each place counts: by its reports, or by a power of how many live there. */
  weights() {
    const { claimsOf, places } = this.model;
    if (this.scene.size === "population") return Float64Array.from(places.population, (many) => many / 5000);
    return Float64Array.from(places.id, (_, place) => claimsOf.begin[place + 1] - claimsOf.begin[place]);
  }

  /** Whether a row has to do with the actors that are asked for. @param {number} row */
  isWanted(row) {
    const { actor, against } = this.cursor.series;
    return !this.wanted || this.wanted.has(actor[row]) || this.wanted.has(against[row]);
  }

  /** @param {number} place */
  isShown = (place) => {
    const row = this.cursor.row[place];
    return row >= 0 && this.isWanted(row);
  };

  /**
   * How the ground of a place looks; see areas_layer.js.
   * @param {number} place
   * @returns {?Shade}
   */
  shade = (place) => {
    const row = this.cursor.row[place], { series } = this.cursor;
    if (row < 0 || !this.isWanted(row)) return null;
    const band = this.cursor.band[place], key = (this.stateKey(row) * 128 + series.confidence[row]) * 4 + band;
    const before = this.shades.get(key);
    if (before !== undefined) return before;
    const shade = shadeOf(this.model, series, row, band, { colours: this.colours, patterns: this.scene.patterns });
    this.shades.set(key, shade);
    return shade;
  };

  /** One number for status, actor and opponent of a row. @param {number} row */
  stateKey(row) {
    const { status, actor, against } = this.cursor.series;
    return (actor[row] * MOST_ACTORS + against[row]) * 4 + status[row];
  }

  /** Who holds the ground of a place, as a number; see fronts_layer.js. @param {number} place */
  codeOf = (place) => {
    const row = this.cursor.row[place], { status, actor, against } = this.cursor.series;
    if (row < 0 || status[row] === this.model.unknown || !this.isWanted(row)) return 0;
    return holdingCode(actor[row], against[row], status[row] === this.model.contested);
  };

  /** The stamp of a place, or null where it is not shown. @param {number} place @param {number} radius */
  stampOf = (place, radius) => {
    if (!this.isShown(place)) return null;
    const row = this.cursor.row[place], { ratio } = this.points.frame;
    const key = this.stateKey(row) * 64 + radius * 2;
    return this.stamps.of(key, () => this.lookOf(row, radius), ratio);
  };

  /**
   * How a place looks under a row; see stamps.js.
   * @param {number} row
   * @param {number} radius
   * @returns {PlaceLook}
   */
  lookOf(row, radius) {
    const { status, actor, against } = this.cursor.series;
    const { actors, contested, besieged } = this.model;
    const rival = status[row] === contested || status[row] === besieged;
    const hollow = !actor[row], { colours } = this;
    return {
      radius, colour: colours[actor[row]], letter: actors[actor[row]].letter, hollow, rival,
      dashed: status[row] === besieged,
      ring: rival ? colours[against[row]] : hollow ? this.theme.unknown : this.theme.ring,
    };
  }

  /**
   * What is at a point of the map: an incident, which lies on top, else a place, else nothing.
   * @param {{x: number, y: number}} point
   */
  at(point) {
    const incident = this.incidents.frame ? this.incidents.at(point.x, point.y) : -1;
    const place = incident < 0 ? this.points.at(point, this.isShown) : -1;
    return { place: place < 0 ? null : place, incident: incident < 0 ? null : incident };
  }
}

/** @param {number} width @param {number} height */
function makeCanvas(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas;
}
