/**
 * Rows that a host hides: unknown, of nobody, and their ground stays (`hide_intervals` of
 * mapper/views). Points that places share may have other voices then, so their rows come anew.
 */

/** @import { Lists, Series } from "./model.js" */
/** @import { Column, Hidden, Model, Packed, PackedLists, PackedSeries, StateNumbers } from "./payload.js" */

import { unpack } from "./columns.js";
import { readSeries } from "./model.js";

/**
 * The series of a map with some rows hidden.
 * @param {Model} model
 * @param {?Hidden} hidden  null where nothing is hidden
 * @returns {?Record<string, Series>} null where that is not of this map
 */
export function hideRows(model, hidden) {
  if (!hidden) return model.whole;
  const series = { ...model.whole }, states = hidden.states;
  if (!states.every((state) => isState(model, state))) return null;
  for (const [name, packed] of Object.entries(hidden.series)) {
    if (!Object.hasOwn(model.whole, name)) return null;
    const found = hiddenSeries(model, model.whole[name], packed, states);
    if (!found) return null;
    series[name] = found;
  }
  return series;
}

/** @param {Model} model @param {StateNumbers} state */
function isState({ statuses, actors }, [status, actor, against]) {
  return status < statuses.length && actor < actors.length && against < actors.length;
}

/**
 * @param {Model} model
 * @param {Series} whole
 * @param {{hidden: Packed, shared: PackedSeries}} packed
 * @param {StateNumbers[]} states
 */
function hiddenSeries(model, whole, packed, states) {
  const places = model.places.id.length, rows = whole.begin[places], flags = unpack(packed.hidden);
  if (flags.length !== Math.ceil(rows / 8) || !fits(model, whole, packed.shared, states)) return null;
  const shared = readSeries(packed.shared, model.epoch, states), series = joined(whole, shared, places);
  for (let row = 0; row < rows; row += 1) {
    if (!(flags[row >> 3] & (1 << (row & 7)))) continue;
    series.actor[row] = series.against[row] = series.confidence[row] = 0;
    series.status[row] = model.unknown;
    series.rule[row] = model.hiddenRule;
  }
  return series;
}

/**
 * Whether rows of shared points name only what the map has.
 * @param {Model} model
 * @param {Series} whole
 * @param {PackedSeries} shared
 * @param {StateNumbers[]} states
 */
function fits(model, whole, shared, states) {
  /** @param {Packed} packed */
  const numbers = (packed) => Array.from(unpack(packed)), rows = numbers(shared.rows);
  if (rows.length !== whole.begin.length - 1 - model.places.id.length) return false;
  const many = rows.reduce((a, b) => a + b, 0), lists = [shared.supporting, shared.contradicting];
  /** @param {Packed} packed @param {number} end */
  const within = (packed, end) => numbers(packed).every((number) => number >= 0 && number < end);
  const columns = [shared.state, shared.confidence, shared.rule, shared.from, shared.to, shared.early, shared.late];
  return columns.every((packed) => unpack(packed).length === many)
    && within(shared.state, states.length) && lists.every(({ many: lengths, claim }) => unpack(lengths).length === many
      && within(claim, model.claims.place.length) && within(lengths, Infinity)
      && numbers(lengths).reduce((a, b) => a + b, 0) === unpack(claim).length);
}

/**
 * The rows of places as they are, in columns of their own, and those of shared points after them.
 * @param {Series} whole
 * @param {Series} shared
 * @param {number} places
 */
function joined(whole, shared, places) {
  const rows = whole.begin[places], begin = whole.begin.slice();
  for (let at = 0; at < shared.begin.length; at += 1) begin[places + at] = rows + shared.begin[at];
  /** @param {"status" | "actor" | "against" | "confidence" | "rule" | "early" | "late"} name */
  const both = (name) => concatenated(whole[name].subarray(0, rows), shared[name]);
  return {
    begin, status: both("status"), actor: both("actor"), against: both("against"),
    confidence: both("confidence"), early: both("early"), late: both("late"),
    rule: both("rule").fill(0, rows), // nobody asks what rule speaks for ground
    from: concatenated(whole.from.subarray(0, rows), shared.from),
    to: concatenated(whole.to.subarray(0, rows), shared.to),
    supporting: joinedLists(whole.supporting, shared.supporting, rows),
    contradicting: joinedLists(whole.contradicting, shared.contradicting, rows),
  };
}

/**
 * @param {Lists} whole
 * @param {Lists} shared
 * @param {number} rows
 */
function joinedLists(whole, shared, rows) {
  const claims = whole.begin[rows];
  return {
    begin: concatenated(whole.begin.subarray(0, rows), shared.begin.map((at) => at + claims)),
    claim: concatenated(whole.claim.subarray(0, claims), shared.claim),
  };
}

/**
 * Two columns as one, wide enough for both: ends of rows may be infinite.
 * @template {Column} Numbers
 * @param {Numbers} one
 * @param {Numbers} other
 * @returns {Numbers}
 */
function concatenated(one, other) {
  const Wide = one instanceof Float64Array ? Float64Array : Int32Array, both = new Wide(one.length + other.length);
  both.set(Array.from(one));
  both.set(Array.from(other), one.length);
  return /** @type {any} */ (both);
}
