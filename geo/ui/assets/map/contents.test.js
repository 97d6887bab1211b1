// Runs of a page and files of its maps, in whatever order they arrive.

import assert from "node:assert/strict";
import test from "node:test";

const COMMON = {
  places: { id: ["a"], name: { en: ["A"] }, lon: [104], lat: [30], sectors: [["energy"]],
            precision: ["line"], uncertainty: [null], look: ["energy-line"], far: [{ type: "far" }] },
  areas: { en: [] }, labelZooms: { place: 7.4, station: 9 }, symbols: {}, notes: { en: {} },
  texts: { en: { legend: "Legend" } }, home: [], surroundings: [], zooms: [4, 15],
  legend: { sectors: [], stations: { icon: "", text: { en: "" } }, precisions: [] },
};
const LAYERS = [{ id: "outlines", data: { from: "outlines" } },
                { id: "places-lines", data: { from: "lines", detail: "near", looks: {} } }];
const FILES = { places: COMMON, "layers-light": LAYERS, "layers-dark": LAYERS,
                "region-510100": { type: "Polygon" }, near: { a: { type: "near" } } };

// A server: `asked` are the names of what was asked for, `hold` keeps an answer until it is let go.
let asked = [];
let held = {};
let broken = [];
globalThis.window = { shutuBundle: Promise.resolve() };
globalThis.fetch = async (address) => {
  const name = address.replace(/^.*\/|\.json$/g, "");
  asked.push(name);
  await held[name];
  return { ok: !broken.includes(name), status: 503, json: async () => (name.startsWith("layers") ? [...FILES[name]] : FILES[name]) };
};
const { Contents } = await import("./contents.js");
const { ask } = await import("./files.js");

let folders = 0;
const begun = () => {
  [asked, held, broken] = [[], {}, []];
  folders += 1;
  const dataOf = (more = {}) => ({
    folder: `/static/${folders}`, theme: "light", lang: "en", shown: { places: btoa("\x80") },
    outlines: {}, extra: null, selected: null, bundle: "x", ...more });
  const changes = [];
  const contents = new Contents(() => changes.push(contents.scene));
  return { contents, dataOf, changes };
};
const hold = (name) => {
  let letGo;
  held[name] = new Promise((done) => { letGo = done; });
  return letGo;
};
const turn = () => new Promise((done) => { setTimeout(done); });
const geometries = (scene, id) => scene.layers.find((layer) => layer.id === id).data.map(({ geometry }) => geometry.type);

test("what is the same again is no news, and asks for nothing", async () => {
  const { contents, dataOf } = begun();
  assert.equal(await contents.take(dataOf()), true);
  assert.deepEqual(asked.sort(), ["layers-light", "places"]);
  assert.equal(await contents.take(dataOf()), false);
  assert.equal(await contents.take(dataOf({ selected: "a" })), true);
  assert.equal(await contents.take(dataOf({ shown: {} })), true);
  assert.equal(asked.length, 2);
  assert.equal(await contents.take(dataOf({ theme: "dark" })), true);
  assert.deepEqual(asked.slice(2), ["layers-dark"]);
});

test("data that newer ones overtake are left to those", async () => {
  const { contents, dataOf } = begun();
  const letGo = hold("places");
  const old = contents.take(dataOf({ selected: "old" }));
  const now = contents.take(dataOf({ selected: "now" }));
  letGo();
  assert.deepEqual(await Promise.all([old, now]), [null, true]);
  assert.equal(contents.scene.selected, "now");
});

test("outlines and fine shapes come later, and are drawn then", async () => {
  const { contents, dataOf, changes } = begun();
  const letGo = hold("region-510100");
  await contents.take(dataOf({ outlines: { regions: ["510100"] } }));
  assert.ok(!contents.isWhole);
  assert.deepEqual(geometries(contents.scene, "outlines"), []);
  letGo();
  await turn();
  assert.ok(contents.isWhole);
  assert.deepEqual(geometries(changes[0], "outlines"), ["Polygon"]);
  assert.deepEqual(geometries(contents.scene, "places-lines"), ["far"]);
  contents.need("near");
  contents.need("near");
  await turn();
  assert.deepEqual(geometries(changes[1], "places-lines"), ["near"]);
  assert.equal(asked.filter((name) => name === "near").length, 1);
});

test("the first picture has the ground of the far view; the rest is loaded where it is wanted", async () => {
  const { contents, dataOf } = begun();
  const ground = (name, more) => ({ id: name, data: `/static/build/${name}.json`, ...more });
  LAYERS.unshift(ground("base-land"), ground("base-far", { zoomRange: [0, 7.6] }),
                 ground("base-lost"), ground("base-near", { zoomRange: [7.6, 24] }));
  FILES["base-land"] = { type: "FeatureCollection", features: [{ type: "Feature" }] };
  FILES["base-far"] = [{ from: [1, 2], to: [3, 4] }];
  broken = ["base-lost"];
  const letGo = hold("base-far");
  let drawn = false;
  const taken = contents.take(dataOf()).then(() => { drawn = true; });
  await turn();
  assert.ok(!drawn);
  letGo();
  await taken;
  assert.deepEqual(contents.scene.layers.slice(0, 4).map(({ data }) => data), [
    FILES["base-land"].features, FILES["base-far"], "/static/build/base-lost.json",
    "/static/build/base-near.json"]);
  assert.ok(!asked.includes("base-near"));
  LAYERS.splice(0, 4);
});

test("a ground that does not come keeps the map waiting for two seconds at most", async (context) => {
  const { contents, dataOf } = begun();
  LAYERS.unshift({ id: "base-slow", data: "/static/build/base-slow.json" });
  hold("base-slow");
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let drawn = false;
  const taken = contents.take(dataOf()).then(() => { drawn = true; });
  const quiet = async () => { for (let i = 0; i < 20; i += 1) await null; };
  await quiet();
  context.mock.timers.tick(1900);
  await quiet();
  assert.ok(!drawn);
  context.mock.timers.tick(200);
  await taken;
  assert.equal(contents.scene.layers[0].data, "/static/build/base-slow.json"); // deck.gl loads it
  assert.equal(await contents.take(dataOf({ selected: "a" })), true); // and no later run waits again
  LAYERS.shift();
});

test("what could not be had is asked for again", async () => {
  const { contents, dataOf } = begun();
  broken = ["places"];
  await assert.rejects(contents.take(dataOf()), /places.json cannot be loaded \(503\)/);
  broken = [];
  assert.equal(await contents.take(dataOf()), true);
  assert.equal(await ask(dataOf().folder, "places"), COMMON);
});
