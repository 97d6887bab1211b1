// Decode geometry from geo/mapping/paths.py, and test whether it intersects a box.

/** @import { Bounds, Point } from "../types.js" */
/** @typedef {{ kind: "point" | "line" | "area", steps: number, paths: number[][] }} Paths */

/**
 * The points of a path: a first point and offsets, in fractions of a degree.
 * @param {number[]} path @param {number} steps @returns {Point[]}
 */
export function pointsOf(path, steps) {
  /** @type {Point[]} */
  const points = [];
  let [x, y] = [0, 0];
  for (let at = 0; at < path.length; at += 2) {
    x += path[at];
    y += path[at + 1];
    points.push([x / steps, y / steps]);
  }
  return points;
}

/**
 * The lines of a geometry as GeoJSON; those of an area are its rings.
 * @param {Paths} shape
 */
export function linesOf({ paths, steps }) {
  return { type: "MultiLineString", coordinates: paths.map((path) => pointsOf(path, steps)) };
}

/**
 * Whether a part of a geometry lies in a box or on its edge: a line or area counts as soon as it
 * touches it.
 * @param {Paths} shape @param {Bounds} bounds @returns {boolean}
 */
export function touches({ kind, paths, steps }, bounds) {
  const lines = paths.map((path) => pointsOf(path, steps));
  if (kind === "point") return lines.some(([point]) => isIn(point, bounds));
  if (lines.some((line) => line.some((point, at) => at > 0 && crosses(line[at - 1], point, bounds)))) {
    return true;
  }
  // No border in the box: it lies inside the area or outside it as a whole.
  return kind === "area" && isInside([bounds[0], bounds[1]], lines);
}

/** @param {Point} point @param {Bounds} bounds */
function isIn([x, y], [west, south, east, north]) {
  return x >= west && x <= east && y >= south && y <= north;
}

/**
 * Whether a straight line has a point in a box (Liang and Barsky: the part of the line that lies
 * between each pair of sides).
 * @param {Point} from @param {Point} to @param {Bounds} bounds
 */
function crosses(from, to, [west, south, east, north]) {
  let [begin, end] = [0, 1];
  for (const [axis, least, most] of /** @type {const} */ ([[0, west, east], [1, south, north]])) {
    const way = to[axis] - from[axis];
    if (way === 0) {
      if (from[axis] < least || from[axis] > most) return false;
      continue;
    }
    const [one, other] = [(least - from[axis]) / way, (most - from[axis]) / way];
    begin = Math.max(begin, Math.min(one, other));
    end = Math.min(end, Math.max(one, other));
  }
  return begin <= end;
}

/**
 * Whether a point lies in an area: an odd number of its rings' edges lies to the east of it. Holes
 * are rings as well.
 * @param {Point} point @param {Point[][]} rings
 */
export function isInside([x, y], rings) {
  let inside = false;
  for (const ring of rings) {
    for (let at = 1; at < ring.length; at += 1) {
      const [[fromX, fromY], [toX, toY]] = [ring[at - 1], ring[at]];
      if (fromY > y === toY > y) continue;
      if (x < fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX)) inside = !inside;
    }
  }
  return inside;
}
