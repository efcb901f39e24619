/** Who holds how much on the day; a click shows one actor alone. */

/** @import { Speech } from "./i18n.js" */
/** @import { Cursor } from "./intervals.js" */
/** @import { Model } from "./payload.js" */
/** @import { State } from "./state.js" */

import { button, inLanguage, make } from "./dom.js";
import { actorName, swatch } from "./describe.js";

/**
 * @typedef {object} Sums  By number of actor, 0 for nobody.
 * @property {Int32Array} places
 * @property {Float64Array} low   km² that are as sure as configured
 * @property {Float64Array} high  km² of all ground
 * @property {{places: number, km2: number}} contested
 */

/**
 * Add up places and ground by holder; contested ground is a holding of its own, and in no actor's.
 * @param {Model} model
 * @param {Pick<Cursor, "row" | "series">} cursor
 * @returns {Sums}
 */
export function sums(model, { row, series }) {
  const many = model.actors.length, places = new Int32Array(many);
  const low = new Float64Array(many), high = new Float64Array(many), contested = { places: 0, km2: 0 };
  const { status, actor, confidence } = series, { speaker, km2 } = model.cells;
  for (let place = 0; place < model.places.id.length; place += 1) {
    const at = row[place];
    if (at < 0) continue;
    if (status[at] === model.contested) contested.places += 1;
    else places[status[at] === model.unknown ? 0 : actor[at]] += 1;
  }
  for (let point = 0; point < speaker.length; point += 1) {
    const at = row[speaker[point]];
    if (at < 0 || !actor[at] || status[at] === model.unknown) continue;
    if (status[at] === model.contested) contested.km2 += km2[point];
    else {
      high[actor[at]] += km2[point];
      if (confidence[at] >= model.settings.confident) low[actor[at]] += km2[point];
    }
  }
  return { places, low, high, contested };
}

/** The list of the legend. */
export class Legend {
  /**
   * @param {object} host
   * @param {Model} host.model
   * @param {Speech} host.speech
   * @param {(id: ?string) => void} host.toggle
   */
  constructor({ model, speech, toggle }) {
    this.model = model;
    this.speech = speech;
    this.toggle = toggle;
    this.list = make("ul", "saytara-legend");
    this.note = make("p", "saytara-quiet");
    this.all = button("saytara-all", "", () => this.toggle(null));
    this.root = make("section", "", null, this.list, this.note, this.all);
  }

  /** @param {State} state @param {Cursor} cursor */
  paint(state, cursor) {
    const { speech } = this, found = sums(this.model, cursor);
    const rows = Array.from(found.places, (many, actor) => [actor, many])
      .filter(([actor, many]) => many || found.high[actor])
      .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const focused = this.list.querySelector("button:focus")?.getAttribute("data-actor");
    this.list.replaceChildren(...rows.map(([actor, many]) => this.row(actor, many, found, state)));
    if (found.contested.places || found.contested.km2) this.list.append(this.contestedRow(found.contested));
    if (!this.list.children.length) this.list.append(make("li", "saytara-quiet", speech.say("nothing")));
    const again = focused && this.list.querySelector(`button[data-actor="${CSS.escape(focused)}"]`);
    if (again instanceof HTMLElement) again.focus();
    this.note.textContent = speech.say("filter_note");
    this.note.hidden = Boolean(state.actors) || !rows.length;
    this.all.textContent = speech.say("all_actors");
    this.all.hidden = !state.actors;
  }

  /**
   * @param {number} number
   * @param {number} many
   * @param {Sums} found
   * @param {State} state
   */
  row(number, many, found, state) {
    const { model, speech } = this, actor = model.actors[number], name = actorName(model, speech, number);
    const both = make("span", "saytara-actor", name);
    if (number && actor[speech.other] !== name) {
      both.append(" ", inLanguage("small", "", actor[speech.other], speech.other));
    }
    const amounts = make("span", "saytara-count", null, speech.number(many), this.ground(number, found));
    const content = [swatch(model, number), both, amounts];
    if (!number) return make("li", "", null, make("span", "saytara-legend-row", null, ...content));
    const item = button("saytara-legend-row", null, () => this.toggle(actor.id));
    item.append(...content);
    item.dataset.actor = actor.id;
    item.setAttribute("aria-pressed", String(Boolean(state.actors?.has(actor.id))));
    item.setAttribute("aria-label", `${speech.say("filter", { name })}, ${speech.count("places", many)}`);
    return make("li", "", null, item);
  }

  /** @param {number} number @param {Sums} sums */
  ground(number, { low, high }) {
    const { speech } = this;
    if (!high[number]) return "";
    const [least, most] = [low[number], high[number]].map((value) => speech.number(value));
    const text = least === most ? speech.say("km2", { n: most }) : speech.say("km2_range", { low: least, high: most });
    return make("small", "", text);
  }

  /** @param {Sums["contested"]} contested */
  contestedRow({ places, km2 }) {
    const { speech } = this;
    return make("li", "", null, make("span", "saytara-legend-row", null,
      make("span", "saytara-swatch saytara-hatched"), make("span", "saytara-actor", speech.say("contested")),
      make("span", "saytara-count", null, speech.number(places),
        make("small", "", speech.say("km2", { n: speech.number(km2) })))));
  }
}
