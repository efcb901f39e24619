"use strict";
// Filters, and going from error to error. Nothing here makes markup.
(() => {
  const by = (id) => document.getElementById(id);
  const ERRORS = ["wrong", "missed", "mistaken"];
  const SHOWN = { errors: ERRORS, wrong: ["wrong", "mistaken"], missed: ["missed", "mistaken"], right: ["right"] };
  const fields = ["show", "why", "rule", "text"].map(by);
  const articles = [...document.querySelectorAll("main > article")].map((article) => ({
    article,
    cards: [...article.querySelectorAll(".card")],
    words: article.textContent.toLowerCase(),
  }));
  let matching = [];
  let at = -1;

  function wants(card, show, why, rule) {
    if (rule && card.dataset.rule !== rule) return false;
    if (why) return card.dataset.why.split(" ").includes(why);
    return show in SHOWN ? SHOWN[show].includes(card.dataset.verdict) : true;
  }

  function apply() {
    const [show, why, rule, text] = fields.map((field) => field.value);
    const everything = show === "all" && !why && !rule;
    let shown = 0;
    matching = [];
    at = -1;
    for (const { article, cards, words } of articles) {
      const found = words.includes(text.toLowerCase()) ? cards.filter((card) => wants(card, show, why, rule)) : [];
      const visible = found.length > 0 || (everything && words.includes(text.toLowerCase()));
      article.hidden = !visible;
      for (const card of cards) card.classList.toggle("dim", !found.includes(card));
      if (visible) matching.push(...found);
      shown += visible;
    }
    by("count").textContent = `${shown} of ${articles.length} articles, ${matching.length} cards`;
    const chosen = fields.filter((field) => field.value).map((field) => [field.id, field.value]);
    history.replaceState(null, "", `#${new URLSearchParams(chosen)}`);
  }

  function light(card) {
    for (const mark of document.querySelectorAll("mark.lit")) mark.classList.remove("lit");
    if (!card) return;
    for (const mark of card.closest("article").querySelectorAll("mark")) {
      mark.classList.toggle("lit", mark.dataset.numbers.split(" ").includes(card.dataset.number));
    }
  }

  function show(card) {
    const folded = card.closest("details");
    if (folded) folded.open = true;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "center" });
    const mark = card.closest("article").querySelector("mark.lit");
    if (mark) mark.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    if (!matching.length) return;
    at = at < 0 && by < 0 ? matching.length - 1 : (at + by + matching.length) % matching.length;
    show(matching[at]);
  }

  function restore() {
    if (location.hash.includes("=")) {
      const chosen = new URLSearchParams(location.hash.slice(1));
      for (const field of fields) if (chosen.has(field.id)) field.value = chosen.get(field.id);
      for (const field of fields) if (!field.value && field.options) field.selectedIndex = 0;
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-set]");
    const label = event.target.closest("a.label");
    if (button) {
      by(button.dataset.set).value = button.dataset.value;
      apply();
      by("filters").scrollIntoView();
    } else if (label) {
      event.preventDefault();
      show(by(label.hash.slice(1)));
    }
  });
  document.addEventListener("focusin", (event) => light(event.target.closest(".card")));
  document.addEventListener("mouseover", (event) => {
    const card = event.target.closest(".card");
    if (card) light(card);
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select") || event.ctrlKey || event.metaKey || event.altKey) return;
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
