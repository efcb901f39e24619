/** Colours as canvases keep them: one little-endian number of alpha, blue, green and red. */

const LIGHT_ENOUGH = 160;

/** @param {string} hex #rrggbb @param {number} alpha 0..1 */
export function packColour(hex, alpha) {
  const [red, green, blue] = channels(hex);
  return ((Math.round(alpha * 255) << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** Red, green and blue of #rrggbb, each 0..255. @param {string} hex */
function channels(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** A colour that stands out on a dark ground: dark ones are made lighter. @param {string} hex */
export function onDark(hex) {
  const levels = channels(hex), most = Math.max(...levels);
  if (most >= LIGHT_ENOUGH) return hex;
  const lift = LIGHT_ENOUGH - most;
  return `#${levels.map((level) => (level + lift).toString(16).padStart(2, "0")).join("")}`;
}

/** Black or white, whichever reads better on a colour (contrast of WCAG 2). @param {string} hex */
export function inkOn(hex) {
  const [r, g, b] = channels(hex).map((level) => {
    const part = level / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return (light + 0.05) / 0.05 > 1.05 / (light + 0.05) ? "#000000" : "#ffffff";
}

/** Lay a colour over another, both with alpha, as canvases do. @param {number} source @param {number} below */
export function over(source, below) {
  const alpha = source >>> 24, under = below >>> 24;
  if (alpha === 255 || under === 0) return source;
  const rest = (under * (255 - alpha)) / 255, whole = alpha + rest;
  const part = alpha / whole, left = rest / whole;
  const red = (source & 255) * part + (below & 255) * left + 0.5;
  const green = ((source >>> 8) & 255) * part + ((below >>> 8) & 255) * left + 0.5;
  const blue = ((source >>> 16) & 255) * part + ((below >>> 16) & 255) * left + 0.5;
  return (((whole + 0.5) << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
