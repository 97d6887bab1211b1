// Where a name may stand, in pixels from its point, the best first.

import { screen } from "./mercator.js";

/** @import { Box, Frame, Label, Pixel, View } from "../types.js" */
/** @typedef {[number, number, number?]} Spot right, down, and in which ring; there a line to the symbol is needed */

const HALF_PX = 11; // of a symbol
const BESIDE_PX = 5; // between a symbol and its name
const RINGS_PX = [18, 28, 40, 54, 70, 88]; // farther spots, from the edge of the symbol
const WAYS = 20; // directions of farther spots
const LINE_HEIGHT = 1.3;
/** @type {Spot[]} */
const NUDGES = [[0, 0], [0, 13], [0, -13], [0, 22], [0, -22], [-20, 0], [20, 0], [0, 30], [0, -30]];
const STEP_PX = 5; // between the points of a leader that are looked at
const CLEAR_PX = 9; // of its beginning are not: the corner of its own symbol is there

/**
 * Around a symbol: right, left, above, below, then between those; in a fan outwards first. A name that must be there
 * may also stand farther off.
 * @param {Label} label @param {number} size of its text @returns {Spot[]}
 */
export function besideSymbol({ text, width = 0, half = HALF_PX, offset: [right] = [0, 0], must }, size) {
  const out = half + BESIDE_PX;
  const high = (text.split("\n").length * size * LINE_HEIGHT) / 2;
  const [over, slant] = [half + high + 2, half * 0.7];
  const [left, middle] = [-out - width, -width / 2];
  /** @type {Spot[]} */
  const sides = [[out, 0], [left, 0]];
  if (right < -1) sides.reverse();
  const spots = [...sides, [middle, -over], [middle, over],
    ...[-1, 1].flatMap((up) => [[slant + 2, up * (over - 3)], [-slant - 2 - width, up * (over - 3)]])];
  return /** @type {Spot[]} */ (must ? [...spots, ...RINGS_PX.flatMap((ring, number) => onRing(number + 1, half + ring, width, high))] : spots);
}

/**
 * Spots whose nearer end is so far from the point.
 * @param {number} ring @param {number} radius @param {number} width @param {number} high half its height
 * @returns {Spot[]}
 */
function onRing(ring, radius, width, high) {
  return Array.from({ length: WAYS }, (_, way) => {
    const angle = (2 * Math.PI * way) / WAYS;
    const [right, down] = [Math.cos(angle), Math.sin(angle)];
    const x = radius * right - (width * (1 - right)) / 2;
    return [x, down * (radius + (high - 8) * Math.abs(down)), ring];
  });
}

/**
 * In the area of a prefecture or county: at its point, or a little beside it, or at another point of the area.
 * @param {Label} label @param {number} _ @param {View} view @param {Frame} map @returns {Iterable<Spot>}
 */
export function* withinArea({ lon, lat, room = [] }, _, view, map) {
  yield* NUDGES;
  if (!room.length) return;
  const [x, y] = screen(lon, lat, view, map);
  for (let at = 0; at < room.length; at += 2) {
    const [toX, toY] = screen(room[at], room[at + 1], view, map);
    yield [toX - x, toY - y];
  }
}

/**
 * The line from the edge of a symbol to the nearest point of the box of its name, in pixels from the symbol.
 * @param {Label} label @param {Box} box @param {Pixel} at where the symbol is @returns {[Pixel, Pixel]}
 */
export function leaderOf({ half = HALF_PX }, [left, top, right, bottom], [x, y]) {
  const inset = 3; // the box is a little larger than its text
  const toX = Math.max(left + inset, Math.min(right - inset, x)) - x;
  const toY = Math.max(top + inset, Math.min(bottom - inset, y)) - y;
  const far = Math.hypot(toX, toY) || 1;
  return [[(toX / far) * half, (toY / far) * half], [toX, toY]];
}

/**
 * Small boxes along a leader, without its ends.
 * @param {[Pixel, Pixel]} leader @param {Pixel} at @returns {Box[]}
 */
export function pointsOn([[fromX, fromY], [toX, toY]], [x, y]) {
  const length = Math.hypot(toX - fromX, toY - fromY);
  /** @type {Box[]} */
  const boxes = [];
  for (let done = CLEAR_PX; done < length - 2; done += STEP_PX) {
    const [px, py] = [x + fromX + ((toX - fromX) * done) / length, y + fromY + ((toY - fromY) * done) / length];
    boxes.push([px - 1, py - 1, px + 1, py + 1]);
  }
  return boxes;
}
