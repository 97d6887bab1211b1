// Views that show what they must.

import assert from "node:assert/strict";
import test from "node:test";

import "./deck.test-support.js";
import { fitBounds, hasSize, keptWithin, place, screen } from "./mercator.js";
import { CHENGDU, SICHUAN, around, box, distance, drawnAt } from "./ruler.test-support.js";

const SIZES = [[736, 600], [838, 450], [1210, 760], [3400, 1700]];
const [WEST, SOUTH, EAST, NORTH] = SICHUAN;

for (const bearing of [0, 75, 200]) {
  test(`places are drawn where PROJ says, turned by ${bearing}°`, () => {
    const view = { ...CHENGDU, bearing };
    for (const point of around(1, 30, 2)) {
      const at = screen(...point, view, box(800, 600));
      assert.ok(distance(at, drawnAt(point, view, [800, 600])) < 0.01);
      assert.ok(distance(place(...at, view, box(800, 600)), point) < 1e-9);
    }
  });
}

for (const size of SIZES) {
  for (const clear of [{}, { left: 150, bottom: 23 }, { right: 46, bottom: 60 }]) {
    test(`a fitted box lies inside ${size}, off ${JSON.stringify(clear)}`, () => {
      const view = fitBounds(SICHUAN, box(...size), clear);
      const [left, top] = drawnAt([WEST, NORTH], view, size);
      const [right, foot] = drawnAt([EAST, SOUTH], view, size);
      assert.ok(left >= (clear.left ?? 0));
      assert.ok(top >= 0);
      assert.ok(right <= size[0] - (clear.right ?? 0));
      assert.ok(foot <= size[1] - (clear.bottom ?? 0));
    });
  }
}

for (const size of [[1, 1], [60, 2], [2, 300], [300, 40], [90, 90]]) {
  // A box of no height once led to 73° south.
  test(`a box of ${size} pixels, which is too small, still looks at the middle`, () => {
    const view = fitBounds(SICHUAN, box(...size), { left: 150, bottom: 23 });
    assert.ok(WEST < view.longitude && view.longitude < EAST);
    assert.ok(SOUTH < view.latitude && view.latitude < NORTH);
  });
}

test("a box without width or height has no size", () => {
  for (const size of [[0, 500], [500, 0], [0, 0]]) assert.equal(hasSize(box(...size)), false);
  assert.equal(hasSize(box(5, 5)), true);
});

test("a view outside is led back to the edge", () => {
  const far = { ...CHENGDU, longitude: -3.4, latitude: -73.9 };
  assert.deepEqual(keptWithin(far, SICHUAN), { ...CHENGDU, longitude: 97.35, latitude: 26.05 });
  assert.equal(keptWithin(CHENGDU, SICHUAN), CHENGDU);
});
