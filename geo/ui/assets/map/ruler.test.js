// The ruler of the other tests, held against PROJ: lon, lat, x, y by PROJ 9.5.1 (pyproj 3.7.2,
// EPSG:4326 to EPSG:3857).

import assert from "node:assert/strict";
import test from "node:test";

import { metres } from "./ruler.test-support.js";

const BY_PROJ = [
  [104.06, 30.66, 11583906.212, 3588671.947],
  [97.35, 26.05, 10836952.429, 3005274.977],
  [108.55, 34.32, 12083730.726, 4071851.570],
  [0, 0, 0, 0],
  [180, -73.86, 20037508.343, -12459244.000],
  [-3.43, 66.5, -381825.853, 10015051.244],
  [98.6124, 33.6269, 10977482.154, 3978813.161],
  [106.1653, 28.2956, 11818267.136, 3286293.563],
  [102.9452, 30.0454, 11459807.244, 3509386.926],
  [104.8191, 33.0985, 11668408.837, 3908385.501],
  [98.1263, 26.2551, 10923369.749, 3030710.630],
  [107.0292, 29.8949, 11914436.044, 3490047.360],
];

test("metres are those of PROJ", () => {
  for (const [lon, lat, x, y] of BY_PROJ) {
    const [east, north] = metres([lon, lat]);
    assert.ok(Math.hypot(east - x, north - y) < 0.002, `${lon}, ${lat}`);
  }
});
