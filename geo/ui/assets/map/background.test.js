// What gives way to a background, and what stays on it.

import assert from "node:assert/strict";
import test from "node:test";

import { withoutLand } from "./background.js";

test("filled land and lakes give way, borders, rivers and places stay", () => {
  const layers = [
    { id: "base-neighbours", filled: true, stroked: false },
    { id: "base-near-counties-510100", filled: true },
    { id: "base-lakes", filled: true, stroked: false },
    { id: "base-near-rivers", filled: false, stroked: true },
    { id: "base-far-rivers" },
    { id: "places-areas-far", filled: true, stroked: false },
  ];
  assert.deepEqual(withoutLand(layers), [
    { id: "base-near-counties-510100", filled: false },
    { id: "base-near-rivers", filled: false, stroked: true },
    { id: "base-far-rivers" },
    { id: "places-areas-far", filled: true, stroked: false },
  ]);
});
