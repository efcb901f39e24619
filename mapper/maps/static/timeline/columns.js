/** Columns of numbers as mapper/maps/columns.py packs them. */

const TYPES = {
  u8: Uint8Array, i8: Int8Array, u16: Uint16Array, i16: Int16Array, u32: Uint32Array, i32: Int32Array,
};

const MOST_BYTES = 1 << 24;

/** Whether a value that somebody sent is a packed column: known type, whole numbers, no more than can be. */
export function isPacked(value) {
  if (typeof value !== "object" || value === null) return false;
  const { type, base64, same, many, steps } = value;
  if (many !== undefined) return Number.isInteger(same) && Number.isInteger(many) && many >= 0 && many <= MOST_BYTES;
  if (!Object.hasOwn(TYPES, type) || steps !== undefined || typeof base64 !== "string") return false;
  const bytes = (base64.length / 4) * 3 - (base64.match(/={0,2}$/)[0].length);
  return base64.length <= MOST_BYTES && base64.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(base64)
    && bytes % TYPES[type].BYTES_PER_ELEMENT === 0;
}

/**
 * Read a packed column.
 * @param {{type: string, base64: string, steps?: boolean}|{same: number, many: number}} packed
 * @returns {Uint8Array|Int8Array|Uint16Array|Int16Array|Uint32Array|Int32Array}
 */
export function unpack({ type, base64, same, many, steps }) {
  if (many !== undefined) return new (typeOf(same))(many).fill(same);
  const text = atob(base64), bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  const numbers = new TYPES[type](bytes.buffer);
  return steps ? sums(numbers) : numbers;
}

function sums(steps) {
  const numbers = new Int32Array(steps.length);
  let sum = 0;
  for (let at = 0; at < steps.length; at += 1) numbers[at] = sum += steps[at];
  return numbers;
}

function typeOf(number) {
  return number >= 0 && number < 256 ? Uint8Array : Int32Array;
}

/** Where each of several runs begins, and where the last ends: the sums of their lengths. */
export function starts(lengths) {
  const begin = new Uint32Array(lengths.length + 1);
  for (let at = 0; at < lengths.length; at += 1) begin[at + 1] = begin[at] + lengths[at];
  return begin;
}
