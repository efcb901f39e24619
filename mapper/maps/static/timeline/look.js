/** How things look: what the colours, widths and strengths of the picture follow from. */

const STRENGTH = 0.5;
const BANDS = [1, 0.78, 0.56, 0.38];
const STRIPE_PX = 8; // a power of two: one bit tells the stripes
const PATTERN_PX = 12;

/**
 * @typedef {Record<"land" | "coast" | "lake" | "shore" | "border" | "own" | "ink" | "halo" | "town" | "front"
 *   | "casing" | "ring" | "unknown", string>} Theme  Colours by what they are for.
 */

/** What a canvas cannot take from the style sheet. */
export const THEMES = {
  light: {
    land: "#f7f4ec", coast: "#b9b4a6", lake: "#cfdfe6", shore: "#a9c3cf", border: "#8f887a",
    own: "#5a4d8f", ink: "#23272b", halo: "rgba(255,255,255,0.9)", town: "#6b665b", front: "#1b1b1b", casing: "#ffffff",
    ring: "#ffffff", unknown: "#555555",
  },
  dark: {
    land: "#2e3338", coast: "#565c62", lake: "#1a2a33", shore: "#2c4552", border: "#7d7a70",
    own: "#b3a7e6", ink: "#f1efe9", halo: "rgba(20,22,24,0.9)", town: "#aaa59a", front: "#f4f1e8", casing: "#16181a",
    ring: "#e8e6e0", unknown: "#c8c8c8",
  },
};

/**
 * How strongly ground is coloured: by how sure the state is, and how old its last report.
 * @param {number} confidence  percent
 * @param {number} band
 */
export function groundAlpha(confidence, band) {
  const sure = 0.4 + 0.6 * (Math.round(confidence / 25) / 4);
  return STRENGTH * sure * BANDS[band];
}

/**
 * Whether a pixel of contested ground has the second colour: stripes from corner to corner.
 * @param {number} x
 * @param {number} y
 */
export function isStripe(x, y) {
  return ((x + y) & STRIPE_PX) !== 0;
}

/**
 * Whether a pixel of an actor's pattern is drawn; the number chooses one of six patterns.
 * @param {number} number
 * @param {number} x
 * @param {number} y
 */
export function isPattern(number, x, y) {
  const u = x % PATTERN_PX, v = y % PATTERN_PX;
  switch (number % 6) {
    case 0: return false;
    case 1: return u < 2 && v < 2;
    case 2: return v === 0;
    case 3: return u === 0;
    case 4: return u === v;
    default: return u === 0 || v === 0;
  }
}

/**
 * The radius of places in CSS pixels from how many share the view, before size by weight.
 * @param {number} width
 * @param {number} height
 * @param {number} seen
 */
export function baseRadius(width, height, seen) {
  const spacing = Math.sqrt((width * height) / Math.max(1, seen));
  return Math.max(1.6, Math.min(6.5, spacing * 0.3));
}

/** The radius of a place: by its weight, to the half pixel. @param {number} base @param {number} weight */
export function placeRadius(base, weight) {
  const grown = base * (1 + 0.16 * Math.min(5, Math.log2(1 + weight)));
  return Math.round(grown * 2) / 2;
}
