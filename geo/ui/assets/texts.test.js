import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, filled } from "./texts.js";

const TEXTS = {
  en: { places: "{count} places", "places.one": "{count} place", title: "Places: {count}" },
  zh: { places: "{count} 个地点" },
};

test("placeholders get their values", () => {
  assert.equal(filled("{a} of {b}, {a}", { a: 1, b: "two" }), "1 of two, 1");
});

test("English has a form for one, and another for none and for several", () => {
  const read = (/** @type {number} */ count) => counted(TEXTS.en, "places", "en", count);
  assert.deepEqual([0, 1, 2, 21].map(read), ["0 places", "1 place", "2 places", "21 places"]);
});

test("Chinese has one form", () => {
  const read = (/** @type {number} */ count) => counted(TEXTS.zh, "places", "zh", count);
  assert.deepEqual([0, 1, 2].map(read), ["0 个地点", "1 个地点", "2 个地点"]);
});

test("a text without forms is the same for every number", () => {
  assert.equal(counted(TEXTS.en, "title", "en", 1), "Places: 1");
});
