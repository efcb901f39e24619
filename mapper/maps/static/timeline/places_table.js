/** The map as a table, for those who do not see it or want to search it. */

/** @import { Speech } from "./i18n.js" */
/** @import { MapView } from "./map_view.js" */
/** @import { Model } from "./payload.js" */
/** @import { State } from "./state.js" */

import { isoOf } from "./days.js";
import { stateText } from "./describe.js";
import { button, figures, isolated, make } from "./dom.js";

const MOST_ROWS = 300;

/**
 * The places whose names contain a text, in the order of their reports.
 * @param {Pick<Model, "places" | "claimsOf">} model
 * @param {string} text
 * @param {(place: number) => boolean} isShown
 */
export function findPlaces({ places, claimsOf }, text, isShown) {
  const wanted = text.trim().toLocaleLowerCase(), found = [];
  for (let place = 0; place < places.id.length; place += 1) {
    const fits = !wanted || places.ar[place].includes(wanted)
      || places.en[place].toLocaleLowerCase().includes(wanted);
    if (fits && isShown(place)) found.push(place);
  }
  /** @param {number} place */
  const reports = (place) => claimsOf.begin[place + 1] - claimsOf.begin[place];
  return found.sort((a, b) => reports(b) - reports(a) || a - b);
}

/** A dialog with a table of places. */
export class PlacesTable {
  /** @type {MapView} */
  view;
  /** @type {HTMLParagraphElement} */
  note;

  /**
   * @param {object} host
   * @param {Model} host.model
   * @param {Speech} host.speech
   * @param {(place: ?number) => void} host.pick
   */
  constructor({ model, speech, pick }) {
    this.model = model;
    this.speech = speech;
    this.pick = pick;
    this.dialog = make("dialog", "saytara-table");
    this.search = make("input");
    this.search.type = "search";
    this.search.addEventListener("input", () => this.fill());
    this.body = make("tbody");
  }

  /** @param {State} state @param {MapView} view */
  open(state, view) {
    const { speech } = this;
    this.view = view;
    const close = button("saytara-close", "×", () => this.dialog.close());
    close.setAttribute("aria-label", speech.say("close"));
    const date = figures(speech.digits(isoOf(state.day)));
    const title = make("h2", "", `${speech.say("table_title")} `, date);
    this.search.value = "";
    this.search.placeholder = speech.say("table_search");
    this.search.setAttribute("aria-label", speech.say("table_search"));
    const heads = ["place", "state", "since", "confidence", "reports"].map((name) => {
      const head = make("th", "", speech.say(`table_${name}`));
      head.scope = "col";
      return head;
    });
    this.note = make("p", "saytara-quiet");
    this.dialog.replaceChildren(close, title, this.search,
      make("table", "", null, make("thead", "", null, make("tr", "", null, ...heads)), this.body), this.note);
    this.dialog.setAttribute("aria-label", speech.say("table_title"));
    this.fill();
    this.dialog.showModal();
  }

  fill() {
    const found = findPlaces(this.model, this.search.value, this.view.isShown);
    this.body.replaceChildren(...found.slice(0, MOST_ROWS).map((place) => this.row(place)));
    this.note.textContent = found.length > MOST_ROWS ? this.speech.say("table_more", { n: MOST_ROWS }) : "";
  }

  /** @param {number} place */
  row(place) {
    const { model, speech } = this, { series, row } = this.view.cursor, at = row[place];
    const name = model.places[speech.language][place] || model.places[speech.other][place];
    const choose = button("saytara-link", null, () => { this.dialog.close(); this.pick(place); });
    choose.append(isolated(name));
    const head = make("th", "", null, choose);
    head.scope = "row";
    const reports = model.claimsOf.begin[place + 1] - model.claimsOf.begin[place];
    return make("tr", "", null, head, make("td", "", stateText(model, speech, series, at)),
      make("td", "", null, figures(speech.digits(isoOf(series.from[at])))),
      make("td", "", null, figures(speech.say("chance", { n: series.confidence[at] }))),
      make("td", "", speech.number(reports)));
  }
}
