/** Why a place has its colour: the state, and the claims for and against it with their words. */

/** @import { Speech } from "./i18n.js" */
/** @import { Cursor } from "./intervals.js" */
/** @import { Series } from "./model.js" */
/** @import { Model } from "./payload.js" */
/** @import { State } from "./state.js" */

import { isoOf } from "./days.js";
import { actorName, sinceParts, stateText, swatch } from "./describe.js";
import { articleLink, button, figures, inLanguage, isolated, joined, make } from "./dom.js";

/**
 * The claims about a place, the latest event first; as known on a day, only those published by then.
 * @param {Model} model
 * @param {number} place
 * @param {{asKnown: boolean, day: number}} when
 * @returns {number[]}
 */
export function claimsToShow(model, place, { asKnown, day }) {
  const { claimsOf, claims } = model;
  const numbers = Array.from(claimsOf.claim.slice(claimsOf.begin[place], claimsOf.begin[place + 1]));
  /** @param {number} number */
  const when = (number) => claims.latest[number] || claims.published[number] || 0;
  return numbers
    .filter((number) => !asKnown || !(claims.published[number] > day))
    .sort((a, b) => when(b) - when(a) || a - b);
}

/**
 * Whether a claim supports the row, contradicts it, both or neither: who says that a place was taken
 * from somebody says also that it was theirs.
 * @param {Series} series
 * @param {number} row
 * @param {number} number
 * @returns {string[]}
 */
export function bearings(series, row, number) {
  /** @param {import("./model.js").Lists} list */
  const has = ({ begin, claim }) => row >= 0 && claim.subarray(begin[row], begin[row + 1]).includes(number);
  return [...(has(series.supporting) ? ["supports"] : []), ...(has(series.contradicting) ? ["contradicts"] : [])];
}

/** The part of the panel about the chosen place. */
export class EvidencePanel {
  /**
   * @param {object} host
   * @param {Model} host.model
   * @param {Speech} host.speech
   * @param {() => void} host.close
   */
  constructor({ model, speech, close }) {
    this.model = model;
    this.speech = speech;
    this.close = close;
    this.root = make("section", "saytara-detail");
    this.root.tabIndex = -1;
    this.help = make("p", "saytara-quiet saytara-help");
  }

  /** @param {State} state @param {Cursor} cursor */
  paint(state, { series, row: rows }) {
    const { model, speech } = this, { place } = state;
    this.root.hidden = place === null;
    this.help.hidden = place !== null || !model.places.id.length;
    this.help.textContent = speech.say("help");
    if (place === null) return;
    const row = rows[place], asKnown = state.series === "as_known";
    const numbers = claimsToShow(model, place, { asKnown, day: state.day });
    const close = button("saytara-close", "×", this.close);
    close.setAttribute("aria-label", speech.say("close"));
    this.root.setAttribute("aria-label", speech.say("why"));
    this.root.replaceChildren(close, this.title(place), ...this.stateParts(series, row),
      make("h3", "", `${speech.say("why")} · ${speech.count("reports", numbers.length)}`),
      asKnown ? make("p", "saytara-quiet", speech.say("later_hidden")) : "",
      numbers.length ? "" : make("p", "saytara-quiet", speech.say("no_evidence")),
      make("ol", "saytara-claims", null, ...numbers.map((number) => this.claim(number, bearings(series, row, number)))));
  }

  /** @param {number} place */
  title(place) {
    const { speech } = this, { places } = this.model;
    const name = places[speech.language][place] || places[speech.other][place];
    const title = make("h2", "", null, isolated(name)), second = places[speech.other][place];
    if (second && second !== name) title.append(" ", inLanguage("small", "", second, speech.other));
    return title;
  }

  /** @param {Series} series @param {number} row */
  stateParts(series, row) {
    const { model, speech } = this;
    if (row < 0) return [make("p", "", speech.say("nothing"))];
    const rule = model.rules[series.rule[row] - 1];
    const text = make("strong", "", stateText(model, speech, series, row));
    return [make("p", "saytara-state", null, swatch(model, series.actor[row]), text),
      make("p", "saytara-quiet", null, ...sinceParts(speech, series, row)),
      rule ? make("p", "saytara-quiet", speech.say("why_rule", { rule: speech.say(`rule.${rule}`) })) : ""];
  }

  /** @param {number} number @param {string[]} bears */
  claim(number, bears) {
    return make("li", "saytara-claim", null, this.head(number, bears),
      this.when(number), this.quote(number), this.source(number), this.rivals(number));
  }

  /** @param {number} number @param {string[]} bears */
  head(number, bears) {
    const { model, speech } = this, { claims } = model, share = claims.share[number];
    const what = speech.say(`kind.${claims.kinds[claims.kind[number] - 1]}`);
    const who = `${actorName(model, speech, claims.actor[number])} · ${what}`;
    const line = make("p", "saytara-claim-head", null, swatch(model, claims.actor[number]),
      make("strong", "", share ? `${who} ${speech.say("chance", { n: share - 1 })}` : who));
    if (claims.from_actor[number]) {
      line.append(` ${speech.say("from_whom")} ${actorName(model, speech, claims.from_actor[number])}`);
    }
    for (const way of bears) line.append(make("span", `saytara-bearing saytara-${way}`, speech.say(way)));
    return line;
  }

  /** @param {number} number */
  when(number) {
    const { speech } = this, { earliest, latest } = this.model.claims;
    const line = make("p", "saytara-quiet", `${speech.say("event")} `);
    if (Number.isNaN(earliest[number])) line.append(speech.say("undated"));
    else {
      const days = [...new Set([earliest[number], latest[number]])].map((day) => speech.digits(isoOf(day)));
      line.append(figures(days.join(" – ")));
    }
    line.append(` · ${speech.say("confidence")} `, figures(speech.say("chance", { n: this.model.claims.confidence[number] })));
    return line;
  }

  /** @param {number} number */
  quote(number) {
    const { before, evidence, after } = this.model.claims;
    if (!evidence[number]) return null;
    const quote = inLanguage("blockquote", "saytara-quote", null, "ar");
    quote.append(before[number], make("mark", "", evidence[number]), after[number]);
    return quote;
  }

  /** @param {number} number */
  source(number) {
    const { model, speech } = this, { claims } = model;
    /** @param {"outlet" | "source"} column */
    const text = (column) => claims.texts[claims[column][number] - 1];
    const modality = claims.modalities[claims.modality[number] - 1];
    const cited = text("source");
    const published = claims.published[number], document = claims.document[number] - 1;
    const side = claims.side[number]
      ? speech.say("of_side", { name: actorName(model, speech, claims.side[number]) }) : speech.say("no_side");
    const url = claims.documents.url[document];
    const parts = [isolated(text("outlet") ?? "—", "saytara-outlet"),
      Number.isNaN(published) ? "" : make("span", "", `${speech.say("published")} `, figures(speech.digits(isoOf(published)))),
      cited ? make("span", "", `${speech.say("said")}: `, isolated(cited, "saytara-cited")) : speech.say(`modality.${modality}`),
      cited && (modality === "denied" || modality === "attempt") ? speech.say(`modality.${modality}`) : "",
      make("span", "saytara-side", side), url ? articleLink(url, speech.say("article")) : ""];
    return make("p", "saytara-quiet saytara-source", null, ...joined(parts, " · "));
  }

  /** The places that the name may mean besides, where the gazetteer knows any. @param {number} number */
  rivals(number) {
    const { speech } = this, { names, name } = this.model.claims;
    const { text, rivals } = names[name[number] - 1];
    if (!rivals.length) return null;
    const others = rivals.map(([ar, lat, lon, score]) => make("span", "", null, isolated(ar), " ",
      figures(`(${lat.toFixed(2)}, ${lon.toFixed(2)}; ${score} %)`)));
    const summary = make("summary", "", `${speech.say("rivals")} (${speech.number(rivals.length)})`);
    return make("details", "saytara-quiet saytara-rivals", null, summary,
      make("p", "", null, `${speech.say("written")} `, isolated(text), ": ", ...joined(others, " · ")));
  }
}
