import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, isIso, isoOf } from "../../../mapper/maps/static/timeline/days.js";
import { formatLink, parseLink } from "../../../mapper/maps/static/timeline/link.js";

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
