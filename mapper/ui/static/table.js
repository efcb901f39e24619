/**
 * Shows a table (mapper/ui/table.py) with createElement and textContent: what its cells say is
 * never parsed as HTML. A click on a row that has a choice goes to the server.
 */

/**
 * @typedef {object} Table  What mapper/ui/table.py says.
 * @property {string} language
 * @property {string} caption
 * @property {Column[]} columns
 * @property {any[][]} rows  cells as the kind of their column is; null for none
 * @property {?number} best  the row that stands out
 */

/** @typedef {{before: string, evidence: string, after: string, source: string[]}} Quotation */

/** @typedef {{label: string, kind: keyof typeof KINDS}} Column */

/** @param {{data: Table, parentElement: HTMLElement, setStateValue: (name: string, value: unknown) => void}} given */
export default function ({ data, parentElement, setStateValue }) {
  /** @param {string} text */
  const choose = (text) => {
    // The time makes choosing the same twice two messages.
    setStateValue("choice", { text, at: Date.now() });
    document.querySelector(".stMain")?.scrollTo({ top: 0 }); // where the choice is looked up
  };
  const table = make("table", "", make("caption", data.caption), heading(data), body(data, choose));
  table.dir = data.language === "ar" ? "rtl" : "ltr";
  table.lang = data.language;
  const box = make("div", "", table);
  box.className = "box";
  box.tabIndex = 0; // so that the keyboard can scroll it
  parentElement.querySelector(".box")?.remove();
  parentElement.append(box);
}

/**
 * Make an element; a string is its text, never HTML.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} text
 * @param {...(Node | string)} children
 */
function make(tag, text, ...children) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  element.append(...children);
  return element;
}

/** Text that does not turn its neighbours round. @param {string} text */
function isolated(text, dir = "auto") {
  const element = make("bdi", text);
  element.dir = dir;
  return element;
}

/** @param {Table} table */
function heading({ columns }) {
  const cells = columns.map(({ label }) => make("th", label));
  for (const cell of cells) cell.scope = "col";
  return make("thead", "", make("tr", "", ...cells));
}

/** @param {Table} table @param {(text: string) => void} choose */
function body({ columns, rows, best }, choose) {
  return make("tbody", "", ...rows.map((cells, at) => {
    const row = make("tr", "", ...cells.map((cell, column) => cellOf(columns[column], cell)));
    row.classList.toggle("best", at === best);
    const choice = columns.findIndex(({ kind }) => kind === "choice");
    if (choice >= 0) {
      row.classList.add("choice");
      row.addEventListener("click", () => {
        if (!String(document.getSelection())) choose(cells[choice].value ?? cells[choice]); // selecting text is no choice
      });
    }
    return row;
  }));
}

/** @param {string[]} parts @param {string} separator */
function separated(parts, separator) {
  return parts.flatMap((part) => [separator, isolated(part)]).slice(1);
}

const KINDS = {
  text: (/** @type {string} */ text) => [isolated(text)],
  figures: (/** @type {string} */ text) => [isolated(text, "ltr")],
  choice: (/** @type {any} */ choice) => {
    const button = make("button", "", isolated(choice.text ?? choice)); // its click is the row's
    button.type = "button";
    return [button];
  },
  lines: (/** @type {string[][]} */ lines) => lines.map((parts) => make("div", "", ...separated(parts, " "))),
  quotation: (/** @type {Quotation} */ { before, evidence, after, source }) => {
    const quote = make("blockquote", "", before, make("mark", evidence), after);
    quote.dir = "rtl";
    quote.lang = "ar";
    return [quote, make("small", "", ...separated(source, " · "))];
  },
};

/** @param {Column} column @param {any} cell */
function cellOf({ label, kind }, cell) {
  const content = cell === null ? [] : KINDS[kind](cell);
  const element = make("td", "", ...content);
  element.className = content.length ? kind : "empty";
  element.dataset.label = label; // the heading, where cells are stacked
  return element;
}
