/**
 * The timeline of control over a Leaflet map. Everything starts here: the state, the parts of the
 * page, and what happens when the state changes.
 *
 * `start(map)` begins. `setDate`, `date`, `select`, `stateOf` and `pictureOf` are for tests and hosts.
 */

/** @import { Message, Told } from "./messages.js" */
/** @import { Link } from "./link.js" */
/** @import { Hidden, Payload } from "./payload.js" */
/** @import { State } from "./state.js" */

import { Player } from "./clock.js";
import { ComparePanel } from "./compare_panel.js";
import { CompareView } from "./compare_view.js";
import { dayOf, isIso, isoOf } from "./days.js";
import { make, pageData } from "./dom.js";
import { EvidencePanel } from "./evidence_panel.js";
import { Furniture } from "./furniture.js";
import { hideRows } from "./hiding.js";
import { Hover } from "./hover.js";
import { Speech } from "./i18n.js";
import { nextChange } from "./intervals.js";
import { Legend } from "./legend.js";
import { formatLink, parseLink } from "./link.js";
import { middle } from "./numbers.js";
import { changesIn, MapView } from "./map_view.js";
import { listen, teller } from "./messages.js";
import { readModel } from "./model.js";
import { Options, seriesNames } from "./options.js";
import { Panel } from "./panel.js";
import { PlacesTable } from "./places_table.js";
import { Store } from "./state.js";
import { TimeBar } from "./time_bar.js";

const REST_MS = 140;
const PANEL_MS = 120;
const LOW_PANEL = 0.36; // how much of a narrow page the panel covers; see panel in timeline.css
const FITTED = 0.94; // a place on another continent does not shrink the map to a dot

/** @type {App} */
let app;

/** The whole page. */
class App {
  /** @type {import("./panel.js").Parts} */
  parts;
  /** @type {MapView} */
  view;
  /** @type {Player} */
  player;
  /** @type {TimeBar} */
  bar;
  /** @type {Panel} */
  panel;
  /** @type {PlacesTable} */
  table;
  /** @type {Hover} */
  hover;
  /** @type {HTMLElement} */
  root;
  /** @type {CompareView} */
  compare;
  /** @type {boolean} */
  untouched;
  /** @type {number} */
  frame;
  /** @type {number | undefined} */
  resting;
  /** @type {number} */
  toldDay;
  /** @type {string} */
  remembered;

  /** @param {L.Map} map @param {Payload} payload */
  constructor(map, payload) {
    this.map = map;
    this.model = readModel(payload);
    this.speech = new Speech(this.model.words, {
      language: this.model.language, digits: this.model.settings.digits,
    });
    this.painted = -Infinity;
    this.dark = window.matchMedia("(prefers-color-scheme: dark)");
    this.store = new Store(this.opening(parseLink(addressOf(window))));
    /** @type {(message: Told) => void} */
    this.tell = () => {}; // a host that reloads the page still has the day to give it
    this.build();
    this.store.subscribe((state, changed) => this.onChange(state, changed));
  }

  /** The state that a link asks for. @param {Link} link @returns {State} */
  opening(link) {
    const { extent } = this.model;
    const asked = link.asof ?? link.date, day = asked ? dayOf(asked) : extent.news, { busy } = extent;
    this.speech.language = link.lang ?? this.model.language;
    return {
      day: Math.max(extent.first, Math.min(extent.last, day)),
      series: link.asof ? "as_known" : this.hasSeries(link.view) ? link.view : "hindsight",
      language: this.speech.language,
      actors: link.actors ? new Set(link.actors) : null,
      place: this.placeOf(link.place), period: busy && day >= busy[0] && day <= busy[1] ? busy : null, size: "claims", patterns: false,
      theme: this.dark.matches ? "dark" : "light", hidden: null,
      compare: { view: "off", series: "as_known", day: null },
    };
  }

  // ------------------------------------------------------------------------------- building

  build() {
    const { map, model, speech } = this, pick = (/** @type {?number} */ place) => this.pick(place);
    this.view = new MapView(map, model);
    this.player = new Player({
      onDay: (day) => this.store.set({ day }),
      onStop: () => this.bar.paintPlaying(),
    });
    const parts = {
      furniture: new Furniture(map, model, speech),
      options: new Options({ model, speech, change: (values) => this.store.set(values), openTable: () => this.table.open(this.store.state, this.view) }),
      legend: new Legend({ model, speech, toggle: (id) => this.toggleActor(id) }),
      evidence: new EvidencePanel({ model, speech, close: () => this.pick(null) }),
      compare: new ComparePanel({
        model, speech, pick, seriesNames: () => seriesNames(model, speech),
        change: (values) => this.store.set({ compare: { ...this.store.state.compare, ...values } }),
      }),
    };
    this.parts = parts;
    this.bar = new TimeBar({
      model, speech, state: this.store.state, setDay: (day) => this.setDay(day),
      goTo: (day) => this.goTo(day), step: (by, unit) => this.step(by, unit),
      play: (speed, again) => this.play(speed, again), isPlaying: () => this.player.playing,
      setPeriod: (period) => this.setPeriod(period),
    });
    this.panel = new Panel({
      model, speech, parts, switchLanguage: () => this.store.set({ language: speech.other }),
    });
    this.table = new PlacesTable({ model, speech, pick });
    this.hover = new Hover(this.view, model, speech, pick);
    this.root = make("div", "saytara", null, this.bar.root, this.panel.root, this.table.dialog);
    this.root.classList.toggle("saytara-embed", new URLSearchParams(location.search).has("embed"));
    document.body.append(this.root);
    this.compare = new CompareView({ view: this.view, model, speech, pick });
  }

  begin() {
    const { state } = this.store;
    this.translate(state);
    this.fit();
    this.view.show(this.scene(state));
    this.paint(state);
    this.onRest();
    this.listen();
    this.root.dataset.ready = "true";
    this.tell = teller(window.parent === window ? null : window.parent, {
      now: () => performance.now(), later: (act, ms) => setTimeout(act, ms),
    });
    this.tell({ type: "saytara:ready", language: state.language });
  }

  listen() {
    window.addEventListener("resize", () => this.onSize());
    new ResizeObserver(() => this.onSize()).observe(this.map.getContainer());
    this.map.on("movestart", () => { this.untouched = false; });
    new ResizeObserver(() => this.makeRoomForBar()).observe(this.bar.root);
    window.addEventListener("hashchange", () => this.follow(parseLink(location.hash)));
    this.dark.addEventListener("change", () => this.store.set({ theme: this.dark.matches ? "dark" : "light" }));
    document.addEventListener("keydown", (event) => {
      if (event.target === document.body) this.bar.onKey(event);
      if (event.key === "Escape" && !this.table.dialog.open) this.pick(null);
    });
    listen(window, (message) => this.onMessage(message));
  }

  /** Show all places, beside the panel and above the bar. */
  fit() {
    const { lat, lon } = this.model.places;
    if (!lat.length) { this.map.setView([33.5, 40], 6, { animate: false }); return; }
    const [south, north] = middle(lat, FITTED), [west, east] = middle(lon, FITTED);
    const wide = window.innerWidth > 700 && !this.root.classList.contains("saytara-embed");
    const beside = window.innerWidth > 1000 && this.store.state.compare.view === "side"; // as in timeline.css
    const side = beside ? 80 : wide ? 430 : 30; // room for the name of the last place, too
    const low = this.bar.root.offsetHeight + window.innerHeight * LOW_PANEL + 28;
    const below = wide ? 210 : low; // sources stand above the bar, or the panel
    const [left, right] = this.speech.language === "ar" ? [side, 40] : [40, side];
    this.map.fitBounds([[south, west], [north, east]], {
      paddingTopLeft: [left, 40], paddingBottomRight: [right, below], maxZoom: 10, animate: false,
    });
    this.untouched = true;
  }

  /** A frame may get its size only after its page began: what nobody has moved is fitted again. */
  onSize() {
    const { clientWidth, clientHeight } = this.map.getContainer(), { x, y } = this.map.getSize();
    if (clientWidth !== x || clientHeight !== y) {
      this.map.invalidateSize({ animate: false });
      if (this.untouched) this.fit();
    }
    this.bar.paint(this.store.state, this.changes());
  }

  // --------------------------------------------------------------------------------- acting

  /** @param {number} day */
  setDay(day) {
    this.player.stop();
    const [first, last] = this.store.state.period ?? [this.model.extent.first, this.model.extent.last];
    const bounded = Math.max(first, Math.min(last, Math.round(day)));
    if (Number.isFinite(bounded)) this.store.set({ day: bounded });
  }

  /** Go to a day that somebody named: one outside the period ends it. @param {number} day */
  goTo(day) {
    const { period } = this.store.state;
    if (period && (day < period[0] || day > period[1])) this.store.set({ period: null });
    this.setDay(day);
  }

  /** @param {?[number, number]} period */
  setPeriod(period) {
    if (!period) { this.store.set({ period }); return; }
    const { first, last } = this.model.extent, [from, to] = period;
    const begin = Math.max(first, from), end = Math.min(last, to);
    if (begin < end) this.store.set({ period: [begin, end], day: Math.max(begin, Math.min(end, this.store.state.day)) });
  }

  /** @param {number} by @param {string} unit */
  step(by, unit) {
    const { day } = this.store.state;
    const to = unit === "change" ? nextChange(this.changes(), day, by) : day + by * (unit === "week" ? 7 : 1);
    if (to !== null) this.setDay(to);
  }

  /** Start or stop; `again` goes on at another speed. @param {number} speed @param {boolean} again */
  play(speed, again = false) {
    const was = this.player.playing;
    this.player.stop();
    if (was && !again) return;
    const { first, last } = this.bar.bounds(), { day } = this.store.state;
    this.player.start({ from: day >= last ? first : day, first, last, speed });
    this.bar.paintPlaying();
  }

  /** @param {?string} id */
  toggleActor(id) {
    const { actors } = this.store.state;
    if (id === null) { this.store.set({ actors: null }); return; }
    const chosen = new Set(actors ?? []);
    if (!chosen.delete(id)) chosen.add(id);
    this.store.set({ actors: chosen.size ? chosen : null });
  }

  /** @param {?number} place */
  pick(place) {
    this.store.set({ place });
    if (place === null) return;
    const { lat, lon } = this.model.places;
    this.panel.root.scrollTop = 0;
    if (!this.map.getBounds().contains([lat[place], lon[place]])) this.map.panTo([lat[place], lon[place]]);
  }

  /** Go where a link leads; what it does not name stays. @param {Link} link */
  follow(link) {
    const { state } = this.store, asked = link.asof ?? link.date;
    /** @type {Partial<State>} */
    const values = {};
    if (asked) values.period = null;
    if (asked) values.day = Math.max(this.model.extent.first, Math.min(this.model.extent.last, dayOf(asked)));
    if (link.asof) values.series = "as_known";
    else if (this.hasSeries(link.view)) values.series = link.view;
    else if (link.date) values.series = "hindsight";
    if (link.lang) values.language = link.lang;
    if (link.actors) values.actors = new Set(link.actors);
    if (link.place) values.place = this.placeOf(link.place) ?? state.place;
    this.store.set(values);
  }

  /** @param {Message} message */
  onMessage(message) {
    this.obey(message);
    this.tell({ type: "saytara:did", what: message.type });
  }

  /** @param {Message} message */
  obey(message) {
    switch (message.type) {
      case "saytara:setDate": return this.goTo(dayOf(message.date));
      case "saytara:setPlace": return this.pick(this.placeOf(message.place));
      case "saytara:setLanguage": return this.store.set({ language: message.language });
      case "saytara:setActors": return this.store.set({ actors: message.actors && new Set(message.actors) });
      case "saytara:setHidden": return this.hide(message.hidden);
      default: return this.follow(message.link);
    }
  }

  /**
   * Show what a host does not hide; what is not of this map is passed over.
   * @param {?Hidden} hidden
   */
  hide(hidden) {
    const series = hideRows(this.model, hidden);
    if (!series) return;
    this.model.series = series;
    this.store.set({ hidden });
  }

  /**
   * Whether a link names a series; its words may be those of JavaScript itself.
   * @param {string | null | undefined} name
   * @returns {name is string}
   */
  hasSeries(name) {
    return Object.hasOwn(this.model.series, name ?? "");
  }

  /** @param {string | null | undefined} id @returns {?number} */
  placeOf(id) {
    const at = id ? this.model.places.id.indexOf(id) : -1;
    return at < 0 ? null : at;
  }

  // --------------------------------------------------------------------------------- showing

  /** Tell the style sheet how high the bar is, whatever has wrapped in it. */
  makeRoomForBar() {
    document.documentElement.style.setProperty("--bar", `${this.bar.root.offsetHeight}px`);
  }

  changes() {
    return changesIn(this.model, this.store.state.series);
  }

  /** @param {State} state */
  scene(state) {
    const { series, day, actors, place, language, size, patterns, theme, hidden } = state;
    return { series, day, actors, place, language, size, patterns, theme, hidden };
  }

  /**
   * Where only the day is another, the map is drawn with the next frame, the rest when it rests.
   * @param {State} state
   * @param {Set<string>} changed
   */
  onChange(state, changed) {
    if (changed.has("language")) this.translate(state);
    if (changed.has("period")) this.bar.paintPeriod(state);
    if (changed.has("place")) {
      const { id } = this.model.places;
      this.tell({ type: "saytara:place", place: state.place === null ? null : id[state.place] });
    }
    if (changed.size === 1 && changed.has("day")) this.drawSoon();
    else this.draw();
  }

  drawSoon() {
    this.frame ||= requestAnimationFrame(() => this.drawDay());
  }

  /** Draw another state at once, as it will rest. */
  draw() {
    this.drawDay();
    clearTimeout(this.resting);
    this.onRest();
  }

  drawDay() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { state } = this.store;
    this.view.show(this.scene(state));
    if (state.compare.view !== "off" || this.compare.second) this.showSecond(state);
    this.paint(state);
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.onRest(), REST_MS);
  }

  /** @param {State} state */
  showSecond(state) {
    const { compare } = state, names = Object.fromEntries(seriesNames(this.model, this.speech));
    const day = compare.day ?? state.day;
    /** @param {string} series @param {number} when */
    const title = (series, when) => `${names[series]} · \u2066${this.speech.digits(isoOf(when))}\u2069`;
    const titles = [title(state.series, state.day), title(compare.series, day)], { untouched } = this;
    const rearranged = this.compare.show(compare.view, { ...this.scene(state), series: compare.series, day }, titles);
    if (rearranged && untouched) this.fit();
  }

  /** What is cheap enough for every frame; the panel follows a few times a second. @param {State} state */
  paint(state) {
    this.bar.paintDay(state);
    const iso = isoOf(state.day), now = performance.now();
    this.root.dataset.date = iso;
    delete this.root.dataset.rest;
    if (state.day !== this.toldDay) this.tell({ type: "saytara:date", date: iso });
    this.toldDay = state.day;
    if (now - this.painted < PANEL_MS) return;
    this.painted = now;
    this.parts.legend.paint(state, this.view.cursor);
  }

  /** @param {State} state */
  paintPanel(state) {
    const { options, legend, evidence } = this.parts;
    options.paint(state);
    legend.paint(state, this.view.cursor);
    evidence.paint(state, this.view.cursor);
  }

  onRest() {
    const { state } = this.store;
    this.view.rest();
    this.compare.second?.rest();
    this.bar.paint(state, this.changes());
    this.paintPanel(state);
    this.parts.compare.paint(state);
    this.remember(state);
    this.root.dataset.rest = isoOf(state.day);
  }

  /** Put the state into the address, where there is one, and tell the host. @param {State} state */
  remember(state) {
    const iso = isoOf(state.day), asKnown = state.series === "as_known";
    const link = formatLink({
      date: iso, asof: asKnown ? iso : null, actors: state.actors && [...state.actors].sort(),
      place: state.place === null ? null : this.model.places.id[state.place],
      view: asKnown || state.series === "hindsight" ? null : state.series, lang: state.language,
    });
    if (link === this.remembered) return;
    this.remembered = link;
    try { history.replaceState(null, "", link); } catch { /* a page of srcdoc has no address */ }
    this.tell({ type: "saytara:state", link });
  }

  /** @param {State} state */
  translate(state) {
    this.speech.language = state.language;
    const { speech } = this;
    document.documentElement.lang = state.language;
    this.root.lang = state.language;
    this.root.dir = speech.direction;
    this.map.getContainer().setAttribute("role", "region");
    this.map.getContainer().setAttribute("aria-label", speech.say("map"));
    this.bar.translate(state);
    this.panel.translate();
    this.parts.furniture.translate();
    this.parts.options.translate(state);
    this.parts.compare.translate(state);
  }
}

/**
 * The state that a page opens with: in its address, or, where a frame has none, in the frame's name.
 * @param {Pick<Window, "location" | "name">} page
 */
function addressOf({ location, name }) {
  return location.hash || name;
}

/** Begin on a Leaflet map, with the data of the page. @param {L.Map} map */
export function start(map) {
  app = new App(map, pageData());
  app.begin();
}

/** Go to a day. @param {string} iso */
export function setDate(iso) {
  if (isIso(iso)) app.goTo(dayOf(iso));
}

/** The day shown, as ISO text. */
export function date() {
  return isoOf(app.store.state.day);
}

/** Choose a place by its id or one of its names; null for none. @param {?string} name */
export function select(name) {
  app.pick(name === null ? null : placeNamed(name));
}

/** The state of a place, by its id or one of its names. @param {string} name */
export function stateOf(name) {
  const place = placeNamed(name), { cursor } = app.view, row = place === null ? -1 : cursor.row[place];
  if (row < 0) return null;
  const { series } = cursor, { actors, statuses } = app.model;
  return {
    status: statuses[series.status[row]], actor: actors[series.actor[row]].id || null,
    against: actors[series.against[row]].id || null, confidence: series.confidence[row],
  };
}

/** @param {string} name */
function placeNamed(name) {
  const { id, en, ar } = app.model.places;
  const at = [id, en, ar].map((names) => names.indexOf(name)).find((found) => found >= 0);
  return at === undefined ? null : at;
}

/** Where a place is on the screen, in CSS pixels from the corner of the map. @param {string} name */
export function pointOf(name) {
  const place = placeNamed(name), { lat, lon } = app.model.places;
  if (place === null) return null;
  const { x, y } = app.map.latLngToContainerPoint([lat[place], lon[place]]);
  return { x, y };
}

/**
 * The pixels of a canvas of the first map as a short text, to compare pictures.
 * @param {"areas" | "points" | "fronts" | "labels"} layer
 */
export function pictureOf(layer) {
  const { context } = app.view[layer], { canvas } = context;
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let hash = 2166136261, drawn = 0;
  for (let at = 0; at < data.length; at += 1) {
    hash = Math.imul(hash ^ data[at], 16777619);
    if (at % 4 === 3 && data[at]) drawn += 1;
  }
  return `${canvas.width}x${canvas.height} ${drawn} ${hash >>> 0}`;
}

/** Draw all anew, as a page does that opens on this day. */
export function redraw() {
  app.view.reset();
}

/** The centres of both maps as [lat, lon]; of one map if there is one. */
export function centres() {
  const { view, compare: { second } } = app;
  return [view, ...(second ? [second] : [])].map(({ map }) => [map.getCenter().lat, map.getCenter().lng]);
}
