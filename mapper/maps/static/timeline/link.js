/**
 * The state in the address: `#date=2017-11-11&actors=IS,SDF&place=gn:174448&asof=2017-11-11&lang=ar`.
 *
 * `asof` says that the map shows what was known on that day; `view` names a perspective.
 */

import { isIso } from "./days.js";

/**
 * @typedef {object} Link  The state that an address names.
 * @property {string} [date]
 * @property {string} [asof]
 * @property {string[]} [actors]
 * @property {string} [place]
 * @property {import("./payload.js").Language} [lang]
 * @property {string} [view]
 */

/**
 * Read the part of an address after #. What is not understood is left out.
 * @param {string} hash
 * @returns {Link}
 */
export function parseLink(hash) {
  /** @type {Link} */
  const link = {}, given = new URLSearchParams(hash.replace(/^#/, "")), lang = given.get("lang");
  for (const name of /** @type {const} */ (["date", "asof"])) {
    const day = given.get(name);
    if (isIso(day)) link[name] = day;
  }
  if (lang === "en" || lang === "ar") link.lang = lang;
  for (const name of /** @type {const} */ (["place", "view"])) {
    const value = given.get(name);
    if (value) link[name] = value;
  }
  const actors = /(?:^#?|&)actors=([^&]+)/.exec(hash); // before commas of names are decoded
  if (actors) link.actors = actors[1].split(",").filter(Boolean).map(decoded);
  return link;
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Write what {@link parseLink} reads back.
 * @param {{[name: string]: string | string[] | null | undefined}} link
 */
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
