// Labels are HTML text above the canvas: sharp, in the page's font, without GPU work.

import { isFree, overlap, squareOf } from "./boxes.js";
import { screen } from "./mercator.js";

/** @import { Box, Frame, Label, Pixel, PlacedLabel, View } from "../types.js" */

/**
 * @typedef {object} Kind how the names of a kind are written
 * @property {number} size of the text, in CSS pixels
 * @property {number} weight
 * @property {boolean} centred on its spot, or beginning there
 * @property {number} most the maximum share that may cover symbols
 * @property {(label: Label) => Pixel[]} spots possible positions, the best first
 */

/**
 * Text sizes in CSS pixels and weights; they must agree with the classes in map.css. A label is placed at one
 * of its `spots` (pixels from its point), where it covers least.
 * @type {Pixel[]}
 */
const SPOTS = [[0, 0], [0, 13], [0, -13], [0, 22], [0, -22], [-20, 0], [20, 0], [0, 30], [0, -30]];
const BESIDE_PX = 16; // from the middle of a symbol to its name
/** @type {Record<string, Kind>} */
export const LABELS = {
  prefecture: { size: 14, weight: 600, centred: true, most: Infinity, spots: () => SPOTS },
  place: { size: 12.5, weight: 600, centred: false, most: Infinity,
           spots: besideSymbol },
  county: { size: 12, weight: 400, centred: true, most: 0.3, spots: () => SPOTS },
};

/**
 * Right of a symbol, else left of it. In a fan the names are placed outwards.
 * @param {Label} label @returns {Pixel[]}
 */
function besideSymbol({ width = 0, offset: [right] = [0, 0] }) {
  /** @type {Pixel[]} */
  const spots = [[BESIDE_PX, 0], [-BESIDE_PX - width, 0]];
  return right < -1 ? spots.reverse() : spots;
}

const COVERING = 12; // cost of covering a symbol, in positions

/**
 * Greedy: the list is sorted by importance. A label that would cover an earlier one, or what lies on the map
 * (`panels`), is left out; among its other spots it takes the first that covers little of the symbols
 * (`points`, with half their width). County names are omitted rather than moved, and no name covers the
 * number of a disc (`numbers`, as boxes).
 * @param {Label[]} labels @param {View} view @param {HTMLElement} map
 * @param {[...Pixel, number][]} points @param {Box[]} panels @param {Box[]} numbers
 * @returns {PlacedLabel[]}
 */
export function visibleLabels(labels, view, map, points, panels, numbers) {
  const symbols = points.map(squareOf);
  const names = [...panels, ...numbers];
  /** @type {PlacedLabel[]} */
  const shown = [];
  for (const label of labels) {
    if (view.zoom < label.zoom) continue;
    label.width ??= textWidth(label, map);
    const { most } = LABELS[label.kind];
    const spots = LABELS[label.kind].spots(label)
      .map(([dx, dy], turn) => ({ dx, dy, turn, box: labelBox({ ...label, dx, dy }, view, map) }))
      .filter(({ box }) => onMap(box, map) && isFree(box, names))
      .map((spot) => ({ ...spot, covered: shareCovered(spot.box, symbols) }))
      .filter(({ covered }) => covered <= most)
      .sort((one, other) => costOf(one) - costOf(other));
    if (!spots.length) continue;
    const { dx, dy, box } = spots[0];
    names.push(box);
    shown.push({ ...label, dx, dy });
  }
  return shown;
}

/**
 * How much of a label covers symbols.
 * @param {Box} box @param {Box[]} symbols @returns {number}
 */
function shareCovered(box, symbols) {
  const own = (box[2] - box[0]) * (box[3] - box[1]);
  return symbols.reduce((sum, symbol) => sum + overlap(box, symbol), 0) / own;
}

/** @param {{ turn: number, covered: number }} spot */
function costOf({ turn, covered }) {
  return turn + COVERING * covered;
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

/** @param {Label} label @param {HTMLElement} map @returns {number} */
function textWidth({ text, kind }, map) {
  const { size, weight } = LABELS[kind];
  const font = `${weight} ${size}px ${getComputedStyle(map).fontFamily}`;
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
  const { size, centred } = LABELS[label.kind];
  const w = (label.width ?? 0) + 8;
  const h = size + 6;
  const [x, y] = labelPoint(label, view, map);
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

/** @param {Label} label @returns {HTMLSpanElement} */
export function labelElement(label) {
  const name = document.createElement("span");
  name.className = label.kind;
  name.textContent = label.text;
  return name;
}
