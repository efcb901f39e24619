import assert from "node:assert/strict";
import { test } from "node:test";

import { dayAfter } from "../../../mapper/maps/static/timeline/clock.js";
import { differences } from "../../../mapper/maps/static/timeline/compare.js";
import { stateText } from "../../../mapper/maps/static/timeline/describe.js";
import { articleLink } from "../../../mapper/maps/static/timeline/dom.js";
import { bearings, claimsToShow } from "../../../mapper/maps/static/timeline/evidence_panel.js";
import { countBins } from "../../../mapper/maps/static/timeline/histogram.js";
import { Speech } from "../../../mapper/maps/static/timeline/i18n.js";
import { recentIncidents } from "../../../mapper/maps/static/timeline/incidents_layer.js";
import { sums } from "../../../mapper/maps/static/timeline/legend.js";
import { middle } from "../../../mapper/maps/static/timeline/numbers.js";
import { findPlaces } from "../../../mapper/maps/static/timeline/places_table.js";
import { Store } from "../../../mapper/maps/static/timeline/state.js";
import { keyAction } from "../../../mapper/maps/static/timeline/time_bar.js";
import { modelOf, seriesOf } from "./tiny.js";

const WORDS = {
  en: { held_by: "held by {actor}", contested_between: "contested: {actor} against {against}", unknown: "unknown", nobody: "unknown",
    places: { one: "{n} place", other: "{n} places" }, kind: { capture: "taken" } },
  ar: { held_by: "بيد {actor}", places: { one: "مكان واحد", two: "مكانان", few: "{n} أماكن", other: "{n} مكان" } },
};
const english = () => new Speech(WORDS, { language: "en", digits: "latin" });

test("playing goes by the clock and ends on the last day", () => {
  const run = { from: 0, first: 0, last: 4000, speed: 1 };
  assert.deepEqual([0, 1000, 40000, 90000].map((ms) => dayAfter(run, ms)), [0, 100, 4000, 4000]);
  assert.equal(dayAfter({ ...run, speed: 4 }, 1000), 400);
});

test("keys move by day, week and month, to both ends, and play", () => {
  const press = (key, more = {}) => keyAction({ key, ...more });
  assert.deepEqual(["ArrowLeft", "ArrowRight", "PageUp", "PageDown"].map((key) => press(key).by), [-1, 1, 30, -30]);
  assert.equal(press("ArrowRight", { shiftKey: true }).by, 7);
  assert.deepEqual([press("Home").to, press("End").to, press(" ").play], ["first", "last", true]);
  assert.equal(press("a"), null);
  assert.equal(press("ArrowLeft", { altKey: true }), null);
});

test("bars count each day once", () => {
  assert.deepEqual([...countBins([0, 1, 4, 9, 10, NaN], 0, 9, 5)], [2, 0, 1, 0, 1]);
  assert.deepEqual([...countBins([0, 1], 0, 9, 5, (at) => at === 1)], [1, 0, 0, 0, 0]);
});

test("the legend counts contested ground apart, and what is sure in the low end", () => {
  const series = seriesOf([[[0, 9, "controlled", 1, 0, 90]], [[0, 9, "controlled", 1, 0, 50]], [[0, 9, "contested", 1, 2]],
    [[0, 9, "besieged", 2, 1]], [[0, 9, "unknown", 0]], []]);
  const found = sums(modelOf(6), { series, row: Int32Array.of(0, 1, 2, 3, 4, -1) });
  assert.deepEqual([...found.places], [1, 2, 1, 0]);
  assert.deepEqual([...found.high], [0, 2, 1, 0]);
  assert.equal(found.low[1], 1);
  assert.deepEqual(found.contested, { places: 1, km2: 1 });
});

test("two series differ where they name other holders, and not where one is silent and one unknown", () => {
  const model = { ...modelOf(3), series: {
    a: seriesOf([[[0, 9, "controlled", 1]], [[0, 9, "controlled", 1]], [[0, 9, "unknown", 0]]]),
    b: seriesOf([[[0, 9, "controlled", 2]], [[0, 9, "controlled", 1, 0, 40]], []]),
  } };
  const found = differences(model, { series: "a", day: 5 }, { series: "b", day: 5 });
  assert.deepEqual(found, [{ place: 0, one: 0, other: 0 }]);
  assert.deepEqual(differences(model, { series: "a", day: 5 }, { series: "a", day: 5 }), []);
  assert.equal(differences(model, { series: "a", day: 5 }, { series: "a", day: 20 }).length, 2);
});

test("as known on a day, claims published later are left out", () => {
  const model = modelOf(1, [{ place: 0, latest: 5, published: 6 }, { place: 0, latest: 5, published: 20 }, { place: 0, latest: 9 }]);
  assert.deepEqual(claimsToShow(model, 0, { asKnown: true, day: 10 }), [2, 0]);
  assert.deepEqual(claimsToShow(model, 0, { asKnown: false, day: 10 }), [2, 0, 1]);
});

test("a claim supports a row, contradicts it, both or neither", () => {
  const series = seriesOf([[[0, 9, "controlled", 1, 0, 90, [4, 5]]]]);
  series.contradicting = { begin: Uint32Array.of(0, 2), claim: Uint32Array.of(5, 6) };
  const found = [4, 5, 6, 7].map((number) => bearings(series, 0, number));
  assert.deepEqual(found, [["supports"], ["supports", "contradicts"], ["contradicts"], []]);
  assert.deepEqual(bearings(series, -1, 4), []);
});

test("incidents are shown for so many days, that of the day included", () => {
  assert.deepEqual(recentIncidents([1, 5, 8, 8, 12], 8, 4), [1, 4]);
  assert.deepEqual(recentIncidents([], 8, 4), [0, 0]);
});

test("a link leads to http and https, and nowhere else", () => {
  globalThis.document ??= { createElement: () => ({}) };
  assert.equal(articleLink("https://a.example/x", "t").href, "https://a.example/x");
  assert.equal(articleLink("http://a.example/", "t").rel, "noopener noreferrer");
  for (const url of ["javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
    "vbscript:x", "file:///etc/passwd", "blob:https://a/1", "//a.example", "/x", "", null, "ftp://a.example"]) {
    assert.equal(articleLink(url, "t"), null, String(url));
  }
});

test("words, forms of numbers and digits follow the language", () => {
  const speech = english();
  assert.equal(speech.count("places", 1), "1 place");
  assert.equal(speech.count("places", 1234), "1,234 places");
  assert.equal(speech.say("kind.capture"), "taken");
  assert.equal(speech.say("kind.strange"), "strange");
  speech.language = "ar";
  assert.equal(speech.count("places", 2), "مكانان");
  assert.equal(speech.count("places", 5), "5 أماكن");
  assert.equal(speech.direction, "rtl");
  speech.arabicDigits = true;
  assert.equal(speech.count("places", 5), "٥ أماكن");
  assert.equal(speech.digits("2017-11-10"), "٢٠١٧-١١-١٠");
  speech.language = "en";
  assert.equal(speech.digits("2017"), "2017");
});

test("braces in a name are only text", () => {
  const model = modelOf(1), series = seriesOf([[[0, 9, "contested", 1, 2]]]);
  model.actors[1] = { id: "x", en: "{against}", ar: "" };
  assert.equal(stateText(model, english(), series, 0), "contested: {against} against SDF");
});

test("places are found by either name, among those shown", () => {
  const model = modelOf(3, [{ place: 2 }]);
  assert.deepEqual(findPlaces(model, "", () => true), [2, 0, 1]);
  assert.deepEqual(findPlaces(model, "P1", () => true), [1]);
  assert.deepEqual(findPlaces(model, "عp2", () => true), [2]);
  assert.deepEqual(findPlaces(model, "", (place) => place < 1), [0]);
});

test("listeners are told which keys changed, and nothing when none did", () => {
  const store = new Store({ day: 1, place: null }), told = [];
  store.subscribe((state, changed) => told.push([state.day, [...changed]]));
  store.set({ day: 1 });
  store.set({ day: 2, place: null });
  assert.deepEqual(told, [[2, ["day"]]]);
  assert.throws(() => { store.state.day = 3; });
});

test("the middle of numbers leaves out the ends alike", () => {
  assert.deepEqual(middle([5, 1, 9, 3, 7], 1), [1, 9]);
  assert.deepEqual(middle([5, 1, 900, 3, -700], 0.5), [1, 5]);
});
