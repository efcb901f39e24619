/** The tip at the pointer: name, state, since when, how surely; or what an incident was. */

/** @import { Speech } from "./i18n.js" */
/** @import { MapView } from "./map_view.js" */
/** @import { Model } from "./payload.js" */

import { isoOf } from "./days.js";
import { sinceParts, stateText } from "./describe.js";
import { figures, isolated, make } from "./dom.js";

/** One tip for one map. */
export class Hover {
  /**
   * @param {MapView} view
   * @param {Model} model
   * @param {Speech} speech
   * @param {(place: ?number) => void} onPick
   */
  constructor(view, model, speech, onPick) {
    this.view = view;
    this.model = model;
    this.speech = speech;
    this.tip = make("div", "saytara-tip");
    this.tip.setAttribute("role", "tooltip");
    this.tip.hidden = true;
    view.map.getContainer().append(this.tip);
    view.map.on("mousemove", (event) => this.show(event.containerPoint));
    view.map.on("mouseout movestart", () => { this.tip.hidden = true; });
    view.map.on("click", (event) => {
      const { place, incident } = view.at(event.containerPoint);
      this.show(event.containerPoint);
      if (incident === null) onPick(place);
    });
  }

  /** @param {L.Point} point */
  show(point) {
    const { place, incident } = this.view.at(point);
    const parts = place !== null ? this.placeParts(place) : incident !== null ? this.incidentParts(incident) : [];
    this.tip.hidden = !parts.length;
    this.view.map.getContainer().style.cursor = place === null ? "" : "pointer";
    if (this.tip.hidden) return;
    this.tip.replaceChildren(...parts);
    this.tip.dir = this.speech.direction;
    const size = this.view.map.getSize(), right = point.x > size.x / 2;
    this.tip.style.left = right ? "" : `${point.x + 14}px`;
    this.tip.style.right = right ? `${size.x - point.x + 14}px` : "";
    const low = point.y > size.y / 2;
    this.tip.style.top = low ? "" : `${point.y + 10}px`;
    this.tip.style.bottom = low ? `${size.y - point.y + 10}px` : "";
  }

  /** @param {number} place */
  placeParts(place) {
    const { model, speech } = this, { series, row } = this.view.cursor;
    const names = model.places, name = names[speech.language][place] || names[speech.other][place];
    return [make("strong", "", null, isolated(name)),
      make("div", "", stateText(model, speech, series, row[place])),
      make("div", "saytara-quiet", null, ...sinceParts(speech, series, row[place]))];
  }

  /** @param {number} number */
  incidentParts(number) {
    const { incidents } = this.model, { speech } = this;
    const [outlet, source] = [incidents.outlet, incidents.source].map((column) => incidents.texts[column[number] - 1]);
    const quoted = incidents.evidence[number];
    return [make("strong", "", null, speech.name(incidents.kinds[incidents.kind[number]])),
      make("div", "", null, isolated(speech.name(incidents.places[incidents.place[number]])), " · ", ...this.daysParts(number)),
      make("div", "", null, this.partiesText(number)),
      quoted ? make("div", "saytara-quote", null, isolated(quoted)) : "",
      make("div", "saytara-quiet", null, ...[outlet, source].filter(Boolean).flatMap((text, at) => [at ? " · " : "", isolated(text)]))];
  }

  /** @param {number} number */
  daysParts(number) {
    const { incidents } = this.model, { speech } = this, last = incidents.day[number], first = last - incidents.early[number];
    return (first === last ? [last] : [first, last]).flatMap((day, at) => [at ? " – " : "", figures(speech.digits(isoOf(day)))]);
  }

  /** Who did it and whom it hit; what is not known is not said. @param {number} number */
  partiesText(number) {
    const { incidents, actors } = this.model, { speech } = this;
    const known = [incidents.actor[number], incidents.target[number]].map((at) => (at ? speech.name(actors[at]) : ""));
    if (!known[1]) return known[0];
    return speech.say(known[0] ? "incident_between" : "incident_hit", { actor: known[0], target: known[1] });
  }
}
