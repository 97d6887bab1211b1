// Names along the course of a line: where the glyphs of a text stand beside a path, in pixels.
//
// A name stands beside a smooth stretch of the path, never on it and never upside down. On a steep stretch Chinese
// reads from top to bottom with its characters upright, as maps of China have it.

/** @import { Box, Frame, Pixel } from "../types.js" */

/**
 * @typedef {{ char: string, x: number, y: number, angle: number }} Glyph its middle, and its turn in radians
 * @typedef {{ glyphs: Glyph[], at: Pixel }} CourseName `at` is the middle of the name
 * @typedef {{ text: string, widths: number[], size: number }} Script a text, and the width of each of its characters
 * @typedef {{ points: Pixel[], along: number[] }} Run a smooth part of a path in view, with the lengths up to each point
 */

/**
 * @typedef {object} Ground what a name has to consider
 * @property {Frame} map
 * @property {(box: Box) => boolean} isFree whether no symbol, name or panel is there
 * @property {(box: Box) => boolean} isClear whether no line is there; less important
 */

const STEP_PX = 4; // between the points of a smooth path
const SMOOTH = 4; // how many points on each side are averaged, twice
const SLIDE_PX = 12; // between positions that are tried
const BESIDE = 0.5; // from the path to a name, in sizes of its text
const GAP_PX = 5; // and in pixels
const MOST_TURN = 0.45; // radians between two characters
const WHOLE_TURN = 1; // and of a whole name
const CLOSEST = 0.85; // of the usual distance of two letters; Chinese is spaced out and keeps all of it
const STEEP = 0.87; // radians: Chinese on steeper paths is read downwards
const AGAIN_PX = 340; // between two names of one line
const MOST_NAMES = 3;
const SPACED = 0.3; // between Chinese characters, in sizes
const CHINESE = /^[\p{Script=Han}\d\s·—～、]+$/u;

/**
 * The names of a line, none where there is no room for one.
 * @param {Pixel[][]} paths @param {Script} script @param {Ground} ground @returns {CourseName[]}
 */
export function courseNames(paths, script, ground) {
  const tried = runsOf(paths, ground.map)
    .flatMap((run) => candidatesOn(run, script, ground))
    .sort((one, other) => one.cost - other.cost);
  /** @type {CourseName[]} */
  const names = [];
  for (const { name } of tried) {
    if (names.length === MOST_NAMES) break;
    if (names.some(({ at }) => Math.hypot(at[0] - name.at[0], at[1] - name.at[1]) < AGAIN_PX)) continue;
    if (glyphBoxes(name, script.size).every((box) => isInside(box, ground.map) && ground.isFree(box))) {
      names.push(name);
    }
  }
  return names;
}

/**
 * The boxes of the glyphs of a name.
 * @param {CourseName} name @param {number} size @returns {Box[]}
 */
export function glyphBoxes({ glyphs }, size) {
  const half = size / 2 + 1;
  return glyphs.map(({ x, y }) => [x - half, y - half, x + half, y + half]);
}

/** @param {Box} box @param {Frame} map */
function isInside([left, top, right, bottom], { clientWidth, clientHeight }) {
  return left >= 0 && top >= 0 && right <= clientWidth && bottom <= clientHeight;
}

/**
 * The parts of paths that lie on the map, smooth.
 * @param {Pixel[][]} paths @param {Frame} map @returns {Run[]}
 */
export function runsOf(paths, map) {
  return paths.flatMap((path) => clipped(path, map)).map((path) => measured(smooth(smooth(even(path)))));
}

/**
 * A path cut to the map, in parts.
 * @param {Pixel[]} path @param {Frame} map @returns {Pixel[][]}
 */
function clipped(path, { clientWidth, clientHeight }) {
  /** @type {Pixel[][]} */
  const parts = [];
  /** @type {Pixel[] | null} */
  let part = null;
  for (let at = 1; at < path.length; at += 1) {
    const [from, to] = [path[at - 1], path[at]];
    const inside = within(from, to, clientWidth, clientHeight);
    if (!inside) {
      part = null;
      continue;
    }
    const [begin, end] = inside;
    if (!part || begin > 0) {
      part = [between(from, to, begin)];
      parts.push(part);
    }
    part.push(between(from, to, end));
    if (end < 1) part = null;
  }
  return parts;
}

/**
 * Which part of a straight line lies on the map, as fractions (Liang and Barsky).
 * @param {Pixel} from @param {Pixel} to @param {number} width @param {number} height
 * @returns {[number, number] | null}
 */
function within(from, to, width, height) {
  let [begin, end] = [0, 1];
  for (const [axis, most] of /** @type {const} */ ([[0, width], [1, height]])) {
    const way = to[axis] - from[axis];
    if (way === 0) {
      if (from[axis] < 0 || from[axis] > most) return null;
      continue;
    }
    const [one, other] = [-from[axis] / way, (most - from[axis]) / way];
    begin = Math.max(begin, Math.min(one, other));
    end = Math.min(end, Math.max(one, other));
  }
  return begin < end ? [begin, end] : null;
}

/** @param {Pixel} from @param {Pixel} to @param {number} part @returns {Pixel} */
function between(from, to, part) {
  return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
}

/**
 * The same path with a point every few pixels.
 * @param {Pixel[]} path @returns {Pixel[]}
 */
function even(path) {
  const points = [path[0]];
  let left = STEP_PX; // to the next point
  for (let at = 1; at < path.length; at += 1) {
    const [from, to] = [path[at - 1], path[at]];
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    let done = left;
    for (; done <= length; done += STEP_PX) points.push(between(from, to, done / length));
    left = done - length;
  }
  return points;
}

/**
 * The mean of each point and its neighbours, so that small bends do not turn the letters.
 * @param {Pixel[]} points @returns {Pixel[]}
 */
function smooth(points) {
  return points.map((_, at) => {
    const reach = Math.min(SMOOTH, at, points.length - 1 - at);
    let [x, y] = [0, 0];
    for (let near = at - reach; near <= at + reach; near += 1) {
      x += points[near][0];
      y += points[near][1];
    }
    return [x / (2 * reach + 1), y / (2 * reach + 1)];
  });
}

/** @param {Pixel[]} points @returns {Run} */
function measured(points) {
  const along = [0];
  for (let at = 1; at < points.length; at += 1) {
    along.push(along[at - 1] + Math.hypot(points[at][0] - points[at - 1][0], points[at][1] - points[at - 1][1]));
  }
  return { points, along };
}

/**
 * A point of a run, by its length from the beginning.
 * @param {Run} run @param {number} length @returns {Pixel}
 */
function pointAt({ points, along }, length) {
  let [low, high] = [0, along.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (along[middle] <= length) low = middle;
    else high = middle;
  }
  return between(points[low], points[high], (length - along[low]) / (along[high] - along[low] || 1));
}

/**
 * All positions of a name beside a run that can be read, with what is to be said against each.
 * @param {Run} run @param {Script} script @param {Ground} ground
 * @returns {{ name: CourseName, cost: number }[]}
 */
function candidatesOn(run, script, ground) {
  const whole = run.along[run.along.length - 1];
  const length = lengthOf(script);
  const found = [];
  for (let begin = 0; begin + length <= whole; begin += SLIDE_PX) {
    const middle = Math.abs(begin + length / 2 - whole / 2) / whole;
    const base = baseOf(run, script, begin, length);
    if (!base) continue;
    for (const side of [-1, 1]) {
      const name = besides(base, script, side);
      if (isCrowded(name, script)) continue;
      const hidden = glyphBoxes(name, script.size - 4).filter((box) => !ground.isClear(box)).length;
      const cost = base.bend + middle + (side > 0 ? 0.15 : 0) + (2 * hidden) / name.glyphs.length;
      found.push({ name, cost });
    }
  }
  return found;
}

/**
 * Whether characters lie on each other: on the inner side of a bend.
 * @param {CourseName} name @param {Script} script
 */
function isCrowded({ glyphs }, { text, widths }) {
  const least = CHINESE.test(text) ? 1 : CLOSEST;
  return glyphs.some(({ x, y }, number) => {
    const last = glyphs[number - 1];
    const room = number && (widths[number] + widths[number - 1]) / 2;
    return last && Math.hypot(x - last.x, y - last.y) < least * room;
  });
}

/** @param {Script} script @returns {number} the length that a name needs on its path */
export function lengthOf({ text, widths, size }) {
  const room = CHINESE.test(text) ? SPACED * size * (widths.length - 1) : 0;
  return widths.reduce((sum, width) => sum + width, room);
}

/**
 * Where the glyphs stand on the path itself, in reading order, and how much they bend; null where they cannot be
 * read. `down` is a steep Chinese name, whose characters are turned by a right angle less.
 * @param {Run} run @param {Script} script @param {number} begin @param {number} length
 */
function baseOf(run, script, begin, length) {
  const [from, to] = [pointAt(run, begin), pointAt(run, begin + length)];
  const chord = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const chinese = CHINESE.test(script.text);
  const slope = Math.abs(Math.sin(chord));
  const down = chinese && slope > Math.sin(STEEP);
  const backwards = down ? to[1] < from[1] : to[0] < from[0];
  const room = chinese ? SPACED * script.size : 0;
  const half = script.size / 2;
  /** @type {{ at: Pixel, angle: number }[]} */
  const spots = [];
  let done = 0;
  let bend = 0;
  for (const width of script.widths) {
    const way = done + width / 2;
    const middle = backwards ? begin + length - way : begin + way;
    const [before, after] = [pointAt(run, Math.max(0, middle - half)), pointAt(run, middle + half)];
    const turn = backwards ? Math.PI : 0;
    const angle = Math.atan2(after[1] - before[1], after[0] - before[0]) + turn;
    const last = spots[spots.length - 1];
    if (last) {
      const step = Math.abs(turned(angle - last.angle));
      if (step > MOST_TURN) return null;
      bend += step;
    }
    spots.push({ at: pointAt(run, middle), angle });
    done += width + room;
  }
  if (bend > WHOLE_TURN || spots.some(({ angle }) => !isUpright(angle, down))) return null;
  return { spots, down, bend: bend + (down ? 0.6 : 0.8 * slope) };
}

/** @param {number} angle @param {boolean} down */
function isUpright(angle, down) {
  return down ? Math.sin(angle) > 0.2 : Math.cos(angle) > 0;
}

/** @param {number} angle @returns {number} the same turn between -π and π */
function turned(angle) {
  return Math.atan2(Math.sin(angle), Math.cos(angle));
}

/**
 * A name beside its path: above or below it, left or right of a steep one.
 * @param {NonNullable<ReturnType<typeof baseOf>>} base @param {Script} script @param {number} side
 * @returns {CourseName}
 */
function besides({ spots, down }, { text, size }, side) {
  const away = side * (BESIDE * size + GAP_PX);
  const glyphs = [...text].map((char, number) => {
    const { at: [x, y], angle } = spots[number];
    const turn = down ? angle - Math.PI / 2 : angle;
    return { char, x: x - Math.sin(angle) * away, y: y + Math.cos(angle) * away, angle: turned(turn) };
  });
  const middle = glyphs[glyphs.length >> 1];
  return { glyphs, at: [middle.x, middle.y] };
}
