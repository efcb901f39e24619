/** Which series the map shows, and how: choices of the panel. */

/** @import { Speech } from "./i18n.js" */
/** @import { Model } from "./payload.js" */
/** @import { State } from "./state.js" */

import { button, choice, make } from "./dom.js";

/**
 * The series there are, as choices.
 * @param {Model} model
 * @param {Speech} speech
 * @returns {[string, string][]}
 */
export function seriesNames(model, speech) {
  const own = ["hindsight", "as_known"].map((id) => ({ id, text: speech.say(id) }));
  const others = model.perspectives.map((one) => ({ id: one.id, text: speech.say("perspective", { name: speech.name(one) }) }));
  return [...own, ...others].map(({ id, text }) => [id, text]);
}

/** The choices of the panel. */
export class Options {
  /**
   * @param {object} host
   * @param {Model} host.model
   * @param {Speech} host.speech
   * @param {(values: Partial<State>) => void} host.change
   * @param {() => void} host.openTable
   */
  constructor({ model, speech, change, openTable }) {
    this.model = model;
    this.speech = speech;
    this.change = change;
    this.openTable = openTable;
    this.mode = make("div", "saytara-mode-box");
    this.root = make("div", "saytara-options");
  }

  /** @param {State} state */
  translate(state) {
    const { model, speech } = this;
    this.choice = choice("saytara-mode", seriesNames(model, speech), state.series,
      (series) => this.change({ series }));
    this.choice.setAttribute("aria-label", speech.say("mode"));
    this.mode.replaceChildren(this.choice);
    const sizes = ["claims", "population"].map((size) => [size, speech.say(`size_${size}`)]);
    const size = choice("saytara-size", sizes, state.size, (value) => this.change({ size: value }));
    size.setAttribute("aria-label", speech.say("size"));
    const box = make("input");
    Object.assign(box, { type: "checkbox", checked: state.patterns });
    box.addEventListener("change", () => this.change({ patterns: box.checked }));
    const patterns = make("label", "saytara-patterns", null, box, ` ${speech.say("patterns")}`);
    const table = button("saytara-open-table", speech.say("table"), this.openTable);
    const several = model.places.population.some((many) => many > 0);
    this.root.replaceChildren(...(several ? [size] : []), patterns, table);
  }

  /** @param {State} state */
  paint(state) {
    if (this.choice) this.choice.value = state.series;
  }
}
