/**
 * The state in the address: `#date=2017-11-11&actors=IS,SDF&place=gn:174448&asof=2017-11-11&lang=ar`.
 *
 * `asof` says that the map shows what was known on that day; `view` names a perspective.
 */

import { isIso } from "./days.js";

/**
 * Read the part of an address after #. What is not understood is left out.
 * @param {string} hash
 * @returns {{date?: string, asof?: string, actors?: string[], place?: string, lang?: string, view?: string}}
 */
export function parseLink(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, "")), link = {};
  for (const name of ["date", "asof"]) if (isIso(given.get(name))) link[name] = given.get(name);
  if (["en", "ar"].includes(given.get("lang"))) link.lang = given.get("lang");
  for (const name of ["place", "view"]) if (given.get(name)) link[name] = given.get(name);
  const actors = /(?:^#?|&)actors=([^&]+)/.exec(hash); // before commas of names are decoded
  if (actors) link.actors = actors[1].split(",").filter(Boolean).map(decoded);
  return link;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Write what {@link parseLink} reads back. */
export function formatLink(link) {
  const parts = [];
  for (const name of ["date", "asof", "actors", "place", "view", "lang"]) {
    const value = link[name];
    if (value === undefined || value === null || value.length === 0) continue;
    const text = Array.isArray(value) ? value.map(encodeURIComponent).join(",") : encodeURIComponent(value);
    parts.push(`${name}=${text}`);
  }
  return `#${parts.join("&")}`;
}
