/** Small sums over many numbers. */

/**
 * The least and the greatest of the middle part of some numbers; of few numbers, of all.
 * @param {ArrayLike<number>} values
 * @param {number} part  0..1
 */
export function middle(values, part) {
  const sorted = Float64Array.from(values).sort();
  const left = Math.floor((sorted.length * (1 - part)) / 2);
  return [sorted[left], sorted[sorted.length - 1 - left]];
}
