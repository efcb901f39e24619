/** Days as whole numbers since 1970-01-01, and as ISO dates. */

const DAY_MS = 86400000;
const ISO = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a value is an ISO date of a day that exists. @param {unknown} value @returns {value is string} */
export function isIso(value) {
  return typeof value === "string" && ISO.test(value) && isoOf(dayOf(value)) === value;
}

/** @param {string} iso @returns {number} days since 1970-01-01; NaN if it is no date */
export function dayOf(iso) {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);
}

/** @param {number} day @returns {string} the ISO date, or "" if there is none */
export function isoOf(day) {
  const date = new Date(day * DAY_MS);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 10);
}
