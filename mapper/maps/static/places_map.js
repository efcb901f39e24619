/**
 * The places that a name may mean, numbered over a Leaflet map, with a list of them at its side.
 *
 * Reads its data from the JSON element #saytara-data (rows; see docs/places.md) and builds all of
 * its page with createElement and textContent: names come from anywhere and are never HTML.
 *
 * `saytaraPlaces.choose(number)` and `saytaraPlaces.chosenNumber()` are for tests and hosts; the first
 * place is number 1.
 */

/** @import { Basemap, Language } from "./timeline/payload.js" */

import { BasemapLayer } from "./timeline/basemap_layer.js";
import { CanvasStack } from "./timeline/canvas_stack.js";
import { figures, isolated, joined, make, pageData } from "./timeline/dom.js";
import { THEMES } from "./timeline/look.js";

/**
 * @typedef {object} FoundPlace
 * @property {string} name
 * @property {string} other   its name in the other language
 * @property {string} kind
 * @property {string} where
 * @property {string[]} also  further spellings
 * @property {string} score
 * @property {number} lat
 * @property {number} lon
 * @property {boolean} approximate
 * @property {boolean} similar  merely spelled alike
 */

/**
 * @typedef {object} PageData
 * @property {Language} language
 * @property {Record<string, string>} words
 * @property {FoundPlace[]} places
 * @property {string[]} sources
 * @property {Basemap} basemap
 */

const PIN_PX = 26;
/** @type {PageData} */
let data;
/** @type {L.Map} */
let map;
let chosen = 1, touched = false;
/** @type {L.Marker[]} */
const pins = [];
/** @type {{button: HTMLElement, more: HTMLElement}[]} */
const entries = [];

// ------------------------------------------------------------------------------- the map

/** @param {FoundPlace} place @param {number} number @param {number} shift  in widths of a pin */
function pinIcon(place, number, shift) {
  const pin = make("span", "saytara-pin", String(number));
  pin.classList.toggle("saytara-best", number === 1);
  pin.classList.toggle("saytara-approximate", place.approximate);
  pin.classList.toggle("saytara-similar", place.similar);
  pin.classList.toggle("saytara-chosen", number === chosen);
  const anchor = L.point(PIN_PX / 2 - shift * PIN_PX, PIN_PX / 2);
  return L.divIcon({ className: "saytara-pin-box", html: pin, iconSize: [PIN_PX, PIN_PX], iconAnchor: anchor });
}

/** Put pins that would cover each other side by side. */
function paintPins() {
  /** @type {{x: number, y: number}[]} */
  const taken = [];
  data.places.forEach((place, at) => {
    const { x, y } = map.latLngToLayerPoint([place.lat, place.lon]);
    let shift = 0;
    /** @param {{x: number, y: number}} t */
    const covers = (t) => Math.abs(t.x - x - shift * PIN_PX) < PIN_PX && Math.abs(t.y - y) < PIN_PX;
    while (taken.some(covers)) shift += 1;
    taken.push({ x: x + shift * PIN_PX, y });
    pins[at].setIcon(pinIcon(place, at + 1, shift));
  });
}

function drawBasemap() {
  const stack = new CanvasStack(map, (frame) => base.redraw(frame, THEMES.light));
  const base = new BasemapLayer(stack.add("saytara-base", 150), data.basemap, null);
}

function drawPins() {
  data.places.forEach((place, at) => {
    const pin = L.marker([place.lat, place.lon], {
      icon: pinIcon(place, at + 1, 0), title: place.name, zIndexOffset: at ? 0 : 1000,
    });
    pin.on("click", () => choose(at + 1));
    pins.push(pin.addTo(map));
  });
  map.on("zoomend", paintPins);
}

/** Open on the places that bear the name; those spelled alike may lie anywhere. */
function fit() {
  const same = data.places.filter((place) => !place.similar);
  const points = (same.length ? same : data.places).map((place) => L.latLng(place.lat, place.lon));
  if (!points.length) { map.setView([33.5, 40], 5); return; }
  const wide = window.innerWidth > 700;
  const side = wide ? 380 : 30, below = wide ? 40 : Math.round(window.innerHeight * 0.45);
  const [left, right] = data.language === "ar" ? [side, 40] : [40, side];
  map.fitBounds(L.latLngBounds(points), {
    paddingTopLeft: [left, 40], paddingBottomRight: [right, below], maxZoom: 6, animate: false,
  });
}

// ------------------------------------------------------------------------------ the list

/** @param {FoundPlace} place */
function spellings(place) {
  if (!place.also.length) return null;
  const names = place.also.map((name) => isolated(name));
  return make("p", "", null, `${data.words.also}: `, ...joined(names, data.words.comma));
}

/** @param {FoundPlace} place @param {number} number */
function entry(place, number) {
  const { words } = data;
  const head = make("span", "saytara-place-name", null, isolated(place.name));
  if (place.other) head.append(" ", isolated(place.other, "saytara-quiet"));
  const alike = place.similar ? words.similar : "";
  const facts = joined([alike, place.kind, place.where && isolated(place.where)], words.separator);
  const line = make("span", "saytara-quiet", null, ...facts,
    `${words.separator}${words.score} `, figures(place.score));
  const button = make("button", "saytara-place", null,
    make("span", "saytara-number", String(number)), make("span", "", null, head, line));
  button.type = "button";
  button.classList.toggle("saytara-best", number === 1);
  button.addEventListener("click", () => choose(number, { pan: true }));
  const more = make("div", "saytara-more", null, spellings(place),
    make("p", "", null, figures(`${place.lat.toFixed(4)}, ${place.lon.toFixed(4)}`)),
    place.approximate ? make("p", "", words.approximate) : null);
  entries.push({ button, more });
  return make("li", "", null, button, more);
}

function paintEntries() {
  entries.forEach(({ button, more }, at) => {
    button.setAttribute("aria-expanded", String(at + 1 === chosen));
    more.hidden = at + 1 !== chosen;
  });
}

function build() {
  const { words } = data;
  const list = make("ol", "saytara-places", null, ...data.places.map((p, at) => entry(p, at + 1)));
  const credits = make("p", "saytara-credits", null, `${words.credits} `,
    ...joined(data.sources.map((source) => isolated(source)), words.comma));
  const panel = make("aside", "saytara-panel", null, make("h1", "", words.title), list, credits);
  const root = make("div", "saytara saytara-found", null, panel);
  root.dir = data.language === "ar" ? "rtl" : "ltr";
  root.lang = document.documentElement.lang = data.language;
  document.body.append(root);
  L.DomEvent.disableClickPropagation(root);
  L.DomEvent.disableScrollPropagation(root);
  const position = data.language === "ar" ? "topright" : "topleft"; // away from the panel
  L.control.zoom({ position, zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
  return root;
}

// ---------------------------------------------------------------------------------- acting

/** Choose a place by its number, from 1. @param {number} number @param {{pan?: boolean}} options */
export function choose(number, { pan = false } = {}) {
  if (!entries[number - 1]) return;
  chosen = number;
  paintPins();
  paintEntries();
  const place = data.places[number - 1];
  if (pan) map.panTo([place.lat, place.lon]);
  else entries[number - 1].button.scrollIntoView({ block: "nearest" });
}

/** Begin on a Leaflet map. @param {L.Map} leafletMap */
export function start(leafletMap) {
  map = leafletMap;
  map.attributionControl.setPrefix("Leaflet");
  data = pageData();
  drawBasemap();
  const root = build();
  fit();
  drawPins();
  paintPins();
  paintEntries();
  // A frame gets its size after its page; until somebody moves the map it follows.
  for (const event of ["pointerdown", "wheel", "keydown"]) {
    document.addEventListener(event, () => { touched = true; }, { passive: true });
  }
  map.on("resize", () => { if (!touched) fit(); });
  root.dataset.ready = "true";
}

/** The number of the chosen place. */
export function chosenNumber() {
  return chosen;
}
