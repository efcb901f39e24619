/** The one state of the page, and who is told when it changes. */

/** @import { Hidden, Language } from "./payload.js" */

/**
 * @typedef {object} State
 * @property {number} day
 * @property {string} series      hindsight, as_known, or a perspective
 * @property {Language} language
 * @property {?Set<string>} actors  ids of those shown; null for all
 * @property {?number} place      the chosen place
 * @property {?[number, number]} period  first and last day of the brushed period
 * @property {string} size        claims or population
 * @property {boolean} patterns   whether areas have their actor's pattern
 * @property {?Hidden} hidden      the message of the host that says which rows are hidden
 * @property {{view: string, series: string, day: ?number}} compare  view: off, swipe or side
 * @property {"light" | "dark"} theme
 */

/** Hold a state; `set` merges, and tells listeners which keys changed. */
export class Store {
  /** @param {State} initial */
  constructor(initial) {
    /** @type {Readonly<State>} */
    this.state = Object.freeze({ ...initial });
    /** @type {((state: State, changed: Set<string>, before: State) => void)[]} */
    this.listeners = [];
  }

  /** @param {(state: State, changed: Set<string>, before: State) => void} listener */
  subscribe(listener) {
    this.listeners.push(listener);
  }

  /** @param {Partial<State>} values */
  set(values) {
    const before = this.state, names = /** @type {(keyof State)[]} */ (Object.keys(values));
    const changed = new Set(names.filter((name) => values[name] !== before[name]));
    if (!changed.size) return;
    this.state = Object.freeze({ ...before, ...values });
    for (const listener of this.listeners) listener(this.state, changed, before);
  }
}
