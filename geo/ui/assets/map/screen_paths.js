// Lines of degrees → pixels of a view: the projection of each point is computed once, a view only shifts, scales and
// turns it.

import { flat, flatTransform } from "./mercator.js";

/** @import { Frame, Pixel, Point, View } from "../types.js" */
/** @typedef {Float64Array[]} FlatPaths x, y, x, y … on the Web Mercator plane, whose width is 1 */

const MARGIN = 0.1; // around the map, of its size: what lies farther off is left out

/** @type {WeakMap<Point[][], FlatPaths>} */
const known = new WeakMap();

/** @param {Point[][]} lines @returns {FlatPaths} */
export function flatPaths(lines) {
  const found = known.get(lines) ?? lines.map((line) => Float64Array.from(line.flatMap(flat)));
  known.set(lines, found);
  return found;
}

/**
 * The paths in pixels of a view, as far as they lie near the map.
 * @param {FlatPaths} paths @param {View} view @param {Frame} box @returns {Pixel[][]}
 */
export function paintedPaths(paths, view, box) {
  const to = flatTransform(view, box);
  const { clientWidth: wide, clientHeight: high } = box;
  const [left, top] = [-MARGIN * wide, -MARGIN * high];
  const [right, bottom] = [wide - left, high - top];
  /** @type {Pixel[][]} */
  const found = [];
  for (const path of paths) {
    /** @type {Pixel[]} */
    let part = [];
    let last = /** @type {Pixel | null} */ (null);
    for (let at = 0; at < path.length; at += 2) {
      const now = to(path[at], path[at + 1]);
      const isNear = last && Math.max(last[0], now[0]) >= left && Math.min(last[0], now[0]) <= right
        && Math.max(last[1], now[1]) >= top && Math.min(last[1], now[1]) <= bottom;
      if (isNear && last) part.push(...(part.length ? [now] : [last, now]));
      else if (part.length) {
        found.push(part);
        part = [];
      }
      last = now;
    }
    if (part.length) found.push(part);
  }
  return found;
}
