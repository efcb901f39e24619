/**
 * Holds the map in an iframe without an origin, and passes messages.
 *
 * From the map: {type: "saytara:place", place} goes to the server; {type: "saytara:date", date} is
 * kept here, so that scrubbing never waits for the server. To the map: {type: "saytara:setDate",
 * date} after the page was replaced, when the language changes for example.
 */
export default function ({ data, parentElement, setStateValue }) {
  const frame = parentElement.querySelector("iframe") ?? makeFrame(parentElement);
  frame.title = data.title;
  frame.style.height = data.height;

  frame.onload = () => {
    if (frame.saytaraDate) {
      frame.contentWindow.postMessage({ type: "saytara:setDate", date: frame.saytaraDate }, "*");
    }
  };

  const listen = (event) => {
    // An opaque origin has no name to check; the window itself is what can be told apart.
    if (event.source !== frame.contentWindow) return;
    const { type, date, place } = event.data ?? {};
    if (type === "saytara:date" && /^\d{4}-\d{2}-\d{2}$/.test(String(date))) frame.saytaraDate = date;
    // The time makes choosing the same place twice two messages.
    if (type === "saytara:place") setStateValue("place", { id: String(place), at: Date.now() });
  };
  if (frame.saytaraListen) window.removeEventListener("message", frame.saytaraListen);
  frame.saytaraListen = listen;
  window.addEventListener("message", listen);

  // A page that is the same is left alone: a rerun must not move the map.
  if (frame.saytaraHtml !== data.html) {
    frame.saytaraHtml = data.html;
    frame.srcdoc = data.html;
  }
  return () => window.removeEventListener("message", listen);
}

function makeFrame(parent) {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.style.cssText =
    "display:block;width:100%;border:1px solid #ddd8cb;border-radius:10px";
  parent.append(frame);
  return frame;
}
