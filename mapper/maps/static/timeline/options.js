/** Which series the map shows, and how: choices of the panel. */

import { button, choice, make } from "./dom.js";

/** The series there are, as choices. */
export function seriesNames(model, speech) {
  return [["hindsight", speech.say("hindsight")], ["as_known", speech.say("as_known")],
    ...model.perspectives.map((one) => [one.id, speech.say("perspective", { name: speech.name(one) })])];
}

/** The choices of the panel. */
export class Options {
  /** @param {object} host  model, speech, change(values), openTable() */
  constructor(host) {
    Object.assign(this, host);
    this.mode = make("div", "saytara-mode-box");
    this.root = make("div", "saytara-options");
  }

  translate(state) {
    const { model, speech } = this;
    const mode = choice("saytara-mode", seriesNames(model, speech), state.series,
      (series) => this.change({ series }));
    mode.setAttribute("aria-label", speech.say("mode"));
    this.mode.replaceChildren(mode);
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

  paint(state) {
    this.mode.querySelector("select").value = state.series;
  }
}
