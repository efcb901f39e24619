/** The one state of the page, and who is told when it changes. */

/**
 * @typedef {object} State
 * @property {number} day
 * @property {string} series      hindsight, as_known, or a perspective
 * @property {string} language    en or ar
 * @property {?Set<string>} actors  ids of those shown; null for all
 * @property {?number} place      the chosen place
 * @property {?[number, number]} period  first and last day of the brushed period
 * @property {string} size        claims or population
 * @property {boolean} patterns   whether areas have their actor's pattern
 * @property {?object} hidden  the message of the host that says which rows are hidden
 * @property {{view: string, series: string, day: ?number}} compare  view: off, swipe or side
 */

/** Hold a state; `set` merges, and tells listeners which keys changed. */
export class Store {
  constructor(initial) {
    this.state = Object.freeze({ ...initial });
    this.listeners = [];
  }

  /** @param {(state: State, changed: Set<string>, before: State) => void} listener */
  subscribe(listener) {
    this.listeners.push(listener);
  }

  set(values) {
    const before = this.state;
    const changed = new Set(Object.keys(values).filter((key) => values[key] !== before[key]));
    if (!changed.size) return;
    this.state = Object.freeze({ ...before, ...values });
    for (const listener of this.listeners) listener(this.state, changed, before);
  }
}
