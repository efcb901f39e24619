/** The bar of time: play, steps, the date, the slider under the histogram, and a period. */

/** @import { Speech } from "./i18n.js" */
/** @import { SortedChanges } from "./intervals.js" */
/** @import { Model } from "./payload.js" */
/** @import { State } from "./state.js" */

import { SPEEDS } from "./clock.js";
import { dayOf, isIso, isoOf } from "./days.js";
import { button, choice, figures, make } from "./dom.js";
import { Histogram } from "./histogram.js";

const MONTH_DAYS = 30;

/**
 * What a key does to the time.
 * @param {Pick<KeyboardEvent, "key"> & Partial<KeyboardEvent>} pressed
 * @returns {?{to?: string, by?: number, play?: boolean}} `to` the first or last day, `by` so many days
 */
export function keyAction({ key, shiftKey, altKey, ctrlKey, metaKey }) {
  if (altKey || ctrlKey || metaKey) return null;
  const by = shiftKey ? 7 : 1;
  /** @type {Record<string, {to?: string, by?: number, play?: boolean}>} */
  const actions = {
    ArrowLeft: { by: -by }, ArrowDown: { by: -by }, ArrowRight: { by }, ArrowUp: { by },
    PageUp: { by: MONTH_DAYS }, PageDown: { by: -MONTH_DAYS },
    Home: { to: "first" }, End: { to: "last" }, " ": { play: true },
  };
  return actions[key] ?? null;
}

/** Builds the bar, and keeps it in step with the state. */
export class TimeBar {
  /** @type {HTMLCanvasElement} */
  canvas;
  /** @type {Histogram} */
  histogram;
  /** @type {HTMLInputElement} */
  slider;
  /** @type {HTMLElement} */
  track;
  /** @type {HTMLElement} */
  date;
  /** @type {HTMLInputElement} */
  typed;
  /** @type {HTMLElement} */
  choices;
  /** @type {HTMLElement} */
  period;
  /** @type {HTMLElement} */
  controls;
  /** @type {HTMLButtonElement} */
  playButton;
  /** @type {HTMLButtonElement} */
  back;
  /** @type {HTMLButtonElement} */
  forth;

  /**
   * @param {object} host
   * @param {Model} host.model
   * @param {Speech} host.speech
   * @param {State} host.state
   * @param {(day: number) => void} host.setDay
   * @param {(day: number) => void} host.goTo
   * @param {(by: number, unit: string) => void} host.step
   * @param {(speed: number, again?: boolean) => void} host.play
   * @param {() => boolean} host.isPlaying
   * @param {(period: ?[number, number]) => void} host.setPeriod
   */
  constructor({ model, speech, state, setDay, goTo, step, play, isPlaying, setPeriod }) {
    this.model = model;
    this.speech = speech;
    this.state = state;
    this.setDay = setDay;
    this.goTo = goTo;
    this.step = step;
    this.play = play;
    this.isPlaying = isPlaying;
    this.setPeriod = setPeriod;
    this.unit = "change";
    this.speed = 1;
    this.root = make("div", "saytara-bar");
    this.root.dir = "ltr"; // time runs from left to right in both languages
    this.root.setAttribute("role", "group");
    this.buildTrack();
    this.buildControls();
    this.root.append(this.controls, this.track);
    this.root.addEventListener("keydown", (event) => this.onKey(event));
  }

  buildTrack() {
    this.canvas = make("canvas", "saytara-histogram");
    this.canvas.setAttribute("role", "img");
    this.histogram = new Histogram(this.canvas, {
      model: this.model, onPeriod: this.setPeriod, onDay: (day) => this.setDay(day),
    });
    this.slider = make("input", "saytara-slider");
    Object.assign(this.slider, { type: "range", step: "1" });
    this.slider.addEventListener("input", () => this.setDay(Number(this.slider.value)));
    const bars = make("div", "saytara-bars", null, this.canvas, this.histogram.marker);
    this.track = make("div", "saytara-track", null, bars, this.slider);
  }

  buildControls() {
    this.playButton = button("saytara-play", "►", () => this.play(this.speed));
    this.back = button("saytara-step", "‹", () => this.step(-1, this.unit));
    this.forth = button("saytara-step", "›", () => this.step(1, this.unit));
    this.date = figures("", "saytara-date");
    this.date.id = "saytara-date";
    this.date.setAttribute("aria-live", "off");
    this.typed = make("input", "saytara-typed");
    this.typed.type = "date";
    this.typed.addEventListener("change", () => {
      if (isIso(this.typed.value)) this.goTo(dayOf(this.typed.value));
    });
    this.choices = make("span", "saytara-choices");
    this.period = make("span", "saytara-period");
    this.controls = make("div", "saytara-controls", null, this.playButton, this.back, this.forth,
      this.date, this.typed, this.choices, this.period);
  }

  /** Keys work where no control of its own needs them. @param {KeyboardEvent} event */
  onKey(event) {
    const { target } = event, on = (/** @type {string} */ what) => target instanceof Element && target.matches(what);
    if (on("select, .saytara-typed, .saytara-period input") || (event.key === " " && on("button"))) return;
    const action = keyAction(event);
    if (!action) return;
    event.preventDefault();
    this.act(action);
  }

  /** @param {{by?: number, to?: string, play?: boolean}} action */
  act({ by = 0, to, play }) {
    const { first, last } = this.bounds();
    if (play) this.play(this.speed);
    else if (to) this.setDay(to === "first" ? first : last);
    else this.setDay(this.state.day + by);
  }

  bounds() {
    const [first, last] = this.state.period ?? [this.model.extent.first, this.model.extent.last];
    return { first, last };
  }

  /** Show the words of the language. @param {State} state */
  translate(state) {
    const { speech } = this;
    /** @param {HTMLElement} element @param {string} key */
    const label = (element, key) => {
      element.setAttribute("aria-label", speech.say(key));
      element.title = speech.say(key);
    };
    label(this.root, "timebar");
    label(this.back, "previous");
    label(this.forth, "next");
    label(this.typed, "typed");
    label(this.canvas, "histogram");
    this.root.removeAttribute("title");
    this.slider.setAttribute("aria-label", speech.say("date"));
    const steps = ["change", "day", "week"].map((unit) => [unit, speech.say(`step_${unit}`)]);
    const unit = choice("saytara-unit", steps, this.unit, (value) => { this.unit = value; });
    const speeds = SPEEDS.map((speed) => [String(speed), `${speed}×`]);
    const speed = choice("saytara-speed", speeds, String(this.speed), (value) => {
      this.speed = Number(value);
      if (this.isPlaying()) this.play(this.speed, true);
    });
    label(unit, "step");
    label(speed, "speed");
    this.choices.replaceChildren(unit, speed);
    this.paintPlaying();
    this.paintPeriod(state);
  }

  paintPlaying() {
    const playing = this.isPlaying();
    this.playButton.textContent = playing ? "❚❚" : "►";
    this.playButton.setAttribute("aria-label", this.speech.say(playing ? "pause" : "play"));
    this.playButton.setAttribute("aria-pressed", String(playing));
  }

  /** Show the day; cheap, since it is called for every frame of scrubbing. @param {State} state */
  paintDay(state) {
    this.state = state;
    this.slider.value = String(state.day);
    this.date.textContent = this.speech.digits(isoOf(state.day));
    this.histogram.mark(state.day);
  }

  /** Show day, period and bars. @param {State} state @param {SortedChanges} changes */
  paint(state, changes) {
    this.state = state;
    const { first, last } = this.bounds(), iso = isoOf(state.day);
    Object.assign(this.slider, { min: String(first), max: String(last) });
    this.slider.setAttribute("aria-valuetext", iso);
    this.typed.value = iso;
    this.histogram.draw({ changes, first, last });
    this.paintDay(state);
  }

  /** Two dates, so that a period can also be typed, and a button for the whole time. @param {State} state */
  paintPeriod(state) {
    this.state = state;
    const { speech } = this, { first, last } = this.bounds();
    const dates = [first, last].map((day, at) => {
      const input = make("input");
      Object.assign(input, { type: "date", value: isoOf(day) });
      input.setAttribute("aria-label", `${speech.say("period")} ${speech.say(at ? "period_to" : "period_from")}`);
      return input;
    });
    const changed = () => {
      const [from, to] = dates.map((input) => dayOf(input.value));
      if (from < to) this.setPeriod([from, to]); // a day that is none is less than nothing
    };
    for (const input of dates) input.addEventListener("change", changed);
    const whole = button("saytara-whole", speech.say("whole"), () => this.setPeriod(null));
    whole.hidden = !this.state.period;
    this.period.replaceChildren(dates[0], "–", dates[1], whole);
  }
}
