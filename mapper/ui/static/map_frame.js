/**
 * Holds the map in an iframe without an origin, and passes messages.
 *
 * From the map: {type: "saytara:place", place} goes to the server; {type: "saytara:date", date} is
 * kept here, so that scrubbing never waits for the server, which hears of it once it rests. To the
 * map: its language, what to hide, and a day when the app asks for one. Only what is another page
 * needs another frame.
 */

/**
 * @typedef {object} Given  What mapper/ui/map_frame.py says.
 * @property {string} page       where the page of the map is
 * @property {string} title
 * @property {string} height     of CSS
 * @property {?string} date      the day that is asked for
 * @property {string} language
 * @property {unknown} hidden    what the map hides
 * @property {boolean} tells_date  whether the server wants to hear of the day
 */

/** @typedef {(name: string, value: unknown) => void} SetStateValue */

/**
 * @typedef {object} Holder  A map and the one that comes after it.
 * @property {HTMLElement} box
 * @property {?HTMLIFrameElement} frame  the map in sight
 * @property {?HTMLIFrameElement} next   the one that loads
 * @property {boolean} loading
 * @property {?string} page
 * @property {?string} date
 * @property {?string} [asked]
 * @property {string} [language]
 * @property {unknown} [hidden]
 * @property {{language?: string, hidden?: string, date?: ?string}} told
 * @property {number | undefined} rest
 * @property {Promise<void>} sized  when its box has a size
 * @property {SetStateValue} [setStateValue]
 * @property {boolean} [tellsDate]
 * @property {string} [title]
 */

const REST_MS = 250;
const HIDE = "saytara:setHidden";

/** @param {{data: Given, parentElement: HTMLElement & {saytara?: Holder}, setStateValue: SetStateValue}} given */
export default function ({ data, parentElement, setStateValue }) {
  const held = parentElement.saytara ?? (parentElement.saytara = makeHolder(parentElement));
  held.setStateValue = setStateValue;
  held.tellsDate = data.tells_date;
  held.box.style.height = data.height;
  held.title = data.title;
  if (held.frame) held.frame.title = data.title;
  held.language = data.language;
  held.hidden = data.hidden;
  // A day is asked for once: the same again would undo what somebody did on the map since.
  const asked = data.date !== held.asked ? data.date : null;
  held.asked = data.date;
  if (asked) held.date = asked;
  // A page that is the same is left alone: a rerun must not move the map.
  if (held.page !== data.page) load(held, data.page);
  else if (!held.loading) {
    if (asked) showDate(held, held.frame);
    tell(held, held.frame);
  }
}

/** @param {HTMLElement} parent @returns {Holder} */
function makeHolder(parent) {
  const box = document.createElement("div");
  box.style.cssText = "position:relative;width:100%";
  parent.append(box);
  /** @type {Holder} */
  const held = {
    box, frame: null, next: null, loading: false, page: null, date: null, told: {}, rest: undefined, sized: sizeOf(box),
  };
  window.addEventListener("message", (event) => hear(held, event));
  return held;
}

/**
 * Wait until a box has a size: a map made without one would open somewhere else.
 * @param {HTMLElement} box
 * @returns {Promise<void>}
 */
function sizeOf(box) {
  return new Promise((resolve) => {
    const watch = new ResizeObserver(() => {
      if (box.clientWidth && box.clientHeight) { watch.disconnect(); resolve(); }
    });
    watch.observe(box);
  });
}

/**
 * Load a page beside the one in sight, and show it once it is there: the map is never blank.
 * @param {Holder} held
 * @param {string} page
 */
async function load(held, page) {
  Object.assign(held, { page, loading: true });
  held.next?.remove();
  held.next = null;
  const html = await fetched(page);
  await held.sized;
  if (held.page !== page) return;
  if (html === null) Object.assign(held, { page: null, loading: false }); // the next rerun tries again
  else open(held, html);
}

/** The text of a page without its first line; null where it is there no more. @param {string} page */
async function fetched(page) {
  try {
    const response = await fetch(new URL(page.replace(/^\//, ""), document.baseURI));
    const text = response.ok ? await response.text() : "\n";
    return text.slice(text.indexOf("\n") + 1) || null;
  } catch {
    return null;
  }
}

/** @param {Holder} held @param {string} html */
function open(held, html) {
  const frame = document.createElement("iframe");
  held.next = frame;
  frame.setAttribute("sandbox", "allow-scripts");
  frame.title = held.title ?? "";
  frame.dataset.state = "loading";
  frame.style.cssText =
    "display:block;width:100%;height:100%;box-sizing:border-box;border-radius:10px;" +
    "border:1px solid color-mix(in srgb, currentColor 18%, transparent);position:absolute;inset:0;" +
    "opacity:0;pointer-events:none";
  // A page of srcdoc has no address: its state at first is in the frame's name.
  const { language, date } = held;
  frame.name = new URLSearchParams({ ...(language && { lang: language }), ...(date && { date }) }).toString();
  held.told = { language, hidden: "null", date };
  frame.onload = () => {
    if (held.next !== frame) return;
    if (!tell(held, frame).includes(HIDE)) swapSoon(held, frame); // else when it says that it did
  };
  // eslint-disable-next-line no-restricted-properties -- our own page, in a sandbox without an origin
  frame.srcdoc = html;
  held.box.append(frame);
}

/** @param {Holder} held @param {HTMLIFrameElement} frame */
function swapSoon(held, frame) {
  requestAnimationFrame(() => requestAnimationFrame(() => swap(held, frame)));
}

/** @param {Holder} held @param {HTMLIFrameElement} frame */
function swap(held, frame) {
  if (held.next !== frame) return;
  held.frame?.remove();
  Object.assign(held, { frame, next: null, loading: false });
  frame.dataset.state = "shown";
  frame.style.opacity = "1";
  frame.style.pointerEvents = "auto";
  // What has become another while it was made.
  if (held.date !== held.told.date) showDate(held, frame);
  tell(held, frame);
}

/**
 * Tell a map what it was not told yet, and give the types of these messages.
 * @param {Holder} held
 * @param {?HTMLIFrameElement} frame
 */
function tell(held, frame) {
  const hidden = JSON.stringify(held.hidden ?? null);
  /** @type {string[]} */
  const types = [];
  /** @param {string} type @param {object} values */
  const post = (type, values) => {
    frame?.contentWindow?.postMessage({ type, ...values }, "*");
    types.push(type);
  };
  if (held.language !== held.told.language) post("saytara:setLanguage", { language: held.language });
  if (hidden !== held.told.hidden) post(HIDE, { hidden: held.hidden ?? null });
  Object.assign(held.told, { language: held.language, hidden });
  return types;
}

/** @param {Holder} held @param {?HTMLIFrameElement} frame */
function showDate(held, frame) {
  if (held.date) frame?.contentWindow?.postMessage({ type: "saytara:setDate", date: held.date }, "*");
}

/** @param {Holder} held @param {MessageEvent} event */
function hear(held, event) {
  // An opaque origin has no name to check; the window itself is what can be told apart.
  const { type, date, place, what } = event.data ?? {};
  if (held.next && event.source === held.next.contentWindow) {
    if (type === "saytara:did" && what === HIDE) swapSoon(held, held.next);
    return;
  }
  if (!held.frame || event.source !== held.frame.contentWindow) return;
  if (type === "saytara:date" && /^\d{4}-\d{2}-\d{2}$/.test(String(date))) {
    held.date = String(date);
    clearTimeout(held.rest);
    if (held.tellsDate) held.rest = setTimeout(() => held.setStateValue?.("date", held.date), REST_MS);
  }
  // The time makes choosing the same place twice two messages.
  if (type === "saytara:place") held.setStateValue?.("place", { id: String(place), at: Date.now() });
}
