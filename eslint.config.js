import js from "@eslint/js";
import globals from "globals";

const HTML = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "srcdoc"];
const PARSERS = [["document", "write"], ["document", "writeln"], ["Document", "parseHTMLUnsafe"]];

/** What articles say is text: no way from it to HTML or script. */
const NEVER_HTML = {
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-new-func": "error",
  "no-script-url": "error",
  "no-restricted-globals": ["error", "DOMParser"],
  "no-restricted-properties": [
    "error",
    ...HTML.map((property) => ({ property, message: "Text is never HTML: use textContent." })),
    ...PARSERS.map(([object, property]) => ({ object, property })),
    { property: "createContextualFragment" },
  ],
};

const MISTAKES = {
  "array-callback-return": "error",
  "consistent-return": "error",
  curly: ["error", "multi-line"],
  eqeqeq: "error",
  "no-implicit-globals": "error",
  "no-self-compare": "error",
  "no-shadow": "error",
  "no-throw-literal": "error",
  "no-unmodified-loop-condition": "error",
  "no-unreachable-loop": "error",
  "no-unused-expressions": "error",
  "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
  "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-const": ["error", { destructuring: "all" }],
};

export default [
  { ignores: [".venv/", "build/", "dist/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  { rules: { ...MISTAKES, ...NEVER_HTML } },
  {
    files: ["mapper/**/*.js"],
    languageOptions: { globals: { ...globals.browser, L: "readonly" } },
  },
  // A classic script, which the page of errors holds inline.
  { files: ["mapper/evaluation/static/*.js"], languageOptions: { sourceType: "script" } },
  {
    files: ["tests/**/*.js"],
    languageOptions: { globals: globals.node },
    rules: { "no-script-url": "off" }, // tests show that such links lead nowhere
  },
  {
    files: ["tests/maps/js/browser_shim.js"],
    languageOptions: { globals: globals.browser, sourceType: "script" },
    // Its names are for the tests that are put behind it.
    rules: { "no-implicit-globals": "off", "no-unused-vars": ["error", { vars: "local" }] },
  },
];
