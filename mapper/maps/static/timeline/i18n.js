/** Words, digits and dates in the language of the page; the texts are in timeline_words.toml. */

/** @import { Language, Named, Words } from "./payload.js" */

const ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩";
const GROUPED = new Intl.NumberFormat("en-US");
const FORMS = { en: new Intl.PluralRules("en"), ar: new Intl.PluralRules("ar") };

/** The language of the page, with what depends on it. */
export class Speech {
  /**
   * @param {Record<Language, Words>} words
   * @param {{language: Language, digits: string}} settings
   */
  constructor(words, { language, digits }) {
    this.all = words;
    this.arabicDigits = digits === "arabic";
    this.language = language;
  }

  /** @returns {Language} */
  get other() {
    return this.language === "en" ? "ar" : "en";
  }

  get direction() {
    return this.language === "ar" ? "rtl" : "ltr";
  }

  /** @param {string} key @returns {string | undefined} */
  find(key) {
    /** @type {string | Words | undefined} */
    let found = this.all[this.language];
    for (const part of key.split(".")) found = typeof found === "object" ? found[part] : undefined;
    return typeof found === "string" ? found : undefined;
  }

  /**
   * A text by its key, with {name} replaced; dots go down: "kind.capture".
   * @param {string} key
   * @param {Record<string, string | number>} values
   */
  say(key, values = {}) {
    const text = this.find(key);
    if (text === undefined) return key.slice(key.lastIndexOf(".") + 1);
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? this.digits(values[name]) : whole));
  }

  /**
   * A text by its key for a number: `one`, `two`, `few` and `other` as the language counts.
   * @param {string} key
   * @param {number} number
   */
  count(key, number) {
    const form = FORMS[this.language].select(number), known = this.find(`${key}.${form}`) !== undefined;
    return this.say(`${key}.${known ? form : "other"}`, { n: this.number(number) });
  }

  /** A number with separators of thousands. @param {number} value */
  number(value) {
    return this.digits(GROUPED.format(Math.round(value)));
  }

  /** The digits of a text as configured. @param {string | number} text */
  digits(text) {
    if (this.language !== "ar" || !this.arabicDigits) return String(text);
    return String(text).replace(/\d/g, (digit) => ARABIC_DIGITS[Number(digit)]);
  }

  /**
   * The name of a thing with names in both languages; the other one where this is empty.
   * @param {Named & {id?: string}} thing
   * @returns {string}
   */
  name(thing) {
    return thing[this.language] || thing[this.other] || thing.id || "";
  }
}
