/**
 * Holds the map in an iframe without an origin, and passes messages.
 *
 * From the map: {type: "saytara:place", place} goes to the server; {type: "saytara:date", date} is
 * kept here, so that scrubbing never waits for the server, which hears of it once it rests. To the
 * map: {type: "saytara:setDate", date} when the app asks for a day, and after the page was replaced.
 */
const REST_MS = 250;

export default function ({ data, parentElement, setStateValue }) {
  const held = parentElement.saytara ?? (parentElement.saytara = makeHolder(parentElement));
  held.setStateValue = setStateValue;
  held.tellsDate = data.tells_date;
  held.box.style.height = data.height;
  held.title = data.title;
  if (held.frame) held.frame.title = data.title;
  // A day is asked for once: the same again would undo what somebody did on the map since.
  const asked = data.date !== held.asked ? data.date : null;
  held.asked = data.date;
  if (asked) held.date = asked;
  // A page that is the same is left alone: a rerun must not move the map.
  if (held.html !== data.html) load(held, data.html);
  else if (asked) showDate(held, held.frame);
}

function makeHolder(parent) {
  const box = document.createElement("div");
  box.style.cssText = "position:relative;width:100%";
  parent.append(box);
  const held = { box, frame: null, next: null, html: null, date: null, rest: 0 };
  window.addEventListener("message", (event) => hear(held, event));
  // A map made in a box without a size would open somewhere else.
  held.sized = new Promise((resolve) => {
    const watch = new ResizeObserver(() => {
      if (box.clientWidth && box.clientHeight) { watch.disconnect(); resolve(); }
    });
    watch.observe(box);
  });
  return held;
}

/** Load a page beside the one in sight, and show it once it is there: the map is never blank. */
function load(held, html) {
  held.html = html;
  held.next?.remove();
  const frame = document.createElement("iframe");
  held.next = frame;
  frame.setAttribute("sandbox", "allow-scripts");
  frame.title = held.title;
  frame.dataset.state = "loading";
  frame.style.cssText =
    "display:block;width:100%;height:100%;box-sizing:border-box;border-radius:10px;" +
    "border:1px solid color-mix(in srgb, currentColor 18%, transparent);position:absolute;inset:0;" +
    "opacity:0;pointer-events:none";
  frame.onload = () => {
    if (held.next !== frame) return;
    showDate(held, frame);
    requestAnimationFrame(() => requestAnimationFrame(() => swap(held, frame)));
  };
  frame.srcdoc = html;
  held.sized.then(() => { if (held.next === frame) held.box.append(frame); });
}

function swap(held, frame) {
  if (held.next !== frame) return;
  held.frame?.remove();
  held.frame = frame;
  held.next = null;
  frame.dataset.state = "shown";
  frame.style.opacity = "1";
  frame.style.pointerEvents = "auto";
}

function showDate(held, frame) {
  if (held.date) frame?.contentWindow.postMessage({ type: "saytara:setDate", date: held.date }, "*");
}

function hear(held, event) {
  // An opaque origin has no name to check; the window itself is what can be told apart.
  if (!held.frame || event.source !== held.frame.contentWindow) return;
  const { type, date, place } = event.data ?? {};
  if (type === "saytara:date" && /^\d{4}-\d{2}-\d{2}$/.test(String(date))) {
    held.date = String(date);
    clearTimeout(held.rest);
    if (held.tellsDate) held.rest = setTimeout(() => held.setStateValue("date", held.date), REST_MS);
  }
  // The time makes choosing the same place twice two messages.
  if (type === "saytara:place") held.setStateValue("place", { id: String(place), at: Date.now() });
}
