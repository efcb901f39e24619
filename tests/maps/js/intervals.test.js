import assert from "node:assert/strict";
import { test } from "node:test";

import { AGE_LIMITS_DAYS, changesOf, Cursor, firstAfter, nextChange, rowAt } from "../../../mapper/maps/static/timeline/intervals.js";
import { seriesOf } from "./tiny.js";

const NO_CLAIMS = { latest: new Float64Array(0) };
const SERIES = seriesOf([
  [[10, 20, "controlled", 1], [20, 30, "contested", 1, 2], [40, Infinity, "controlled", 2]],
  [[15, 16, "controlled", 3]],
  [],
]);

test("a row holds from its first day until the day before its last", () => {
  const rows = [9, 10, 19, 20, 29, 30, 39, 40, 9999].map((day) => rowAt(SERIES, 0, day));
  assert.deepEqual(rows, [-1, 0, 0, 1, 1, -1, -1, 2, 2]);
  assert.equal(rowAt(SERIES, 2, 15), -1);
});

test("a cursor is where a search would be, whatever the way it came", () => {
  const cursor = new Cursor(SERIES, changesOf(SERIES, NO_CLAIMS));
  let seed = 7;
  for (let move = 0; move < 300; move += 1) {
    seed = (seed * 16807) % 2147483647;
    const day = seed % 60;
    cursor.moveTo(day);
    for (let place = 0; place < 3; place += 1) assert.equal(cursor.row[place], rowAt(SERIES, place, day), `${place} on ${day}`);
  }
});

test("moving tells each place that changed once", () => {
  const cursor = new Cursor(SERIES, changesOf(SERIES, NO_CLAIMS));
  assert.deepEqual(cursor.moveTo(15).sort(), [0, 1]);
  assert.deepEqual(cursor.moveTo(15), []);
  assert.deepEqual(cursor.moveTo(45).sort(), [0, 1]);
});

test("evidence ages in bands, and a new report makes it fresh", () => {
  const [first, second] = AGE_LIMITS_DAYS, series = seriesOf([[[0, Infinity, "controlled", 1, 0, 90, [0]]]]);
  const cursor = new Cursor(series, changesOf(series, { latest: Float64Array.of(first + 50) }));
  const bands = [0, first, first + 50, first + 50 + first, first + 50 + second].map((day) => {
    cursor.moveTo(day);
    return cursor.band[0];
  });
  assert.deepEqual(bands, [0, 1, 0, 1, 2]);
});

test("steps go to days on which a state changes, not to those of mere age", () => {
  const series = seriesOf([[[0, 5000, "controlled", 1]]]), changes = changesOf(series, NO_CLAIMS);
  assert.equal(nextChange(changes, 0, 1), 5000);
  assert.equal(nextChange(changes, 5000, -1), 0);
  assert.equal(nextChange(changes, 0, -1), null);
  assert.equal(nextChange(changes, 5000, 1), null);
});

test("the first after a day is found among sorted days", () => {
  assert.deepEqual([0, 1, 2, 5, 9].map((day) => firstAfter([1, 2, 2, 5], day)), [0, 1, 3, 4, 4]);
});
