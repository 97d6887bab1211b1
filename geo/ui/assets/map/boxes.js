// Boxes on the map, as [left, top, right, bottom] in pixels.

/** @import { Box, Pixel } from "../types.js" */

/**
 * Around a point, with half its width.
 * @param {[...Pixel, number]} square @returns {Box}
 */
export function squareOf([x, y, half]) {
  return [x - half, y - half, x + half, y + half];
}

/**
 * Whether a box touches none of the others.
 * @param {Box} box @param {Box[]} taken @returns {boolean}
 */
export function isFree(box, taken) {
  return taken.every((b) => box[2] < b[0] || box[0] > b[2] || box[3] < b[1] || box[1] > b[3]);
}

/**
 * The area that two boxes share.
 * @param {Box} one @param {Box} other @returns {number}
 */
export function overlap(one, other) {
  const wide = Math.min(one[2], other[2]) - Math.max(one[0], other[0]);
  const high = Math.min(one[3], other[3]) - Math.max(one[1], other[1]);
  return Math.max(wide, 0) * Math.max(high, 0);
}
