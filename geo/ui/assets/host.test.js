// The order in which a module hears of its component, however late it has been loaded.

import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";

import { draw } from "./host.js";
import { given } from "./host.test-ahead.js";
import { mounted } from "./host.test-support.js";

const MODULE = "host.test-support.js";
const soon = () => new Promise((resolve) => setTimeout(resolve));

globalThis.CSSStyleSheet = class {
  async replace(text) {
    this.text = text;
    return this;
  }
};
let answers = {};
let asked = [];
globalThis.fetch = async (address) => {
  const name = address.pathname.split("/").at(-1);
  asked.push(name);
  const text = answers[name];
  return { ok: text !== undefined, status: 404, text: async () => text };
};
globalThis.document = {
  createRange: () => ({ createContextualFragment: (html) => html }),
};

function element() {
  return { host: { isConnected: true }, children: [], append(child) { this.children.push(child); } };
}

beforeEach(() => {
  mounted.length = 0;
  asked = [];
  answers = { "a.css": "a", "b.css": "b", "a.html": "<p>" };
});

test("data that come before the module is loaded: the newest counts, once", async () => {
  const parentElement = element();
  await Promise.all([1, 2, 3].map((data) => draw({ parentElement, data }, MODULE)));
  assert.deepEqual(mounted.map(({ log }) => log), [["update 3"]]);
});

test("later data go to the same module", async () => {
  const parentElement = element();
  for (const data of [1, 2]) await draw({ parentElement, data }, MODULE);
  assert.deepEqual(mounted.map(({ log }) => log), [["update 1", "update 2"]]);
});

test("an element that has gone before the module is loaded is not drawn in", async () => {
  const parentElement = element();
  const drawing = draw({ parentElement, data: 1 }, MODULE);
  parentElement.host.isConnected = false;
  (await drawing)();
  await soon();
  assert.deepEqual(mounted, []);
});

test("the end comes once, when the element has gone, and not when data overtake data", async () => {
  const parentElement = element();
  const [first, second] = await Promise.all(
    [1, 2].map((data) => draw({ parentElement, data }, MODULE)));
  first(); // as Streamlit does with a call that was overtaken
  await soon();
  assert.deepEqual(mounted[0].log, ["update 2"]);
  parentElement.host.isConnected = false;
  second();
  first();
  await soon();
  assert.deepEqual(mounted[0].log, ["update 2", "end"]);
});

test("the module ahead gets the data once, and may fail", async () => {
  const parentElement = element();
  for (const data of [1, 2]) await draw({ parentElement, data }, MODULE, [], null, "host.test-ahead.js");
  await soon();
  assert.deepEqual(given, [1]);
  await draw({ parentElement: element(), data: 3 }, MODULE, [], null, "nowhere.js");
  await soon();
  assert.deepEqual(mounted.map(({ log }) => log), [["update 1", "update 2"], ["update 3"]]);
});

test("style sheets and markup are there before the module, and are asked for once", async () => {
  const elements = [element(), element()];
  for (const parentElement of elements) {
    await draw({ parentElement, data: 1 }, MODULE, ["a.css", "b.css"], "a.html");
  }
  for (const [number, { adoptedStyleSheets, children }] of elements.entries()) {
    assert.deepEqual(adoptedStyleSheets.map(({ text }) => text), ["a", "b"]);
    assert.deepEqual(children, ["<p>"]);
    assert.deepEqual(mounted[number].found, ["<p>"]);
  }
  assert.deepEqual(asked.sort(), ["a.css", "a.html", "b.css"]);
});

// Draws while the clock runs as fast as it can.
async function drawnInTime(context, ...given) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let over = false;
  const drawing = draw(...given).finally(() => { over = true; });
  drawing.catch(() => {});
  while (!over) {
    await new Promise((resolve) => setImmediate(resolve));
    context.mock.timers.tick(500);
  }
  context.mock.timers.reset();
  return drawing;
}

test("a request that fails once or twice is made again", async (context) => {
  const parentElement = element();
  const fetched = globalThis.fetch;
  context.after(() => { globalThis.fetch = fetched; });
  let failures = 2;
  globalThis.fetch = (address) =>
    failures-- > 0 ? Promise.reject(new TypeError("no network")) : fetched(address);
  answers["late.css"] = "late";
  await drawnInTime(context, { parentElement, data: 1 }, MODULE, ["late.css"]);
  assert.deepEqual(mounted.map(({ log }) => log), [["update 1"]]);
});

test("what is not there fails with its name, and is looked for again with the next data", async (context) => {
  const parentElement = element();
  await assert.rejects(
    drawnInTime(context, { parentElement, data: 1 }, MODULE, ["lost.css"]), /lost\.css.*404/);
  answers["lost.css"] = "found";
  await draw({ parentElement, data: 2 }, MODULE, ["lost.css"]);
  assert.deepEqual(mounted.map(({ log }) => log), [["update 2"]]);
});

test("a module that is not there fails with its name", async (context) => {
  const parentElement = element();
  await assert.rejects(
    drawnInTime(context, { parentElement, data: 1 }, "nowhere.js"), /nowhere\.js/);
});
