/** Which labels have room, and where: no two cover each other. */

const HEIGHT = 15;
const GAP = 3;
const CELL = 64;

/** Boxes that are taken, found again by a grid. */
class Taken {
  constructor() {
    this.grid = new Map();
  }

  *keys(box) {
    for (let u = Math.floor(box.left / CELL); u <= Math.floor(box.right / CELL); u += 1) {
      for (let v = Math.floor(box.top / CELL); v <= Math.floor(box.bottom / CELL); v += 1) yield `${u} ${v}`;
    }
  }

  isFree(box) {
    for (const key of this.keys(box)) {
      for (const other of this.grid.get(key) ?? []) {
        if (box.left < other.right && other.left < box.right
          && box.top < other.bottom && other.top < box.bottom) return false;
      }
    }
    return true;
  }

  add(box) {
    for (const key of this.keys(box)) {
      if (!this.grid.has(key)) this.grid.set(key, []);
      this.grid.get(key).push(box);
    }
  }
}

/**
 * Place labels in the order in which they are given: right of their point, else left, above, below.
 * @param {Iterable<{x: number, y: number, away: number, text: string, font: string}>} wanted
 *   points in CSS pixels, and how far from its point a label keeps
 * @param {(text: string, font: string) => number} widthOf  in CSS pixels
 * @param {{width: number, height: number, most: number, tries: number}} limits
 * @param {Iterable<{x: number, y: number, radius: number}>} marks  that no label may cover
 * @returns {Array<object>} those that have room, with `left`, `middle` and `box`
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
    const box = boxesAround(label, long).find((b) => taken.isFree(b));
    if (!box) continue;
    taken.add(box);
    placed.push({ ...label, box, left: box.left + GAP, middle: (box.top + box.bottom) / 2 });
  }
  return placed;
}

function boxesAround({ x, y, away }, long) {
  const wide = long + 2 * GAP, half = wide / 2;
  return [
    boxAt(x + away, y - HEIGHT / 2, wide), boxAt(x - away - wide, y - HEIGHT / 2, wide),
    boxAt(x - half, y - away - HEIGHT, wide), boxAt(x - half, y + away, wide),
  ];
}

function boxAt(left, top, wide) {
  return { left, top, right: left + wide, bottom: top + HEIGHT };
}
