// Whether a part of a place lies in a box, against shapes whose answer is plain to see.

import assert from "node:assert/strict";
import test from "node:test";

import { linesOf, pointsOf, touches } from "./paths.js";

const path = (points, steps = 10) => points.flatMap(([x, y], at) => {
  const [fromX, fromY] = at ? points[at - 1] : [0, 0];
  return [Math.round((x - fromX) * steps), Math.round((y - fromY) * steps)];
});
const shape = (kind, ...lines) => ({ kind, steps: 10, paths: lines.map((line) => path(line)) });
const square = (west, south, east, north) =>
  [[west, south], [east, south], [east, north], [west, north], [west, south]];

test("a path is a first point and moves", () => {
  assert.deepEqual(pointsOf([1040, 306, 2, -1, 0, 5], 10), [[104, 30.6], [104.2, 30.5], [104.2, 31]]);
  assert.deepEqual(linesOf(shape("line", [[1, 2], [3, 4]])), {
    type: "MultiLineString", coordinates: [[[1, 2], [3, 4]]] });
});

test("a point is in a box, on its edge too", () => {
  const point = shape("point", [[104, 30.6]]);
  assert.ok(touches(point, [103, 30, 105, 31]));
  assert.ok(touches(point, [104, 30.6, 105, 31]));
  assert.ok(!touches(point, [104.1, 30, 105, 31]));
});

test("a line counts where it only passes through, and not where it passes by", () => {
  const line = shape("line", [[0, 0], [10, 10]]);
  assert.ok(touches(line, [4, 4, 6, 6]));
  assert.ok(touches(line, [5, 0, 6, 5.5])); // it cuts off the corner
  assert.ok(!touches(line, [6, 0, 9, 5.5]));
  assert.ok(touches(shape("line", [[0, 5], [10, 5]]), [4, 4, 6, 6]));
  assert.ok(!touches(shape("line", [[0, 7], [10, 7]]), [4, 4, 6, 6]));
  assert.ok(touches(shape("line", [[20, 20], [21, 21]], [[4, 0], [4, 9]]), [3, 3, 6, 6]));
});

test("an area counts where it holds the box, and its hole does not", () => {
  const area = shape("area", square(0, 0, 10, 10), square(3, 3, 7, 7));
  assert.ok(touches(area, [1, 1, 2, 2])); // the box lies inside
  assert.ok(touches(area, [-5, -5, 20, 20])); // the area lies inside
  assert.ok(touches(area, [6, 6, 12, 12])); // they overlap
  assert.ok(!touches(area, [4, 4, 6, 6])); // in the hole
  assert.ok(!touches(area, [11, 0, 12, 10]));
});
