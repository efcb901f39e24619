/** Elements made without any HTML: what articles and gazetteers say is always text. */

/** @import { Language } from "./payload.js" */

/**
 * What the page was given.
 * @returns {any}
 */
export function pageData() {
  return JSON.parse(document.getElementById("saytara-data")?.textContent ?? "");
}

/**
 * Make an element with a class, text and children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [className]
 * @param {?string} [text]
 * @param {...(Node | string | null | undefined)} children
 */
export function make(tag, className, text, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined && text !== null) element.textContent = text;
  for (const child of children) if (child !== null && child !== undefined) element.append(child);
  return element;
}

/**
 * A button that is no submit.
 * @param {string} className
 * @param {?string} text
 * @param {() => void} act
 */
export function button(className, text, act) {
  const element = make("button", className, text);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}

/**
 * Text that does not turn its neighbours round, whatever letters it is in.
 * @param {string} text
 * @param {string} [className]
 */
export function isolated(text, className) {
  const element = make("bdi", className, text);
  element.dir = "auto";
  return element;
}

/**
 * Dates and figures, which read from left to right also in Arabic.
 * @param {string} text
 * @param {string} className
 */
export function figures(text, className = "saytara-figures") {
  const element = make("bdi", className, text);
  element.dir = "ltr";
  return element;
}

/**
 * Text in one of the two languages.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {?string} text
 * @param {Language} language
 */
export function inLanguage(tag, className, text, language) {
  const element = make(tag, className, text);
  element.lang = language;
  element.dir = language === "ar" ? "rtl" : "ltr";
  return element;
}

/**
 * A choice of several; `options` are [value, text].
 * @param {string} className
 * @param {Iterable<string[]>} options
 * @param {string} value
 * @param {(value: string) => void} act
 */
export function choice(className, options, value, act) {
  const element = make("select", className);
  for (const [key, text] of options) {
    const option = make("option", "", text);
    option.value = key;
    element.append(option);
  }
  element.value = value;
  element.addEventListener("change", () => act(element.value));
  return element;
}

/**
 * Parts that are not empty, with a separator between.
 * @param {(Node | string | false | null | undefined)[]} parts
 * @param {string} separator
 * @returns {(Node | string)[]}
 */
export function joined(parts, separator) {
  return parts.flatMap((part) => (part ? [separator, part] : [])).slice(1);
}

/**
 * A link to an article, if its address is http or https and nothing else.
 * @param {string} url
 * @param {string} text
 */
export function articleLink(url, text) {
  let address;
  try {
    address = new URL(url);
  } catch {
    return null;
  }
  if (address.protocol !== "http:" && address.protocol !== "https:") return null;
  const link = make("a", "", text);
  link.href = address.href;
  link.rel = "noopener noreferrer";
  link.target = "_blank";
  return link;
}
