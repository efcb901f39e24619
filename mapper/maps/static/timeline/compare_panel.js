/** How to compare, and the list of what differs. */

/** @import { Series } from "./model.js" */
/** @import { Model } from "./payload.js" */
/** @import { Speech } from "./i18n.js" */
/** @import { State } from "./state.js" */

import { differences } from "./compare.js";
import { dayOf, isIso, isoOf } from "./days.js";
import { stateText } from "./describe.js";
import { button, choice, isolated, make } from "./dom.js";

const MOST_LISTED = 60;

/** The part of the panel about the second map. */
export class ComparePanel {
  /**
   * @param {object} host
   * @param {Model} host.model
   * @param {Speech} host.speech
   * @param {() => [string, string][]} host.seriesNames
   * @param {(values: Partial<State["compare"]>) => void} host.change
   * @param {(place: ?number) => void} host.pick
   */
  constructor({ model, speech, seriesNames, change, pick }) {
    this.model = model;
    this.speech = speech;
    this.seriesNames = seriesNames;
    this.change = change;
    this.pick = pick;
    this.root = make("details", "saytara-compare");
    this.summary = make("summary");
    this.controls = make("div", "saytara-compare-controls");
    this.result = make("div");
    this.root.append(this.summary, this.controls, this.result);
  }

  /** Show words and choices anew. @param {State} state */
  translate({ compare }) {
    const { speech } = this;
    this.summary.textContent = speech.say("compare");
    const kinds = ["off", "swipe", "side"].map((kind) => [kind, speech.say(`compare_${kind}`)]);
    const kind = choice("saytara-compare-view", kinds, compare.view, (view) => this.change({ view }));
    kind.setAttribute("aria-label", speech.say("compare"));
    const series = choice("saytara-compare-series", this.seriesNames(), compare.series, (value) => this.change({ series: value }));
    series.setAttribute("aria-label", speech.say("compare_with"));
    const date = make("input", "saytara-compare-date");
    Object.assign(date, { type: "date", value: compare.day === null ? "" : isoOf(compare.day) });
    date.setAttribute("aria-label", speech.say("compare_date"));
    date.title = speech.say("compare_same_day");
    date.addEventListener("change", () => this.change({ day: isIso(date.value) ? dayOf(date.value) : null }));
    this.controls.replaceChildren(kind, ` ${speech.say("compare_with")} `, series, ` ${speech.say("compare_date")} `, date);
  }

  /** @param {State} state */
  paint(state) {
    const { speech, model } = this, { compare } = state;
    this.result.hidden = compare.view === "off";
    if (compare.view === "off") return;
    this.root.open = true;
    const one = { series: state.series, day: state.day };
    const other = { series: compare.series, day: compare.day ?? state.day };
    const found = differences(model, one, other), listed = found.slice(0, MOST_LISTED);
    const title = make("h3", "", `${speech.say("differs")} · ${speech.count("places", found.length)}`);
    const items = listed.map((item) => this.item(item, model.series[one.series], model.series[other.series]));
    const more = found.length - listed.length;
    this.result.replaceChildren(title,
      found.length ? "" : make("p", "saytara-quiet", speech.say("differs_none")),
      make("ul", "saytara-differences", null, ...items),
      more > 0 ? make("p", "saytara-quiet", speech.say("differs_more", { n: speech.number(more) })) : "");
  }

  /**
   * @param {{place: number, one: number, other: number}} item
   * @param {Series} first
   * @param {Series} second
   */
  item({ place, one, other }, first, second) {
    const { model, speech } = this, names = model.places;
    const choose = button("saytara-link", null, () => this.pick(place));
    choose.append(isolated(names[speech.language][place] || names[speech.other][place]));
    /**
     * @param {Series} series
     * @param {number} row
     * @param {string} key
     */
    const line = (series, row, key) => make("div", "saytara-quiet", `${speech.say(key)}: ${stateText(model, speech, series, row)}`);
    return make("li", "", null, choose, line(first, one, "map_a"), line(second, other, "map_b"));
  }
}
