// Names of places, prefectures and counties: all that must be readable are, and none covers a symbol.

import assert from "node:assert/strict";
import test from "node:test";

import "./deck.test-support.js";
import { CHENGDU, around, box, dice } from "./ruler.test-support.js";

// A pen as wide as the font: a Chinese character as its size, others about half of it.
globalThis.document.createElement = () => ({
  style: {},
  getContext: () => ({
    font: "",
    measureText(text) {
      const size = parseFloat(this.font.split(" ")[1]);
      return { width: [...text].reduce((sum, char) => sum + size * (char > "\u2e00" ? 1 : 0.54), 0) };
    },
  }),
});
globalThis.getComputedStyle = () => ({ fontFamily: "sans-serif" });
const { LABELS, alignOf, heightOf, labelPoint, visibleLabels } = await import("./labels.js");
const { screen } = await import("./mercator.js");

const MAP = box(842, 452);
const PANELS = [[10, 300, 134, 418], [792, 10, 832, 250], [0, 428, 842, 452]];
const HALF = 11;
const placeAt = ([lon, lat], number, more = {}) => ({
  text: `地点名称${number}`, kind: "place", lon, lat, zoom: 0, id: `p${number}`, ...more });
const symbolsOf = (labels, view) => labels.filter(({ id }) => id).map(({ lon, lat }) => [...screen(lon, lat, view, MAP), HALF]);

// The box of the text of a label itself.
function textBox(label, view) {
  const [x, y] = labelPoint(label, view, MAP);
  const { size, centred } = LABELS[label.kind];
  const left = centred ? x - label.width / 2 : x;
  const half = heightOf(label, size) / 2 - 1;
  return [left, y - half, left + label.width, y + half];
}
const meet = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];

function check(shown, symbols, view) {
  const boxes = shown.map((label) => textBox(label, view));
  for (const [at, one] of boxes.entries()) {
    for (const other of boxes.slice(0, at)) assert.ok(!meet(one, other), shown[at].text);
    for (const panel of PANELS) assert.ok(!meet(one, panel), shown[at].text);
    for (const [x, y, half] of symbols) {
      assert.ok(!meet(one, [x - half, y - half, x + half, y + half]), `${shown[at].text} on a symbol`);
    }
  }
}

test("25 places of a crowd are all named, off each other, off symbols and panels, with short leaders", () => {
  for (let seed = 0; seed < 12; seed += 1) {
    const labels = around(seed, 25, 1.1).map((point, number) => placeAt(point, number, { must: true }));
    const symbols = symbolsOf(labels, CHENGDU);
    const shown = visibleLabels(labels, CHENGDU, MAP, symbols, PANELS, []);
    const inView = symbols.filter(([x, y]) => x > 30 && y > 30 && x < 812 && y < 400
      && !PANELS.some(([l, t, r, b]) => x > l - 20 && x < r + 20 && y > t - 20 && y < b + 20));
    assert.ok(shown.length >= inView.length, `${seed}: ${shown.length} of ${inView.length}`);
    check(shown, symbols, CHENGDU);
    for (const { leader } of shown.filter((label) => label.leader)) {
      assert.ok(Math.hypot(leader[1][0] - leader[0][0], leader[1][1] - leader[0][1]) < 110);
    }
  }
});

test("a name that has room beside its symbol has no leader, and stands right of it", () => {
  const labels = [placeAt([104.06, 30.66], 1, { must: true })];
  const [shown] = visibleLabels(labels, CHENGDU, MAP, symbolsOf(labels, CHENGDU), PANELS, []);
  assert.equal(shown.leader, undefined);
  assert.ok(shown.dx > HALF && shown.dx < HALF + 10 && shown.dy === 0);
  assert.equal(alignOf(shown), "left");
  assert.equal(alignOf({ ...shown, dx: -100, width: 80 }), "right");
  assert.equal(alignOf({ ...shown, dx: -40, width: 80 }), "center");
});

test("without need a name that has no room beside its symbol is left out", () => {
  const labels = [placeAt([104.06, 30.66], 1), placeAt([104.06, 30.66], 2)];
  const crowd = [[0, 0], [40, 0], [-40, 0], [0, 30], [0, -30], [40, 25], [-40, 25], [40, -25], [-40, -25]]
    .map(([x, y]) => [421 + x, 226 + y, 22]);
  assert.deepEqual(visibleLabels(labels, CHENGDU, MAP, crowd, PANELS, []), []);
  const shown = visibleLabels(labels.map((label) => ({ ...label, must: true })), CHENGDU, MAP, crowd, PANELS, []);
  assert.equal(shown.length, 2);
  assert.ok(shown.every(({ leader }) => leader));
});

test("the name of a prefecture gives way to symbols and names, within its area, or is left out", () => {
  const town = { text: "成都", kind: "prefecture", lon: 104.06, lat: 30.66, zoom: 0 };
  const [x, y] = screen(104.06, 30.66, CHENGDU, MAP);
  const at = (symbols, more) => visibleLabels([{ ...town, ...more }], CHENGDU, MAP, symbols, [], []);
  assert.deepEqual([at([])[0].dx, at([])[0].dy], [0, 0]);
  const moved = at([[x, y, HALF]]);
  check(moved, [[x, y, HALF]], CHENGDU);
  const large = [[x, y, 60]]; // all around it is taken
  assert.deepEqual(at(large), []);
  const [far] = at(large, { room: [104.06, 30.7, 105, 31] });
  assert.deepEqual(labelPoint(far, CHENGDU, MAP).map(Math.round), screen(105, 31, CHENGDU, MAP).map(Math.round));
});

test("names rather stand off lines, and never where names along lines stand", () => {
  const labels = [placeAt([104.06, 30.66], 1, { must: true })];
  const [x, y] = screen(104.06, 30.66, CHENGDU, MAP);
  const right = [x + 12, y - 10, x + 90, y + 10];
  const points = symbolsOf(labels, CHENGDU);
  const [besideLine] = visibleLabels(labels, CHENGDU, MAP, points, [], [], { lines: [right] });
  assert.ok(besideLine.dx < 0);
  const [besideName] = visibleLabels(labels, CHENGDU, MAP, points, [], [], { names: [right] });
  assert.ok(besideName.dx < 0);
});

test("62 places, 21 prefectures and 183 counties take a few milliseconds", () => {
  const roll = dice(9);
  const anywhere = () => [101.5 + 5 * roll(), 29.2 + 3 * roll()];
  const area = (kind, number) => {
    const [lon, lat] = anywhere();
    return { text: `某某县${number}`, kind, lon, lat, zoom: 0, room: kind === "county" ? [] : Array.from({ length: 12 }, anywhere).flat() };
  };
  const labels = [
    ...Array.from({ length: 62 }, (_, number) => placeAt(anywhere(), number)),
    ...Array.from({ length: 21 }, (_, number) => area("prefecture", number)),
    ...Array.from({ length: 183 }, (_, number) => area("county", number)),
  ];
  const symbols = symbolsOf(labels, CHENGDU);
  const lines = Array.from({ length: 600 }, () => [roll() * 840, roll() * 450]).map(([x, y]) => [x - 5, y - 5, x + 5, y + 5]);
  const settle = () => visibleLabels(labels, { ...CHENGDU }, MAP, symbols, PANELS, [], { lines });
  for (let warm = 0; warm < 20; warm += 1) settle();
  const before = process.cpuUsage(); // not the clock: other programs run, too
  for (let round = 0; round < 40; round += 1) settle();
  const { user } = process.cpuUsage(before);
  assert.ok(user / 40_000 < 8, `${user / 40_000} ms of the processor`);
  if (process.env.MEASURE) console.log(`${user / 40_000} ms`);
});
