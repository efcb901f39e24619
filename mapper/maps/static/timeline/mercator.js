/** The web's Mercator: degrees to parts of the world's width, from its north-west corner. */

const HIGHEST = 85.0511287798;

/** From 0 at 180° W to 1 at 180° E. @param {number} lon */
export function mercatorX(lon) {
  return (lon + 180) / 360;
}

/** From 0 in the north to 1 in the south. @param {number} lat */
export function mercatorY(lat) {
  const angle = (Math.max(-HIGHEST, Math.min(HIGHEST, lat)) * Math.PI) / 180;
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + angle / 2)) / (2 * Math.PI);
}
