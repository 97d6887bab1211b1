// An indicator below the places: which layers it colours, and what it says of a point.

import assert from "node:assert/strict";
import test from "node:test";

import { withoutLand } from "./background.js";
import { LAYER, areaFiles, onClasses, regionTip, withChoropleth } from "./choropleth.js";

const square = (west, south, size = 1) => ({ type: "Polygon", coordinates: [
  [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]] });
const area = (adcode, zh, en, west) => ({ properties: { adcode, zh, en }, geometry: square(west, 30) });
const COUNTIES = [area("510104", "锦江区", "Jinjiang", 103), area("510105", "青羊区", "Qingyang", 104),
                  area("510302", "自流井区", "Ziliujing", 105)];
const PREFECTURES = [area("510100", "成都市", "Chengdu", 103), area("510300", "自贡市", "Zigong", 105)];
const CHOROPLETH = { level: "counties", title: "Rate (%)", source: "", colors: ["#000010", "#ff0020"], empty: "#ffffff",
  classes: [1, null, 0], values: ["12.5", "", "3"], legend: [] };
const NEAR = { id: "base-near-counties-510100", data: "/x/near.json", codes: ["510104", "510105"], filled: true,
  stroked: true, box: [103, 30, 105, 31] };
const GROUND = [
  { id: "base-far-province", data: "/x/land.json", filled: true, stroked: false },
  { id: LAYER, data: { from: LAYER }, filled: true, stroked: true },
  { id: "base-far-prefectures", data: [], over: [1, 2, 3], getColor: [9, 9, 9] },
  NEAR,
];
const idsOf = (layers) => layers.map(({ id }) => id);
const layerOf = (layers, wanted) => layers.find(({ id }) => id === wanted);

test("without an indicator, or before its areas are here, the ground is as it was", () => {
  const bare = ["base-far-province", "base-far-prefectures", "base-near-counties-510100"];
  for (const made of [withChoropleth(GROUND, null, COUNTIES), withChoropleth(GROUND, CHOROPLETH, undefined)]) {
    assert.deepEqual(idsOf(made), bare);
    assert.deepEqual(layerOf(made, "base-far-prefectures").getColor, [9, 9, 9]);
    assert.equal(layerOf(made, "base-near-counties-510100").getFillColor, undefined);
  }
  assert.deepEqual(areaFiles(null), []);
  assert.deepEqual(areaFiles(CHOROPLETH), ["areas-counties"]);
});

test("regions have the colour of their class, far and near, and borders another one", () => {
  const made = withChoropleth(GROUND, CHOROPLETH, COUNTIES);
  assert.deepEqual(idsOf(made), idsOf(GROUND));
  const fills = layerOf(made, LAYER).data.map(({ properties }) => properties.fill);
  assert.deepEqual(fills, [[255, 0, 32], [255, 255, 255], [0, 0, 16]]);
  const { getFillColor } = layerOf(made, NEAR.id);
  assert.deepEqual([0, 1].map((index) => getFillColor({}, { index })), [[255, 0, 32], [255, 255, 255]]);
  assert.deepEqual(layerOf(made, "base-far-prefectures").getColor, [1, 2, 3]);
});

test("areas of places have their border alone on an indicator, and their tint again without", () => {
  const layer = { id: "places-areas-far", filled: true, getFillColor: "properties.fill" };
  const on = onClasses(layer, CHOROPLETH);
  const off = onClasses(layer, null);
  assert.equal(on.getFillColor[3], 1);
  assert.equal(off.getFillColor, "properties.fill");
  assert.notEqual(on.updateTriggers.getFillColor, off.updateTriggers.getFillColor);
  const line = { id: "places-lines", filled: false };
  assert.equal(onClasses(line, CHOROPLETH), line);
});

test("counties of the near view have the colour of their prefecture", () => {
  const made = withChoropleth(GROUND, { ...CHOROPLETH, level: "prefectures", classes: [0, 1] }, PREFECTURES);
  const { getFillColor } = layerOf(made, NEAR.id);
  assert.deepEqual([0, 1].map((index) => getFillColor({}, { index })), [[0, 0, 16], [0, 0, 16]]);
});

test("the same classes again are the same items, others are news", () => {
  const items = (choropleth) => layerOf(withChoropleth(GROUND, choropleth, COUNTIES), LAYER).data;
  const first = items(CHOROPLETH);
  assert.equal(items({ ...CHOROPLETH, title: "Other" }), first);
  assert.notEqual(items({ ...CHOROPLETH, classes: [0, 0, 0] }), first);
  const trigger = (classes) =>
    layerOf(withChoropleth(GROUND, { ...CHOROPLETH, classes }, COUNTIES), NEAR.id).updateTriggers.getFillColor;
  assert.equal(trigger([1, null, 0]), trigger([1, null, 1])); // only its own counties
  assert.notEqual(trigger([1, null, 0]), trigger([0, null, 0]));
});

test("deck.gl is told when the colours of a layer change, and when they change back", () => {
  const off = withChoropleth(GROUND, null, COUNTIES);
  const on = withChoropleth(GROUND, CHOROPLETH, COUNTIES);
  const [near, border] = [NEAR.id, "base-far-prefectures"];
  const keys = (layers, id) => layerOf(layers, id).updateTriggers;
  assert.notEqual(keys(off, near).getFillColor, keys(on, near).getFillColor);
  assert.notEqual(keys(off, border).getColor, keys(on, border).getColor);
  assert.equal(keys(off, "base-far-province"), undefined);
});

test("over a background of tiles the indicator stays and lets them through", () => {
  const made = withoutLand(withChoropleth(GROUND, CHOROPLETH, COUNTIES));
  assert.deepEqual(idsOf(made), [LAYER, "base-far-prefectures", "base-near-counties-510100"]);
  for (const id of [LAYER, NEAR.id]) {
    assert.ok(layerOf(made, id).opacity < 1);
    assert.equal(layerOf(made, id).filled, true);
  }
  assert.equal(layerOf(withoutLand(withChoropleth(GROUND, null, COUNTIES)), NEAR.id).filled, false);
});

test("a region says its name and its value", () => {
  const scene = (more = {}) => ({ choropleth: CHOROPLETH, lang: "en", ...more });
  const far = [GROUND[0], GROUND[1]];
  assert.equal(regionTip(scene(), COUNTIES, [103.5, 30.5], far), "Jinjiang\nRate (%): 12.5");
  assert.equal(regionTip(scene({ lang: "zh" }), COUNTIES, [105.5, 30.5], far), "自流井区\nRate (%): 3");
  assert.equal(regionTip(scene(), COUNTIES, [104.5, 30.5], far), "Qingyang"); // it has no value
  assert.equal(regionTip(scene(), COUNTIES, [99, 30.5], far), null);
  assert.equal(regionTip(scene(), undefined, [103.5, 30.5], far), null);
  assert.equal(regionTip(scene({ choropleth: null }), COUNTIES, [103.5, 30.5], far), null);
});

test("in the near view the finer borders decide", () => {
  // The border between both is at 103.8 there, and at 104 in the far view.
  const near = { ...NEAR, data: [{ geometry: square(102.8, 30) }, { geometry: square(103.8, 30) }] };
  const tip = (choropleth, areas) => regionTip({ choropleth, lang: "en" }, areas, [103.9, 30.5], [near]);
  assert.equal(tip(CHOROPLETH, COUNTIES), "Qingyang");
  const prefectures = { ...CHOROPLETH, level: "prefectures", classes: [0, 1], values: ["7", "8"] };
  assert.equal(tip(prefectures, PREFECTURES), "Chengdu\nRate (%): 7");
});
