/** Two maps, one over the other with a divider or side by side, that move together. */

/** @import { Speech } from "./i18n.js" */
/** @import { Scene } from "./map_view.js" */
/** @import { Model } from "./payload.js" */

import { MapView } from "./map_view.js";
import { Hover } from "./hover.js";
import { make } from "./dom.js";

/** @type {Record<string, number>} */
const STEPS = { ArrowLeft: -0.02, ArrowRight: 0.02 };

/** The second map, made when it is first wanted. */
export class CompareView {
  /** @type {MapView | undefined} */
  second;
  /** @type {string} */
  kind;
  /** @type {boolean} */
  moving;

  /**
   * @param {object} host
   * @param {MapView} host.view
   * @param {Model} host.model
   * @param {Speech} host.speech
   * @param {(place: ?number) => void} host.pick
   */
  constructor({ view, model, speech, pick }) {
    this.view = view;
    this.model = model;
    this.speech = speech;
    this.pick = pick;
    this.part = 0.5;
    this.container = make("div", "saytara-second");
    this.divider = make("div", "saytara-divider");
    this.divider.tabIndex = 0;
    this.divider.setAttribute("role", "separator");
    this.divider.setAttribute("aria-orientation", "vertical");
    this.titles = [make("div", "saytara-map-title"), make("div", "saytara-map-title saytara-second-title")];
    for (const part of [this.container, this.divider, ...this.titles]) part.hidden = true;
    this.view.map.getContainer().after(this.container, this.divider, ...this.titles);
    this.listen();
  }

  /**
   * Show, hide or rearrange.
   * @param {string} kind  off, swipe or side
   * @param {Scene} scene  of the second map
   * @param {string[]} titles
   * @returns {boolean} whether the maps were rearranged
   */
  show(kind, scene, titles) {
    const on = kind !== "off";
    document.body.dataset.compare = kind;
    for (const part of [this.container, ...this.titles]) part.hidden = !on;
    this.divider.hidden = kind !== "swipe";
    this.divider.setAttribute("aria-label", this.speech.say("divider"));
    this.titles.forEach((title, at) => { title.textContent = titles[at]; title.dir = this.speech.direction; });
    if (on) this.second ??= this.made();
    const other = this.kind !== kind;
    if (other) this.arrange(kind);
    this.kind = kind;
    if (on) this.second?.show(scene);
    return other;
  }

  made() {
    const { map } = this.view;
    const second = L.map(this.container, {
      zoomControl: false, attributionControl: false, center: map.getCenter(), zoom: map.getZoom(),
      keyboard: false,
    });
    const made = new MapView(second, this.model);
    this.hover = new Hover(made, this.model, this.speech, this.pick);
    this.keepTogether(map, second);
    this.keepTogether(second, map);
    return made;
  }

  /** @param {L.Map} leader @param {L.Map} follower */
  keepTogether(leader, follower) {
    leader.on("move zoom", () => {
      if (this.kind === "off" || this.moving) return;
      this.moving = true;
      follower.setView(leader.getCenter(), leader.getZoom(), { animate: false });
      this.moving = false;
    });
  }

  /** @param {string} kind */
  arrange(kind) {
    const { map } = this.view, center = map.getCenter();
    map.invalidateSize({ animate: false });
    map.setView(center, map.getZoom(), { animate: false });
    if (!this.second) return;
    this.second.map.invalidateSize({ animate: false });
    this.second.map.setView(center, map.getZoom(), { animate: false });
    this.container.style.clipPath = "";
    if (kind === "swipe") this.divide(this.part);
  }

  /** Put the divider at a part of the width; the second map is on its right. @param {number} part */
  divide(part) {
    this.part = Math.max(0.03, Math.min(0.97, part));
    const percent = `${(this.part * 100).toFixed(2)}%`;
    this.divider.style.left = percent;
    this.divider.setAttribute("aria-valuenow", String(Math.round(this.part * 100)));
    this.container.style.clipPath = `inset(0 0 0 ${percent})`;
  }

  listen() {
    this.divider.addEventListener("pointerdown", (event) => this.divider.setPointerCapture(event.pointerId));
    this.divider.addEventListener("pointermove", (event) => {
      if (this.divider.hasPointerCapture(event.pointerId)) this.divide(event.clientX / window.innerWidth);
    });
    this.divider.addEventListener("keydown", (event) => {
      const by = STEPS[event.key];
      if (!by) return;
      event.preventDefault();
      this.divide(this.part + by);
    });
  }
}
