/** The payload, unpacked once: what all other modules read. */

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

/**
 * @typedef {object} Series  Intervals of one timeline, by place and day. Days count from 1970.
 * @property {Uint32Array} begin       the first row of each place, and the end of the last
 * @property {ArrayLike<number>} status  number in `statuses`
 * @property {ArrayLike<number>} actor   number in `actors`, from 1; 0 is nobody
 * @property {ArrayLike<number>} against
 * @property {ArrayLike<number>} confidence  percent
 * @property {ArrayLike<number>} rule
 * @property {Int32Array} from
 * @property {Float64Array} to          Infinity while open
 * @property {ArrayLike<number>} early   days before `from` on which it may have begun
 * @property {ArrayLike<number>} late
 * @property {{begin: Uint32Array, claim: ArrayLike<number>}} supporting
 * @property {{begin: Uint32Array, claim: ArrayLike<number>}} contradicting
 */

/**
 * Unpack all that the page was given. `whole` are all series as they came; `series` those that are
 * shown, which a host may change (hiding.js).
 */
export function readModel(payload) {
  const epoch = dayOf(payload.epoch);
  const claims = readClaims(payload.claims, epoch);
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

function days(packed, epoch) {
  return Int32Array.from(unpack(packed), (day) => day + epoch);
}

/** Days of which 0 says that there is none. */
function daysOrNone(packed, epoch, none) {
  return Float64Array.from(unpack(packed), (day) => (day ? day + epoch : none));
}

function lists({ many, claim }) {
  return { begin: starts(unpack(many)), claim: unpack(claim) };
}

/** Unpack a series. @returns {Series} */
export function readSeries(packed, epoch, states) {
  const series = { begin: starts(unpack(packed.rows)) };
  for (const name of ["confidence", "rule", "early", "late"]) series[name] = unpack(packed[name]);
  const state = unpack(packed.state);
  ["status", "actor", "against"].forEach((name, at) => {
    series[name] = Uint16Array.from(state, (number) => states[number][at]);
  });
  series.from = days(packed.from, epoch);
  series.to = endsOf(series, unpack(packed.to), epoch);
  series.supporting = lists(packed.supporting);
  series.contradicting = lists(packed.contradicting);
  return series;
}

/** The ends of rows: where none is given, the next row of the place begins, or the row is open. */
function endsOf({ begin, from }, to, epoch) {
  const ends = Float64Array.from(to, (day) => day + epoch);
  for (let place = 0; place + 1 < begin.length; place += 1) {
    for (let row = begin[place]; row < begin[place + 1]; row += 1) {
      if (!to[row]) ends[row] = row + 1 < begin[place + 1] ? from[row + 1] : Infinity;
    }
  }
  return ends;
}

function readPlaces(packed) {
  const lat = Float64Array.from(unpack(packed.lat), (value) => value / PER_DEGREE);
  const lon = Float64Array.from(unpack(packed.lon), (value) => value / PER_DEGREE);
  return {
    ...packed, lat, lon, population: unpack(packed.population),
    x: lon.map(mercatorX), y: lat.map(mercatorY),
  };
}

/** Actors by number from 1; number 0 is nobody known. */
function readActors({ id, ar, en, colour, letter }) {
  const nobody = { id: "", ar: "", en: "", colour: "#8c8c8c", letter: "?" };
  const listed = id.map((name, at) => (
    { id: name, ar: ar[at], en: en[at], colour: colour[at], letter: letter[at] }));
  return [nobody, ...listed].map((actor) => ({ ...actor, onDark: onDark(actor.colour) }));
}

function readClaims(packed, epoch) {
  const claims = { ...packed };
  for (const name of ["place", "kind", "modality", "actor", "from_actor", "share", "outlet", "source",
    "side", "rule", "confidence", "document", "name"]) claims[name] = unpack(packed[name]);
  for (const name of ["earliest", "latest", "published"]) {
    claims[name] = daysOrNone(packed[name], epoch, NaN);
  }
  return claims;
}

/** The claims of each place, as their numbers. */
function claimsByPlace(claims, places) {
  const many = new Uint32Array(places);
  for (const place of claims.place) many[place] += 1;
  const begin = starts(many), next = begin.slice(), claim = new Uint32Array(claims.place.length);
  claims.place.forEach((place, number) => { claim[next[place]++] = number; });
  return { begin, claim };
}

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

/** The point that each place, or group of places at one point, speaks for; -1 for none. */
function pointsOf(speaker) {
  const points = new Int32Array(speaker.reduce((a, b) => Math.max(a, b), -1) + 1).fill(-1);
  speaker.forEach((place, point) => { points[place] = point; });
  return points;
}

/** Columns with points in degrees, with their points on the world. */
function readPoints(columns) {
  return { ...columns, x: columns.lon.map(mercatorX), y: columns.lat.map(mercatorY) };
}

function readIncidents(packed, epoch, places) {
  const incidents = { ...readPoints(packed), day: days(packed.day, epoch) };
  for (const name of ["kind", "place", "early", "actor", "target", "outlet", "source"]) incidents[name] = unpack(packed[name]);
  const spot = (lat, lon) => `${lat.toFixed(4)} ${lon.toFixed(4)}`, taken = new Set();
  places.lat.forEach((lat, at) => taken.add(spot(lat, places.lon[at])));
  incidents.atPlace = packed.lat.map((lat, at) => taken.has(spot(lat, packed.lon[at])));
  return incidents;
}

/** The day on which the last report was published, or null. */
function lastReport({ published }) {
  let last = -Infinity;
  for (const day of published) if (day > last) last = day;
  return Number.isFinite(last) ? last : null;
}

/**
 * First and last day with a month around what changes; the last day with news in hindsight; and the
 * period in which nearly all news lie, where that is much shorter than the whole, else null.
 */
function extentOf(series) {
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

function busyPeriod(news, latest, { first, last }) {
  if (news.length < FEW) return null;
  const begin = middle(news, NEARLY_ALL)[0] - AROUND_DAYS, end = Math.min(last, latest + AROUND_DAYS);
  return end - begin < (last - first) * MUCH_SHORTER ? [Math.max(first, begin), end] : null;
}
