// Combine the data of a run with the shared files of the build into the scene to draw.

import { placed, rowsOf } from "./catalogue.js";
import { LAYER, areaFiles, onClasses, withChoropleth } from "./choropleth.js";
import { isGround } from "./essentials.js";
import { have, haveAt } from "./files.js";
import { legendItems } from "./legend.js";
import { labelsOf } from "./place_names.js";
import { resolved } from "./references.js";

/** @import { Tiles } from "./background.js" */
/** @import { Columns, Row, Shown } from "./catalogue.js" */
/** @import { Choropleth } from "./choropleth.js" */
/** @import { Entry } from "./map_furniture.js" */
/** @import { Legend } from "./legend.js" */
/** @import { OwnData } from "./own_layers.js" */
/** @import { Paths } from "./paths.js" */
/** @import { SketchData } from "./sketches.js" */
/** @import { Bounds, Course, Label, Layer, Point } from "../types.js" */

/** @typedef {Record<string, string>} Texts */
/** @typedef {{ bounds: Bounds } | { lon: number, lat: number, zoom: number, bearing?: number }} Aim */
/** @typedef {Aim & { nonce: number | string }} Target where the page moves the map; new if the nonce is */

/**
 * The data of a map from a run of a page (geo/ui/widgets/map_component.py).
 * @typedef {object} MapData
 * @property {string} bundle the address of deck.gl
 * @property {string} folder that of what all maps of the build have in common
 * @property {string} root the path of the app on its server
 * @property {string} theme
 * @property {string} lang
 * @property {string} height a CSS length
 * @property {string} failed the text shown if the map cannot be drawn
 * @property {string[]} reports the clicks that the page subscribes to
 * @property {Target} target
 * @property {Shown} shown
 * @property {string | null} selected
 * @property {SketchData | null} [sketch] where areas can be drawn
 * @property {string} filter what is shown, in words, for the picture
 * @property {{ regions?: string[], shapes?: Paths[] }} outlines
 * @property {{ layers: Layer[], labels: Label[], legend: Entry[] } | null} extra instead of places
 * @property {Choropleth | null} [choropleth] an indicator of the regions, below the places
 * @property {Tiles | null} background of the settings
 * @property {OwnData | null} [ownLayers] a visitor's own, besides the places
 * @property {{ area: boolean, table?: boolean } | null} below whether there is a line below, and whether the link lacks an
 *   area or a table
 */

/**
 * The shared data of all maps of a build (geo/ui/widgets/map_files.py).
 * @typedef {object} Common
 * @property {Columns} places
 * @property {Record<string, Label[]>} areas prefectures and counties by language
 * @property {{ place: number, station: number }} labelZooms
 * @property {Record<string, number[]>} labelRoom further points for the names of prefectures, by code
 * @property {Record<string, { colour: string, icon: { url: string } }>} symbols
 * @property {Record<string, Texts>} notes
 * @property {Record<string, Texts>} texts
 * @property {Legend} legend
 * @property {Bounds} home
 * @property {Bounds} surroundings
 * @property {number[]} zooms
 */

/** @typedef {MapData & Pick<Common, "home" | "surroundings"> & { common: Common, rows: Row[], texts: Texts,
      layers: Layer[], labels: Label[], courses: Course[], legend: Entry[] }} Scene what is drawn */

/**
 * The names of the optional files of a scene.
 * @param {MapData} data
 */
export function optionalFiles(data) {
  return [...outlineFiles(data), ...areaFiles(data.choropleth)];
}

/** @param {MapData} data */
function outlineFiles({ outlines }) {
  return (outlines.regions ?? []).map((code) => `region-${code}`);
}

/**
 * Layers, labels, legend and texts, with those of the further files that are here.
 * @param {MapData} data @param {Common} common @param {any[]} layers of a look, with references
 * @returns {Scene}
 */
export function compose(data, common, layers) {
  const { lang, folder, extra, selected } = data;
  const rows = rowsOf(common.places, data.shown, lang);
  const shown = {
    rows,
    selected,
    symbols: common.symbols,
    notes: common.notes[lang],
    near: have(folder, "near"),
    regions: outlineFiles(data).map((name) => have(folder, name)).filter(Boolean),
    shapes: data.outlines.shapes ?? [],
  };
  const isBelow = (/** @type {Layer} */ layer) => isGround(layer) || layer.id === LAYER;
  const [areas] = areaFiles(data.choropleth).map((name) => have(folder, name));
  const ground = withChoropleth(layers.filter(isBelow).map(withFile), data.choropleth, areas);
  const others = layers.filter((layer) => !isBelow(layer));
  const names = common.areas[lang].map((label) =>
    (label.code ? { ...label, room: common.labelRoom[label.code] } : label));
  return {
    ...data,
    common,
    rows,
    texts: common.texts[lang],
    home: common.home,
    surroundings: common.surroundings,
    layers: [...ground, ...(extra ? extra.layers : others.map((layer) => onClasses(resolved(layer, shown), data.choropleth)))],
    labels: extra ? [...extra.labels, ...names] : labelsOf(rows, selected, names, common.labelZooms),
    courses: extra ? [] : coursesOf(rows, shown.near),
    legend: extra ? extra.legend : legendItems(common.legend, common.symbols, rows, lang),
  };
}

/**
 * The places that are lines.
 * @param {Row[]} rows @param {Record<string, object> | undefined} near @returns {Course[]}
 */
function coursesOf(rows, near) {
  return placed(rows).filter(({ precision, far }) => precision === "line" && far).map(({ id, name, far }) => ({
    id, text: name, far: lineParts(far), ...(near?.[id] && { near: lineParts(near[id]) }) }));
}

/** @type {WeakMap<object, Point[][]>} */
const parts = new WeakMap(); // the same for every run, so that they are projected once

/**
 * @param {any} geometry a LineString or MultiLineString of GeoJSON @returns {Point[][]}
 */
function lineParts(geometry) {
  const found = parts.get(geometry) ?? (geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates);
  parts.set(geometry, found);
  return found;
}

/**
 * A layer of the ground with what it draws, where that has come; else deck.gl loads it.
 * @param {any} layer @returns {Layer}
 */
function withFile(layer) {
  const file = haveAt(layer.data);
  return { ...layer, data: file?.features ?? file ?? layer.data };
}
