/** A state in words, for the panel, the tip and the table. */

/** @import { Speech } from "./i18n.js" */
/** @import { Series } from "./model.js" */
/** @import { Model } from "./payload.js" */

import { inkOn } from "./colours.js";
import { isoOf } from "./days.js";
import { figures, make } from "./dom.js";

/**
 * The actor of a number in a language.
 * @param {Model} model
 * @param {Speech} speech
 * @param {number} number
 */
export function actorName(model, speech, number) {
  return number ? speech.name(model.actors[number]) : speech.say("nobody");
}

/** A mark of an actor: its colour, and its letter. @param {Model} model @param {number} number */
export function swatch(model, number) {
  const actor = model.actors[number], mark = make("span", "saytara-swatch", actor.letter);
  mark.style.backgroundColor = `light-dark(${actor.colour}, ${actor.onDark})`;
  mark.style.color = `light-dark(${inkOn(actor.colour)}, ${inkOn(actor.onDark)})`;
  mark.setAttribute("aria-hidden", "true");
  return mark;
}

/**
 * Who holds a place under a row: one line of text.
 * @param {Model} model
 * @param {Speech} speech
 * @param {Series} series
 * @param {number} row
 */
export function stateText(model, speech, series, row) {
  if (row < 0) return speech.say("unknown");
  const actor = actorName(model, speech, series.actor[row]);
  const against = actorName(model, speech, series.against[row]);
  switch (model.statuses[series.status[row]]) {
    case "contested": return speech.say("contested_between", { actor, against });
    case "besieged": return speech.say("besieged_by", { actor, against });
    case "controlled": return speech.say("held_by", { actor });
    default: return speech.say("unknown");
  }
}

/**
 * Since when, within which days, and how surely: parts to append.
 * @param {Speech} speech
 * @param {Series} series
 * @param {number} row
 */
export function sinceParts(speech, series, row) {
  /** @param {number} day */
  const date = (day) => figures(speech.digits(isoOf(day)));
  const from = series.from[row], parts = [`${speech.say("since")} `, date(from)];
  if (series.early[row] || series.late[row]) {
    parts.push(` (${speech.say("between")} `, date(from - series.early[row]), ` ${speech.say("and")} `,
      date(from + series.late[row]), ")");
  }
  const chance = figures(speech.say("chance", { n: series.confidence[row] }));
  return [...parts, ` · ${speech.say("confidence")} `, chance];
}
