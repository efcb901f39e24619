/** Columns of numbers as mapper/maps/columns.py packs them. */

/** @import { Column, ColumnType, Packed } from "./payload.js" */

/** @type {Record<string, ColumnType>} */
const TYPES = {
  u8: Uint8Array, i8: Int8Array, u16: Uint16Array, i16: Int16Array, u32: Uint32Array, i32: Int32Array,
};

const MOST_BYTES = 1 << 24;

/**
 * Whether a value that somebody sent is a packed column: known type, whole numbers, no more than can be.
 * @param {any} value
 */
export function isPacked(value) {
  if (typeof value !== "object" || value === null) return false;
  const { type, base64, same, many, steps } = value;
  if (many !== undefined) return Number.isInteger(same) && Number.isInteger(many) && many >= 0 && many <= MOST_BYTES;
  if (!Object.hasOwn(TYPES, type) || steps !== undefined || typeof base64 !== "string") return false;
  const bytes = (base64.length / 4) * 3 - (/={0,2}$/.exec(base64)?.[0].length ?? 0);
  return base64.length <= MOST_BYTES && base64.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(base64)
    && bytes % TYPES[type].BYTES_PER_ELEMENT === 0;
}

/**
 * Read a packed column.
 * @param {Packed} packed
 * @returns {Column}
 */
export function unpack(packed) {
  if ("many" in packed) return new (typeOf(packed.same))(packed.many).fill(packed.same);
  const text = atob(packed.base64), bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  const numbers = new TYPES[packed.type](bytes.buffer);
  return packed.steps ? sums(numbers) : numbers;
}

/** @param {Column} steps */
function sums(steps) {
  const numbers = new Int32Array(steps.length);
  let sum = 0;
  for (let at = 0; at < steps.length; at += 1) numbers[at] = sum += steps[at];
  return numbers;
}

/** @param {number} number */
function typeOf(number) {
  return number >= 0 && number < 256 ? Uint8Array : Int32Array;
}

/**
 * Where each of several runs begins, and where the last ends: the sums of their lengths.
 * @param {ArrayLike<number>} lengths
 */
export function starts(lengths) {
  const begin = new Uint32Array(lengths.length + 1);
  for (let at = 0; at < lengths.length; at += 1) begin[at + 1] = begin[at] + lengths[at];
  return begin;
}
