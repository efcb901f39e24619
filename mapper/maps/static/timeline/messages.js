/**
 * What the map and the page around it say to each other; the shapes are in docs/map.md.
 *
 * Only the parent is listened to, and only to messages of a known shape.
 */

/** @import { Hidden, Language } from "./payload.js" */
/** @import { Link } from "./link.js" */

import { isPacked } from "./columns.js";
import { isIso } from "./days.js";
import { parseLink } from "./link.js";

const LONGEST = 2000;
const MOST_STATES = 100000;
const MIN_GAP_MS = 100;

/** @typedef {{type: string, [name: string]: unknown}} Told  What the map says. */

/**
 * @typedef {{type: "saytara:setDate", date: string} | {type: "saytara:setPlace", place: ?string}
 *   | {type: "saytara:setLanguage", language: Language} | {type: "saytara:setActors", actors: ?string[]}
 *   | {type: "saytara:setHidden", hidden: ?Hidden} | {type: "saytara:setState", link: Link}} Message
 *   What is asked of the map.
 */

/** @type {Record<string, (data: any) => false | object>} */
const SHAPES = {
  "saytara:setDate": ({ date }) => isIso(date) && { date },
  "saytara:setPlace": ({ place }) => (place === null || isText(place)) && { place },
  "saytara:setLanguage": ({ language }) => ["en", "ar"].includes(language) && { language },
  "saytara:setActors": ({ actors }) =>
    (actors === null || (Array.isArray(actors) && actors.length < LONGEST && actors.every(isText)))
    && { actors },
  "saytara:setHidden": ({ hidden }) => (hidden === null || isHidden(hidden)) && { hidden },
  "saytara:setState": ({ link }) => isText(link) && { link: parseLink(link) },
};

/** @param {unknown} value @returns {value is string} */
function isText(value) {
  return typeof value === "string" && value.length > 0 && value.length <= LONGEST;
}

/** @param {unknown} value @returns {value is Record<string, any>} */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const ROWS = ["rows", "state", "confidence", "rule", "from", "to", "early", "late"];
const LISTS = ["supporting", "contradicting"];

/** @param {unknown} hidden @returns {hidden is Hidden} */
function isHidden(hidden) {
  if (!isRecord(hidden) || !isRecord(hidden.series) || !Array.isArray(hidden.states)) return false;
  const series = Object.values(hidden.series);
  return series.length <= LONGEST && hidden.states.length <= MOST_STATES && hidden.states.every(isState)
    && series.every((one) => isRecord(one) && isPacked(one.hidden) && isRecord(one.shared) && areRows(one.shared));
}

/** @param {Record<string, any>} shared */
function areRows(shared) {
  return ROWS.every((name) => isPacked(shared[name]))
    && LISTS.every((name) => isRecord(shared[name]) && isPacked(shared[name].many) && isPacked(shared[name].claim));
}

/** Status, actor and opponent by their numbers. @param {unknown} state */
function isState(state) {
  return Array.isArray(state) && state.length === 3 && state.every((number) => Number.isInteger(number) && number >= 0);
}

/**
 * Check a message by its shape.
 * @param {any} data
 * @returns {?Message} its type and checked values, or null
 */
export function readMessage(data) {
  if (typeof data !== "object" || data === null || !Object.hasOwn(SHAPES, data.type)) return null;
  const values = SHAPES[data.type](data);
  return values ? /** @type {Message} */ ({ type: data.type, ...values }) : null;
}

/** Listen to the parent of a window. @param {Window} own @param {(message: Message) => void} act */
export function listen(own, act) {
  own.addEventListener("message", (event) => {
    if (event.source !== own.parent || own.parent === own) return;
    const message = readMessage(event.data);
    if (message) act(message);
  });
}

/**
 * Make a function that tells the parent, at most ten times a second for each type; the last is told.
 * Answers to the parent's own messages are told at once, each.
 * @param {?Pick<Window, "postMessage">} parent
 * @param {{now: () => number, later: (act: () => void, ms: number) => void}} clock
 * @returns {(message: Told) => void}
 */
export function teller(parent, clock) {
  if (!parent) return () => {};
  /** @type {Map<string, Told>} */
  const waiting = new Map();
  /** @type {Map<string, number>} */
  const told = new Map();
  /** @param {Told} message */
  const post = (message) => {
    told.set(message.type, clock.now());
    parent.postMessage(message, "*");
  };
  return (message) => {
    if (message.type === "saytara:did") {
      parent.postMessage(message, "*");
      return;
    }
    const wait = (told.get(message.type) ?? -Infinity) + MIN_GAP_MS - clock.now();
    if (wait <= 0 && !waiting.has(message.type)) {
      post(message);
      return;
    }
    if (!waiting.has(message.type)) {
      clock.later(() => {
        const last = waiting.get(message.type);
        waiting.delete(message.type);
        if (last) post(last);
      }, wait);
    }
    waiting.set(message.type, message);
  };
}
