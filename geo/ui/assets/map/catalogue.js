// The places of a build as columns (geo/mapping/map_data.py) → the rows that a map shows.

/** @import { Point } from "../types.js" */

/**
 * @typedef {object} Columns
 * @property {string[]} id
 * @property {Record<string, string[]>} name by language
 * @property {(number | null)[]} lon
 * @property {(number | null)[]} lat
 * @property {string[][]} sectors
 * @property {string[]} precision
 * @property {(number | null)[]} uncertainty metres
 * @property {string[]} look the name of its symbol
 * @property {(object | null)[]} far its simplified shape for the far view, as GeoJSON
 */

/**
 * A place that is shown. `number` is its place in a list, from 1.
 * @typedef {object} Row
 * @property {string} id
 * @property {string} name
 * @property {number | null} lon
 * @property {number | null} lat
 * @property {string[]} sectors
 * @property {string} precision
 * @property {number | null} uncertainty
 * @property {string} look
 * @property {object | null} far
 * @property {boolean} station
 * @property {number} [number]
 */

/**
 * The content of a run: `places` and `stations` as bits over the catalogue; or, for a list in its own
 * order, positions in the catalogue and whole rows of other places, with `stations` as bits.
 * @typedef {{ places?: string, stations?: string, list?: (number | Partial<Row>)[] }} Shown
 */

/**
 * The positions whose bit is set: one bit each, the first one highest.
 * @param {string} text base64 @returns {number[]}
 */
export function positionsOf(text) {
  const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  return [...bytes].flatMap((byte, at) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => byte & (128 >> bit)).map((bit) => at * 8 + bit));
}

/**
 * The rows of what is shown, in the order of the catalogue or of the list.
 * @param {Columns} columns @param {Shown} shown @param {string} lang @returns {Row[]}
 */
export function rowsOf(columns, { places = "", stations = "", list }, lang) {
  const derived = new Set(positionsOf(stations));
  const row = (/** @type {number} */ at) => rowAt(columns, at, lang, derived.has(at));
  if (!list) return [...positionsOf(places), ...derived].sort((one, other) => one - other).map(row);
  return list.map((entry, at) => {
    const found = typeof entry === "number" ? row(entry) : ownRow(entry);
    return { ...found, name: `${at + 1} ${found.name}`, number: at + 1 };
  });
}

/**
 * @param {Columns} columns @param {number} at @param {string} lang @param {boolean} station
 * @returns {Row}
 */
function rowAt(columns, at, lang, station) {
  return {
    id: columns.id[at],
    name: columns.name[lang][at],
    lon: columns.lon[at],
    lat: columns.lat[at],
    sectors: columns.sectors[at],
    precision: columns.precision[at],
    uncertainty: columns.uncertainty[at],
    look: columns.look[at],
    far: columns.far[at],
    station,
  };
}

/**
 * A place that is not in the catalogue: it has no sector, and no shape but its point.
 * @param {Partial<Row>} given @returns {Row}
 */
function ownRow(given) {
  return {
    id: "", name: "", lon: null, lat: null, precision: "unlocated", uncertainty: null, look: "",
    ...given, sectors: [], far: null, station: false,
  };
}

/**
 * The rows that have a point, with it.
 * @param {Row[]} rows @returns {(Row & { position: Point })[]}
 */
export function placed(rows) {
  return rows.flatMap((row) =>
    (row.lon === null || row.lat === null ? [] : [{ ...row, position: /** @type {Point} */ ([row.lon, row.lat]) }]));
}
