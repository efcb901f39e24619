import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, isIso, isoOf } from "../../../mapper/maps/static/timeline/days.js";
import { formatLink, parseLink } from "../../../mapper/maps/static/timeline/link.js";
import { readMessage, teller } from "../../../mapper/maps/static/timeline/messages.js";

test("a day and its ISO date are the same day, also before 1970", () => {
  for (const iso of ["2017-11-11", "1969-12-31", "2000-02-29", "0622-07-16"]) assert.equal(isoOf(dayOf(iso)), iso);
});

test("what is no date of a day is none", () => {
  for (const text of ["2017-02-30", "2017-1-1", "", null, 20171111, "2017-11-11T00:00", "today"]) {
    assert.equal(isIso(text), false, String(text));
  }
});

test("a link reads back as it was written", () => {
  const link = { date: "2017-11-11", actors: ["IS", "OTHER:قوات, محلية"], place: "gn:1&2#3", asof: "2017-11-11", lang: "ar", view: "side:IS" };
  assert.deepEqual(parseLink(formatLink(link)), link);
});

test("what a link cannot mean is left out", () => {
  assert.deepEqual(parseLink("#date=soon&lang=fr&asof=2017-13-01&actors=&place=&x=1"), {});
  assert.deepEqual(parseLink("#actors=%E0%A4%A"), { actors: ["%E0%A4%A"] });
  assert.deepEqual(parseLink(""), {});
});

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
