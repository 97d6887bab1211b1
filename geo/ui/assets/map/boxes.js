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
  for (const b of taken) if (box[2] >= b[0] && box[0] <= b[2] && box[3] >= b[1] && box[1] <= b[3]) return false;
  return true;
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
const ROW = 65536; // cells in a row of the grid

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
    const [west, north, east, south] = box.map(cellOf);
    for (let y = north; y <= south; y += 1) {
      for (let x = west; x <= east; x += 1) {
        const cell = this.cells.get(y * ROW + x);
        if (cell) cell.push(box);
        else this.cells.set(y * ROW + x, [box]);
      }
    }
  }

  /**
   * Whether a box touches none of those that were added.
   * @param {Box} box @returns {boolean}
   */
  isFree(box) {
    const [west, east, south] = [cellOf(box[0]), cellOf(box[2]), cellOf(box[3])];
    for (let y = cellOf(box[1]); y <= south; y += 1) {
      for (let x = west; x <= east; x += 1) {
        const cell = this.cells.get(y * ROW + x);
        if (cell && !isFree(box, cell)) return false;
      }
    }
    return true;
  }

  /**
   * The share of a box that lies under those that were added (more than 1 where these overlap).
   * @param {Box} box @returns {number}
   */
  covered(box) {
    if (this.isFree(box)) return 0;
    const [west, east, south] = [cellOf(box[0]), cellOf(box[2]), cellOf(box[3])];
    let sum = 0;
    for (let y = cellOf(box[1]); y <= south; y += 1) {
      for (let x = west; x <= east; x += 1) {
        for (const one of this.cells.get(y * ROW + x) ?? []) {
          // A box is in several squares: what both share is counted in the square of its upper left corner.
          const isHere = cellOf(Math.max(box[0], one[0])) === x && cellOf(Math.max(box[1], one[1])) === y;
          if (isHere) sum += overlap(box, one);
        }
      }
    }
    return sum / ((box[2] - box[0]) * (box[3] - box[1]));
  }
}

/** @param {number} at @returns {number} the column or row of the grid */
function cellOf(at) {
  return Math.floor(at / CELL_PX);
}
