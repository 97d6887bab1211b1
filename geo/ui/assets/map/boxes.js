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

const CELL_PX = 48;

/** Boxes by the squares of a grid that they touch, so that asking costs the same among few and thousands. */
export class BoxIndex {
  /** @param {Iterable<Box>} boxes */
  constructor(boxes = []) {
    /** @type {Map<number, Box[]>} */
    this.cells = new Map();
    for (const box of boxes) this.add(box);
  }

  /** @param {Box} box */
  add(box) {
    for (const key of cellsOf(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
  }

  /**
   * Whether a box touches none of those that were added.
   * @param {Box} box @returns {boolean}
   */
  isFree(box) {
    for (const key of cellsOf(box)) {
      const cell = this.cells.get(key);
      if (cell && !isFree(box, cell)) return false;
    }
    return true;
  }

  /**
   * Which of the boxes that were added may touch a box, each once.
   * @param {Box} box @returns {Set<Box>}
   */
  near(box) {
    /** @type {Set<Box>} */
    const found = new Set();
    for (const key of cellsOf(box)) for (const one of this.cells.get(key) ?? []) found.add(one);
    return found;
  }

  /**
   * The share of a box that lies under those that were added (more than 1 where these overlap).
   * @param {Box} box @returns {number}
   */
  covered(box) {
    let sum = 0;
    for (const one of this.near(box)) sum += overlap(box, one);
    return sum / ((box[2] - box[0]) * (box[3] - box[1]));
  }
}

/** @param {Box} box @returns {number[]} the grid squares that a box touches */
function cellsOf([left, top, right, bottom]) {
  const [west, east] = [Math.floor(left / CELL_PX), Math.floor(right / CELL_PX)];
  const [north, south] = [Math.floor(top / CELL_PX), Math.floor(bottom / CELL_PX)];
  const keys = [];
  for (let y = north; y <= south; y += 1) for (let x = west; x <= east; x += 1) keys.push(y * 65536 + x);
  return keys;
}
