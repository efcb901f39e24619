/** Words, digits and dates in the language of the page; the texts are in timeline_words.toml. */

const ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩";
const GROUPED = new Intl.NumberFormat("en-US");
const FORMS = { en: new Intl.PluralRules("en"), ar: new Intl.PluralRules("ar") };

/** The language of the page, with what depends on it. */
export class Speech {
  constructor(words, { language, digits }) {
    this.all = words;
    this.arabicDigits = digits === "arabic";
    this.language = language;
  }

  get other() {
    return this.language === "en" ? "ar" : "en";
  }

  get direction() {
    return this.language === "ar" ? "rtl" : "ltr";
  }

  /** A text by its key, with {name} replaced; dots go down: "kind.capture". */
  say(key, values = {}) {
    const text = key.split(".").reduce((table, part) => table?.[part], this.all[this.language]);
    if (typeof text !== "string") return key.split(".").pop();
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? this.digits(values[name]) : whole));
  }

  /** A text by its key for a number: `one`, `two`, `few` and `other` as the language counts. */
  count(key, number) {
    const form = FORMS[this.language].select(number);
    const table = this.all[this.language][key];
    return table[table[form] ? form : "other"].replace("{n}", this.number(number));
  }

  /** A number with separators of thousands. */
  number(value) {
    return this.digits(GROUPED.format(Math.round(value)));
  }

  /** The digits of a text as configured. */
  digits(text) {
    if (this.language !== "ar" || !this.arabicDigits) return String(text);
    return String(text).replace(/\d/g, (digit) => ARABIC_DIGITS[Number(digit)]);
  }

  /** The name of a thing with names in both languages; the other one where this is empty. */
  name(thing) {
    return thing[this.language] || thing[this.other] || thing.id;
  }
}
