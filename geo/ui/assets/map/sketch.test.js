// Steps of a drawing: what a click adds, what is refused, and what can be taken back. Nothing is drawn here.

import assert from "node:assert/strict";
import test from "node:test";

import { Sketch } from "./sketch.js";

const CROSSING = "they cross";

/** A sketch on a map of 100 pixels a degree, whose reports are kept. */
function sketch(mode, form, points = []) {
  const found = Object.create(Sketch.prototype);
  const reports = [];
  const nothing = () => {};
  Object.assign(found, {
    mode, name: form, shape: { form, points }, past: [], pointer: null, chosen: -1, refusal: "", isBad: false, reports,
    map: {
      data: { sketch: { wanted: null }, texts: { sketch_crossing: CROSSING, sketch_least: "three" } },
      box: { focus: nothing },
      frame: { toggleAttribute: nothing },
      tip: { rest: nothing },
      reporter: { ask: (name, value) => reports.push([name, value]) },
    },
    draw: nothing,
    pixel: ([lon, lat]) => [lon * 100, -lat * 100],
    point: ([x, y]) => [x / 100, -y / 100],
  });
  return found;
}

const at = (lon, lat) => [lon * 100, -lat * 100];

test("a click on the first corner ends a polygon, and belongs to it", () => {
  const drawn = sketch("draw", "polygon");
  for (const corner of [[1, 1], [3, 1], [3, 3]]) assert.ok(drawn.take(at(...corner), false));
  assert.ok(drawn.take(at(1.05, 1), false)); // 5 pixels beside it
  assert.equal(drawn.mode, "sent");
  assert.deepEqual(drawn.reports, [["drawn", ["polygon", 1, 1, 3, 1, 3, 3]]]);
  assert.ok(!drawn.take(at(2, 2), false));
});

test("a finger ends it from farther away than a mouse, which sets a corner there", () => {
  for (const [isTouch, mode, corners] of [[true, "sent", 3], [false, "draw", 4]]) {
    const drawn = sketch("draw", "polygon", [[1, 1], [3, 1], [3, 3]]);
    drawn.take(at(1.1, 1.15), isTouch); // 18 pixels
    assert.deepEqual([drawn.mode, drawn.shape.points.length], [mode, corners]);
  }
});

test("a second click at the same place sets no corner, and ends what is complete", () => {
  const drawn = sketch("draw", "polygon");
  drawn.take(at(1, 1), false);
  drawn.take(at(1, 1), false);
  assert.equal(drawn.shape.points.length, 1);
  drawn.take(at(3, 1), false);
  drawn.take(at(3, 3), false);
  drawn.take(at(3, 3), false);
  assert.equal(drawn.mode, "sent");
});

test("an edge that crosses another is refused, also the one that would close the border", () => {
  const drawn = sketch("draw", "polygon", [[1, 1], [3, 3], [3, 1]]);
  drawn.take(at(1, 3), false);
  assert.deepEqual([drawn.refusal, drawn.shape.points.length], [CROSSING, 3]);
  const open = sketch("draw", "polygon", [[1, 1], [3, 1], [1, 3], [3, 3]]); // a Z
  open.finish();
  assert.deepEqual([open.refusal, open.mode, open.reports], [CROSSING, "draw", []]);
});

test("steps are taken back one by one", () => {
  const drawn = sketch("draw", "polygon");
  for (const corner of [[1, 1], [3, 1], [3, 3]]) drawn.take(at(...corner), false);
  drawn.undo();
  assert.deepEqual(drawn.shape.points, [[1, 1], [3, 1]]);
  drawn.undo();
  drawn.undo();
  drawn.undo();
  assert.deepEqual(drawn.shape.points, []);
});

test("a corner that is dragged across an edge goes back, another stays and can be taken back", () => {
  const square = [[1, 1], [3, 1], [3, 3], [1, 3]];
  const edited = sketch("edit", "polygon", square);
  const before = edited.shape;
  edited.hold({ kind: "corner", index: 2, point: [3, 3] }, [0, 2]);
  edited.letGo(before);
  assert.deepEqual([edited.shape.points, edited.refusal, edited.past.length], [square, CROSSING, 0]);
  edited.hold({ kind: "corner", index: 2, point: [3, 3] }, [4, 4]);
  edited.letGo(before);
  assert.deepEqual([edited.shape.points[2], edited.refusal], [[4, 4], ""]);
  edited.name = "edit_area";
  edited.finish();
  assert.deepEqual(edited.reports, [["drawn", ["edit_area", 1, 1, 3, 1, 4, 4, 1, 3]]]);
});

test("two clicks are a rectangle or a circle, whose report has whole kilometres", () => {
  const box = sketch("draw", "rectangle");
  box.take(at(103, 30), false);
  box.take(at(104, 31), false);
  assert.deepEqual(box.reports, [["drawn", ["rectangle", 103, 30, 104, 30, 104, 31, 103, 31]]]);
  const round = sketch("draw", "circle");
  round.take(at(104, 31), false);
  round.take(at(104, 32), false); // 110.88 km
  assert.deepEqual(round.reports, [["drawn", ["circle", 104, 31, 111]]]);
});

test("giving up is reported only where the page has asked", () => {
  const own = sketch("draw", "polygon");
  own.cancel();
  assert.deepEqual([own.mode, own.reports], ["closed", []]);
  const asked = sketch("draw", "polygon");
  asked.map.data.sketch.wanted = "polygon";
  asked.cancel();
  assert.deepEqual(asked.reports, [["drawn", []]]);
});
