/** What two series, or two days of one, say differently. */

/** @import { Series } from "./model.js" */
/** @import { Model } from "./payload.js" */

import { rowAt } from "./intervals.js";

/**
 * Whether two rows, of one series or two, say the same; -1 and unknown are one.
 * @param {Model} model
 * @param {Series} one
 * @param {number} row
 * @param {Series} other
 * @param {number} at
 */
function saysSame(model, one, row, other, at) {
  /** @param {Series} series @param {number} number */
  const state = (series, number) => {
    if (number < 0 || series.status[number] === model.unknown || !series.actor[number]) return "";
    return `${series.status[number]} ${series.actor[number]} ${series.against[number]}`;
  };
  return state(one, row) === state(other, at);
}

/**
 * The places that differ.
 * @param {Model} model
 * @param {{series: string, day: number}} one
 * @param {{series: string, day: number}} other
 * @returns {Array<{place: number, one: number, other: number}>} with both rows, -1 where none holds;
 *   those with most reports first
 */
export function differences(model, one, other) {
  const first = model.series[one.series], second = model.series[other.series], found = [];
  for (let place = 0; place < model.places.id.length; place += 1) {
    const row = rowAt(first, place, one.day), at = rowAt(second, place, other.day);
    if (!saysSame(model, first, row, second, at)) found.push({ place, one: row, other: at });
  }
  /** @param {{place: number}} found */
  const reports = ({ place }) => model.claimsOf.begin[place + 1] - model.claimsOf.begin[place];
  return found.sort((a, b) => reports(b) - reports(a) || a.place - b.place);
}
