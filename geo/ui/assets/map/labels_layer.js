// The names above the map: which there are, where they stand, and how they follow the map.

import { CourseNames } from "./course_names.js";
import { CLUSTER_ICON_PX } from "./clusters.js";
import {
  LABELS, coveredLabels, fontOf, labelElement, labelPoint, visibleLabels, widthOf, widths,
} from "./labels.js";
import { screen } from "./mercator.js";
import { squareOf } from "./boxes.js";
import { svgElement } from "./svg.js";
import { balanced } from "./wrapping.js";

/** @import { MapView } from "./component.js" */
/** @import { Disc, Frame, Label, Mark, PlacedLabel, View } from "../types.js" */

const ALL_NAMED = 25; // so many places in view, or fewer, are all named
const COLUMN = 8; // names of the members of a disc that stand below each other
const INDENT = "\u2003"; // of the further lines of a name in a column
const LONG_PX = 170; // longer names are wrapped
const LINE_PX = 5; // around a point of a line
const DOT_LIMIT = 400; // more small dots are not looked at

export class Labels {
  /** @param {MapView} map */
  constructor(map) {
    this.map = map;
    /** @type {[HTMLElement, PlacedLabel][]} */
    this.shown = [];
    this.courses = new CourseNames(map);
    this.loaded = () => this.measure();
    document.fonts.addEventListener("loadingdone", this.loaded);
  }

  end() {
    document.fonts.removeEventListener("loadingdone", this.loaded);
  }

  // Recompute the labels: lines along their course, then what else is named. Those of a fan come first, because the
  // user opened it.
  write() {
    const { data, view, box, furniture, frame } = this.map;
    const [panels, points, numbers] = [furniture.panels(), this.map.symbolPoints(), this.map.clusterNumbers()];
    const course = this.courses.place(data.courses, [...panels, ...numbers, ...points.map(squareOf)]);
    const dots = this.map.dots.length > DOT_LIMIT ? [] : this.map.dotPoints().map(squareOf);
    const lines = [...course.points.map(([x, y]) => squareOf([x, y, LINE_PX])), ...dots];
    const shown = visibleLabels(
      this.wanted(course.named), view, box, points, panels, numbers, { names: course.boxes, lines });
    this.shown = shown.map((label) => [labelElement(label), label]);
    this.map.find(".labels").replaceChildren(...this.shown.map(([name]) => name));
    frame.dataset.labels = String(shown.length + course.named.size);
    this.map.moveOver();
  }

  /**
   * The labels that are to be placed; lines that are `named` along their course need none.
   * @param {Set<string>} named @returns {Label[]}
   */
  wanted(named) {
    const { data, view, box, cluster, clustered, symbols } = this.map;
    const others = data.labels.filter(({ id }) => !id || !named.has(id));
    const font = fontOf("place", box);
    const inLines = (/** @type {string} */ text) => balanced(text, LONG_PX, (part) => widthOf(part, font)).join("\n");
    const must = placesInView(data.labels, view, box) <= ALL_NAMED;
    const loose = others.filter(({ id }) => !id || !clustered.has(id)).map((label) => {
      const offset = label.id ? cluster.offsets[label.id] : undefined;
      const isNeeded = isPlace(label) && (must || label.id === data.selected);
      return { ...label, ...(offset && { zoom: 0, offset }), ...(isNeeded && needed(label, inLines)) };
    });
    const discs = must ? symbols.flatMap((mark) => columnsOf(mark, others, inLines)) : [];
    return [...loose.filter(({ offset }) => offset), ...discs, ...loose.filter(({ offset }) => !offset)];
  }

  // A font of the page was loaded, so widths of names change.
  measure() {
    const { map } = this;
    widths.clear();
    for (const label of map.data?.labels ?? []) delete label.width;
    if (map.deck && map.root.isConnected) this.write();
  }

  move() {
    const { view, box, furniture } = this.map;
    const panels = furniture.panels();
    const covered = coveredLabels(this.shown.map(([, label]) => label), view, box, panels);
    const leaders = [];
    for (const [number, [name, label]] of this.shown.entries()) {
      name.hidden = covered[number];
      const [x, y] = labelPoint(label, view, box);
      const shift = LABELS[label.kind].centred ? "translate(-50%, -50%)" : "translate(0, -50%)";
      name.style.transform = `translate(${x}px, ${y}px) ${shift}`;
      if (label.leader && !name.hidden) leaders.push(leaderElement(label, view, box));
    }
    this.map.find(".leaders").replaceChildren(...leaders);
    this.courses.move();
  }
}

/**
 * What makes a label one that must be there; in lines its width is another one.
 * @param {Label} label @param {(text: string) => string} inLines
 */
function needed(label, inLines) {
  return { must: true, zoom: 0, text: inLines(label.text), width: undefined };
}

/** @param {Label} label */
function isPlace({ kind, station }) {
  return kind === "place" && !station;
}

/**
 * How many places have their point on the map.
 * @param {Label[]} labels @param {View} view @param {Frame} box
 */
function placesInView(labels, view, box) {
  return labels.filter(isPlace).filter(({ lon, lat }) => {
    const [x, y] = screen(lon, lat, view, box);
    return x >= 0 && y >= 0 && x <= box.clientWidth && y <= box.clientHeight;
  }).length;
}

/**
 * The names of the members of a disc, in columns beside it; none for a single symbol.
 * @param {Mark} mark @param {Label[]} labels @param {(text: string) => string} inLines @returns {Label[]}
 */
function columnsOf(mark, labels, inLines) {
  if (!mark.members) return [];
  const { members, position: [lon, lat], offset } = /** @type {Disc} */ (mark);
  const names = labels.filter(({ id }) => id && members.includes(id)).map(({ text }) => inLines(text).replaceAll("\n", `\n${INDENT}`));
  const count = Math.ceil(names.length / COLUMN);
  const long = Math.ceil(names.length / count);
  return Array.from({ length: count }, (_, column) => ({
    text: names.slice(column * long, (column + 1) * long).join("\n"),
    kind: "place", lon, lat, zoom: 0, must: true, half: CLUSTER_ICON_PX / 2, offset,
  }));
}

/** @param {PlacedLabel} label @param {View} view @param {Frame} box */
function leaderElement(label, view, box) {
  const [x, y] = labelPoint({ ...label, dx: 0, dy: 0 }, view, box);
  const [[fromX, fromY], [toX, toY]] = /** @type {NonNullable<PlacedLabel["leader"]>} */ (label.leader);
  return svgElement("line", { x1: x + fromX, y1: y + fromY, x2: x + toX, y2: y + toY });
}
