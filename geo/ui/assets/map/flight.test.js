// How the map moves by itself: along the way of van Wijk and Nuij, and never in one jump.

import assert from "node:assert/strict";
import test from "node:test";

import "./deck.test-support.js";
import { Pilot, flightPath } from "./flight.js";
import { box, distance, metres } from "./ruler.test-support.js";

const BOX = box(838, 450);
const CHENGDU = { longitude: 104.06, latitude: 30.66, zoom: 7, bearing: 10 };
const ABA = { longitude: 102.22, latitude: 31.9, zoom: 11, bearing: -170 };

// The length of the best way by the closed form of the paper (equation 9), with ρ = √2.
function lengthOf(from, to) {
  const px = (512 * 2 ** from.zoom) / (2 * Math.PI * 6378137);
  const far = px * distance(
    metres([from.longitude, from.latitude]), metres([to.longitude, to.latitude]));
  const [before, after] = [838, 838 / 2 ** (to.zoom - from.zoom)];
  const bend = (width, sign) =>
    (after ** 2 - before ** 2 + sign * 4 * far ** 2) / (2 * width * 2 * far);
  const r = (b) => Math.log(Math.sqrt(b ** 2 + 1) - b);
  return (r(bend(after, -1)) - r(bend(before, 1))) / Math.SQRT2;
}

test("a flight takes 450 ms for each length of the way", () => {
  assert.ok(Math.abs(flightPath(CHENGDU, ABA, BOX).ms - 450 * lengthOf(CHENGDU, ABA)) < 0.01);
});

test("a flight begins and ends where it must, and goes up between two near views", () => {
  const near = { ...ABA, zoom: 11 };
  const path = flightPath({ ...CHENGDU, zoom: 11 }, near, BOX);
  for (const [part, view] of [[0, { ...CHENGDU, zoom: 11 }], [1, near]]) {
    const at = path.at(part);
    for (const name of ["longitude", "latitude", "zoom"]) {
      assert.ok(Math.abs(at[name] - view[name]) < 1e-9, name);
    }
  }
  assert.ok(path.at(0.5).zoom < 9);
});

test("the map turns the shorter way round", () => {
  const path = flightPath({ ...CHENGDU, bearing: 170 }, { ...ABA, bearing: -170 }, BOX);
  assert.deepEqual([0, 0.5, 1].map((part) => path.at(part).bearing), [170, 180, 190]);
});

// Runs a flight in a browser that needs so many milliseconds for a frame.
function flown(frameMs, { calm = false } = {}) {
  const frames = [];
  let now = performance.now();
  globalThis.matchMedia = () => ({ matches: calm });
  globalThis.requestAnimationFrame = (act) => frames.push(act);
  globalThis.cancelAnimationFrame = () => {};
  const views = [];
  const pilot = new Pilot(() => {}, (view) => views.push(view));
  pilot.fly(CHENGDU, ABA, BOX);
  while (frames.length) frames.shift()(now += frameMs);
  assert.equal(pilot.goal, null);
  return views;
}

test("a slow machine sees the whole flight, only slower", () => {
  const views = flown(2000);
  assert.equal(views.length, 8);
  assert.equal(views.at(-1), ABA);
});

test("a fast machine sees all of its frames", () => {
  assert.ok(flown(16).length > 50);
});

test("who wants no movement is there at once", () => {
  assert.deepEqual(flown(16, { calm: true }), [ABA]);
});
