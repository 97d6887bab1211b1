import assert from "node:assert/strict";
import { test } from "node:test";
import { splitTags, suggestions } from "./tags.js";

test("tags stand between commas and semicolons of any script", () => {
  assert.deepEqual(splitTags("馆，先看、 near;far；馆,,"), ["馆", "先看", "near", "far"]);
  assert.deepEqual(splitTags(" ， "), []);
});

test("the tag that is being typed is completed, and those before it stay", () => {
  const known = ["museum", "must see", "near"];
  assert.deepEqual(suggestions("mu", known, ", "), ["museum", "must see"]);
  assert.deepEqual(suggestions("museum; ", known, ", "), ["museum, must see", "museum, near"]);
  assert.deepEqual(suggestions("museum", known, ", "), []);
});
