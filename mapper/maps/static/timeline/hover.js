/** The tip at the pointer: name, state, since when, how surely; or what an incident was. */

import { isoOf } from "./days.js";
import { sinceParts, stateText } from "./describe.js";
import { figures, isolated, make } from "./dom.js";

/** One tip for one map. */
export class Hover {
  constructor(view, model, speech, onPick) {
    Object.assign(this, { view, model, speech, onPick });
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

  show(point) {
    const { place, incident } = this.view.at(point);
    this.tip.hidden = place === null && incident === null;
    this.view.map.getContainer().style.cursor = place === null ? "" : "pointer";
    if (this.tip.hidden) return;
    this.tip.replaceChildren(...(place === null ? this.incidentParts(incident) : this.placeParts(place)));
    this.tip.dir = this.speech.direction;
    const size = this.view.map.getSize(), right = point.x > size.x / 2;
    this.tip.style.left = right ? "" : `${point.x + 14}px`;
    this.tip.style.right = right ? `${size.x - point.x + 14}px` : "";
    const low = point.y > size.y / 2;
    this.tip.style.top = low ? "" : `${point.y + 10}px`;
    this.tip.style.bottom = low ? `${size.y - point.y + 10}px` : "";
  }

  placeParts(place) {
    const { model, speech } = this, { series, row } = this.view.cursor;
    const names = model.places, name = names[speech.language][place] || names[speech.other][place];
    return [make("strong", "", null, isolated(name)),
      make("div", "", stateText(model, speech, series, row[place])),
      make("div", "saytara-quiet", null, ...sinceParts(speech, series, row[place]))];
  }

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

  daysParts(number) {
    const { incidents } = this.model, { speech } = this, last = incidents.day[number], first = last - incidents.early[number];
    return (first === last ? [last] : [first, last]).flatMap((day, at) => [at ? " – " : "", figures(speech.digits(isoOf(day)))]);
  }

  /** Who did it and whom it hit; what is not known is not said. */
  partiesText(number) {
    const { incidents, actors } = this.model, { speech } = this;
    const known = [incidents.actor[number], incidents.target[number]].map((at) => (at ? speech.name(actors[at]) : ""));
    if (!known[1]) return known[0];
    return speech.say(known[0] ? "incident_between" : "incident_hit", { actor: known[0], target: known[1] });
  }
}
