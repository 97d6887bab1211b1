// Lengths and surfaces on the WGS84 ellipsoid, for what is drawn on the map. Edges are straight in degrees, as
// in GeoJSON and in geo/query/spatial.py.

/** @import { Point } from "../types.js" */

const EQUATOR_KM = 6378.137;
const FLATTENING = 1 / 298.257223563;
const POLE_KM = EQUATOR_KM * (1 - FLATTENING);
const ECCENTRICITY = Math.sqrt(FLATTENING * (2 - FLATTENING));
const MEAN_KM = 6371.0088;
const MOST_ROUNDS = 50; // of Vincenty's formula, which takes three to five here
const CLOSE = 1e-11; // radians, less than a tenth of a millimetre
const CIRCLE_CORNERS = 96;

const radians = (/** @type {number} */ degrees) => (degrees * Math.PI) / 180;
const degrees = (/** @type {number} */ angle) => (angle * 180) / Math.PI;

/**
 * The length of the geodesic between two places, by Vincenty's inverse formula (Survey Review 23, 1975). Not for
 * places at opposite ends of the earth.
 * @param {Point} one @param {Point} other @returns {number} kilometres
 */
export function kilometres([lon, lat], [toLon, toLat]) {
  const reduced = (/** @type {number} */ angle) => Math.atan((1 - FLATTENING) * Math.tan(radians(angle)));
  const [from, to] = [reduced(lat), reduced(toLat)];
  const [sinFrom, cosFrom, sinTo, cosTo] = [Math.sin(from), Math.cos(from), Math.sin(to), Math.cos(to)];
  const difference = radians(toLon - lon);
  let [turn, before] = [difference, Infinity];
  let [arc, sinArc, cosArc, cosSquare, middle] = [0, 0, 1, 1, 0];
  for (let round = 0; round < MOST_ROUNDS && Math.abs(turn - before) > CLOSE; round += 1) {
    sinArc = Math.hypot(cosTo * Math.sin(turn), cosFrom * sinTo - sinFrom * cosTo * Math.cos(turn));
    if (sinArc === 0) return 0;
    cosArc = sinFrom * sinTo + cosFrom * cosTo * Math.cos(turn);
    arc = Math.atan2(sinArc, cosArc);
    const sinAzimuth = (cosFrom * cosTo * Math.sin(turn)) / sinArc;
    cosSquare = 1 - sinAzimuth ** 2;
    middle = cosSquare ? cosArc - (2 * sinFrom * sinTo) / cosSquare : 0;
    const c = (FLATTENING / 16) * cosSquare * (4 + FLATTENING * (4 - 3 * cosSquare));
    before = turn;
    turn = difference + (1 - c) * FLATTENING * sinAzimuth
      * (arc + c * sinArc * (middle + c * cosArc * (2 * middle ** 2 - 1)));
  }
  const square = (cosSquare * (EQUATOR_KM ** 2 - POLE_KM ** 2)) / POLE_KM ** 2;
  const a = 1 + (square / 16384) * (4096 + square * (square * (320 - 175 * square) - 768));
  const b = (square / 1024) * (256 + square * (square * (74 - 47 * square) - 128));
  const inner = cosArc * (2 * middle ** 2 - 1)
    - (b / 6) * middle * (4 * sinArc ** 2 - 3) * (4 * middle ** 2 - 3);
  return POLE_KM * a * (arc - b * sinArc * (middle + (b / 4) * inner));
}

/**
 * The surface inside a ring, which need not end where it began.
 * @param {Point[]} corners @returns {number} square kilometres
 */
export function squareKilometres(corners) {
  let sum = 0;
  corners.forEach(([lon, lat], number) => {
    const [toLon, toLat] = corners[(number + 1) % corners.length];
    // Simpson's rule with four intervals: an edge is never long enough for more.
    const bands = [0, 1, 2, 3, 4].map((part) => band(lat + ((toLat - lat) * part) / 4));
    const mean = (bands[0] + 4 * bands[1] + 2 * bands[2] + 4 * bands[3] + bands[4]) / 12;
    sum += radians(toLon - lon) * mean;
  });
  return Math.abs(sum);
}

/**
 * The surface between the equator and a latitude, for each radian of longitude.
 * @param {number} lat @returns {number} square kilometres
 */
function band(lat) {
  const sin = Math.sin(radians(lat));
  const e = ECCENTRICITY * sin;
  return (POLE_KM ** 2 / 2) * (sin / (1 - e ** 2) + Math.log((1 + e) / (1 - e)) / (2 * ECCENTRICITY));
}

/**
 * The direction in which the way to another place begins, on a sphere, which is enough to keep a direction.
 * @param {Point} one @param {Point} other @returns {number} degrees from north to east
 */
export function bearing([lon, lat], [toLon, toLat]) {
  const turn = radians(toLon - lon);
  const [from, to] = [radians(lat), radians(toLat)];
  return degrees(Math.atan2(Math.sin(turn) * Math.cos(to),
    Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(turn)));
}

/**
 * The place so many kilometres away: found on a sphere, and then moved to the right distance.
 * @param {Point} centre @param {number} km @param {number} towards degrees from north to east @returns {Point}
 */
export function ahead(centre, km, towards) {
  let found = onSphere(centre, km, towards);
  for (let round = 0; round < 2; round += 1) {
    const reached = kilometres(centre, found);
    if (reached) found = onSphere(centre, (km * kilometresOnSphere(centre, found)) / reached, towards);
  }
  return found;
}

/** @param {Point} centre @param {number} km @param {number} towards @returns {Point} */
function onSphere([lon, lat], km, towards) {
  const [arc, from, way] = [km / MEAN_KM, radians(lat), radians(towards)];
  const to = Math.asin(Math.sin(from) * Math.cos(arc) + Math.cos(from) * Math.sin(arc) * Math.cos(way));
  const turn = Math.atan2(Math.sin(way) * Math.sin(arc) * Math.cos(from),
    Math.cos(arc) - Math.sin(from) * Math.sin(to));
  return [lon + degrees(turn), degrees(to)];
}

/** @param {Point} one @param {Point} other @returns {number} */
function kilometresOnSphere([lon, lat], [toLon, toLat]) {
  const [from, to] = [radians(lat), radians(toLat)];
  const half = Math.sin((to - from) / 2) ** 2
    + Math.cos(from) * Math.cos(to) * Math.sin(radians(toLon - lon) / 2) ** 2;
  return 2 * MEAN_KM * Math.asin(Math.sqrt(half));
}

/**
 * The rim of a circle.
 * @param {Point} centre @param {number} km @returns {Point[]}
 */
export function circleAround(centre, km) {
  return Array.from({ length: CIRCLE_CORNERS }, (_, number) =>
    ahead(centre, km, (360 * number) / CIRCLE_CORNERS));
}
