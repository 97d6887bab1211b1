// Where the name of what lies below the pointer is shown.

import assert from "node:assert/strict";
import test from "node:test";

import { box, dice } from "./ruler.test-support.js";
import { tipSpot } from "./tip.js";

const square = ([x, y], half) => [x - half, y - half, x + half, y + half];
const isApart = (one, other) =>
  one[2] <= other[0] || other[2] <= one[0] || one[3] <= other[1] || other[3] <= one[1];

for (const point of [[5, 5], [795, 300], [400, 597], [200, 300]]) {
  for (const tip of [[60, 28], [220, 170]]) {
    test(`a tip of ${tip} stands near ${point}, in the map and over no symbol`, () => {
      const roll = dice(7);
      const symbols = [point, ...Array.from({ length: 6 }, () => [800 * roll(), 600 * roll()])]
        .map((at) => square(at, 12));
      const [left, top] = tipSpot(point, tip, symbols, [], box(800, 600));
      const shown = [left, top, left + tip[0], top + tip[1]];
      assert.ok(left >= 0 && top >= 0 && shown[2] <= 800 && shown[3] <= 600);
      assert.ok(symbols.every((symbol) => isApart(shown, symbol)));
      assert.ok(!isApart(shown, square(point, 125)));
    });
  }
}

test("a tip would rather cover no dots, and is not shown where symbols leave no room", () => {
  const [point, tip, size] = [[400, 300], [60, 28], box(800, 600)];
  const right = [[410, 0, 800, 600]];
  const everywhere = [[0, 0, 800, 600]];
  assert.ok(tipSpot(point, tip, [], right, size)[0] + 60 <= 410);
  assert.notEqual(tipSpot(point, tip, [], everywhere, size), null);
  assert.equal(tipSpot(point, tip, everywhere, [], size), null);
});
