/** What every map has at its edges: zoom, scale, north, and whose data it shows. */

/** @import { Speech } from "./i18n.js" */
/** @import { Model } from "./payload.js" */

import { isoOf } from "./days.js";
import { figures, make } from "./dom.js";

/** Controls of Leaflet, and lines of credit as text. */
export class Furniture {
  /**
   * @param {L.Map} map
   * @param {Model} model
   * @param {Speech} speech
   */
  constructor(map, model, speech) {
    this.map = map;
    this.model = model;
    this.speech = speech;
    this.zoom = L.control.zoom().addTo(map);
    this.scale = L.control.scale({ imperial: false, maxWidth: 110 }).addTo(map);
    this.arrow = make("div", "saytara-north", "▲");
    this.north = ownControl(map, this.arrow);
    this.credit = make("div", "saytara-credit");
    this.credits = ownControl(map, this.credit);
    map.attributionControl.setPrefix("Leaflet");
    if (model.settings.tiles) addTiles(map, model.settings.tiles);
  }

  translate() {
    const { map, model, speech } = this, right = speech.language === "ar";
    this.zoom.setPosition(right ? "topright" : "topleft"); // away from the panel
    const low = [map.attributionControl, this.credits, this.scale, this.north];
    for (const control of low) control.setPosition(right ? "bottomright" : "bottomleft");
    /** @param {HTMLElement} element @param {string} key */
    const label = (element, key) => {
      element.title = speech.say(key);
      element.setAttribute("aria-label", speech.say(key));
    };
    const ways = this.zoom.getContainer()?.querySelectorAll("a") ?? [];
    ways.forEach((way, at) => label(way, at ? "zoom_out" : "zoom_in"));
    this.arrow.setAttribute("role", "img");
    label(this.arrow, "north");
    const tiles = model.settings.tiles ? ` · ${model.settings.tiles_attribution}` : "";
    this.credit.textContent = `${speech.say("data")} ${model.credits}${tiles}`;
    this.credit.dir = "auto";
  }

  /** The line that says how far the data reach. */
  until() {
    const { model, speech } = this;
    if (model.until === null) return "";
    return make("p", "saytara-quiet", `${speech.say("data_until")} `, figures(speech.digits(isoOf(model.until))));
  }
}

/** A control of Leaflet that shows an element as it is. @param {L.Map} map @param {HTMLElement} element */
function ownControl(map, element) {
  const control = new L.Control({ position: "bottomleft" });
  control.onAdd = () => element;
  return control.addTo(map);
}

/**
 * Tiles of the one host that the page's policy allows; their credit is shown as text.
 * @param {L.Map} map
 * @param {string} address
 */
function addTiles(map, address) {
  map.createPane("saytara-tiles").style.zIndex = "160";
  L.tileLayer(address, { pane: "saytara-tiles", maxZoom: 18, attribution: "" }).addTo(map);
}
