// Labels are HTML text above the canvas: sharp, in the page's font, without GPU work.

import { besideSymbol, leaderOf, pointsOn, withinArea } from "./label_spots.js";
import { BoxIndex, isFree, squareOf } from "./boxes.js";
import { screen } from "./mercator.js";

/** @import { Spot } from "./label_spots.js" */
/** @import { Box, Frame, Label, Pixel, PlacedLabel, View } from "../types.js" */

/**
 * @typedef {object} Kind how the names of a kind are written
 * @property {number} size of the text, in CSS pixels
 * @property {number} weight
 * @property {boolean} centred on its spot, or beginning there
 * @property {number} most the maximum share that may cover symbols
 * @property {(label: Label, size: number, view: View, map: Frame) => Iterable<Spot>} spots possible positions, the best first
 */

/**
 * Text sizes in CSS pixels and weights; they must agree with the classes in map.css. A label is placed at one
 * of its `spots` (pixels from its point), where it covers least.
 * @type {Record<string, Kind>}
 */
export const LABELS = {
  prefecture: { size: 14, weight: 600, centred: true, most: 0, spots: withinArea },
  place: { size: 12.5, weight: 600, centred: false, most: 0, spots: besideSymbol },
  own: { size: 12, weight: 500, centred: false, most: 0, spots: besideSymbol },
  county: { size: 12, weight: 400, centred: true, most: 0, spots: withinArea },
};

export const LINE_HEIGHT = 1.3; // of its size, as in map.css
const COVERING = 12; // cost of covering a symbol, in positions
const CROSSING = 4; // of covering lines and small dots
const RING = { first: 8, step: 3 }; // of standing some way off
const AT_LAST = 10; // how much worse covering is, where even a name that must be there has no room otherwise
const TURNS = 6; // how often names that must be there are tried in another order

/**
 * What names have to keep off, besides symbols.
 * @typedef {object} Besides
 * @property {Box[]} [names] where names stand already
 * @property {Box[]} [lines] lines and small dots; names are rather elsewhere
 */

/**
 * The list is sorted by importance. A label that would cover an earlier one, or what lies on the map (`panels`), is
 * left out; among its other spots it takes the first that covers little of the symbols (`points`, with half their
 * width). No name covers the number of a disc (`numbers`, as boxes). Labels that must be there come first, and
 * again in another order where one of them had no room.
 * @param {Label[]} labels @param {View} view @param {HTMLElement} map
 * @param {[...Pixel, number][]} points @param {Box[]} panels @param {Box[]} numbers @param {Besides} [besides]
 * @returns {PlacedLabel[]}
 */
export function visibleLabels(labels, view, map, points, panels, numbers, besides = {}) {
  const wanted = labels.filter(({ zoom }) => view.zoom >= zoom);
  for (const label of wanted) label.width ??= textWidth(label, map);
  const symbols = new BoxIndex(points.map(squareOf));
  const lines = new BoxIndex(besides.lines);
  const ground = () => ({
    view, map, symbols, lines, names: new BoxIndex([...panels, ...numbers, ...besides.names ?? []]) });
  const rest = wanted.filter(({ must }) => !must);
  let order = wanted.filter(({ must }) => must);
  for (let turn = 1; ; turn += 1) {
    const place = ground();
    const found = order.map((label) => placed(label, place, turn === TURNS));
    const missing = order.filter((_, number) => !found[number]);
    if (!missing.length || turn === TURNS) {
      return [...found, ...rest.map((label) => placed(label, place, false))].filter((label) => label !== null);
    }
    order = [...missing, ...order.filter((label) => !missing.includes(label))];
  }
}

/** @typedef {{ view: View, map: Frame, symbols: BoxIndex, lines: BoxIndex, names: BoxIndex }} Ground */

/**
 * A label at its best spot, which is taken from then on, or null. In the `last` turn it may cover symbols, and so may
 * its leader.
 * @param {Label} label @param {Ground} ground @param {boolean} last @returns {PlacedLabel | null}
 */
function placed(label, ground, last) {
  const { view, map, symbols, lines, names } = ground;
  const { size, spots, most } = LABELS[label.kind];
  const at = labelPoint({ ...label, dx: 0, dy: 0 }, view, map);
  let best = { cost: Infinity, found: /** @type {PlacedLabel | null} */ (null), boxes: /** @type {Box[]} */ ([]) };
  let turn = -1;
  for (const [dx, dy, ring] of spots(label, size, view, map)) {
    turn += 1;
    const away = ring ? RING.first + RING.step * ring : turn;
    if (away >= best.cost) break;
    const box = boxAt(label, at[0] + dx, at[1] + dy);
    if (!onMap(box, map) || !names.isFree(box)) continue;
    const covered = symbols.covered(box);
    if (covered > most && !last) continue;
    const leader = ring ? leaderOf(label, box, at) : undefined;
    const way = leader ? pointsOn(leader, at) : [];
    const crossed = way.filter((spot) => !symbols.isFree(spot)).length;
    if ((crossed && !last) || !way.every((spot) => names.isFree(spot))) continue;
    const cost = away + COVERING * covered * (last ? AT_LAST : 1) + CROSSING * Math.min(1, lines.covered(box)) + crossed;
    if (cost < best.cost) {
      best = { cost, found: { ...label, dx, dy, ...(leader && { leader }) }, boxes: [box, ...way] };
    }
  }
  for (const box of best.boxes) names.add(box);
  return best.found;
}

const pen = penOf(document.createElement("canvas"));
/** @type {Map<string, number>} */
export const widths = new Map(); // of each text in each kind and font, in CSS pixels

/** @param {HTMLCanvasElement} canvas @returns {CanvasRenderingContext2D} */
export function penOf(canvas) {
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("this browser draws no pictures");
  return pen;
}

/**
 * The font of a kind of names, as CSS has it.
 * @param {string} kind @param {HTMLElement} map
 */
export function fontOf(kind, map) {
  const { size, weight } = LABELS[kind];
  return `${weight} ${size}px ${getComputedStyle(map).fontFamily}`;
}

/** @param {Label} label @param {HTMLElement} map @returns {number} */
function textWidth({ text, kind }, map) {
  const font = fontOf(kind, map);
  return Math.max(...text.split("\n").map((line) => widthOf(line, font)));
}

/**
 * The width of a text in a font, in CSS pixels.
 * @param {string} text @param {string} font @returns {number}
 */
export function widthOf(text, font) {
  const key = `${font} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    pen.font = font;
    width = pen.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

/** @param {PlacedLabel} label @param {View} view @param {Frame} map @returns {Box} */
function labelBox(label, view, map) {
  return boxAt(label, ...labelPoint(label, view, map));
}

/** @param {Label} label @param {number} x @param {number} y @returns {Box} */
function boxAt(label, x, y) {
  const { size, centred } = LABELS[label.kind];
  const w = (label.width ?? 0) + 8;
  const h = heightOf(label, size) + 4;
  const left = centred ? x - w / 2 : x - 4;
  return [left, y - h / 2, left + w, y + h / 2];
}

/**
 * Which of the shown labels would cover an earlier one at another view: names while the map moves.
 * @param {PlacedLabel[]} labels @param {View} view @param {Frame} map @param {Box[]} panels
 * @returns {boolean[]}
 */
export function coveredLabels(labels, view, map, panels) {
  const free = [...panels];
  return labels.map((label) => {
    const box = labelBox(label, view, map);
    const covered = !isFree(box, free);
    if (!covered) free.push(box);
    return covered;
  });
}

/**
 * The height of the lines of a label of a size.
 * @param {Pick<Label, "text">} label @param {number} size
 */
export function heightOf({ text }, size) {
  return text.split("\n").length * size * LINE_HEIGHT - size * (LINE_HEIGHT - 1) + 2;
}

/** @param {Box} box @param {Frame} map */
function onMap([left, top, right, bottom], map) {
  return left >= 0 && top >= 0 && right <= map.clientWidth && bottom <= map.clientHeight;
}

/** @param {PlacedLabel} label @param {View} view @param {Frame} map @returns {Pixel} */
export function labelPoint(label, view, map) {
  const [x, y] = screen(label.lon, label.lat, view, map);
  const [ox, oy] = label.offset ?? [0, 0];
  return [x + label.dx + ox, y + label.dy + oy];
}

/**
 * Lines of a name end at their symbol where they stand left of it, and are centred above and below it.
 * @param {Label & { dx?: number }} label @returns {"left" | "center" | "right"}
 */
export function alignOf({ kind, dx = 0, width = 0 }) {
  if (LABELS[kind].centred) return "center";
  if (dx >= 0) return "left";
  return dx + width <= 0 ? "right" : "center";
}

/** @param {Label & { dx?: number }} label @returns {HTMLSpanElement} */
export function labelElement(label) {
  const name = document.createElement("span");
  name.className = label.kind;
  name.style.textAlign = alignOf(label);
  name.textContent = label.text;
  return name;
}
