/** The panel at the side: title, what is shown, legend, evidence, comparison, credits. */

/** @import { ComparePanel } from "./compare_panel.js" */
/** @import { EvidencePanel } from "./evidence_panel.js" */
/** @import { Furniture } from "./furniture.js" */
/** @import { Speech } from "./i18n.js" */
/** @import { Legend } from "./legend.js" */
/** @import { Options } from "./options.js" */
/** @import { Model } from "./payload.js" */

import { button, make } from "./dom.js";

/**
 * @typedef {object} Parts  What the panel holds.
 * @property {Furniture} furniture
 * @property {Options} options
 * @property {Legend} legend
 * @property {EvidencePanel} evidence
 * @property {ComparePanel} compare
 */

/** Lays out the parts of the panel. */
export class Panel {
  /**
   * @param {object} host
   * @param {Model} host.model
   * @param {Speech} host.speech
   * @param {Parts} host.parts
   * @param {() => void} host.switchLanguage
   */
  constructor({ model, speech, parts, switchLanguage }) {
    this.model = model;
    this.speech = speech;
    this.parts = parts;
    this.switchLanguage = switchLanguage;
    const { options, legend, evidence, compare } = this.parts;
    this.title = make("h1");
    this.languageButton = button("saytara-language", "", this.switchLanguage);
    this.legendTitle = make("h2");
    this.incidents = make("p", "saytara-quiet saytara-incidents");
    this.unplaced = make("p", "saytara-quiet");
    this.until = make("div");
    this.root = make("aside", "saytara-panel", null,
      make("header", "", null, this.title, this.languageButton),
      options.mode, evidence.help, evidence.root, this.legendTitle, legend.root, this.incidents, options.root,
      compare.root, this.unplaced, this.until);
  }

  translate() {
    const { model, speech } = this;
    this.root.setAttribute("aria-label", speech.say("panel"));
    this.title.textContent = speech.say("title");
    this.languageButton.textContent = speech.say("language");
    this.languageButton.lang = speech.other;
    this.legendTitle.textContent = speech.say("legend");
    this.unplaced.textContent = model.unplaced ? speech.count("unplaced", model.unplaced) : "";
    const happens = model.incidents.day.length > 0;
    this.incidents.textContent = happens ? `◇ ${speech.say("incidents", { n: model.settings.incident_days })}` : "";
    this.until.replaceChildren(this.parts.furniture.until());
  }
}
