import assert from "node:assert/strict";
import { test } from "node:test";

import { inkOn, onDark, over, packColour } from "../../../mapper/maps/static/timeline/colours.js";
import { starts, unpack } from "../../../mapper/maps/static/timeline/columns.js";
import { edgeKind, edgesOf, holdingCode } from "../../../mapper/maps/static/timeline/fronts_layer.js";
import { placeLabels } from "../../../mapper/maps/static/timeline/labels.js";
import { baseRadius, groundAlpha, placeRadius } from "../../../mapper/maps/static/timeline/look.js";
import { mercatorX, mercatorY } from "../../../mapper/maps/static/timeline/mercator.js";
import { runsOf } from "../../../mapper/maps/static/timeline/raster.js";
import { press, stampOf } from "../../../mapper/maps/static/timeline/stamps.js";

/** Two cells side by side, of 4 by 4 pixels each, with a hole in the second. */
const CELLS = {
  x: Float64Array.of(0, 4, 8, 8, 4, 0, 5, 7, 7, 5), y: Float64Array.of(0, 0, 0, 4, 4, 4, 1, 1, 3, 3),
  corner: Uint8Array.of(0, 1, 4, 5, 1, 2, 3, 4, 6, 7, 8, 9),
  ring: starts([4, 4, 4]), piece: starts([1, 2]), point: Uint8Array.of(0, 1), km2: new Float64Array(2),
};
const FRAME = { width: 10, height: 6, world: 1, left: 0, top: 0, ratio: 1 };

function filled(frame) {
  const { begin, offset, length } = runsOf(CELLS, frame), picture = new Array(frame.width * frame.height).fill(".");
  for (let point = 0; point < 2; point += 1) {
    for (let run = begin[point]; run < begin[point + 1]; run += 1) picture.fill(String(point), offset[run], offset[run] + length[run]);
  }
  const rows = Array.from({ length: frame.height }, (_, row) => picture.slice(row * frame.width, (row + 1) * frame.width).join(""));
  return rows;
}

test("cells become runs of pixels without gaps, overlaps or filled holes", () => {
  assert.deepEqual(filled(FRAME), ["00001111..", "00001..1..", "00001..1..", "00001111..", "..........", ".........."]);
});

test("what lies outside the frame is cut off", () => {
  assert.deepEqual(filled({ ...FRAME, width: 4, height: 2, left: 2, top: 1 }), ["001.", "001."]);
});

test("an edge that two cells share is one edge with two sides", () => {
  const { one, right } = edgesOf(CELLS);
  assert.equal(one.length, 4 + 3 + 4);
  assert.equal(right.filter((point) => point === 1).length, 1);
});

test("fronts lie where holders meet (F1), edges of contested ground where held ground meets it (F2)", () => {
  const held = (actor) => holdingCode(actor, 0, false);
  const contested = (one, other) => holdingCode(one, other, true);
  assert.equal(edgeKind(held(1), held(2)), "front");
  assert.equal(edgeKind(held(1), held(1)), null);
  assert.equal(edgeKind(held(1), contested(1, 2)), "contested");
});

test("unknown ground has no front, nor contested ground with contested ground (F3)", () => {
  assert.equal(edgeKind(0, 0), null);
  assert.equal(edgeKind(holdingCode(1, 0, false), 0), "edge");
  assert.equal(edgeKind(holdingCode(1, 2, true), holdingCode(2, 1, true)), null);
  assert.equal(edgeKind(holdingCode(1, 2, true), holdingCode(1, 3, true)), "edge");
});

test("a stamp is laid over what is there, and cut at the edges", () => {
  const opaque = packColour("#ff0000", 1), half = packColour("#0000ff", 0.5);
  const stamp = stampOf(Uint32Array.of(0, opaque, 0, opaque, half, opaque, 0, opaque, 0), 3, 1);
  const pixels = new Uint32Array(9);
  press(pixels, 3, 3, stamp, 1, 1);
  assert.deepEqual([...pixels], [0, opaque, 0, opaque, half, opaque, 0, opaque, 0]);
  press(pixels, 3, 3, stamp, 0, 0);
  assert.equal(pixels[0], half);
  assert.equal(pixels[3], opaque);
  press(pixels, 3, 3, stamp, 2, 1);
  assert.equal(pixels[5], over(half, opaque));
  assert.equal(pixels[5] >>> 24, 255);
});

test("colours are packed as canvases keep them", () => {
  assert.equal(packColour("#123456", 1), 0xff563412);
  assert.equal(over(packColour("#ffffff", 0), 0xff000000), 0xff000000);
  assert.equal(inkOn("#e7aa28"), "#000000");
  assert.equal(inkOn("#3a3a3a"), "#ffffff");
  assert.equal(onDark("#3a3a3a"), "#a0a0a0");
  assert.equal(onDark("#e7aa28"), "#e7aa28");
});

test("columns are read in every type", () => {
  assert.deepEqual([...unpack({ type: "u16", base64: "AQACACwB" })], [1, 2, 300]);
  assert.deepEqual([...unpack({ type: "i8", base64: "/Q==" })], [-3]);
  assert.deepEqual([...unpack({ same: -7, many: 2 })], [-7, -7]);
  assert.deepEqual([...unpack({ type: "i8", base64: "Bf8B", steps: true })], [5, 4, 5]);
  assert.equal(unpack({ same: 0, many: 0 }).length, 0);
  assert.deepEqual([...starts([2, 0, 3])], [0, 2, 2, 5]);
});

test("the world's Mercator is Leaflet's", () => {
  assert.equal(mercatorX(-180), 0);
  assert.equal(mercatorX(180), 1);
  assert.ok(Math.abs(mercatorY(0) - 0.5) < 1e-12);
  assert.ok(Math.abs(mercatorY(85.0511287798)) < 1e-9);
});

test("no two labels cover each other, and none lies off the map", () => {
  const wanted = Array.from({ length: 300 }, (_, at) => ({ x: (at * 37) % 400, y: (at * 91) % 300, away: 5, text: `name ${at}`, font: "f" }));
  const placed = placeLabels([...wanted, { x: -5, y: 5, away: 5, text: "off", font: "f" }], (text) => text.length * 7, { width: 400, height: 300, most: 99, tries: 999 });
  assert.ok(placed.length > 10 && placed.length < 99);
  placed.forEach(({ box }, at) => {
    assert.ok(box.left >= 0 && box.top >= 0 && box.right <= 400 && box.bottom <= 300, `${placed[at].text} is cut off`);
    for (const other of placed.slice(at + 1)) {
      const apart = box.left >= other.box.right || other.box.left >= box.right || box.top >= other.box.bottom || other.box.top >= box.bottom;
      assert.ok(apart, `${placed[at].text} over ${other.text}`);
    }
  });
  assert.equal(placed[0].text, "name 1", "the first that is not in the corner");
});

test("a label keeps off the marks of places", () => {
  const label = { x: 100, y: 100, away: 8, text: "name", font: "f" }, limits = { width: 400, height: 300, most: 9, tries: 9 };
  const [right] = placeLabels([label], () => 30, limits), [left] = placeLabels([label], () => 30, limits, [{ x: 120, y: 100, radius: 6 }]);
  assert.ok(right.left > 100);
  assert.ok(left.left < 100);
});

test("the surer and the fresher, the stronger the colour", () => {
  assert.ok(groundAlpha(95, 0) > groundAlpha(50, 0));
  assert.ok(groundAlpha(95, 0) > groundAlpha(95, 1));
  assert.ok(groundAlpha(95, 3) > 0);
});

test("places are small where there are many, and greater with their weight", () => {
  assert.ok(baseRadius(1200, 700, 10) > baseRadius(1200, 700, 30000));
  assert.ok(placeRadius(4, 20) > placeRadius(4, 0));
});
