// A shape that is drawn by hand: what its points mean, what can be taken hold of, and whether its border crosses
// itself. A polygon has its corners, a rectangle two opposite ones, a circle its centre and a point of its rim.
// Shapes are never changed in place: a changed one is a new one, so that steps can be taken back.

import { ahead, bearing, circleAround, kilometres, squareKilometres } from "./measure.js";

/** @import { Pixel, Point } from "../types.js" */

/** @typedef {"polygon" | "rectangle" | "circle"} Form */
/** @typedef {{ readonly form: Form, readonly points: readonly Point[] }} Shape */
/** @typedef {"corner" | "middle" | "centre" | "rim"} Kind a middle of an edge becomes a corner when it is moved */
/** @typedef {{ kind: Kind, index: number, point: Point }} Handle */

export const SCALE = 1e5; // of degrees: five decimals, as links keep them (geo/query/area_code.py)
export const MOST = 200; // corners that are drawn by hand, as geo/query/drawing.py accepts
/** @type {Record<Form, number>} */
const LEAST = { polygon: 3, rectangle: 2, circle: 2 };
const LEAST_KM = 1; // circles have whole kilometres
const MOST_KM = 1000;

/** @param {Point} point @returns {Point} */
export function tidy([lon, lat]) {
  return [Math.round(lon * SCALE) / SCALE, Math.round(lat * SCALE) / SCALE];
}

/** @param {Shape} shape */
export function isComplete({ form, points }) {
  if (points.length < LEAST[form]) return false;
  if (form !== "rectangle") return true;
  const [[west, south], [east, north]] = points;
  return west !== east && south !== north;
}

/**
 * The radius of a circle in whole kilometres.
 * @param {Shape} shape @returns {number}
 */
export function radius({ points: [centre, rim] }) {
  return Math.min(MOST_KM, Math.max(LEAST_KM, Math.round(kilometres(centre, rim))));
}

/**
 * A circle as it is sent, with a point of its rim.
 * @param {Point} centre @param {number} km @param {number} [towards] degrees from north to east @returns {Shape}
 */
export function circle(centre, km, towards = 90) {
  return { form: "circle", points: [centre, ahead(centre, km, towards)] };
}

/**
 * The corners of the border, which ends where it began. Of an incomplete shape its points.
 * @param {Shape} shape @returns {readonly Point[]}
 */
export function outline(shape) {
  const { form, points } = shape;
  if (form === "polygon" || points.length < 2) return points;
  if (form === "circle") return circleAround(points[0], radius(shape));
  const [[lon, lat], [toLon, toLat]] = points;
  return [[lon, lat], [toLon, lat], [toLon, toLat], [lon, toLat]];
}

/**
 * How large a shape is; of a line that is not closed yet only its length.
 * @param {Shape} shape @returns {{ km: number, km2: number | null }} radius of a circle, else the border's length
 */
export function size(shape) {
  const { form, points } = shape;
  if (form === "circle" && points.length === 2) {
    return { km: radius(shape), km2: squareKilometres([...outline(shape)]) };
  }
  const corners = outline(shape);
  const closed = corners.length > 2;
  const ends = corners.slice(closed ? 0 : 1);
  const before = (/** @type {number} */ number) =>
    corners[closed ? (number + corners.length - 1) % corners.length : number];
  const km = ends.reduce((sum, corner, number) => sum + kilometres(before(number), corner), 0);
  return { km, km2: closed ? squareKilometres([...corners]) : null };
}

/**
 * What can be taken hold of: corners before middles.
 * @param {Shape} shape @returns {Handle[]}
 */
export function handles(shape) {
  const { form, points } = shape;
  if (form === "circle") {
    return points.map((point, index) => ({ kind: index ? "rim" : "centre", index, point }));
  }
  const corners = outline(shape);
  /** @type {Handle[]} */
  const found = corners.map((point, index) => ({ kind: "corner", index, point }));
  if (form === "rectangle" || corners.length >= MOST) return found;
  return [...found, ...corners.map(([lon, lat], index) => {
    const [toLon, toLat] = corners[(index + 1) % corners.length];
    return { kind: /** @type {Kind} */ ("middle"), index, point: tidy([(lon + toLon) / 2, (lat + toLat) / 2]) };
  })];
}

/**
 * A polygon with the middle of an edge as a corner, and that corner.
 * @param {Shape} shape @param {Handle} middle @returns {[Shape, Handle]}
 */
export function withCorner(shape, { index, point }) {
  const points = [...shape.points.slice(0, index + 1), point, ...shape.points.slice(index + 1)];
  return [{ ...shape, points }, { kind: "corner", index: index + 1, point }];
}

/**
 * The shape with a corner, the rim or the whole circle at another place.
 * @param {Shape} shape @param {Handle} handle @param {Point} point @returns {Shape}
 */
export function moved(shape, { kind, index }, point) {
  const { form, points } = shape;
  if (kind === "centre") return circle(point, radius(shape), bearing(points[0], points[1]));
  if (kind === "rim") return circle(points[0], radius({ form, points: [points[0], point] }), bearing(points[0], point));
  if (form === "rectangle") return { form, points: stretched(points, index, point) };
  return { form, points: points.with(index, point) };
}

/**
 * The two corners of a rectangle whose corner `index` of the outline is elsewhere; the numbers of all stay.
 * @param {readonly Point[]} points @param {number} index @param {Point} point @returns {Point[]}
 */
function stretched([[west, south], [east, north]], index, [lon, lat]) {
  const isWest = index === 0 || index === 3;
  const isSouth = index < 2;
  return [[isWest ? lon : west, isSouth ? lat : south], [isWest ? east : lon, isSouth ? north : lat]];
}

/**
 * A circle with another radius, which is kept within what a filter takes.
 * @param {Shape} shape @param {number} km by how much it grows @returns {Shape}
 */
export function grown(shape, km) {
  const [centre, rim] = shape.points;
  return circle(centre, Math.min(MOST_KM, Math.max(LEAST_KM, radius(shape) + km)), bearing(centre, rim));
}

/**
 * The polygon without a corner; null if it needs it.
 * @param {Shape} shape @param {Handle} handle @returns {Shape | null}
 */
export function without(shape, { kind, index }) {
  if (shape.form !== "polygon" || kind !== "corner" || shape.points.length <= LEAST.polygon) return null;
  return { ...shape, points: shape.points.toSpliced(index, 1) };
}

/**
 * The number of the spot next to a pixel, at most `reach` pixels away; -1 if there is none. Of two within reach the
 * one of lower rank is taken, however near the other is: a middle gives way to a corner.
 * @param {{ at: Pixel, rank: number }[]} spots @param {Pixel} pixel @param {number} reach @returns {number}
 */
export function nearest(spots, [x, y], reach) {
  let best = { number: -1, rank: Infinity, away: Infinity };
  spots.forEach(({ at, rank }, number) => {
    const away = Math.hypot(at[0] - x, at[1] - y);
    if (away > reach || rank > best.rank || (rank === best.rank && away >= best.away)) return;
    best = { number, rank, away };
  });
  return best.number;
}

/**
 * Whether a line of corners meets itself elsewhere than where one edge goes on as the next. Exact: with five decimals
 * degrees are whole numbers whose products a double holds.
 * @param {readonly Point[]} corners @param {boolean} closed whether the last corner is tied to the first
 * @returns {boolean}
 */
export function crosses(corners, closed) {
  const at = corners.map(([lon, lat]) => /** @type {Point} */ ([Math.round(lon * SCALE), Math.round(lat * SCALE)]));
  const edges = closed ? at.length : at.length - 1;
  const end = (/** @type {number} */ number) => at[(number + 1) % at.length];
  for (let one = 0; one < edges; one += 1) {
    if (isSame(at[one], end(one))) return true;
    for (let other = one + 1; other < edges; other += 1) {
      if (other === one + 1 && isBackward(at[one], at[other], end(other))) return true;
      if (closed && one === 0 && other === edges - 1 && isBackward(at[other], at[0], at[1])) return true;
      const follows = other === one + 1 || (closed && one === 0 && other === edges - 1);
      if (!follows && meet(at[one], end(one), at[other], end(other))) return true;
    }
  }
  return false;
}

/** @param {Point} one @param {Point} other */
function isSame(one, other) {
  return one[0] === other[0] && one[1] === other[1];
}

/**
 * To which side a point lies of the way from one to another; 0 on it.
 * @param {Point} from @param {Point} to @param {Point} point
 */
function side(from, to, point) {
  return Math.sign((to[0] - from[0]) * (point[1] - from[1]) - (to[1] - from[1]) * (point[0] - from[0]));
}

/**
 * Whether the way over a corner turns straight back.
 * @param {Point} from @param {Point} corner @param {Point} to
 */
function isBackward(from, corner, to) {
  const along = (corner[0] - from[0]) * (to[0] - corner[0]) + (corner[1] - from[1]) * (to[1] - corner[1]);
  return along < 0 && side(from, corner, to) === 0;
}

/** @param {Point} a @param {Point} b @param {Point} c @param {Point} d whether two edges share a point */
function meet(a, b, c, d) {
  const [ofC, ofD, ofA, ofB] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (ofC !== ofD && ofA !== ofB) return true;
  return (ofC === 0 && isOn(a, b, c)) || (ofD === 0 && isOn(a, b, d))
    || (ofA === 0 && isOn(c, d, a)) || (ofB === 0 && isOn(c, d, b));
}

/**
 * Whether a point of the line through both lies between them.
 * @param {Point} from @param {Point} to @param {Point} point
 */
function isOn(from, to, point) {
  return [0, 1].every((axis) => Math.min(from[axis], to[axis]) <= point[axis]
    && point[axis] <= Math.max(from[axis], to[axis]));
}
