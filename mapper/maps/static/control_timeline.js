/**
 * The timeline of control over a Leaflet map: slider, play, legend, the place's evidence.
 *
 * Reads its data from the JSON element #saytara-data (columns; see docs/map.md) and builds all of
 * its page with createElement and textContent: what articles say is never parsed as HTML.
 *
 * `saytara.setDate(iso)`, `saytara.date()` and `saytara.stateOf(place)` are for tests and hosts.
 * Messages to the parent: {type: "saytara:date", date}, {type: "saytara:place", place}.
 * Message from the parent: {type: "saytara:setDate", date}.
 */
const saytara = (() => {
  "use strict";

  const DAY_MS = 86400000;
  const PLAY_SECONDS = 40;
  const UNKNOWN = "#8c8c8c";
  const WORDS = {
    en: {
      title: "Who is said to control what", date: "Date", play: "Play", pause: "Pause",
      previous: "Previous change", next: "Next change", legend: "Control on this day",
      mode: "Show", hindsight: "in hindsight", as_known: "as known on the day", language: "العربية",
      controlled: "held by", contested: "contested", besieged: "besieged", unknown: "unknown",
      against: "against", by: "by", since: "since", between: "between", and: "and",
      confidence: "confidence", evidence: "Reports", none: "Nothing was reported by this day.",
      supports: "supports", contradicts: "contradicts", said: "cited", published: "published",
      undated: "undated", event: "event", close: "Close", places: "places",
      unplaced: (n) => `${n} claims name places that could not be put on the map.`,
      article: "article", help: "Choose a place to read the reports behind it.", from: "from",
      kind: { capture: "taken", transfer: "handed over", loss: "lost", partial: "part taken",
        siege: "besieged", hold: "held", repel: "attack repelled", attempt: "attempt" },
      modality: { asserted: "in the outlet's own voice", claimed: "cited", denied: "denied",
        attempt: "tried or planned" },
      data: "Basemap: Natural Earth. Place names:",
    },
    ar: {
      title: "من يُقال إنه يسيطر على ماذا", date: "التاريخ", play: "تشغيل", pause: "إيقاف",
      previous: "التغيّر السابق", next: "التغيّر التالي", legend: "السيطرة في هذا اليوم",
      mode: "العرض", hindsight: "بأثر رجعي", as_known: "كما كان معروفاً يومها", language: "English",
      controlled: "بيد", contested: "متنازع عليها", besieged: "محاصرة", unknown: "غير معروف",
      against: "ضد", by: "من", since: "منذ", between: "بين", and: "و",
      confidence: "الثقة", evidence: "التقارير", none: "لم يرد شيء حتى هذا اليوم.",
      supports: "يؤيد", contradicts: "يناقض", said: "نقلاً عن", published: "نُشر",
      undated: "بلا تاريخ", event: "الحدث", close: "إغلاق", places: "مواقع",
      unplaced: (n) => `${n} من الأخبار تذكر أماكن لم يمكن وضعها على الخريطة.`,
      article: "المقال", help: "اختر مكاناً لقراءة التقارير التي وراءه.", from: "من",
      kind: { capture: "سيطرة", transfer: "تسليم", loss: "خسارة", partial: "سيطرة جزئية",
        siege: "حصار", hold: "تحت السيطرة", repel: "صدّ هجوم", attempt: "محاولة" },
      modality: { asserted: "بصوت الوسيلة نفسها", claimed: "نقلاً عن مصدر", denied: "نفي",
        attempt: "محاولة أو خطة" },
      data: "الخريطة الأساس: Natural Earth. أسماء الأماكن:",
    },
  };

  /** @typedef {{place:number, status:string, actor:?string, against:?string, row:number}} State */

  let data, map, language, mode, today, first, last, selected = null, playing = null;
  const page = {};
  const drawn = { points: [], cells: [], labels: [], order: [] };

  const dayOf = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);
  const isoOf = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);
  const words = () => WORDS[language];
  const nameOf = (place) => data.places[language][place];
  const actorName = (id) => (id ? (data.actors[id] ? data.actors[id][language] : id) : words().unknown);
  const colourOf = (id) => (id && data.actors[id] ? data.actors[id].colour : UNKNOWN);

  /** Make an element with a class, text and children; text is never HTML. */
  function make(tag, className, text, ...children) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined && text !== null) element.textContent = text;
    for (const child of children) if (child) element.append(child);
    return element;
  }

  /** A date that reads from left to right also in Arabic. */
  function dateElement(text) {
    const element = make("bdi", "saytara-date-text", text);
    element.dir = "ltr";
    return element;
  }

  /**
   * Intervals of each place in the order of time, the days on which anything changes, and the last
   * day with news: what only fades to unknown by age afterwards is none.
   */
  function prepare(series) {
    const places = data.places.id.map(() => []);
    const days = new Set();
    let news = -Infinity;
    series.place.forEach((place, row) => {
      const from = dayOf(series.valid_from[row]);
      const to = series.valid_to[row] ? dayOf(series.valid_to[row]) : Infinity;
      places[place].push({ from, to, row });
      days.add(from);
      if (series.status[row] !== "unknown") news = Math.max(news, from);
    });
    return { places, days: [...days].sort((a, b) => a - b), news };
  }

  /** @returns {?State} the state of a place on a day, or null before anything is known */
  function stateAt(place, day) {
    const series = data.series[mode];
    const interval = data.prepared[mode].places[place].find((i) => i.from <= day && day < i.to);
    if (!interval) return null;
    const { row } = interval;
    return { place, row, status: series.status[row], actor: series.actor[row],
      against: series.against[row] };
  }

  // ------------------------------------------------------------------------------ drawing

  function drawBasemap() {
    const flip = (lines) => lines.map((line) => line.map(([x, y]) => [y, x]));
    const below = map.createPane("saytara-base");
    below.style.zIndex = 150;
    const renderer = L.canvas({ pane: "saytara-base", padding: 0.5 });
    const quiet = { renderer, interactive: false, pane: "saytara-base" };
    for (const ring of flip(data.basemap.land)) {
      L.polygon(ring, { ...quiet, color: "#b9b4a6", weight: 0.8, fillColor: "#f7f4ec", fillOpacity: 1 }).addTo(map);
    }
    for (const ring of flip(data.basemap.lakes)) {
      L.polygon(ring, { ...quiet, color: "#a9c3cf", weight: 0.6, fillColor: "#cfdfe6", fillOpacity: 1 }).addTo(map);
    }
    for (const line of flip(data.basemap.borders)) {
      L.polyline(line, { ...quiet, color: "#8f887a", weight: 1, dashArray: "5 3" }).addTo(map);
    }
  }

  function drawPlaces() {
    const cells = L.canvas({ padding: 0.5 });
    data.places.id.forEach((_, place) => {
      const outline = data.places.cell[place];
      drawn.cells[place] = outline
        ? L.polygon(outline, { renderer: cells, interactive: false, weight: 0.8 }).addTo(map) : null;
    });
    const reports = data.places.id.map(() => 0);
    for (const claim of data.claims) reports[claim.place] += 1;
    drawn.order = data.places.id.map((_, place) => place).sort((a, b) => reports[b] - reports[a]);
    map.on("zoomend", paintLabels);
    const points = L.canvas({ pane: "markerPane", padding: 0.5 });
    data.places.id.forEach((_, place) => {
      const centre = [data.places.lat[place], data.places.lon[place]];
      const point = L.circleMarker(centre, { renderer: points, radius: 7, bubblingMouseEvents: false });
      point.on("click", () => select(place));
      point.addTo(map);
      drawn.points[place] = point;
      const label = L.marker(centre, { interactive: false, keyboard: false, icon: labelIcon(place) });
      drawn.labels[place] = label.addTo(map);
    });
  }

  function labelIcon(place) {
    const element = make("span", "saytara-label", nameOf(place));
    element.lang = language;
    element.dir = "auto";
    return L.divIcon({ className: "saytara-label-box", html: element, iconSize: [0, 0] });
  }

  function paintPlace(place) {
    const state = stateAt(place, today);
    const point = drawn.points[place], cell = drawn.cells[place];
    if (!state) {
      point.setStyle({ opacity: 0, fillOpacity: 0 });
      if (cell) cell.setStyle({ opacity: 0, fillOpacity: 0 });
      return;
    }
    const disputed = state.status === "contested" || state.status === "besieged";
    const ring = disputed ? colourOf(state.against) : "#ffffff";
    const known = state.status !== "unknown";
    point.setStyle({
      color: known ? ring : "#555555", weight: disputed ? 4 : 2, opacity: 1,
      dashArray: state.status === "besieged" ? "3 4" : null,
      fillColor: colourOf(state.actor), fillOpacity: known ? 1 : 0.15,
    });
    point.setRadius(place === selected ? 11 : disputed ? 9 : 7);
    if (cell) {
      cell.setStyle({
        color: disputed ? colourOf(state.against) : colourOf(state.actor),
        opacity: known ? 0.55 : 0, dashArray: disputed ? "5 5" : null,
        fillColor: colourOf(state.actor), fillOpacity: known ? (disputed ? 0.14 : 0.26) : 0,
      });
    }
  }

  /** Show the labels that have room; the chosen place comes first, then those with most reports. */
  function paintLabels() {
    const shown = [];
    const order = drawn.order.filter((place) => stateAt(place, today));
    if (selected !== null) order.unshift(selected);
    for (const label of drawn.labels) label.setOpacity(0);
    for (const place of new Set(order)) {
      const at = map.latLngToLayerPoint([data.places.lat[place], data.places.lon[place]]);
      const width = 14 + 7.5 * nameOf(place).length;
      const free = shown.every((s) => Math.abs(s.y - at.y) > 15 || at.x > s.x + s.width || s.x > at.x + width);
      if (!free) continue;
      shown.push({ x: at.x, y: at.y, width });
      drawn.labels[place].setOpacity(1);
    }
  }

  function paint() {
    data.places.id.forEach((_, place) => paintPlace(place));
    paintLabels();
    page.slider.value = String(today);
    page.slider.setAttribute("aria-valuetext", isoOf(today));
    page.date.textContent = isoOf(today);
    page.typed.value = isoOf(today);
    page.root.dataset.date = isoOf(today);
    paintLegend();
    paintDetail();
  }

  function paintLegend() {
    const counts = new Map();
    data.places.id.forEach((_, place) => {
      const state = stateAt(place, today);
      if (!state) return;
      const key = state.status === "unknown" ? "" : state.actor || "";
      counts.set(key, (counts.get(key) || 0) + 1);
    });
    const rows = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
    page.legend.replaceChildren(...rows.map(([actor, count]) => {
      const swatch = make("span", "saytara-swatch");
      swatch.style.backgroundColor = colourOf(actor);
      const other = language === "en" ? "ar" : "en";
      const both = make("span", "saytara-actor", actorName(actor));
      if (actor && data.actors[actor]) {
        const second = make("small", "", data.actors[actor][other]);
        second.lang = other;
        second.dir = other === "ar" ? "rtl" : "ltr";
        both.append(" ", second);
      }
      return make("li", "", null, swatch, both, make("span", "saytara-count", String(count)));
    }));
    if (!rows.length) page.legend.append(make("li", "saytara-quiet", words().none));
  }

  // ------------------------------------------------------------------------------- detail

  function describe(state) {
    const w = words(), line = make("p", "saytara-state");
    const swatch = make("span", "saytara-swatch");
    swatch.style.backgroundColor = colourOf(state.actor);
    const parts = {
      controlled: `${w.controlled} ${actorName(state.actor)}`,
      contested: `${w.contested}: ${actorName(state.actor)} ${w.against} ${actorName(state.against)}`,
      besieged: `${w.besieged}: ${actorName(state.actor)}، ${w.by} ${actorName(state.against)}`,
      unknown: w.unknown,
    };
    line.append(swatch, make("strong", "", parts[state.status].replace("،", language === "ar" ? "،" : ",")));
    return line;
  }

  function sinceLine(row) {
    const w = words(), s = data.series[mode];
    const line = make("p", "saytara-quiet", `${w.since} `);
    line.append(dateElement(s.valid_from[row]));
    if (s.valid_from_earliest[row] !== s.valid_from_latest[row]) {
      line.append(` (${w.between} `, dateElement(s.valid_from_earliest[row]), ` ${w.and} `,
        dateElement(s.valid_from_latest[row]), ")");
    }
    line.append(` · ${w.confidence} ${Math.round(s.confidence[row] * 100)} %`);
    return line;
  }

  function quoteElement(claim) {
    const quote = make("blockquote", "saytara-quote");
    quote.lang = "ar";
    quote.dir = "rtl";
    const [before, evidence, after] = claim.quote.length === 3 ? claim.quote : ["", claim.quote[0], ""];
    quote.append(before, make("mark", "", evidence), after);
    return quote;
  }

  function safeLink(url) {
    try {
      const parsed = new URL(url);
      if (parsed.protocol !== "http:" && parsed.protocol !== "https:") return null;
      const link = make("a", "", words().article);
      link.href = parsed.href;
      link.rel = "noopener noreferrer";
      link.target = "_blank";
      return link;
    } catch { return null; }
  }

  function claimElement(claim, bearing) {
    const w = words(), head = make("p", "saytara-claim-head");
    const swatch = make("span", "saytara-swatch");
    swatch.style.backgroundColor = colourOf(claim.actor);
    const who = `${actorName(claim.actor)} · ${w.kind[claim.kind]}`;
    const share = claim.share === null ? "" : ` ${Math.round(claim.share * 100)} %`;
    head.append(swatch, make("strong", "", who + share));
    if (claim.from_actor) head.append(` ${w.from} ${actorName(claim.from_actor)}`);
    if (bearing) head.append(make("span", `saytara-bearing saytara-${bearing}`, w[bearing]));
    const facts = make("p", "saytara-quiet", `${w.event} `);
    if (claim.date) {
      facts.append(dateElement(claim.date[0] === claim.date[1] ? claim.date[0] : claim.date.join(" – ")));
    } else facts.append(w.undated);
    const source = make("p", "saytara-quiet saytara-source");
    const outlet = make("bdi", "saytara-outlet", claim.outlet || "—");
    source.append(outlet);
    if (claim.published) source.append(` · ${w.published} `, dateElement(claim.published));
    source.append(" · ", claim.source ? `${w.said}: ` : w.modality[claim.modality]);
    if (claim.source) source.append(make("bdi", "saytara-cited", claim.source));
    if (claim.modality === "denied" || claim.modality === "attempt") source.append(` · ${w.modality[claim.modality]}`);
    const link = claim.url ? safeLink(claim.url) : null;
    if (link) source.append(" · ", link);
    return make("li", "saytara-claim", null, head, facts, claim.quote ? quoteElement(claim) : null, source);
  }

  function bearingOf(number, row) {
    const s = data.series[mode];
    if (row !== null && s.supporting_claims[row].includes(number)) return "supports";
    return row !== null && s.contradicting_claims[row].includes(number) ? "contradicts" : null;
  }

  function paintDetail() {
    const w = words();
    page.detail.hidden = selected === null;
    page.help.hidden = selected !== null;
    if (selected === null) return;
    const state = stateAt(selected, today);
    const other = language === "en" ? "ar" : "en";
    const title = make("h2", "", nameOf(selected));
    const second = make("small", "", data.places[other][selected]);
    second.lang = other;
    title.append(" ", second);
    const close = make("button", "saytara-close", "×");
    close.type = "button";
    close.setAttribute("aria-label", w.close);
    close.addEventListener("click", () => select(null));
    const claims = data.claims.map((claim, number) => ({ claim, number }))
      .filter(({ claim }) => claim.place === selected)
      .sort((a, b) => (b.claim.date ? b.claim.date[1] : "").localeCompare(a.claim.date ? a.claim.date[1] : ""));
    const row = state ? state.row : null;
    const list = make("ol", "saytara-claims", null,
      ...claims.map(({ claim, number }) => claimElement(claim, bearingOf(number, row))));
    page.detail.replaceChildren(close, title, state ? describe(state) : make("p", "", w.none),
      state ? sinceLine(state.row) : "", make("h3", "", `${w.evidence} (${claims.length})`), list);
  }

  // ------------------------------------------------------------------------------ acting

  function setDay(day, { tell = true } = {}) {
    const bounded = Math.min(last, Math.max(first, Math.round(day)));
    if (!Number.isFinite(bounded)) return;
    today = bounded;
    paint();
    if (!tell) return;
    try { history.replaceState(null, "", `#date=${isoOf(today)}`); } catch { /* srcdoc has no address */ }
    tellParent({ type: "saytara:date", date: isoOf(today) });
  }

  function select(place) {
    selected = place;
    paint();
    if (place !== null) {
      page.panel.scrollTop = 0;
      map.panTo([data.places.lat[place], data.places.lon[place]]);
      tellParent({ type: "saytara:place", place: data.places.id[place] });
    }
  }

  function tellParent(message) {
    if (window.parent !== window) window.parent.postMessage(message, "*");
  }

  function step(direction) {
    const { days } = data.prepared[mode];
    const next = direction > 0 ? days.find((day) => day > today) : days.filter((day) => day < today).pop();
    if (next !== undefined) setDay(next);
  }

  /** Play by the clock, not by frames counted, so that a slow screen does not slow the time. */
  function play(on) {
    if (playing) cancelAnimationFrame(playing.frame);
    playing = null;
    if (on) {
      const from = today >= last ? first : today;
      const perMs = (last - first) / (PLAY_SECONDS * 1000);
      const began = performance.now();
      playing = {};
      const advance = (now) => {
        const day = Math.min(last, from + Math.floor((now - began) * perMs));
        if (day !== today) setDay(day, { tell: false });
        if (day >= last) { play(false); setDay(last); return; }
        playing.frame = requestAnimationFrame(advance);
      };
      playing.frame = requestAnimationFrame(advance);
    }
    page.play.textContent = playing ? "❚❚" : "►";
    page.play.setAttribute("aria-label", playing ? words().pause : words().play);
    page.play.setAttribute("aria-pressed", String(Boolean(playing)));
  }

  function setMode(next) {
    mode = next;
    page.mode.value = next;
    paint();
  }

  function setLanguage(next) {
    language = next;
    const w = words(), right = next === "ar";
    document.documentElement.lang = next;
    page.root.dir = right ? "rtl" : "ltr";
    page.zoom.setPosition(right ? "topright" : "topleft"); // away from the panel
    page.root.lang = next;
    page.title.textContent = w.title;
    page.languageButton.textContent = w.language;
    page.languageButton.lang = right ? "en" : "ar";
    page.previous.setAttribute("aria-label", w.previous);
    page.previous.title = w.previous;
    page.next.setAttribute("aria-label", w.next);
    page.next.title = w.next;
    page.slider.setAttribute("aria-label", w.date);
    page.typed.setAttribute("aria-label", w.date);
    page.legendTitle.textContent = w.legend;
    page.mode.setAttribute("aria-label", w.mode);
    for (const option of page.mode.options) option.textContent = w[option.value];
    page.help.textContent = w.help;
    page.unplaced.textContent = data.unplaced ? w.unplaced(data.unplaced) : "";
    page.credits.textContent = `${w.data} ${data.credits}`;
    drawn.labels.forEach((label, place) => label.setIcon(labelIcon(place)));
    play(Boolean(playing));
    paint();
  }

  // ------------------------------------------------------------------------------ building

  function button(className, text, act) {
    const element = make("button", className, text);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }

  function build() {
    page.root = make("div", "saytara");
    page.title = make("h1", "");
    page.languageButton = button("saytara-language", "", () => setLanguage(language === "en" ? "ar" : "en"));
    page.date = dateElement("");
    page.date.id = "saytara-date";
    page.mode = make("select", "saytara-mode");
    for (const value of ["hindsight", "as_known"]) {
      const option = make("option", "", value);
      option.value = value;
      page.mode.append(option);
    }
    page.mode.addEventListener("change", () => setMode(page.mode.value));
    page.legendTitle = make("h2", "");
    page.legend = make("ul", "saytara-legend");
    page.help = make("p", "saytara-quiet");
    page.detail = make("section", "saytara-detail");
    page.detail.setAttribute("aria-live", "polite");
    page.unplaced = make("p", "saytara-quiet");
    page.credits = make("p", "saytara-credits");
    page.panel = make("aside", "saytara-panel", null,
      make("header", "", null, page.title, page.languageButton),
      page.mode, page.legendTitle, page.legend, page.help, page.detail, page.unplaced, page.credits);
    page.root.append(page.panel, buildBar());
    page.zoom = L.control.zoom().addTo(map);
    document.body.append(page.root);
    L.DomEvent.disableClickPropagation(page.root);
    L.DomEvent.disableScrollPropagation(page.root);
  }

  function buildBar() {
    page.slider = make("input", "saytara-slider");
    Object.assign(page.slider, { type: "range", min: String(first), max: String(last), step: "1" });
    page.slider.addEventListener("input", () => { play(false); setDay(Number(page.slider.value)); });
    page.play = button("saytara-play", "►", () => play(!playing));
    page.previous = button("saytara-step", "‹", () => { play(false); step(-1); });
    page.next = button("saytara-step", "›", () => { play(false); step(1); });
    page.typed = make("input", "saytara-typed");
    Object.assign(page.typed, { type: "date", min: isoOf(first), max: isoOf(last) });
    page.typed.addEventListener("change", () => { if (page.typed.value) setDay(dayOf(page.typed.value)); });
    const bar = make("div", "saytara-bar", null, page.play, page.previous, page.next,
      page.date, page.slider, page.typed);
    bar.dir = "ltr"; // time runs from left to right in both languages
    return bar;
  }

  function extent() {
    const days = ["hindsight", "as_known"].flatMap((m) => data.prepared[m].days);
    if (!days.length) { first = last = dayOf("2020-01-01"); return; }
    first = days.reduce((a, b) => Math.min(a, b)) - 30;
    last = days.reduce((a, b) => Math.max(a, b)) + 30;
  }

  function fit() {
    const points = data.places.lat.map((lat, i) => [lat, data.places.lon[i]]);
    if (!points.length) { map.setView([33.5, 40], 6); return; }
    const wide = window.innerWidth > 700, side = wide ? 380 : 30, below = wide ? 110 : 330;
    const [left, right] = language === "ar" ? [side, 40] : [40, side];
    map.fitBounds(points, { paddingTopLeft: [left, 40], paddingBottomRight: [right, below], maxZoom: 10 });
  }

  function openingDay() {
    const asked = /(?:^#|&)date=(\d{4}-\d{2}-\d{2})/.exec(location.hash);
    const { news } = data.prepared.hindsight;
    return asked ? dayOf(asked[1]) : Number.isFinite(news) ? news : last;
  }

  function listen() {
    window.addEventListener("message", (event) => {
      const message = event.data;
      if (event.source !== window.parent || !message || message.type !== "saytara:setDate") return;
      if (/^\d{4}-\d{2}-\d{2}$/.test(String(message.date))) setDay(dayOf(message.date), { tell: false });
    });
  }

  /** Begin on a Leaflet map. */
  function start(leafletMap) {
    map = leafletMap;
    map.attributionControl.setPrefix("Leaflet");
    data = JSON.parse(document.getElementById("saytara-data").textContent);
    data.prepared = { hindsight: prepare(data.series.hindsight), as_known: prepare(data.series.as_known) };
    mode = "hindsight";
    language = data.language;
    extent();
    today = Math.min(last, Math.max(first, openingDay()));
    build();
    fit();
    drawBasemap();
    drawPlaces();
    setLanguage(language);
    listen();
    page.root.dataset.ready = "true";
  }

  /** The state of a place, by its id or one of its names, for tests and hosts. */
  function stateOf(name) {
    const { id, en, ar } = data.places;
    const place = [id, en, ar].map((names) => names.indexOf(name)).find((at) => at >= 0);
    return place === undefined ? null : stateAt(place, today);
  }

  return {
    start,
    stateOf,
    setDate: (iso) => setDay(dayOf(iso)),
    date: () => isoOf(today),
    select: (name) => select(Math.max(data.places.id.indexOf(name), data.places.en.indexOf(name))),
  };
})();
window.saytara = saytara;
