// Shapes that are drawn by hand: taking hold, moving, sizes, and borders that cross themselves.

import assert from "node:assert/strict";
import test from "node:test";

import {
  circle, crosses, grown, handles, isComplete, moved, nearest, outline, radius, size, tidy, withCorner, without,
} from "./sketch_shape.js";

const SQUARE = { form: "polygon", points: [[103, 30], [104, 30], [104, 31], [103, 31]] };
const BOX = { form: "rectangle", points: [[103, 30], [104, 31]] };
const corner = (index) => ({ kind: "corner", index, point: [0, 0] });
const away = ([lon, lat], [toLon, toLat]) => Math.hypot(lon - toLon, lat - toLat);

test("a border crosses itself where edges meet that do not follow each other", () => {
  const bowtie = [[0, 0], [2, 2], [2, 0], [0, 2]];
  assert.ok(crosses(bowtie, false)); // the third edge already cuts the first
  assert.ok(!crosses([[0, 0], [2, 0], [0, 2], [2, 2]], false)); // a Z
  assert.ok(crosses([[0, 0], [2, 0], [0, 2], [2, 2]], true)); // which its closing edge makes a bowtie
  assert.ok(!crosses(SQUARE.points, true));
  assert.ok(crosses([[0, 0], [4, 0], [4, 4], [2, 0]], false)); // a corner on another edge
  assert.ok(crosses([[0, 0], [4, 0], [2, 0]], false)); // straight back
  assert.ok(crosses([[0, 0], [1, 1], [2, 2]], true)); // no surface
  assert.ok(crosses([[0, 0], [0, 0], [2, 2]], false)); // twice the same
  assert.ok(!crosses([[0, 0], [1, 0], [2, 0], [2, 2]], true)); // a corner on a straight line is none too many
  assert.ok(!crosses([], true) && !crosses([[1, 1]], false));
});

test("the nearest spot within reach is taken, a corner before a middle", () => {
  const spots = [[10, 10, 0], [18, 10, 1], [40, 10, 0]].map(([x, y, rank]) => ({ at: [x, y], rank }));
  assert.equal(nearest(spots, [17, 10], 10), 0);
  assert.equal(nearest(spots, [17, 10], 5), 1);
  assert.equal(nearest(spots, [26, 10], 10), 1);
  assert.equal(nearest(spots, [33, 10], 22), 2);
  assert.equal(nearest(spots, [80, 80], 22), -1);
});

test("a rectangle keeps its sides upright while a corner moves, and each corner its number", () => {
  assert.deepEqual(outline(BOX), [[103, 30], [104, 30], [104, 31], [103, 31]]);
  for (const index of [0, 1, 2, 3]) {
    const before = outline(BOX);
    const after = outline(moved(BOX, corner(index), [105, 33]));
    assert.deepEqual(after[index], [105, 33]);
    assert.deepEqual(after[(index + 2) % 4], before[(index + 2) % 4]);
    assert.equal(new Set(after.map(([lon]) => lon)).size, 2);
  }
});

test("a middle becomes a corner, and a corner can be taken away as long as three are left", () => {
  const [, , , , middle] = handles(SQUARE);
  assert.deepEqual(middle, { kind: "middle", index: 0, point: [103.5, 30] });
  const [shape, handle] = withCorner(SQUARE, middle);
  assert.deepEqual(shape.points.slice(0, 3), [[103, 30], [103.5, 30], [104, 30]]);
  assert.deepEqual(moved(shape, handle, [103.5, 29]).points[1], [103.5, 29]);
  assert.equal(SQUARE.points.length, 4); // as it was
  const three = without(SQUARE, corner(1));
  assert.deepEqual(three.points, [[103, 30], [104, 31], [103, 31]]);
  assert.equal(without(three, corner(0)), null);
  assert.equal(without(BOX, corner(0)), null);
  assert.equal(handles(BOX).length, 4);
});

test("the middle of the last edge lies between the last corner and the first", () => {
  const last = handles(SQUARE).at(-1);
  assert.deepEqual(last, { kind: "middle", index: 3, point: [103, 30.5] });
  assert.deepEqual(withCorner(SQUARE, last)[0].points[4], [103, 30.5]);
});

test("a circle moves with its centre, grows with its rim, and has whole kilometres", () => {
  const first = circle([104, 31], 60);
  assert.equal(radius(first), 60);
  const [centre, rim] = handles(first);
  assert.deepEqual([centre.kind, rim.kind], ["centre", "rim"]);
  const elsewhere = moved(first, centre, [102, 29]);
  assert.deepEqual([elsewhere.points[0], radius(elsewhere)], [[102, 29], 60]);
  const larger = moved(first, rim, [104, 32]); // 110.9 km to the north
  assert.equal(radius(larger), 111);
  assert.ok(away(larger.points[1], [104, 32]) < 0.01);
  assert.equal(radius(grown(first, 10)), 70);
  assert.equal(radius(grown(first, -100)), 1);
  assert.equal(radius(moved(first, rim, [104, 31.001])), 1);
});

test("shapes are complete with enough points", () => {
  assert.ok(!isComplete({ form: "polygon", points: SQUARE.points.slice(0, 2) }));
  assert.ok(isComplete({ form: "polygon", points: SQUARE.points.slice(0, 3) }));
  assert.ok(!isComplete({ form: "rectangle", points: [[103, 30], [103, 31]] }));
  assert.ok(isComplete(BOX));
  assert.ok(!isComplete({ form: "circle", points: [[103, 30]] }));
});

test("a size is the border's length and the surface; of one edge its length, of a circle the radius", () => {
  // Sides of the degree square: 96.486 km and 95.507 km (parallels), 110.860 km (meridian), by tables of WGS84.
  const { km, km2 } = size(SQUARE);
  assert.ok(Math.abs(km - (96.486 + 95.507 + 2 * 110.860)) < 0.05, `${km}`);
  assert.ok(Math.abs(km2 - 10642.393) < 0.001, `${km2}`);
  assert.deepEqual(size(BOX), size(SQUARE));
  const edge = size({ form: "polygon", points: SQUARE.points.slice(1, 3) });
  assert.ok(Math.abs(edge.km - 110.860) < 0.02 && edge.km2 === null);
  const round = size(circle([104, 31], 50));
  assert.equal(round.km, 50);
  assert.ok(Math.abs(round.km2 / (Math.PI * 2500) - 1) < 0.002);
});

test("points have five decimals", () => {
  assert.deepEqual(tidy([104.0000049, 30.1234567]), [104, 30.12346]);
});
