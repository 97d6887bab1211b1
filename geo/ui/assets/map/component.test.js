// What a click on the map reports.

import assert from "node:assert/strict";
import test from "node:test";

import "./deck.test-support.js";
import { box } from "./ruler.test-support.js";

globalThis.document.createElement = () => ({ style: {}, getContext: () => ({}) });
globalThis.getComputedStyle = () => ({ fontFamily: "sans-serif" });

const { MapView } = await import("./component.js");

function reported(under) {
  const asked = [];
  const map = {
    deck: { pickObject: () => under && { object: under } },
    reporter: { ask: (name, value) => asked.push([name, value]) },
    tip: { show: (text) => asked.push(["shown", text]) },
    cluster: { close: () => false, tellApart: () => asked.push(["opened", null]) },
    icons: [],
    view: { longitude: 104, latitude: 31, zoom: 7.25, bearing: 0 },
    box: box(800, 600),
  };
  MapView.prototype.click.call(map, 400, 300, 3);
  return asked;
}

const near = (value) => value.map((number) => Math.round(number * 1e6) / 1e6);

test("a feature of an own layer shows its attributes, whatever they are called; one without any is land", () => {
  const own = { properties: { own: true, tip: "id: dujiangyan", values: ["dujiangyan"] } };
  assert.deepEqual(reported(own), [["shown", "id: dujiangyan"]]);
  const [[name]] = reported({ properties: { own: true, tip: "", values: [""] } });
  assert.equal(name, "pointed");
});

test("a symbol is picked, a cluster opened, and the land pointed at", () => {
  assert.deepEqual(reported({ id: "dujiangyan" }), [["picked", "dujiangyan"]]);
  assert.deepEqual(reported({ members: ["a", "b"] }), [["opened", null]]);
  const [[name, value]] = reported(undefined);
  assert.deepEqual([name, near(value)], ["pointed", [104, 31]]);
});
