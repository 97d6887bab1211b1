// From what was published and what a run says to what is drawn.

import assert from "node:assert/strict";
import test from "node:test";

import { positionsOf, rowsOf } from "./catalogue.js";
import { bySector, legendItems } from "./legend.js";
import { labelsOf } from "./place_names.js";
import { resolved } from "./references.js";
import { codeOf, viewOfCode } from "./view_code.js";

const FAR = { type: "LineString", coordinates: [[1, 2], [3, 4]] };
const COLUMNS = {
  id: ["dam", "river", "tower", "lost"],
  name: { zh: ["坝", "河", "塔", "失"], en: ["Dam", "River", "Tower", "Lost"] },
  lon: [103, 104, 105, null],
  lat: [30, 31, 32, null],
  sectors: [["energy"], ["water", "energy"], ["tourism"], ["tourism"]],
  precision: ["locality", "line", "site", "unlocated"],
  uncertainty: [3000, null, 500, null],
  look: ["energy-locality", "water-line", "tourism-site", "tourism-unlocated"],
  far: [null, FAR, null, null],
};
const bits = (...positions) => btoa(String.fromCharCode(positions.reduce((byte, at) => byte | (128 >> at), 0)));
const ALL = { places: bits(1, 2, 3), stations: bits(0) };
const SYMBOLS = { "water-line": { colour: "#169bc4", icon: { url: "w" } },
                  "tourism-site": { colour: "#aa3387", icon: { url: "t" } } };
const about = (shown, more = {}) => ({
  rows: rowsOf(COLUMNS, shown, "en"), selected: null, symbols: SYMBOLS,
  notes: { line: "Line", site: "Site" }, near: undefined, regions: [], shapes: [], ...more });
const itemsOf = (data, shown) => resolved({ id: "x", data }, shown).data;

test("bits are positions, the first one highest", () => {
  assert.deepEqual(positionsOf(btoa(String.fromCharCode(0b10000001, 0b01000000))), [0, 7, 9]);
  assert.deepEqual(positionsOf(""), []);
});

test("rows come in the order of the catalogue, stations among them", () => {
  const rows = rowsOf(COLUMNS, ALL, "zh");
  assert.deepEqual(rows.map(({ id, name, station }) => [id, name, station]), [
    ["dam", "坝", true], ["river", "河", false], ["tower", "塔", false], ["lost", "失", false]]);
});

test("a list has its own order, numbers and places of its own", () => {
  const own = { id: "own-1", name: "Depot", lon: 104, lat: 30, precision: "site", uncertainty: null,
                look: "other-site" };
  const rows = rowsOf(COLUMNS, { list: [2, own, 0], stations: bits(0) }, "en");
  assert.deepEqual(rows.map(({ id, name, station }) => [id, name, station]), [
    ["tower", "1 Tower", false], ["own-1", "2 Depot", false], ["dam", "3 Dam", true]]);
  const labels = labelsOf(rows, null, [{ text: "Aba", lon: 1, lat: 1, kind: "prefecture", zoom: 0 }],
    { place: 7.4, station: 9 });
  assert.deepEqual(labels.map(({ text, zoom }) => [text, zoom]), [
    ["1 Tower", 0], ["2 Depot", 0], ["3 Dam", 0], ["Aba", 0]]);
});

test("symbols, stations, shapes and the ring find their places and looks", () => {
  const shown = about(ALL, { selected: "tower" });
  assert.deepEqual(itemsOf({ from: "places", looks: "symbols" }, shown), [
    { id: "river", tip: "River", position: [104, 31], note: "Line", ...SYMBOLS["water-line"] },
    { id: "tower", tip: "Tower", position: [105, 32], note: "Site", ...SYMBOLS["tourism-site"] }]);
  const looks = { "energy-locality": { fill: [1] }, "water-line": { line: [2] } };
  assert.deepEqual(itemsOf({ from: "stations", looks }, shown), [
    { id: "dam", tip: "Dam", position: [103, 30], fill: [1] }]);
  assert.deepEqual(itemsOf({ from: "lines", detail: "far", looks }, shown), [
    { type: "Feature", geometry: FAR, properties: { id: "river", tip: "River", line: [2] } }]);
  assert.deepEqual(itemsOf({ from: "areas", detail: "far", looks }, shown), []);
  assert.deepEqual(itemsOf({ from: "selected", look: { icon: "r" } }, shown), [
    { id: "tower", position: [105, 32], icon: "r" }]);
  assert.deepEqual(itemsOf({ from: "uncertain" }, shown), [{ position: [105, 32], metres: 500 }]);
  assert.deepEqual(itemsOf({ from: "uncertain" }, about(ALL, { selected: "river" })), []);
});

test("until fine shapes are here the near view draws the light ones", () => {
  const near = { river: { type: "LineString", coordinates: [[0, 0], [1, 1], [2, 2]] } };
  const drawn = (shown) => itemsOf({ from: "lines", detail: "near", looks: {} }, shown)[0].geometry;
  assert.equal(drawn(about(ALL)), FAR);
  assert.equal(drawn(about(ALL, { near })), near.river);
});

test("lines and borders as their straight parts, each with what its place has", () => {
  const parts = (precision, geometry) => {
    const row = { ...rowsOf(COLUMNS, ALL, "en").find(({ id }) => id === "river"), precision, far: geometry };
    const shown = about(ALL, { rows: [row] });
    return itemsOf({ from: `${precision}s`, detail: "far", looks: { [row.look]: { line: [2] } }, segments: true }, shown)
      .map(({ from, to, ...properties }) => {
        assert.deepEqual(properties, { id: "river", tip: "River", line: [2] });
        return [from, to];
      });
  };
  const [a, b, c, d] = [[0, 0], [1, 0], [1, 1], [5, 5]];
  assert.deepEqual(parts("line", { type: "LineString", coordinates: [a, b, c] }), [[a, b], [b, c]]);
  assert.deepEqual(parts("line", { type: "MultiLineString", coordinates: [[a, b], [c, d]] }), [[a, b], [c, d]]);
  assert.deepEqual(parts("area", { type: "Polygon", coordinates: [[a, b, c, a]] }), [[a, b], [b, c], [c, a]]);
  assert.deepEqual(parts("area", { type: "MultiPolygon", coordinates: [[[a, b, a]], [[c, d, c], [b, c, b]]] }),
    [[a, b], [b, a], [c, d], [d, c], [b, c], [c, b]]);
});

test("outlines are what regions have and what was sent", () => {
  const circle = { kind: "area", steps: 10, paths: [[10, 20, 10, 0]] };
  const shown = about(ALL, { regions: [FAR], shapes: [circle] });
  assert.deepEqual(itemsOf({ from: "outlines" }, shown).map(({ geometry }) => geometry), [
    FAR, { type: "MultiLineString", coordinates: [[[1, 2], [2, 2]]] }]);
});

test("a layer that loads its data is left as it is", () => {
  const layer = { id: "base-far-rivers", data: "/app/static/x/base-far-rivers.json" };
  assert.equal(resolved(layer, about(ALL)), layer);
});

test("names: the selected, prefectures, points, lines, stations, counties", () => {
  const areas = [{ text: "Aba", lon: 1, lat: 1, kind: "prefecture", zoom: 0 },
                 { text: "Li", lon: 1, lat: 1, kind: "county", zoom: 7.6 }];
  const names = (selected) => labelsOf(rowsOf(COLUMNS, ALL, "en"), selected, areas,
    { place: 7.4, station: 9 }).map(({ text, zoom }) => [text, zoom]);
  assert.deepEqual(names(null), [["Aba", 0], ["Tower", 7.4], ["River", 7.4], ["Dam", 9], ["Li", 7.6]]);
  assert.deepEqual(names("dam"), [["Dam", 0], ["Aba", 0], ["Tower", 7.4], ["River", 7.4], ["Li", 7.6]]);
});

test("the legend counts what is on the map, in the plan's order", () => {
  const entry = (code, symbol) => ({ code, symbol, text: { en: code } });
  const legend = {
    sectors: [entry("energy", "water-line"), entry("water", "water-line"), entry("city", "x"),
              entry("tourism", "tourism-site")],
    stations: { icon: "s", text: { en: "station" } },
    precisions: [entry("site", "tourism-site"), entry("area", "x"), entry("line", "water-line")],
  };
  const rows = rowsOf(COLUMNS, ALL, "en");
  assert.deepEqual(legendItems(legend, SYMBOLS, rows, "en").map(({ icon, text, count }) => [icon, text, count]), [
    ["w", "energy", 1], ["w", "water", 1], ["t", "tourism", 1], ["s", "station", 1],
    ["t", "site", 1], ["w", "line", 1]]);
  assert.equal(bySector(legend, rows.filter(({ station }) => !station), "en"), "energy 1 · water 1 · tourism 2");
});

test("a view as a code and back, and codes that no map can show", () => {
  const around = [86, 17.5, 120, 43];
  const read = (code) => viewOfCode(code, around, [4, 15]);
  for (const [view, code] of [
    [{ longitude: 104, latitude: 30.66, zoom: 8.5, bearing: 0 }, "104,30.66,8.5"],
    [{ longitude: 104.123456, latitude: 30, zoom: 7.004, bearing: -30 }, "104.12346,30,7,330"],
    [{ longitude: 104, latitude: 30, zoom: 8, bearing: 359.8 }, "104,30,8"],
  ]) assert.equal(codeOf(view), code);
  assert.deepEqual(read("104,30.66,8.5,330"), { longitude: 104, latitude: 30.66, zoom: 8.5, bearing: 330 });
  for (const code of [null, "", "104,30", "104,30,8,1,2", "104,x,8", "104,,8", "-3.4303,-73.8621,4",
    "104,30,3.9", "104,30,15.1", "104,NaN,8", "104,Infinity,8"]) assert.equal(read(code), null, code);
});
