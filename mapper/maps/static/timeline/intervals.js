/**
 * Which row of a series holds at each place on a day, kept up to date by what changes between days.
 *
 * Age makes evidence pale: a place's band grows from 0 when its last report is older than the limits.
 */

/** @import { Series } from "./model.js" */
/** @import { Model } from "./payload.js" */

export const AGE_LIMITS_DAYS = [180, 540, 1300];

/** Changes as columns that grow, and are put in the order of time at the end. */
class Changes {
  /** @param {number} most */
  constructor(most) {
    this.columns = Array.from({ length: 6 }, () => new Int32Array(most));
    this.length = 0;
  }

  /** @param {number[]} values */
  add(...values) {
    if (this.length === this.columns[0].length) this.columns = this.columns.map(doubled);
    for (let at = 0; at < 6; at += 1) this.columns[at][this.length] = values[at];
    this.length += 1;
  }

  sorted() {
    const { length, columns: [days] } = this;
    const keys = new Float64Array(length);
    for (let at = 0; at < length; at += 1) keys[at] = days[at] * length + at; // by day, then as they came
    keys.sort();
    const [day, place, row, band, rowBefore, bandBefore] = this.columns.map((column) => {
      const inOrder = new Int32Array(length);
      for (let at = 0; at < length; at += 1) inOrder[at] = column[keys[at] - Math.floor(keys[at] / length) * length];
      return inOrder;
    });
    return { day, place, row, band, rowBefore, bandBefore };
  }
}

/** @param {Int32Array} column */
function doubled(column) {
  const wider = new Int32Array(column.length * 2);
  wider.set(column);
  return wider;
}

/**
 * All changes of a series in the order of time, as columns.
 * @param {Series} series
 * @param {Pick<Model["claims"], "latest">} claims
 */
export function changesOf(series, claims) {
  const found = new Changes(2 * series.from.length + 16);
  for (let place = 0; place + 1 < series.begin.length; place += 1) placeChanges(series, claims, place, found);
  return found.sorted();
}

/**
 * @param {Series} series
 * @param {Pick<Model["claims"], "latest">} claims
 * @param {number} place
 * @param {Changes} found
 */
function placeChanges(series, claims, place, found) {
  let row = -1, band = 0, until = -Infinity;
  /**
   * @param {number} day
   * @param {number} toRow
   * @param {number} toBand
   */
  const add = (day, toRow, toBand) => {
    if (toRow === row && toBand === band) return;
    found.add(day, place, toRow, toBand, row, band);
    row = toRow;
    band = toBand;
  };
  for (let at = series.begin[place]; at < series.begin[place + 1]; at += 1) {
    if (until < series.from[at] && row >= 0) add(until, -1, 0);
    agesOf(series, claims, at, (day, age) => add(day, at, age));
    until = series.to[at];
  }
  if (Number.isFinite(until)) add(until, -1, 0);
}

/**
 * Tell the band of a row from each day on which it changes.
 * @param {Series} series
 * @param {Pick<Model["claims"], "latest">} claims
 * @param {number} row
 * @param {(day: number, band: number) => void} tell
 */
function agesOf(series, claims, row, tell) {
  const reports = reportDays(series, claims, row);
  reports.forEach((report, at) => {
    tell(Math.max(report, series.from[row]), 0);
    const end = at + 1 < reports.length ? reports[at + 1] : series.to[row];
    AGE_LIMITS_DAYS.forEach((limit, band) => {
      if (report + limit > series.from[row] && report + limit < end) tell(report + limit, band + 1);
    });
  });
}

/**
 * The days of the reports that support a row while it holds; its first day is always one.
 * @param {Series} series
 * @param {Pick<Model["claims"], "latest">} claims
 * @param {number} row
 * @returns {number[]}
 */
function reportDays(series, claims, row) {
  const days = [series.from[row]];
  const { begin, claim } = series.supporting;
  for (let at = begin[row]; at < begin[row + 1]; at += 1) {
    const day = claims.latest[claim[at]];
    if (day > series.from[row] && day < series.to[row]) days.push(day);
  }
  return days.length > 2 ? [...new Set(days)].sort((a, b) => a - b) : days;
}

/**
 * @param {Series} series
 * @param {number} place
 * @param {number} day
 * @returns {number} the row of a place on a day, or -1
 */
export function rowAt(series, place, day) {
  let low = series.begin[place], high = series.begin[place + 1] - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (day < series.from[middle]) high = middle - 1;
    else if (day >= series.to[middle]) low = middle + 1;
    else return middle;
  }
  return -1;
}

/** @typedef {ReturnType<typeof changesOf>} SortedChanges */

/** The rows and age bands of all places on one day; moving costs what changes. */
export class Cursor {
  /** @param {Series} series @param {SortedChanges} changes */
  constructor(series, changes) {
    this.series = series;
    this.changes = changes;
    this.row = new Int32Array(series.begin.length - 1).fill(-1);
    this.band = new Uint8Array(series.begin.length - 1);
    this.day = -Infinity;
    this.position = 0;
    this.moves = new Uint32Array(series.begin.length - 1);
    this.move = 0;
  }

  /**
   * Go to a day.
   * @param {number} day
   * @returns {number[]} the places whose row or band changed, each once
   */
  moveTo(day) {
    /** @type {number[]} */
    const touched = [], { changes } = this;
    this.move += 1;
    /** @param {number} place */
    const touch = (place) => {
      if (this.moves[place] === this.move) return;
      this.moves[place] = this.move;
      touched.push(place);
    };
    while (this.position < changes.day.length && changes.day[this.position] <= day) {
      const place = changes.place[this.position];
      this.row[place] = changes.row[this.position];
      this.band[place] = changes.band[this.position];
      this.position += 1;
      touch(place);
    }
    while (this.position > 0 && changes.day[this.position - 1] > day) {
      this.position -= 1;
      const place = changes.place[this.position];
      this.row[place] = changes.rowBefore[this.position];
      this.band[place] = changes.bandBefore[this.position];
      touch(place);
    }
    this.day = day;
    return touched;
  }
}

/**
 * The first day after `day`, or the last before it, on which a state changes (not mere age).
 * @param {SortedChanges} changes
 * @param {number} day
 * @param {number} direction  1 or -1
 * @returns {?number}
 */
export function nextChange(changes, day, direction) {
  const { day: days, row, rowBefore } = changes;
  let at = firstAfter(days, direction > 0 ? day : day - 1);
  if (direction < 0) at -= 1;
  for (; at >= 0 && at < days.length; at += direction) {
    if (row[at] !== rowBefore[at]) return days[at];
  }
  return null;
}

/**
 * Where in sorted days the first one after `day` stands.
 * @param {ArrayLike<number>} days
 * @param {number} day
 */
export function firstAfter(days, day) {
  let low = 0, high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle] <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}
