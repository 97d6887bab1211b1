// What a map asks for before its own modules are here.

import assert from "node:assert/strict";
import test from "node:test";

let asked = [];
const broken = [];
globalThis.window = {};
globalThis.document = {
  createElement: () => ({}),
  head: { appendChild: (script) => { asked.push(script.src); script.onload(); } },
};
globalThis.fetch = async (address) => {
  asked.push(address);
  const layers = [{ id: "base-land", data: "/static/build/base-land.json" }];
  return { ok: !broken.includes(address), json: async () => (address.includes("layers") ? layers : {}) };
};
const { default: ask } = await import("./ahead.js");
const settled = () => new Promise((done) => { setTimeout(done); });

test("deck.gl, the files of the map, and then the ground that these name", async () => {
  ask({ bundle: "/static/deck.js", folder: "/static/maps", theme: "dark" });
  assert.deepEqual(asked.sort(), ["/static/deck.js", "/static/maps/layers-dark.json", "/static/maps/places.json"]);
  await settled();
  assert.deepEqual(asked.slice(3), ["/static/build/base-land.json"]);
});

test("a file that cannot be had breaks nothing here, and is asked for again", async () => {
  broken.push("/static/maps/layers-light.json");
  for (const turn of [1, 2]) {
    asked = [];
    ask({ bundle: "/static/deck.js", folder: "/static/maps", theme: "light" });
    await settled();
    assert.deepEqual(asked, ["/static/maps/layers-light.json"], `turn ${turn}`);
  }
});
