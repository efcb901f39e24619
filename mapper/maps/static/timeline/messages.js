/**
 * What the map and the page around it say to each other; the shapes are in docs/map.md.
 *
 * Only the parent is listened to, and only to messages of a known shape.
 */

import { isIso } from "./days.js";
import { parseLink } from "./link.js";

const LONGEST = 2000;
const MIN_GAP_MS = 100;

const SHAPES = {
  "saytara:setDate": ({ date }) => isIso(date) && { date },
  "saytara:setPlace": ({ place }) => (place === null || isText(place)) && { place },
  "saytara:setLanguage": ({ language }) => ["en", "ar"].includes(language) && { language },
  "saytara:setActors": ({ actors }) =>
    (actors === null || (Array.isArray(actors) && actors.length < LONGEST && actors.every(isText)))
    && { actors },
  "saytara:setState": ({ link }) => isText(link) && { link: parseLink(link) },
};

function isText(value) {
  return typeof value === "string" && value.length > 0 && value.length <= LONGEST;
}

/**
 * Check a message by its shape.
 * @returns {?object} its type and checked values, or null
 */
export function readMessage(data) {
  if (typeof data !== "object" || data === null || !Object.hasOwn(SHAPES, data.type)) return null;
  const values = SHAPES[data.type](data);
  return values ? { type: data.type, ...values } : null;
}

/** Listen to the parent of a window. */
export function listen(own, act) {
  own.addEventListener("message", (event) => {
    if (event.source !== own.parent || own.parent === own) return;
    const message = readMessage(event.data);
    if (message) act(message);
  });
}

/**
 * Make a function that tells the parent, at most ten times a second for each type; the last is told.
 * @param {{postMessage: function}|null} parent
 * @param {{now: () => number, later: (act: () => void, ms: number) => void}} clock
 */
export function teller(parent, clock) {
  const told = new Map(), waiting = new Map();
  const post = (message) => {
    told.set(message.type, clock.now());
    parent.postMessage(message, "*");
  };
  return (message) => {
    if (!parent) return;
    const wait = (told.get(message.type) ?? -Infinity) + MIN_GAP_MS - clock.now();
    if (wait <= 0 && !waiting.has(message.type)) {
      post(message);
      return;
    }
    if (!waiting.has(message.type)) {
      clock.later(() => {
        const last = waiting.get(message.type);
        waiting.delete(message.type);
        post(last);
      }, wait);
    }
    waiting.set(message.type, message);
  };
}
