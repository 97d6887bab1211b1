// The names of rivers, railways, expressways and canals along their course, above the map.

import { BoxIndex } from "./boxes.js";
import { courseNames, glyphBoxes } from "./course.js";
import { LABELS, fontOf, widthOf } from "./labels.js";
import { place, screen } from "./mercator.js";
import { flatPaths, paintedPaths } from "./screen_paths.js";
import { svgElement } from "./svg.js";

/** @import { Glyph } from "./course.js" */
/** @import { MapView } from "./component.js" */
/** @import { Box, Course, Pixel, Point, View } from "../types.js" */

/**
 * @typedef {object} WrittenName
 * @property {Point} at where it is fixed to the map
 * @property {Glyph[]} glyphs in pixels from there
 * @property {View} view for which it was placed
 * @property {SVGElement} element
 */

const NEAR_ZOOM = 7.6; // COUNTY_ZOOM of geo/mapping/base.py: from there on lines are drawn in detail
const DRIFT = 0.25; // of the zoom, after which a name no longer fits its line
const { size } = LABELS.place;

export class CourseNames {
  /** @param {MapView} map */
  constructor(map) {
    this.map = map;
    /** @type {WrittenName[]} */
    this.written = [];
  }

  /**
   * Write the names that have room beside what is taken: ids of the lines that are named, the boxes of the names, and
   * points of all lines, in pixels.
   * @param {Course[]} courses @param {Box[]} taken
   * @returns {{ named: Set<string>, boxes: Box[], points: Pixel[] }}
   */
  place(courses, taken) {
    const { view, box } = this.map;
    const drawn = courses.map((course) => ({ course, paths: paintedPaths(pathsOf(course, view), view, box) }));
    const points = drawn.flatMap(({ paths }) => paths.flatMap((path) => pointsOf(path)));
    const lines = new BoxIndex(points.map(([x, y]) => [x - 2, y - 2, x + 2, y + 2]));
    const names = new BoxIndex(taken);
    /** @type {{ named: Set<string>, boxes: Box[], points: Pixel[] }} */
    const found = { named: new Set(), boxes: [], points };
    const font = fontOf("place", box);
    this.written = drawn.flatMap(({ course: { id, text }, paths }) => {
      const widths = [...text].map((char) => widthOf(char, font));
      const placed = courseNames(paths, { text, widths, size }, {
        map: box, isFree: (one) => names.isFree(one), isClear: (one) => lines.isFree(one) });
      if (placed.length) found.named.add(id);
      for (const one of placed.flatMap((name) => glyphBoxes(name, size))) {
        names.add(one);
        found.boxes.push(one);
      }
      return placed.map(({ glyphs, at: [x, y] }) => {
        const there = glyphs.map((glyph) => ({ ...glyph, x: glyph.x - x, y: glyph.y - y }));
        return { at: place(x, y, view, box), glyphs: there, view, element: nameElement(there) };
      });
    });
    this.map.find(".courses").replaceChildren(...this.written.map(({ element }) => element));
    return found;
  }

  // While the map moves, the names go with it; at another zoom they are placed again once it rests.
  move() {
    const { view, box } = this.map;
    for (const { at, view: then, element } of this.written) {
      const [x, y] = screen(...at, view, box);
      const turn = (then.bearing ?? 0) - (view.bearing ?? 0);
      element.setAttribute("transform", `translate(${x} ${y}) rotate(${turn})`);
      element.toggleAttribute("hidden", Math.abs(then.zoom - view.zoom) > DRIFT);
    }
  }
}

/** @param {Course} course @param {View} view */
function pathsOf({ far, near }, { zoom }) {
  return flatPaths(zoom >= NEAR_ZOOM && near ? near : far);
}

/**
 * Points every few pixels of a path, where it is long.
 * @param {Pixel[]} path @returns {Pixel[]}
 */
function pointsOf(path) {
  /** @type {Pixel[]} */
  const points = [];
  let last = path[0];
  for (const [x, y] of path) {
    const length = Math.hypot(x - last[0], y - last[1]);
    if (length < 5) continue;
    const steps = Math.min(200, Math.ceil(length / 8));
    for (let at = 1; at <= steps; at += 1) {
      points.push([last[0] + ((x - last[0]) * at) / steps, last[1] + ((y - last[1]) * at) / steps]);
    }
    last = [x, y];
  }
  return points;
}

/** @param {Glyph[]} glyphs */
function nameElement(glyphs) {
  const name = /** @type {SVGElement} */ (svgElement("g", {}));
  name.append(...glyphs.map(({ char, x, y, angle }) => {
    const turn = `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${((angle * 180) / Math.PI).toFixed(1)})`;
    const glyph = svgElement("text", { transform: turn, dy: "0.35em" });
    glyph.textContent = char;
    return glyph;
  }));
  return name;
}
