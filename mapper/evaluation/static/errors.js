"use strict";
// Filters, and going from error to error. Nothing here makes markup.
(() => {
  /** @param {string} id */
  function by(id) {
    const element = document.getElementById(id);
    if (!element) throw new Error(`The page has no #${id}.`);
    return element;
  }

  /** @param {string} id */
  function fieldOf(id) {
    const field = by(id);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) return field;
    throw new Error(`#${id} is no field.`);
  }

  /** @param {Event} event @param {string} selector @returns {?HTMLElement} */
  function around({ target }, selector) {
    return target instanceof Element ? target.closest(selector) : null;
  }

  /** @param {string} selector @param {ParentNode} within @returns {HTMLElement[]} */
  const all = (selector, within = document) => [...within.querySelectorAll(/** @type {"div"} */ (selector))];

  const ERRORS = ["wrong", "missed", "mistaken"];
  /** @type {Record<string, string[]>} */
  const SHOWN = { errors: ERRORS, wrong: ["wrong", "mistaken"], missed: ["missed", "mistaken"], right: ["right"] };
  const fields = ["show", "why", "rule", "text"].map(fieldOf);
  const articles = all("main > article").map((article) => ({
    article,
    cards: all(".card", article),
    words: (article.textContent ?? "").toLowerCase(),
  }));
  /** @type {HTMLElement[]} */
  let matching = [];
  let at = -1;

  /** @param {HTMLElement} card @param {string} kind @param {string} why @param {string} rule */
  function wants(card, kind, why, rule) {
    const { verdict = "", why: reasons = "" } = card.dataset;
    if (rule && card.dataset.rule !== rule) return false;
    if (why) return reasons.split(" ").includes(why);
    return Object.hasOwn(SHOWN, kind) ? SHOWN[kind].includes(verdict) : true;
  }

  function apply() {
    const [kind, why, rule, text] = fields.map((field) => field.value);
    const everything = kind === "all" && !why && !rule;
    let shown = 0;
    matching = [];
    at = -1;
    for (const { article, cards, words } of articles) {
      const found = words.includes(text.toLowerCase()) ? cards.filter((card) => wants(card, kind, why, rule)) : [];
      const visible = found.length > 0 || (everything && words.includes(text.toLowerCase()));
      article.hidden = !visible;
      for (const card of cards) card.classList.toggle("dim", !found.includes(card));
      if (visible) matching.push(...found);
      if (visible) shown += 1;
    }
    by("count").textContent = `${shown} of ${articles.length} articles, ${matching.length} cards`;
    const chosen = fields.filter((field) => field.value).map((field) => [field.id, field.value]);
    history.replaceState(null, "", `#${new URLSearchParams(chosen)}`);
  }

  /** @param {?HTMLElement} card */
  function light(card) {
    for (const mark of all("mark.lit")) mark.classList.remove("lit");
    const article = card?.closest("article"), number = card?.dataset.number;
    if (!article || !number) return;
    for (const mark of all("mark", article)) {
      mark.classList.toggle("lit", mark.dataset.numbers?.split(" ").includes(number));
    }
  }

  /** @param {HTMLElement} card */
  function show(card) {
    const folded = card.closest("details");
    if (folded) folded.open = true;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "center" });
    card.closest("article")?.querySelector("mark.lit")?.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} way  1 or -1 */
  function step(way) {
    if (!matching.length) return;
    at = at < 0 && way < 0 ? matching.length - 1 : (at + way + matching.length) % matching.length;
    show(matching[at]);
  }

  function restore() {
    if (location.hash.includes("=")) {
      const chosen = new URLSearchParams(location.hash.slice(1));
      for (const field of fields) field.value = chosen.get(field.id) ?? field.value;
      for (const field of fields) if (!field.value && field instanceof HTMLSelectElement) field.selectedIndex = 0;
    }
  }

  document.addEventListener("click", (event) => {
    const button = around(event, "button[data-set]"), label = around(event, "a.label");
    if (button) {
      fieldOf(button.dataset.set ?? "").value = button.dataset.value ?? "";
      apply();
      by("filters").scrollIntoView();
    } else if (label instanceof HTMLAnchorElement) {
      event.preventDefault();
      show(by(label.hash.slice(1)));
    }
  });
  document.addEventListener("focusin", (event) => light(around(event, ".card")));
  document.addEventListener("mouseover", (event) => {
    const card = around(event, ".card");
    if (card) light(card);
  });
  document.addEventListener("keydown", (event) => {
    if (around(event, "input, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });
  for (const field of fields) field.addEventListener("input", apply);
  by("next").addEventListener("click", () => step(1));
  by("previous").addEventListener("click", () => step(-1));
  document.documentElement.classList.add("live");
  by("filters").hidden = false;
  restore();
  apply();
})();
