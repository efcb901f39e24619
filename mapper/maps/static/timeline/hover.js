/** The tip at the pointer: name, state, since when, how surely; or what an incident was. */

import { isoOf } from "./days.js";
import { actorName, sinceParts, stateText } from "./describe.js";
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
      const { place } = view.at(event.containerPoint);
      this.show(event.containerPoint);
      onPick(place);
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
    this.tip.style.top = `${Math.min(point.y + 10, size.y - 90)}px`;
  }

  placeParts(place) {
    const { model, speech } = this, { series, row } = this.view.cursor;
    const names = model.places, name = names[speech.language][place] || names[speech.other][place];
    return [make("strong", "", null, isolated(name)),
      make("div", "", stateText(model, speech, series, row[place])),
      make("div", "saytara-quiet", null, ...sinceParts(speech, series, row[place]))];
  }

  incidentParts(number) {
    const { incidents } = this.model, { speech } = this, actor = incidents.actor[number];
    return [make("strong", "", null, isolated(incidents.type[number])),
      make("div", "", null, isolated(incidents.place[number]), " · ", figures(speech.digits(isoOf(incidents.day[number]))),
        actor ? ` · ${actorName(this.model, speech, actor)}` : ""),
      incidents.evidence[number] ? make("div", "saytara-quote", null, isolated(incidents.evidence[number])) : ""];
  }
}
