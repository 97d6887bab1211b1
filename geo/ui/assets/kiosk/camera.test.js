// Where a visitor may look: node --test. deck.gl is not needed.

import assert from "node:assert/strict";
import test from "node:test";

import { bounded, lowestZoom } from "./camera.js";

/** @import { Bounds } from "../types.js" */

/** @type {Bounds} */
const SICHUAN = [97.35, 26.05, 108.55, 34.32];
const BOX = { clientWidth: 1920, clientHeight: 1080 };
const CLEAR = { left: 710 }; // the panel
const CLOSEST = 12.5;
const CHENGDU = { longitude: 104.06, latitude: 30.66, zoom: 9 };

/**
 * Mercator of its own: pixels at a zoom.
 * @param {number} lon @param {number} lat @param {number} zoom @returns {[number, number]}
 */
function pixel(lon, lat, zoom) {
  const size = 512 * 2 ** zoom;
  const sine = Math.sin((lat * Math.PI) / 180);
  return [((lon + 180) / 360) * size, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size];
}

/**
 * Where the province is on the screen.
 * @param {{ longitude: number, latitude: number, zoom: number }} view
 */
function provinceOn({ longitude, latitude, zoom }) {
  const [x, y] = pixel(longitude, latitude, zoom);
  const [west, south] = pixel(SICHUAN[0], SICHUAN[1], zoom);
  const [east, north] = pixel(SICHUAN[2], SICHUAN[3], zoom);
  return {
    left: west - x + BOX.clientWidth / 2, right: east - x + BOX.clientWidth / 2,
    top: north - y + BOX.clientHeight / 2, foot: south - y + BOX.clientHeight / 2,
  };
}

test("a view inside the province is left as it is", () => {
  assert.equal(bounded(CHENGDU, SICHUAN, BOX, CLEAR, CLOSEST), CHENGDU);
});

test("at the lowest zoom the whole province fits beside the panel, and hardly more", () => {
  const zoom = lowestZoom(SICHUAN, BOX, CLEAR);
  const { left, right, top, foot } = provinceOn({ ...CHENGDU, zoom });
  const [wide, high] = [right - left, foot - top];
  assert.ok(wide <= 1920 - 710 && high <= 1080);
  assert.ok(wide > 0.9 * (1920 - 710) || high > 0.9 * 1080);
});

test("nobody zooms out to the world, nor closer than the closest zoom", () => {
  const lowest = lowestZoom(SICHUAN, BOX, CLEAR);
  assert.equal(bounded({ ...CHENGDU, zoom: 1 }, SICHUAN, BOX, CLEAR, CLOSEST).zoom, lowest);
  assert.equal(bounded({ ...CHENGDU, zoom: 20 }, SICHUAN, BOX, CLEAR, CLOSEST).zoom, CLOSEST);
});

test("wherever a finger drags, the middle of the free screen shows the province", () => {
  for (const zoom of [0, 5, 6.5, 8, 12]) {
    for (const longitude of [-170, 80, 97, 103, 109, 125, 179]) {
      for (const latitude of [-80, 10, 26, 31, 35, 50, 84]) {
        const kept = bounded({ longitude, latitude, zoom }, SICHUAN, BOX, CLEAR, CLOSEST);
        const { left, right, top, foot } = provinceOn(kept);
        const spare = 0.031 * Math.max(right - left, foot - top);
        assert.ok(left - spare <= 1315 && right + spare >= 1315, `${longitude}, zoom ${zoom}`);
        assert.ok(top - spare <= 540 && foot + spare >= 540, `${latitude}, zoom ${zoom}`);
      }
    }
  }
});

test("a view that was brought back is not moved again", () => {
  const once = bounded({ longitude: 150, latitude: 60, zoom: 3 }, SICHUAN, BOX, CLEAR, CLOSEST);
  const twice = bounded(once, SICHUAN, BOX, CLEAR, CLOSEST);
  assert.ok(Math.abs(twice.longitude - once.longitude) < 1e-6);
  assert.ok(Math.abs(twice.latitude - once.latitude) < 1e-6);
  assert.equal(twice.zoom, once.zoom);
});
