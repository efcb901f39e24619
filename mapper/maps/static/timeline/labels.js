/** Which labels have room, and where: no two cover each other. */

const HEIGHT = 15;
const GAP = 3;
const CELL = 64;

/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */

/**
 * @typedef {object} WantedLabel
 * @property {number} x     of its point, in CSS pixels
 * @property {number} y
 * @property {number} away  how far from its point it keeps
 * @property {string} text
 * @property {string} font
 */

/** Boxes that are taken, found again by a grid. */
class Taken {
  constructor() {
    /** @type {Map<string, Box[]>} */
    this.grid = new Map();
  }

  /** @param {Box} box */
  *keys(box) {
    for (let u = Math.floor(box.left / CELL); u <= Math.floor(box.right / CELL); u += 1) {
      for (let v = Math.floor(box.top / CELL); v <= Math.floor(box.bottom / CELL); v += 1) yield `${u} ${v}`;
    }
  }

  /** @param {Box} box */
  isFree(box) {
    for (const key of this.keys(box)) {
      for (const other of this.grid.get(key) ?? []) {
        if (box.left < other.right && other.left < box.right
          && box.top < other.bottom && other.top < box.bottom) return false;
      }
    }
    return true;
  }

  /** @param {Box} box */
  add(box) {
    for (const key of this.keys(box)) {
      const boxes = this.grid.get(key);
      if (boxes) boxes.push(box);
      else this.grid.set(key, [box]);
    }
  }
}

/**
 * Place labels in the order in which they are given: right of their point, else left, above, below.
 * @template {WantedLabel} Label
 * @param {Iterable<Label>} wanted
 * @param {(text: string, font: string) => number} widthOf  in CSS pixels
 * @param {{width: number, height: number, most: number, tries: number}} limits
 * @param {Iterable<{x: number, y: number, radius: number}>} marks  that no label may cover
 * @returns {(Label & {box: Box, left: number, middle: number})[]} those that have room
 */
export function placeLabels(wanted, widthOf, { width, height, most, tries }, marks = []) {
  const taken = new Taken(), placed = [];
  for (const { x, y, radius } of marks) {
    taken.add({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
  }
  let tried = 0;
  for (const label of wanted) {
    if (placed.length >= most || tried >= tries) break;
    if (label.x < 0 || label.y < 0 || label.x > width || label.y > height || !label.text) continue;
    tried += 1;
    const long = widthOf(label.text, label.font);
    const box = boxesAround(label, long).find((b) => isWithin(b, width, height) && taken.isFree(b));
    if (!box) continue;
    taken.add(box);
    placed.push({ ...label, box, left: box.left + GAP, middle: (box.top + box.bottom) / 2 });
  }
  return placed;
}

/** @param {{x: number, y: number, away: number}} point @param {number} long */
function boxesAround({ x, y, away }, long) {
  const wide = long + 2 * GAP, half = wide / 2;
  return [
    boxAt(x + away, y - HEIGHT / 2, wide), boxAt(x - away - wide, y - HEIGHT / 2, wide),
    boxAt(x - half, y - away - HEIGHT, wide), boxAt(x - half, y + away, wide),
  ];
}

/** @param {Box} box @param {number} width @param {number} height */
function isWithin({ left, right, top, bottom }, width, height) {
  return left >= 0 && top >= 0 && right <= width && bottom <= height;
}

/**
 * @param {number} left
 * @param {number} top
 * @param {number} wide
 * @returns {Box}
 */
function boxAt(left, top, wide) {
  return { left, top, right: left + wide, bottom: top + HEIGHT };
}
