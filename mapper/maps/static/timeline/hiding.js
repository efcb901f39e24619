/**
 * Rows that a host hides: unknown, of nobody, and their ground stays (`hide_intervals` of
 * mapper/views). Points that places share may have other voices then, so their rows come anew.
 */

import { unpack } from "./columns.js";
import { readSeries } from "./model.js";

const RENEWED = ["status", "actor", "against", "confidence", "rule", "early", "late", "from", "to"];

/**
 * The series of a map with some rows hidden.
 * @param {object} model
 * @param {?object} hidden  `series` and `states` of the message, or null where nothing is hidden
 * @returns {?Object<string, import("./model.js").Series>} null where that is not of this map
 */
export function hideRows(model, hidden) {
  if (!hidden) return model.whole;
  const series = { ...model.whole }, states = hidden.states;
  if (!states.every((state) => isState(model, state))) return null;
  for (const [name, packed] of Object.entries(hidden.series)) {
    if (!Object.hasOwn(model.whole, name)) return null;
    series[name] = hiddenSeries(model, model.whole[name], packed, states);
    if (!series[name]) return null;
  }
  return series;
}

function isState({ statuses, actors }, [status, actor, against]) {
  return status < statuses.length && actor < actors.length && against < actors.length;
}

function hiddenSeries(model, whole, packed, states) {
  const places = model.places.id.length, rows = whole.begin[places], flags = unpack(packed.hidden);
  if (flags.length !== Math.ceil(rows / 8) || !fits(model, whole, packed.shared, states)) return null;
  const shared = readSeries(packed.shared, model.epoch, states), series = joined(whole, shared, places);
  for (let row = 0; row < rows; row += 1) {
    if (!(flags[row >> 3] & (1 << (row & 7)))) continue;
    for (const name of ["actor", "against", "confidence"]) series[name][row] = 0;
    series.status[row] = model.unknown;
    series.rule[row] = model.hiddenRule;
  }
  return series;
}

/** Whether rows of shared points name only what the map has. */
function fits(model, whole, shared, states) {
  const numbers = (packed) => Array.from(unpack(packed)), rows = numbers(shared.rows);
  if (rows.length !== whole.begin.length - 1 - model.places.id.length) return false;
  const many = rows.reduce((a, b) => a + b, 0), lists = [shared.supporting, shared.contradicting];
  const within = (packed, end) => numbers(packed).every((number) => number >= 0 && number < end);
  return ["state", "confidence", "rule", "from", "to", "early", "late"].every((name) => unpack(shared[name]).length === many)
    && within(shared.state, states.length) && lists.every(({ many: lengths, claim }) => unpack(lengths).length === many
      && within(claim, model.claims.place.length) && within(lengths, Infinity)
      && numbers(lengths).reduce((a, b) => a + b, 0) === unpack(claim).length);
}

/** The rows of places as they are, in columns of their own, and those of shared points after them. */
function joined(whole, shared, places) {
  const rows = whole.begin[places], series = { begin: whole.begin.slice() };
  for (let at = 0; at < shared.begin.length; at += 1) series.begin[places + at] = rows + shared.begin[at];
  for (const name of RENEWED) series[name] = concatenated(whole[name].subarray(0, rows), shared[name]);
  series.rule.fill(0, rows); // nobody asks what rule speaks for ground
  for (const name of ["supporting", "contradicting"]) series[name] = joinedLists(whole[name], shared[name], rows);
  return series;
}

function joinedLists(whole, shared, rows) {
  const claims = whole.begin[rows];
  return {
    begin: concatenated(whole.begin.subarray(0, rows), shared.begin.map((at) => at + claims)),
    claim: concatenated(whole.claim.subarray(0, claims), shared.claim),
  };
}

/** Two columns as one, wide enough for both: ends of rows may be infinite. */
function concatenated(one, other) {
  const Wide = one instanceof Float64Array ? Float64Array : Int32Array, both = new Wide(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
