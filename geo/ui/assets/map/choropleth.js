// An indicator of prefectures or counties below the places: a run says which class each region has
// (geo/ui/widgets/choropleth_scene.py), the areas are a shared file of the build.

import { askAt, haveAt } from "./files.js";
import { isInside } from "./paths.js";

/** @import { Bounds, Layer, Point } from "../types.js" */

/**
 * What a run says of the indicator; `classes` and `values` are in the order of the regions' codes.
 * @typedef {object} Choropleth
 * @property {"prefectures" | "counties"} level
 * @property {string} title with its unit
 * @property {string} source
 * @property {string[]} colors of the classes, as #rrggbb
 * @property {string} empty the colour of regions without a value
 * @property {(number | null)[]} classes
 * @property {string[]} values in words
 * @property {{ color: string, text: string, count: number }[]} legend
 */

/**
 * An area of the shared file: an item of GeoJSON.
 * @typedef {{ properties: { adcode: string, zh: string, en: string }, geometry: Geometry }} Area
 * @typedef {{ type: string, coordinates: any[] }} Geometry
 */

export const LAYER = "choropleth";
const AREAS = "places-areas"; // how the ids of their layers begin
const UNSEEN = [0, 0, 0, 1]; // of 255: what is drawn at all can be picked
const OVER_TILES = 0.62; // opacity over the background of the settings

/** @param {Choropleth | null | undefined} choropleth @returns {string[]} the shared file of its areas */
export function areaFiles(choropleth) {
  return choropleth ? [`areas-${choropleth.level}`] : [];
}

/**
 * The ground with the indicator: its layer stands above the land of the far view and is left out where there is
 * none; counties of the near view (`codes`) have its colours, and borders those in which they can be seen on it
 * (`over`).
 * @param {Layer[]} ground @param {Choropleth | null | undefined} choropleth @param {Area[] | undefined} areas
 * @returns {Layer[]}
 */
export function withChoropleth(ground, choropleth, areas) {
  if (!choropleth || !areas) {
    return ground.filter(({ id }) => id !== LAYER)
      .map((layer) => (layer.codes || layer.over ? { ...layer, ...triggers("") } : layer));
  }
  const fills = fillsOf(choropleth, areas);
  return ground.map((layer) => {
    if (layer.id === LAYER) return { ...layer, data: paintedAreas(areas, fills) };
    if (layer.codes) return { ...layer, ...nearFill(layer.codes, choropleth.level, fills) };
    return layer.over ? { ...layer, getColor: layer.over, getLineColor: layer.over, ...triggers("over") } : layer;
  });
}

/**
 * Areas of places on an indicator have their border alone, as on paper: a tint would change the colour of a class.
 * Their surface can be clicked all the same.
 * @param {Layer} layer @param {Choropleth | null | undefined} choropleth @returns {Layer}
 */
export function onClasses(layer, choropleth) {
  if (!layer.id.startsWith(AREAS) || !layer.filled) return layer;
  return { ...layer, ...(choropleth && { getFillColor: UNSEEN }), ...triggers(choropleth ? "unseen" : "") };
}

/**
 * What tells deck.gl that colours have changed: also when they change back.
 * @param {string} key
 */
function triggers(key) {
  return { updateTriggers: { getFillColor: key, getLineColor: key, getColor: key } };
}

/**
 * Layers for a background of tiles: what the indicator fills stays, and lets the tiles through.
 * @param {Layer} layer @returns {Layer}
 */
export function seeThrough(layer) {
  return { ...layer, opacity: OVER_TILES };
}

/** @param {Layer} layer whether the indicator fills it */
export function isFilled({ id, painted }) {
  return id === LAYER || Boolean(painted);
}

/**
 * The name of the region at a point and its value.
 * @param {{ choropleth?: Choropleth | null, lang: string, layers: Layer[] }} scene
 * @param {Area[] | undefined} areas @param {Point} point @param {Layer[]} wanted the layers of the view
 * @returns {string | null}
 */
export function regionTip({ choropleth, lang }, areas, point, wanted) {
  if (!choropleth || !areas) return null;
  const code = codeAt(areas, choropleth.level, point, wanted);
  const at = areas.findIndex(({ properties }) => properties.adcode === code);
  if (at < 0) return null;
  const { zh, en } = areas[at].properties;
  const [name, value] = [lang === "zh" ? zh : en, choropleth.values[at]];
  return value ? `${name}\n${choropleth.title}: ${value}` : name;
}

/**
 * The region at a point: in the near view by its own, finer borders, once they are here.
 * @param {Area[]} areas @param {string} level @param {Point} point @param {Layer[]} wanted
 * @returns {string | undefined}
 */
function codeAt(areas, level, point, wanted) {
  const pieces = wanted.filter(({ codes, box }) => codes && isIn(point, box));
  if (!wanted.some(({ codes }) => codes)) {
    return areas.find(({ geometry }) => isInside(point, ringsOf(geometry)))?.properties.adcode;
  }
  for (const { codes, data } of pieces) {
    /** @type {{ geometry: Geometry }[]} */
    const features = (typeof data === "string" ? loaded(data) : data) ?? [];
    const at = features.findIndex(({ geometry }) => isInside(point, ringsOf(geometry)));
    if (at >= 0) return level === "counties" ? codes[at] : prefectureOf(codes[at]);
  }
  return undefined;
}

/** @param {string} address @returns {any} the items of a file; asked for where it has not come */
function loaded(address) {
  askAt(address).catch(() => {}); // the next movement asks again
  return haveAt(address)?.features;
}

/** @param {string} county its code @returns {string} that of its prefecture */
function prefectureOf(county) {
  return `${county.slice(0, 4)}00`;
}

/** @param {Point} point @param {Bounds} bounds */
function isIn([x, y], [west, south, east, north]) {
  return x >= west && x <= east && y >= south && y <= north;
}

/** @param {Geometry} geometry a Polygon or MultiPolygon @returns {Point[][]} */
function ringsOf({ type, coordinates }) {
  return type === "Polygon" ? coordinates : coordinates.flat();
}

/**
 * Code → colour of every region.
 * @param {Choropleth} choropleth @param {Area[]} areas @returns {Record<string, number[]>}
 */
function fillsOf({ classes, colors, empty }, areas) {
  return Object.fromEntries(areas.map(({ properties }, at) => {
    const found = classes[at];
    return [properties.adcode, rgb(found === null || found === undefined ? empty : colors[found])];
  }));
}

/** @param {string} color @returns {number[]} */
function rgb(color) {
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
}

/** @type {WeakMap<Area[], { key: string, items: object[] }>} */
const painted = new WeakMap(); // the same items again are no news to deck.gl

/** @param {Area[]} areas @param {Record<string, number[]>} fills @returns {object[]} */
function paintedAreas(areas, fills) {
  const key = JSON.stringify(fills);
  const known = painted.get(areas);
  if (known?.key === key) return known.items;
  const items = areas.map(({ properties: { adcode }, geometry }) =>
    ({ type: "Feature", properties: { fill: fills[adcode] }, geometry }));
  painted.set(areas, { key, items });
  return items;
}

/**
 * The fill of the counties of one prefecture, which are in the order of their codes.
 * @param {string[]} codes @param {string} level @param {Record<string, number[]>} fills
 */
function nearFill(codes, level, fills) {
  const colors = codes.map((code) => fills[level === "counties" ? code : prefectureOf(code)]);
  return {
    painted: true,
    getFillColor: (/** @type {unknown} */ _, /** @type {{ index: number }} */ { index }) => colors[index],
    ...triggers(JSON.stringify(colors)),
  };
}
