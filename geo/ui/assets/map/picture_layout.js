// Where everything stands in the picture of the map: a pure computation, in CSS pixels of the map.
//
// From above to below: the title and the filter in words, the map, the legend in columns, the note on the borders, the
// source and the date. Nothing is cut off: texts are wrapped, and the picture is as high as they need.

import { wrapped } from "./wrapping.js";

/**
 * @typedef {object} PictureText what is written besides the map
 * @property {string} title
 * @property {string} filter
 * @property {string[]} notes below the legends, one paragraph each
 * @typedef {{ text: string, count: number | null, icon?: string, color?: string }} Entry a line of a legend: with a
 *   symbol, or with a colour
 * @typedef {{ heading: string, entries: Entry[] }} Legend
 * @typedef {{ size: number, weight: number, tone: "ink" | "quiet" }} Style
 * @typedef {Style & { text: string, x: number, y: number }} Line a line of text, by its left end and its middle
 * @typedef {{ entry: Entry, x: number, y: number }} Item of the legend, by its left end and its middle
 * @typedef {{ width: number, height: number, map: { y: number, width: number, height: number }, lines: Line[],
      items: Item[] }} Layout
 * @typedef {(text: string, style: Style) => number} Measure the width of a text
 */

const PAD_PX = 16;
const LINE_HEIGHT = 1.45;
export const ICON_PX = 17;
export const ICON_GAP_PX = 6;
export const COUNT_GAP_PX = 8;
const COLUMN_GAP_PX = 22;
const ROW_PX = 21;
const MOST_NAME = 60; // characters of the filter in the name of the file
/** @type {Record<"title" | "filter" | "heading" | "item" | "note", Style>} */
export const STYLES = {
  title: { size: 18, weight: 700, tone: "ink" },
  filter: { size: 13.5, weight: 400, tone: "ink" },
  heading: { size: 12.5, weight: 600, tone: "ink" },
  item: { size: 12, weight: 400, tone: "ink" },
  note: { size: 11, weight: 400, tone: "quiet" },
};

/**
 * @param {{ width: number, height: number }} map its size @param {PictureText} text @param {Legend[]} legends
 * @param {Measure} measure @returns {Layout}
 */
export function pictureLayout({ width, height }, text, legends, measure) {
  const room = width - 2 * PAD_PX;
  /** @type {Line[]} */
  const lines = [];
  let y = PAD_PX;
  const write = (/** @type {string} */ words, /** @type {Style} */ style) => {
    for (const line of wrapped(words, room, (part) => measure(part, style))) {
      const high = style.size * LINE_HEIGHT;
      lines.push({ ...style, text: line, x: PAD_PX, y: y + high / 2 });
      y += high;
    }
  };
  write(text.title, STYLES.title);
  write(text.filter, STYLES.filter);
  y = Math.round(y + PAD_PX * 0.75);
  const map = { y, width, height };
  y += height + PAD_PX * 0.75;
  const items = /** @type {Item[]} */ ([]);
  for (const { heading, entries } of legends) {
    if (!entries.length) continue;
    write(heading, STYLES.heading);
    const placed = inColumns(entries, room, y, measure);
    y = placed.reduce((foot, item) => Math.max(foot, item.y), y) + ROW_PX / 2 + 8;
    items.push(...placed);
  }
  for (const note of text.notes) write(note, STYLES.note);
  return { width, height: Math.ceil(y + PAD_PX * 0.75), map, lines, items };
}

/**
 * The legend in columns of equal width, read downwards.
 * @param {Entry[]} entries @param {number} room @param {number} top @param {Measure} measure @returns {Item[]}
 */
function inColumns(entries, room, top, measure) {
  const widest = Math.min(room, Math.max(...entries.map(({ text, count }) => ICON_PX + ICON_GAP_PX
    + measure(text, STYLES.item) + COUNT_GAP_PX + measure(String(count ?? ""), STYLES.item))));
  const most = Math.max(1, Math.floor((room + COLUMN_GAP_PX) / (widest + COLUMN_GAP_PX)));
  const rows = Math.ceil(entries.length / most);
  return entries.map((entry, at) => ({
    entry,
    x: PAD_PX + Math.floor(at / rows) * (widest + COLUMN_GAP_PX),
    y: top + (at % rows) * ROW_PX + ROW_PX / 2,
  }));
}

/**
 * The name of the file: app, filter and date, without what a file system refuses.
 * @param {string} app @param {string} filter @param {string} date as 2023-09-12
 */
export function pictureName(app, filter, date) {
  const words = filter.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return [app, [...words].slice(0, MOST_NAME).join("").replace(/-$/, ""), date].filter(Boolean).join("-") + ".png";
}
