// References of layers (geo/mapping/layers.py) → the items that they draw.

import { placed } from "./catalogue.js";
import { linesOf } from "./paths.js";

/** @import { Row } from "./catalogue.js" */
/** @import { Paths } from "./paths.js" */
/** @import { Layer, Point } from "../types.js" */

/** @typedef {{ type: string, coordinates: any[] }} Geometry as in GeoJSON */

/**
 * @typedef {object} Reference
 * @property {string} from
 * @property {"far" | "near"} [detail]
 * @property {"symbols" | Record<string, object>} [looks] by the name of a place's symbol
 * @property {object} [look]
 * @property {boolean} [segments] whether lines are wanted as their straight parts
 */

/**
 * The data for resolving references: the rows shown, and the shared files of all maps.
 * @typedef {object} Shown
 * @property {Row[]} rows
 * @property {string | null} selected
 * @property {Record<string, object>} symbols
 * @property {Record<string, string>} notes a precision in words
 * @property {Record<string, object> | undefined} near fine shapes by id, once they are here
 * @property {object[]} regions outlines as GeoJSON
 * @property {Paths[]} shapes other outlines
 */

const SPREAD_OUT = ["area", "line"]; // precisions: such places show their extent themselves

/**
 * A layer with the items that it draws; one that has them, or loads them, is left as it is.
 * @param {{ id: string, data: Reference | object[] | string }} layer @param {Shown} shown
 * @returns {Layer}
 */
export function resolved(layer, shown) {
  const { data } = layer;
  if (typeof data === "string" || Array.isArray(data)) return /** @type {Layer} */ (layer);
  return /** @type {Layer} */ ({ ...layer, detail: data.detail, data: MAKERS[data.from](shown, data) });
}

/** @type {Record<string, (shown: Shown, reference: Reference) => object[]>} */
const MAKERS = {
  choropleth: () => [], // filled where it is put above the land (choropleth.js)
  areas: (shown, reference) => features("area", shown, reference),
  lines: (shown, reference) => features("line", shown, reference),
  places: (shown, reference) => points(shown, reference, false),
  stations: (shown, reference) => points(shown, reference, true),
  outlines: ({ regions, shapes }) => [...regions, ...shapes.map(linesOf)]
    .map((geometry) => ({ type: "Feature", properties: {}, geometry })),
  uncertain: (shown) => ringed(shown)
    .filter(({ precision, uncertainty }) => uncertainty !== null && !SPREAD_OUT.includes(precision))
    .map(({ position, uncertainty }) => ({ position, metres: uncertainty })),
  selected: (shown, { look }) => ringed(shown).map(({ id, position }) => ({ id, position, ...look })),
};

/** @param {string} precision @param {Shown} shown @param {Reference} reference */
function features(precision, shown, { detail, looks, segments }) {
  const shapeOf = (/** @type {Row} */ { id, far }) =>
    (detail === "near" ? shown.near?.[id] : null) ?? far;
  const found = placed(shown.rows).filter((row) => row.precision === precision && shapeOf(row))
    .map((row) => ({
      type: "Feature",
      geometry: /** @type {Geometry} */ (shapeOf(row)),
      properties: { id: row.id, tip: row.name, ...lookOf(row, looks, shown) },
    }));
  return segments ? found.flatMap(segmentsOf) : found;
}

/**
 * The straight parts of a line, or of the border of an area.
 * @param {{ geometry: Geometry, properties: object }} feature
 */
function segmentsOf({ geometry: { type, coordinates }, properties }) {
  const lines = type === "LineString" ? [coordinates] : coordinates.flat(type === "MultiPolygon" ? 1 : 0);
  return lines.flatMap((/** @type {Point[]} */ line) =>
    line.slice(1).map((to, at) => ({ ...properties, from: line[at], to })));
}

/** @param {Shown} shown @param {Reference} reference @param {boolean} stations */
function points(shown, { looks }, stations) {
  return placed(shown.rows).filter(({ station }) => station === stations).map((row) => ({
    id: row.id,
    tip: row.name,
    position: row.position,
    ...(stations ? {} : { note: shown.notes[row.precision] }),
    ...lookOf(row, looks, shown),
  }));
}

/** @param {Row} row @param {Reference["looks"]} looks @param {Shown} shown */
function lookOf({ look }, looks, { symbols }) {
  return (looks === "symbols" ? symbols : looks)?.[look];
}

/** @param {Shown} shown */
function ringed({ rows, selected }) {
  return placed(rows).filter(({ id }) => id === selected).slice(0, 1);
}
