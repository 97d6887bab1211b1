// Names along lines: beside them, upright, off what is taken.

import assert from "node:assert/strict";
import test from "node:test";

import { courseNames, glyphBoxes, lengthOf, runsOf } from "./course.js";
import { box, dice, distance } from "./ruler.test-support.js";

const MAP = box(800, 450);
const ground = (more = {}) => ({ map: MAP, isFree: () => true, isClear: () => true, ...more });
const script = (text, width) => ({ text, widths: [...text].map(() => width), size: 12.5 });
const RIVER = script("大渡河", 12.5);
const RAILWAY = script("Sichuan–Tibet Railway", 6.5);
const read = ({ glyphs }) => glyphs.map(({ char }) => char).join("");

// The least distance of a point from a path.
function apart([x, y], path) {
  return Math.min(...path.slice(1).map((to, at) => {
    const from = path[at];
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const part = Math.max(0, Math.min(1, ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy)));
    return Math.hypot(from[0] + dx * part - x, from[1] + dy * part - y);
  }));
}

test("on a level line a name reads from the left, above the line, level, near its middle", () => {
  for (const path of [[[100, 200], [400, 200]], [[400, 200], [100, 200]]]) {
    const [name, ...more] = courseNames([path], RAILWAY, ground());
    assert.deepEqual(more, []);
    assert.equal(read(name), "Sichuan–Tibet Railway");
    for (const [at, { x, y, angle }] of name.glyphs.entries()) {
      assert.ok(Math.abs(angle) < 1e-6);
      assert.ok(y > 184 && y < 194);
      if (at) assert.ok(Math.abs(x - name.glyphs[at - 1].x - 6.5) < 0.01);
    }
    assert.ok(Math.abs(name.at[0] - 250) < 20);
  }
});

test("Latin goes along a slope and is never upside down; the way of the line does not matter", () => {
  for (let degrees = 0; degrees < 360; degrees += 15) {
    if (degrees % 180 === 90) continue;
    const turn = (degrees * Math.PI) / 180;
    const at = (far) => [400 + far * Math.cos(turn), 225 + far * Math.sin(turn)];
    const [name] = courseNames([[at(-200), at(200)]], RAILWAY, ground());
    assert.ok(name, String(degrees));
    for (const { angle } of name.glyphs) {
      assert.ok(Math.cos(angle) > 0, String(degrees));
      assert.ok(Math.abs(Math.tan(angle) - Math.tan(turn)) < 1e-6 * (1 + Math.tan(turn) ** 2), String(degrees));
    }
  }
});

test("Chinese on a steep line is read downwards with its characters upright", () => {
  for (const path of [[[300, 50], [310, 400]], [[310, 400], [300, 50]]]) {
    const [name] = courseNames([path], RIVER, ground());
    assert.equal(read(name), "大渡河");
    const ys = name.glyphs.map(({ y }) => y);
    assert.deepEqual(ys, [...ys].sort((one, other) => one - other));
    for (const { angle } of name.glyphs) assert.ok(Math.abs(angle) < 0.1);
  }
});

test("a name stands beside its line, whatever its bends, and its characters do not touch", () => {
  const roll = dice(5);
  let named = 0;
  for (let round = 0; round < 60; round += 1) {
    const path = [[20, 60 + 300 * roll()]];
    let way = 0;
    while (path[path.length - 1][0] < 760 && path.length < 300) {
      way = 0.9 * way + (roll() - 0.5) * 0.6;
      const [x, y] = path[path.length - 1];
      path.push([x + 8 * Math.cos(way), Math.max(20, Math.min(430, y + 8 * Math.sin(way)))]);
    }
    for (const name of courseNames([path], RIVER, ground())) {
      named += 1;
      for (const [at, { x, y }] of name.glyphs.entries()) {
        assert.ok(apart([x, y], path) > 4, `round ${round}: on its line`);
        assert.ok(apart([x, y], path) < 26, `round ${round}: far from its line`);
        if (at) assert.ok(distance([x, y], [name.glyphs[at - 1].x, name.glyphs[at - 1].y]) > 12.5);
      }
    }
  }
  assert.ok(named > 50, String(named));
});

test("no name where the line is too short, too crooked, or all is taken", () => {
  assert.deepEqual(courseNames([[[100, 100], [130, 100]]], RAILWAY, ground()), []);
  const zigzag = Array.from({ length: 40 }, (_, at) => [100 + at * 6, 200 + (at % 8 < 4 ? 60 : -60)]);
  assert.deepEqual(courseNames([zigzag], RAILWAY, ground()), []);
  assert.deepEqual(courseNames([[[100, 200], [700, 200]]], RIVER, ground({ isFree: () => false })), []);
});

test("a name keeps off what is taken, inside the map, and rather off other lines", () => {
  const line = [[-500, 200], [1500, 200]];
  const taken = (b) => b[2] < 500; // the left part
  for (const name of courseNames([line], RIVER, ground({ isFree: (b) => !taken(b) }))) {
    for (const [left, top, right, foot] of glyphBoxes(name, 12.5)) {
      assert.ok(left >= 0 && top >= 0 && right <= 800 && foot <= 450);
      assert.ok(right >= 500);
    }
  }
  const above = courseNames([line], RIVER, ground({ isClear: (b) => b[1] > 195 }))[0];
  assert.ok(above.glyphs.every(({ y }) => y > 205)); // there is another line above
});

test("a long line has its name a few times, far from each other", () => {
  const names = courseNames([[[0, 100], [800, 100]], [[0, 300], [800, 300]]], RIVER, ground());
  assert.ok(names.length >= 2 && names.length <= 3);
  for (const [at, name] of names.entries()) {
    for (const other of names.slice(0, at)) assert.ok(distance(name.at, other.at) >= 340);
  }
});

test("Chinese names are spaced out, Latin ones are not", () => {
  assert.equal(lengthOf(RIVER), 3 * 12.5 + 2 * 0.3 * 12.5);
  assert.equal(lengthOf(script("Min River", 6)), 54);
});

test("the parts of a path in the map are its own", () => {
  const runs = runsOf([[[-100, 100], [400, 100], [400, -100], [600, -100], [600, 300]]], MAP);
  assert.equal(runs.length, 2);
  for (const { points } of runs) {
    for (const [x, y] of points) assert.ok(x >= 0 && y >= 0 && x <= 800 && y <= 450);
  }
  assert.ok(Math.abs(runs[0].along.at(-1) - 500) < 30);
});
