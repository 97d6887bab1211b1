// Clusters that part, fans that fit.

import assert from "node:assert/strict";
import test from "node:test";

import "./deck.test-support.js";
import { fanOffsets, giveWay, partClusters, partingView, partingZoom, wayInside } from "./clusters.js";
import { place } from "./mercator.js";
import {
  CHENGDU, around, box, dice, distance, drawnAt, icons, isInside,
} from "./ruler.test-support.js";

const [DISC_PX, SYMBOL_PX] = [34, 24];
const SIZES = [[358, 523], [736, 600], [838, 450], [1210, 760], [3400, 1700]];
const ids = (groups) => groups.flat().map(({ id }) => id).sort();

for (const seed of [0, 1, 2, 3]) {
  test(`every symbol is drawn once and no two cover each other (${seed})`, () => {
    const all = icons(around(seed, 150, 0.6));
    const { single, clusters } = partClusters(all, "p7", CHENGDU, box(800, 600));
    assert.equal(single.filter(({ id }) => id === "p7").length, 1);
    assert.deepEqual(ids([...single, ...clusters]), ids(all));
    // The selected one stands alone, whatever is beside it.
    const groups = [...single.filter(({ id }) => id !== "p7").map((one) => [one]), ...clusters];
    const spots = groups.map((group) => {
      const at = group.map(({ position }) => drawnAt(position, CHENGDU, [800, 600]));
      return { size: group.length, at: [0, 1].map((axis) => at.reduce((sum, spot) => sum + spot[axis], 0) / at.length) };
    });
    for (const [number, one] of spots.entries()) {
      for (const other of spots.slice(0, number)) {
        const least = one.size === 1 && other.size === 1 ? 15 : 30.6;
        assert.ok(distance(one.at, other.at) >= least - 0.1);
      }
    }
  });
}

test("thousands of symbols are taken together in time", { timeout: 3000 }, () => {
  const heap = icons(Array.from({ length: 5000 }, () => [104.06, 30.66]));
  assert.deepEqual(partClusters(heap, null, CHENGDU, box(800, 600)).clusters.map((one) => one.length), [5000]);
  const { single, clusters } = partClusters(icons(around(3, 1500, 1)), null, CHENGDU, box(800, 600));
  assert.equal(single.length + clusters.flat().length, 1500);
});

test("the zoom that parts two is found to a quarter", () => {
  const pair = icons([[104.06, 30.66], [104.0613, 30.66]]);
  const exact = Math.log2(15 / ((512 * 0.0013) / 360)); // symbols of 15 px apart stand alone
  const least = partingZoom(pair, CHENGDU, box(800, 600));
  assert.ok(exact <= least && least < exact + 0.25);
});

for (const apart of [0, 1e-7, 0.0002]) { // up to 9 px at the closest zoom
  test(`what stands on one point is not parted by going nearer (${apart}°)`, () => {
    const members = icons(Array.from({ length: 10 }, (_, n) => [104.06 + (n * apart) / 9, 30.66]));
    assert.equal(partingView(members, CHENGDU, box(800, 600), {}), null);
  });
}

// Down from the province: counts add up, nothing leaves the box, and it comes to an end.
for (const size of SIZES) {
  for (const bearing of [0, 140]) {
    test(`going nearer parts a cluster until each stands alone, in ${size} turned by ${bearing}°`, () => {
      const points = [...around(11, 40, 0.2), ...around(12, 15, 0.004), ...Array(3).fill([104.1, 30.7])];
      const todo = [[icons(points), { ...CHENGDU, zoom: 4.5, bearing }]];
      const heaps = [];
      let alone = 0;
      while (todo.length) {
        const [members, view] = todo.pop();
        const nearer = partingView(members, view, box(...size), { right: 46, bottom: 23 });
        if (!nearer) {
          heaps.push(members.length);
          continue;
        }
        assert.ok(view.zoom <= nearer.zoom && nearer.zoom <= 15);
        assert.equal(nearer.bearing, bearing);
        for (const { position } of members) {
          assert.ok(isInside(drawnAt(position, nearer, size), DISC_PX / 2, size));
        }
        const { single, clusters } = partClusters(members, null, nearer, box(...size));
        assert.ok(single.length + clusters.length > 1);
        assert.equal(single.length + clusters.flat().length, members.length);
        alone += single.length;
        todo.push(...clusters.map((cluster) => [cluster, nearer]));
      }
      assert.equal(alone + heaps.reduce((sum, size) => sum + size, 0), points.length);
      assert.ok(heaps.includes(3));
    });
  }
}

for (const count of [2, 3, 4, 5, 6, 7, 8]) {
  test(`a fan of ${count} is a circle without two symbols on each other`, () => {
    for (const seed of [null, 1, 2, 3]) {
      const roll = dice(seed ?? 0);
      const others = seed === null ? [] : Array.from({ length: 3 }, () => [240 * roll() - 120, 50]);
      const offsets = fanOffsets(count, others);
      assert.equal(offsets.length, count);
      const radius = Math.hypot(...offsets[0]);
      for (const [number, at] of offsets.entries()) {
        assert.ok(Math.abs(Math.hypot(...at) - radius) < 1e-6 * radius);
        assert.ok(offsets.slice(0, number).every((other) => distance(at, other) >= SYMBOL_PX + 12));
      }
      assert.ok(radius <= 96);
    }
  });
}

test("a fan turns out of the way of others", () => {
  const nearest = (offsets) => Math.min(...offsets.map((at) => distance(at, [0, -40])));
  assert.ok(nearest(fanOffsets(2, [])) < 1);
  assert.ok(nearest(fanOffsets(2, [[0, -40]])) >= 30);
});

for (const spot of [[0, 0], [358, 523], [5, 300], [179, 260], [350, 10]]) {
  test(`what reaches around ${spot} is moved into the box`, () => {
    const [size, reach] = [[358, 523], 77];
    for (const clear of [{}, { right: 46, bottom: 66 }, { left: 340 }]) {
      const [right, down] = wayInside(spot, reach, box(...size), clear);
      const [x, y] = [spot[0] + right, spot[1] + down];
      assert.ok(isInside([x, y], reach, size));
      if (clear.right) assert.ok(x <= 358 - 46 - reach && y <= 523 - 66 - reach);
    }
  });
}

test("a box that is too small for a fan has no way inside", () => {
  assert.equal(wayInside([50, 50], 77, box(150, 500), {}), null);
});

for (const corner of [[0, 0], [800, 0], [0, 600], [800, 600], [400, 0], [400, 300]]) {
  test(`what gives way to the selected symbol at ${corner} stays in the box`, () => {
    const at = ([x, y]) => place(x, y, CHENGDU, box(800, 600));
    const chosen = { id: "chosen", position: at(corner), offset: [0, 0] };
    const [x, y] = [Math.min(Math.max(corner[0], 18), 782), Math.min(Math.max(corner[1], 18), 582)];
    const other = { id: "other", position: at([x, y]), offset: [0, 0] };
    const [dx, dy] = giveWay([chosen, other], chosen, CHENGDU, box(800, 600))[1].offset;
    assert.ok(isInside([x + dx, y + dy], DISC_PX / 2 - 0.01, [800, 600]));
    assert.ok(distance([x + dx, y + dy], corner) >= 31.9);
  });
}
