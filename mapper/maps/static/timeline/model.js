/** The payload, unpacked once: what all other modules read. */

/** @import { Column, Named, NamedPoints, Packed, PackedCells, PackedClaims, PackedIncidents, PackedLists, PackedSeries, Payload, StateNumbers } from "./payload.js" */

import { onDark } from "./colours.js";
import { starts, unpack } from "./columns.js";
import { dayOf } from "./days.js";
import { mercatorX, mercatorY } from "./mercator.js";
import { middle } from "./numbers.js";

const PER_DEGREE = 100000;
const CORNERS_PER_DEGREE = 10000;
const AROUND_DAYS = 30;
const FEW = 20;
const NEARLY_ALL = 0.94;
const MUCH_SHORTER = 0.6;
const HIDDEN = "hidden"; // the rule of rows that a host hides

const CLAIM_NUMBERS = /** @type {const} */ (["place", "kind", "modality", "actor", "from_actor", "share", "outlet",
  "source", "side", "rule", "confidence", "document", "name"]);
const INCIDENT_NUMBERS = /** @type {const} */ (["kind", "place", "early", "actor", "target", "outlet", "source"]);

/**
 * @typedef {object} Series  Intervals of one timeline, by place and day. Days count from 1970.
 * @property {Uint32Array} begin  the first row of each place, and the end of the last
 * @property {Column} status      number in `statuses`
 * @property {Column} actor       number in `actors`, from 1; 0 is nobody
 * @property {Column} against
 * @property {Column} confidence  percent
 * @property {Column} rule        number in `rules`, from 1
 * @property {Int32Array} from
 * @property {Float64Array} to    Infinity while open
 * @property {Column} early       days before `from` on which it may have begun
 * @property {Column} late
 * @property {Lists} supporting
 * @property {Lists} contradicting
 */

/**
 * @typedef {object} Lists  Numbers of claims by row.
 * @property {Uint32Array} begin  the first of each row, and the end of the last
 * @property {Column} claim
 */

/**
 * Unpack all that the page was given. `whole` are all series as they came; `series` those that are
 * shown, which a host may change (hiding.js).
 * @param {Payload} payload
 */
export function readModel(payload) {
  const epoch = dayOf(payload.epoch);
  const claims = readClaims(payload.claims, epoch);
  /** @type {Record<string, Series>} */
  const series = {};
  for (const [name, packed] of Object.entries(payload.series)) series[name] = readSeries(packed, epoch, payload.states);
  const places = readPlaces(payload.places);
  return {
    ...payload, epoch, claims, series, whole: series, places,
    rules: [...payload.rules, HIDDEN], hiddenRule: payload.rules.length + 1,
    actors: readActors(payload.actors),
    claimsOf: claimsByPlace(claims, places.id.length),
    cells: readCells(payload.cells),
    incidents: readIncidents(payload.incidents, epoch, places),
    towns: readPoints(payload.towns),
    boundaries: payload.boundaries && { ...payload.boundaries, names: readPoints(payload.boundaries.names) },
    extent: extentOf(series),
    until: lastReport(claims),
    contested: payload.statuses.indexOf("contested"),
    besieged: payload.statuses.indexOf("besieged"),
    unknown: payload.statuses.indexOf("unknown"),
  };
}

/** @param {Packed} packed @param {number} epoch */
function days(packed, epoch) {
  return Int32Array.from(unpack(packed), (day) => day + epoch);
}

/**
 * Days of which 0 says that there is none.
 * @param {Packed} packed
 * @param {number} epoch
 * @param {number} none
 */
function daysOrNone(packed, epoch, none) {
  return Float64Array.from(unpack(packed), (day) => (day ? day + epoch : none));
}

/** @param {PackedLists} packed @returns {Lists} */
function lists({ many, claim }) {
  return { begin: starts(unpack(many)), claim: unpack(claim) };
}

/**
 * Unpack a series.
 * @param {PackedSeries} packed
 * @param {number} epoch
 * @param {StateNumbers[]} states
 * @returns {Series}
 */
export function readSeries(packed, epoch, states) {
  const begin = starts(unpack(packed.rows)), from = days(packed.from, epoch), state = unpack(packed.state);
  /** @param {0 | 1 | 2} at */
  const part = (at) => Uint16Array.from(state, (number) => states[number][at]);
  return {
    begin, from, status: part(0), actor: part(1), against: part(2),
    to: endsOf({ begin, from }, unpack(packed.to), epoch),
    confidence: unpack(packed.confidence), rule: unpack(packed.rule),
    early: unpack(packed.early), late: unpack(packed.late),
    supporting: lists(packed.supporting), contradicting: lists(packed.contradicting),
  };
}

/**
 * The ends of rows: where none is given, the next row of the place begins, or the row is open.
 * @param {{begin: Uint32Array, from: Int32Array}} series
 * @param {Column} to
 * @param {number} epoch
 */
function endsOf({ begin, from }, to, epoch) {
  const ends = Float64Array.from(to, (day) => day + epoch);
  for (let place = 0; place + 1 < begin.length; place += 1) {
    for (let row = begin[place]; row < begin[place + 1]; row += 1) {
      if (!to[row]) ends[row] = row + 1 < begin[place + 1] ? from[row + 1] : Infinity;
    }
  }
  return ends;
}

/** @param {Payload["places"]} packed */
function readPlaces(packed) {
  const lat = Float64Array.from(unpack(packed.lat), (value) => value / PER_DEGREE);
  const lon = Float64Array.from(unpack(packed.lon), (value) => value / PER_DEGREE);
  return {
    ...packed, lat, lon, population: unpack(packed.population),
    x: lon.map(mercatorX), y: lat.map(mercatorY),
  };
}

/** Actors by number from 1; number 0 is nobody known. @param {Payload["actors"]} packed */
function readActors({ id, ar, en, colour, letter }) {
  const nobody = { id: "", ar: "", en: "", colour: "#8c8c8c", letter: "?" };
  const listed = id.map((name, at) => (
    { id: name, ar: ar[at], en: en[at], colour: colour[at], letter: letter[at] }));
  return [nobody, ...listed].map((actor) => ({ ...actor, onDark: onDark(actor.colour) }));
}

/** @param {PackedClaims} packed @param {number} epoch */
function readClaims(packed, epoch) {
  return {
    ...packed, ...unpackAll(packed, CLAIM_NUMBERS),
    earliest: daysOrNone(packed.earliest, epoch, NaN), latest: daysOrNone(packed.latest, epoch, NaN),
    published: daysOrNone(packed.published, epoch, NaN),
  };
}

/**
 * Unpack some of several columns.
 * @template {string} Name
 * @param {Record<Name, Packed>} packed
 * @param {readonly Name[]} names
 * @returns {Record<Name, Column>}
 */
function unpackAll(packed, names) {
  return /** @type {any} */ (Object.fromEntries(names.map((name) => [name, unpack(packed[name])])));
}

/** The claims of each place, as their numbers. @param {{place: Column}} claims @param {number} places */
function claimsByPlace(claims, places) {
  const many = new Uint32Array(places);
  for (const place of claims.place) many[place] += 1;
  const begin = starts(many), next = begin.slice(), claim = new Uint32Array(claims.place.length);
  claims.place.forEach((place, number) => { claim[next[place]++] = number; });
  return { begin, claim };
}

/** @param {PackedCells} packed */
function readCells(packed) {
  const lon = unpack(packed.lon), lat = unpack(packed.lat), speaker = unpack(packed.speaker);
  return {
    x: Float64Array.from(lon, (value) => mercatorX(value / CORNERS_PER_DEGREE)),
    y: Float64Array.from(lat, (value) => mercatorY((value + packed.south) / CORNERS_PER_DEGREE)),
    corner: unpack(packed.corner),
    ring: starts(unpack(packed.ring)),
    piece: starts(unpack(packed.piece)),
    point: unpack(packed.point),
    speaker,
    pointOf: pointsOf(speaker),
    km2: Float64Array.from(unpack(packed.km2), (value) => value / 100),
  };
}

/**
 * The point that each place, or group of places at one point, speaks for; -1 for none.
 * @param {Column} speaker
 */
function pointsOf(speaker) {
  const points = new Int32Array(speaker.reduce((a, b) => Math.max(a, b), -1) + 1).fill(-1);
  speaker.forEach((place, point) => { points[place] = point; });
  return points;
}

/**
 * Columns with points in degrees, with their points on the world.
 * @template {{lat: number[], lon: number[]}} Points
 * @param {Points} columns
 */
function readPoints(columns) {
  return { ...columns, x: columns.lon.map(mercatorX), y: columns.lat.map(mercatorY) };
}

/**
 * @param {PackedIncidents} packed
 * @param {number} epoch
 * @param {{lat: Float64Array, lon: Float64Array}} places
 */
function readIncidents(packed, epoch, places) {
  /** @param {number} lat @param {number} lon */
  const spot = (lat, lon) => `${lat.toFixed(4)} ${lon.toFixed(4)}`, taken = new Set();
  places.lat.forEach((lat, at) => taken.add(spot(lat, places.lon[at])));
  return {
    ...readPoints(packed), ...unpackAll(packed, INCIDENT_NUMBERS), day: days(packed.day, epoch),
    atPlace: packed.lat.map((lat, at) => taken.has(spot(lat, packed.lon[at]))),
  };
}

/** The day on which the last report was published, or null. @param {{published: Float64Array}} claims */
function lastReport({ published }) {
  let last = -Infinity;
  for (const day of published) if (day > last) last = day;
  return Number.isFinite(last) ? last : null;
}

/**
 * First and last day with a month around what changes; the last day with news in hindsight; and the
 * period in which nearly all news lie, where that is much shorter than the whole, else null.
 * @param {Record<string, Series>} series
 */
function extentOf(series) {
  /** @type {number[]} */
  const news = [];
  let first = Infinity, last = -Infinity;
  for (const name of Object.keys(series)) {
    const { from, actor } = series[name];
    for (let row = 0; row < from.length; row += 1) {
      if (from[row] < first) first = from[row];
      if (from[row] > last) last = from[row];
      if (name === "hindsight" && actor[row]) news.push(from[row]);
    }
  }
  if (!Number.isFinite(first)) first = last = dayOf("2020-01-01");
  const extent = { first: first - AROUND_DAYS, last: last + AROUND_DAYS };
  const latest = news.reduce((a, b) => Math.max(a, b), -Infinity);
  return { ...extent, news: news.length ? latest : extent.last, busy: busyPeriod(news, latest, extent) };
}

/**
 * @param {number[]} news
 * @param {number} latest
 * @param {{first: number, last: number}} extent
 * @returns {?[number, number]}
 */
function busyPeriod(news, latest, { first, last }) {
  if (news.length < FEW) return null;
  const begin = middle(news, NEARLY_ALL)[0] - AROUND_DAYS, end = Math.min(last, latest + AROUND_DAYS);
  return end - begin < (last - first) * MUCH_SHORTER ? [Math.max(first, begin), end] : null;
}
