// Own layers among the layers, names and legend of a map.

import assert from "node:assert/strict";
import test from "node:test";

import { pictureLegend, prepared, shortened, tipOf, withOwn } from "./own_layers.js";

const STYLE = { colour: [1, 2, 3], edge: [255, 255, 255], dot: 5, line: 2, fill: 46 };
const layer = (id, more = {}) => ({
  id, address: `/layer/${id}`, kind: "features", style: STYLE, label: null,
  legend: { icon: `icon-${id}`, text: `Layer ${id}`, count: 1, printed: "{name} (own)" }, ...more });
const SCENE = {
  layers: ["base-land", "base-fade", "regions", "places-icons"].map((id) => ({ id, data: [] })),
  labels: [{ kind: "place", text: "P" }, { kind: "county", text: "C" }],
  legend: [{ icon: "e", text: "Energy", count: 3 }],
};
const TEXTS = { gone: "gone" };
const FILE = () => prepared({
  columns: ["name", "note"],
  features: [
    { type: "Feature", geometry: { type: "Point" }, properties: { values: ["<b>A</b>", ""], at: [104, 30] } },
    { type: "Feature", geometry: { type: "Polygon" }, properties: { values: ["", "x"], at: [105, 31] } },
  ],
});

test("they lie above the ground and below the places, the first one uppermost", () => {
  const files = new Map([["/layer/1", FILE()], ["/layer/2", FILE()]]);
  const { layers } = withOwn(SCENE, { layers: [layer(1), layer(2)], texts: TEXTS }, files);
  assert.deepEqual(layers.map(({ id }) => id), [
    "base-land", "base-fade", "own-2-1-2-3", "own-1-1-2-3", "regions", "places-icons"]);
  assert.equal(SCENE.layers.length, 4);
});

test("a layer that has not come is not drawn yet, and stands in the legend; one that cannot come says so", () => {
  const own = { layers: [layer(1), layer(2)], texts: TEXTS };
  const { layers, legend } = withOwn(SCENE, own, new Map([["/layer/2", null]]));
  assert.equal(layers.length, 4);
  assert.deepEqual(legend.map(({ text }) => text), ["Energy", "Layer 1", "Layer 2 – gone"]);
});

test("tiles are drawn in their bounds and zooms, vector tiles can be pointed at", () => {
  const more = { zooms: [5, 9], bounds: [100, 28, 106, 33] };
  const own = { layers: [layer(1, { kind: "pictures", ...more }), layer(2, { kind: "vector", ...more })], texts: TEXTS };
  const [, , vector, pictures] = withOwn(SCENE, own, new Map()).layers;
  assert.deepEqual([pictures["@@type"], pictures.data, pictures.minZoom, pictures.maxZoom, pictures.extent, pictures.pickable],
    ["TileLayer", "/layer/1", 5, 9, [100, 28, 106, 33], false]);
  assert.equal(vector.pickable, true);
});

test("points are filled, areas are light", () => {
  const files = new Map([["/layer/1", FILE()]]);
  const drawn = withOwn(SCENE, { layers: [layer(1)], texts: TEXTS }, files).layers[2];
  const [spot, area] = drawn.data;
  assert.deepEqual([drawn.getFillColor(spot), drawn.getFillColor(area)], [[1, 2, 3, 255], [1, 2, 3, 46]]);
  assert.deepEqual([drawn.getLineColor(spot), drawn.getLineColor(area)], [[255, 255, 255], [1, 2, 3]]);
});

test("names come from one column, after places and before counties, and are texts", () => {
  const files = new Map([["/layer/1", FILE()]]);
  const { labels } = withOwn(SCENE, { layers: [layer(1, { label: 0 })], texts: TEXTS }, files);
  assert.deepEqual(labels.map(({ kind, text }) => [kind, text]), [["place", "P"], ["own", "<b>A</b>"], ["county", "C"]]);
  assert.deepEqual([labels[1].lon, labels[1].lat], [104, 30]);
});

test("a tip has one line for each attribute that has a value", () => {
  assert.equal(tipOf(["a", "b", "c"], ["1", "", "<i>"]), "a: 1\nc: <i>");
  assert.equal(tipOf(["a"], [""]), "");
  assert.equal(tipOf(["", "a"], ["roads", "1"]), "roads\na: 1");
  const many = Array.from({ length: 40 }, (_, at) => String(at));
  assert.equal(tipOf(many, many).split("\n").length, 12);
  const [feature] = FILE().features;
  assert.deepEqual([feature.properties.own, feature.properties.tip], [true, "name: <b>A</b>"]);
});

test("in a picture the legend says who provided a layer, with as much of its name as fits", () => {
  const [, entry] = withOwn(SCENE, { layers: [layer(1)], texts: TEXTS }, new Map()).legend;
  const legend = [SCENE.legend[0], { ...entry, name: "$& a long name" }];
  assert.deepEqual(pictureLegend(legend, () => true).map(({ text }) => text), ["Energy", "$& a long name (own)"]);
  assert.equal(pictureLegend(legend, (text) => text.length <= 12)[1].text, "$& a … (own)");
  assert.equal(pictureLegend(legend, () => false)[1].text, "… (own)");
});

test("long names are cut between signs", () => {
  assert.equal(shortened("四川省规划", 4), "四川省…");
  assert.equal(shortened("😀😀😀", 2), "😀…");
  assert.equal(shortened("ab", 2), "ab");
});
