/** A small model, as readModel makes it, for tests. */

import { starts } from "../../../mapper/maps/static/timeline/columns.js";

export const STATUSES = ["controlled", "contested", "besieged", "unknown"];

/** A series from rows by place: [from, to, status, actor, against?, confidence?, supporting?]. */
export function seriesOf(places) {
  const rows = places.flat(), none = { begin: starts(rows.map(() => 0)), claim: new Uint8Array(0) };
  const supporting = rows.map((row) => row[6] ?? []);
  return {
    begin: starts(places.map((group) => group.length)),
    from: Int32Array.from(rows, (row) => row[0]), to: Float64Array.from(rows, (row) => row[1]),
    status: Uint8Array.from(rows, (row) => STATUSES.indexOf(row[2])),
    actor: Uint8Array.from(rows, (row) => row[3]), against: Uint8Array.from(rows, (row) => row[4] ?? 0),
    confidence: Uint8Array.from(rows, (row) => row[5] ?? 90), rule: new Uint8Array(rows.length),
    early: new Uint8Array(rows.length), late: new Uint8Array(rows.length),
    supporting: { begin: starts(supporting.map((list) => list.length)), claim: Uint32Array.from(supporting.flat()) },
    contradicting: none,
  };
}

/** A model of places with nothing but names, numbers and cells of a square kilometre each. */
export function modelOf(many, claims = []) {
  const names = Array.from({ length: many }, (_, at) => `p${at}`), byPlace = names.map((_, place) =>
    claims.flatMap((claim, number) => (claim.place === place ? [number] : [])));
  return {
    statuses: STATUSES, contested: 1, besieged: 2, unknown: 3,
    places: { id: names, ar: names.map((name) => `ع${name}`), en: names },
    actors: ["", "IS", "SDF", "SY.GOV"].map((id) => ({ id, en: id, ar: id, colour: "#a10c0d", letter: id[0] ?? "?" })),
    cells: { speaker: Uint8Array.from(names, (_, at) => at), km2: new Float64Array(many).fill(1) },
    settings: { confident: 80 },
    claims: { latest: Float64Array.from(claims, (c) => c.latest ?? NaN), published: Float64Array.from(claims, (c) => c.published ?? NaN) },
    claimsOf: { begin: starts(byPlace.map((list) => list.length)), claim: Uint32Array.from(byPlace.flat()) },
  };
}
