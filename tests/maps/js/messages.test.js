import assert from "node:assert/strict";
import { test } from "node:test";

import { isPacked } from "../../../mapper/maps/static/timeline/columns.js";
import { hideRows } from "../../../mapper/maps/static/timeline/hiding.js";
import { readMessage, teller } from "../../../mapper/maps/static/timeline/messages.js";
import { modelOf, seriesOf } from "./tiny.js";

test("only messages of a known shape are read", () => {
  assert.deepEqual(readMessage({ type: "saytara:setDate", date: "2017-11-11", more: 1 }), { type: "saytara:setDate", date: "2017-11-11" });
  assert.deepEqual(readMessage({ type: "saytara:setPlace", place: null }), { type: "saytara:setPlace", place: null });
  assert.deepEqual(readMessage({ type: "saytara:setActors", actors: ["IS"] }), { type: "saytara:setActors", actors: ["IS"] });
  const wrong = [null, 1, "saytara:setDate", [], {}, { type: "saytara:setDate" }, { type: "saytara:setDate", date: "<b>" },
    { type: "saytara:setPlace", place: 3 }, { type: "saytara:setPlace", place: "x".repeat(2001) },
    { type: "saytara:setLanguage", language: "fr" }, { type: "saytara:setActors", actors: "IS" },
    { type: "saytara:setActors", actors: [1] }, { type: "saytara:setState" }, { type: "constructor" }, { type: "toString" }];
  for (const message of wrong) assert.equal(readMessage(message), null, JSON.stringify(message));
});

test("the parent is told at most ten times a second, and the last is told", () => {
  let now = 0;
  const posted = [], later = [];
  const tell = teller({ postMessage: (message) => posted.push(message.date) }, {
    now: () => now, later: (act, ms) => later.push({ act, at: now + ms }),
  });
  for (now = 0; now <= 1000; now += 5) {
    while (later.length && later[0].at <= now) later.shift().act();
    tell({ type: "saytara:date", date: now });
  }
  for (const { act } of later) act();
  assert.ok(posted.length <= 12, `${posted.length} messages in a second`);
  assert.equal(posted.at(-1), 1000);
});

test("a page without a parent tells nobody", () => {
  teller(null, { now: () => 0, later: () => assert.fail() })({ type: "saytara:date", date: "2017-11-11" });
});

test("what the parent asked for is answered at once, each", () => {
  const posted = [], tell = teller({ postMessage: (message) => posted.push(message.what) }, { now: () => 0, later: () => assert.fail() });
  for (const what of ["a", "b", "b"]) tell({ type: "saytara:did", what });
  assert.deepEqual(posted, ["a", "b", "b"]);
});

test("a packed column has a known type and whole numbers, and no more than can be", () => {
  for (const good of [{ same: 0, many: 0 }, { same: -1, many: 3 }, { type: "u8", base64: "" }, { type: "u16", base64: "AQACAA==" }]) {
    assert.ok(isPacked(good), JSON.stringify(good));
  }
  const wrong = [null, 1, "u8", [], {}, { same: 1 }, { same: 0.5, many: 1 }, { same: 1, many: -1 }, { same: 1, many: 2 ** 40 },
    { type: "f64", base64: "" }, { type: "constructor", base64: "" }, { type: "u8" }, { type: "u8", base64: "<b>=" },
    { type: "u8", base64: "AAA" }, { type: "u16", base64: "AAAA" }, { type: "u8", base64: "AAAA", steps: true }];
  for (const column of wrong) assert.equal(isPacked(column), false, JSON.stringify(column));
});

const NONE = { many: { same: 0, many: 0 }, claim: { same: 0, many: 0 } };
const EMPTY = { rows: { same: 0, many: 0 }, state: { same: 0, many: 0 }, confidence: { same: 0, many: 0 }, rule: { same: 0, many: 0 },
  from: { same: 0, many: 0 }, to: { same: 0, many: 0 }, early: { same: 0, many: 0 }, late: { same: 0, many: 0 }, supporting: NONE, contradicting: NONE };

/** Two places with three rows, in a model that a host may hide rows of. */
function hidable() {
  const model = { ...modelOf(2), epoch: 0, hiddenRule: 7 };
  const series = seriesOf([[[0, 5, "controlled", 1], [5, 9, "contested", 2, 1]], [[0, 9, "controlled", 3]]]);
  model.claims.place = new Uint8Array(0);
  return { ...model, whole: { hindsight: series }, series: { hindsight: series } };
}

const hiding = (flags, more = {}) => ({ states: [], series: { hindsight: { hidden: { same: flags, many: 1 }, shared: EMPTY, ...more } } });

test("hidden rows are unknown and of nobody, and keep their days", () => {
  const model = hidable(), { hindsight: found } = hideRows(model, hiding(0b010));
  assert.deepEqual([...found.status], [0, 3, 0]);
  assert.deepEqual([[...found.actor], [...found.against], [...found.rule]], [[1, 0, 3], [0, 0, 0], [0, 7, 0]]);
  assert.deepEqual([[...found.from], [...found.to], [...found.begin]], [[0, 5, 0], [5, 9, 9], [0, 2, 3]]);
  assert.deepEqual([...model.whole.hindsight.actor], [1, 2, 3], "what came with the page stays");
  assert.equal(hideRows(model, null), model.whole);
});

test("rows of points that places share come anew, with the days and states they have now", () => {
  const model = hidable();
  model.whole.hindsight.begin = Uint32Array.of(0, 2, 3, 3);
  const one = { same: 1, many: 1 }, shared = { ...EMPTY, rows: { same: 2, many: 1 } };
  for (const name of ["confidence", "rule", "early", "late"]) shared[name] = { same: 80, many: 2 };
  Object.assign(shared, { state: { type: "u8", base64: "AAE=" }, from: { type: "u8", base64: "AQQ=" }, to: { same: 0, many: 2 },
    supporting: { many: { same: 0, many: 2 }, claim: NONE.claim }, contradicting: { many: { same: 0, many: 2 }, claim: NONE.claim } });
  const hidden = { states: [[0, 2, 0], [1, 3, 2]], series: { hindsight: { hidden: { same: 0, many: 1 }, shared } } };
  const { hindsight: found } = hideRows(model, hidden);
  assert.deepEqual([...found.begin], [0, 2, 3, 5]);
  assert.deepEqual([[...found.actor], [...found.against]], [[1, 2, 3, 2, 3], [0, 1, 0, 0, 2]]);
  assert.deepEqual([[...found.from].slice(3), [...found.to].slice(3)], [[1, 4], [4, Infinity]]);
  assert.equal(hideRows(model, { ...hidden, states: [[0, 2, 0]] }), null, "a state that is not there");
  shared.rows = one;
  assert.equal(hideRows(model, hidden), null, "another number of rows");
});

test("what is of another map is refused", () => {
  const wrong = [hiding(0, { hidden: { same: 0, many: 2 } }), hiding(0, { shared: { ...EMPTY, rows: { same: 1, many: 1 } } }),
    { states: [[0, 9, 0]], series: {} }, { states: [[9, 0, 0]], series: {} },
    { states: [], series: { toString: hiding(0).series.hindsight } }, { states: [], series: { "side:IS": hiding(0).series.hindsight } }];
  for (const hidden of wrong) assert.equal(hideRows(hidable(), hidden), null, JSON.stringify(hidden));
});

test("a message that hides is read by its shape", () => {
  const message = { type: "saytara:setHidden", hidden: hiding(5) };
  assert.deepEqual(readMessage(message), message);
  assert.deepEqual(readMessage({ type: "saytara:setHidden", hidden: null }).hidden, null);
  const wrong = [undefined, 1, [], {}, { series: {} }, { series: [], states: [] }, { series: { a: 1 }, states: [] }, { series: {}, states: [[1, 2]] },
    { series: {}, states: [[1, 2, -1]] }, { series: {}, states: [["<b>", 0, 0]] }, hiding(0, { hidden: "AAAA" }), hiding(0, { shared: null }),
    hiding(0, { shared: { ...EMPTY, supporting: 1 } })];
  for (const hidden of wrong) assert.equal(readMessage({ type: "saytara:setHidden", hidden }), null, JSON.stringify(hidden));
});
