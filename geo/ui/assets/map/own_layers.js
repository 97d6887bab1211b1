// A visitor's own layers (geo/ui/widgets/own_layer_data.py): drawn above the ground and below the places. Their
// features are asked for once, at an address that ends with the session; tiles are asked for as they are needed.

/** @import { MapView } from "./component.js" */
/** @import { Entry } from "./picture_layout.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Bounds, Label, Layer, Point } from "../types.js" */

/**
 * @typedef {{ colour: number[], edge: number[], dot: number, line: number, fill: number }} OwnStyle
 * @typedef {{ icon: string, text: string, count: number | null, printed: string }} OwnEntry `printed` has a place for
      the name
 * @typedef {object} OwnLayer
 * @property {number} id
 * @property {string} address of its features, or of tiles with {z}, {x} and {y}
 * @property {"features" | "vector" | "pictures"} kind
 * @property {OwnStyle} style
 * @property {number | null} label the number of a column
 * @property {OwnEntry} legend
 * @property {number[]} [zooms] of tiles
 * @property {Bounds} [bounds] of tiles
 * @typedef {{ layers: OwnLayer[], texts: { gone: string } }} OwnData the uppermost layer first
 * @typedef {{ type: "Feature", geometry: { type: string }, properties: { values: string[], at: Point, tip: string,
      own: true } }} OwnFeature
 * @typedef {{ columns: string[], features: OwnFeature[] }} OwnFile
 * @typedef {{ url: string, signal: AbortSignal }} Tile
 */

const MOST_LINES = 12; // of attributes
const MOST_LABELS = 300; // of a layer
const LONGEST = { legend: 18, label: 30 }; // characters
const LABEL_ZOOM = 6.5; // from which layers are labelled
const OPACITY = 0.75; // of pictures
const TILE_PX = 256;
const GROUND = /^(base-|background)/;

/** @type {Map<string, OwnFile | null>} what has come, by address; null where nothing can */
const files = new Map();

export class OwnLayers {
  /** @param {MapView} map */
  constructor(map) {
    this.map = map;
    /** @type {Set<string>} addresses that are being loaded */
    this.awaited = new Set();
    this.written = ""; // texts whose characters were asked for
  }

  get isWhole() {
    return this.awaited.size === 0;
  }

  /**
   * The scene with the layers that are here; the others are asked for.
   * @param {Scene} scene @returns {Scene}
   */
  over(scene) {
    const own = scene.ownLayers;
    forget(own?.layers ?? []);
    if (!own) return scene;
    this.needFont(own.layers.map(({ legend }) => legend.printed + legend.text).join(""));
    for (const layer of own.layers) if (layer.kind === "features") this.need(layer.address);
    return withOwn(scene, own, files);
  }

  /**
   * The characters that only a picture writes: a canvas does not wait for a font.
   * @param {string} text
   */
  needFont(text) {
    if (text === this.written) return;
    this.written = text;
    const { fontFamily } = getComputedStyle(this.map.frame);
    document.fonts.load(`12px ${fontFamily}`, text).catch(() => {}); // then the picture has another font
  }

  /** @param {string} address */
  need(address) {
    if (files.has(address) || this.awaited.has(address)) return;
    this.awaited.add(address);
    load(address).then((file) => files.set(address, file), () => files.set(address, null)).then(() => {
      this.awaited.delete(address);
      if (this.map.ended) return;
      this.map.take();
      this.map.redrawSoon();
    });
  }
}

/**
 * The layers between ground and places, their names on the map, and their lines of the legend.
 * @param {Scene} scene @param {OwnData} own @param {Map<string, OwnFile | null>} loaded @returns {Scene}
 */
export function withOwn(scene, own, loaded) {
  const drawn = [...own.layers].reverse().flatMap((layer) => drawnLayer(layer, loaded.get(layer.address)));
  const first = scene.layers.findIndex(({ id }) => !GROUND.test(id));
  const at = first < 0 ? scene.layers.length : first;
  const counties = scene.labels.findIndex(({ kind }) => kind === "county");
  const split = counties < 0 ? scene.labels.length : counties;
  const labels = own.layers.flatMap((layer) => labelsOf(layer, loaded.get(layer.address)));
  const legend = own.layers.map(({ legend: entry, address }) => ({
    ...entry,
    text: shortened(entry.text, LONGEST.legend) + (loaded.get(address) === null ? ` – ${own.texts.gone}` : ""),
    name: entry.text,
  }));
  return {
    ...scene,
    layers: [...scene.layers.slice(0, at), ...drawn, ...scene.layers.slice(at)],
    labels: [...scene.labels.slice(0, split), ...labels, ...scene.labels.slice(split)],
    legend: [...scene.legend, ...legend],
  };
}

/**
 * The legend of a picture: own layers with who provided them, their names as long as `fits` allows.
 * @param {(Entry & { printed?: string, name?: string })[]} legend @param {(text: string) => boolean} fits
 * @returns {Entry[]}
 */
export function pictureLegend(legend, fits) {
  return legend.map((entry) => {
    const { printed, name } = entry;
    if (!printed || !name) return entry;
    const lengths = Array.from({ length: [...name].length }, (_, at) => [...name].length - at);
    const texts = lengths.map((most) => printed.replace("{name}", () => shortened(name, most)));
    return { ...entry, text: texts.find(fits) ?? texts[texts.length - 1] };
  });
}

/**
 * The attributes of a feature as lines of plain text; the rest of the page shows it as nothing else.
 * The layer of a vector tile is a value without a column.
 * @param {string[]} columns @param {string[]} values
 */
export function tipOf(columns, values) {
  const lines = columns.map((column, at) => values[at] && (column ? `${column}: ${values[at]}` : values[at]));
  return lines.filter(Boolean).slice(0, MOST_LINES).join("\n");
}

/** @param {string} text @param {number} most */
export function shortened(text, most) {
  const signs = [...text];
  return signs.length <= most ? text : `${signs.slice(0, most - 1).join("")}…`;
}

/** @param {OwnLayer} layer @param {OwnFile | null | undefined} file @returns {Layer[]} */
function drawnLayer(layer, file) {
  // A layer of another look is another one for deck.gl, which compares no functions.
  const id = `own-${layer.id}-${layer.style.colour.join("-")}`;
  if (layer.kind !== "features") return [tileLayer(id, layer)];
  if (!file) return [];
  return [/** @type {Layer} */ ({ id, "@@type": "GeoJsonLayer", data: /** @type {any[]} */ (file.features), pickable: true,
    ...look(layer.style) })];
}

/** @param {OwnStyle} style how features are drawn */
function look({ colour, edge, dot, line, fill }) {
  const isPoint = (/** @type {any} */ { geometry }) => geometry.type.endsWith("Point");
  return {
    filled: true, stroked: true, pointType: "circle",
    lineWidthUnits: "pixels", pointRadiusUnits: "pixels",
    getPointRadius: dot,
    getLineWidth: (/** @type {any} */ shape) => (isPoint(shape) ? 1 : line),
    getLineColor: (/** @type {any} */ shape) => (isPoint(shape) ? edge : colour),
    getFillColor: (/** @type {any} */ shape) => [...colour, isPoint(shape) ? 255 : fill],
  };
}

/** @param {string} id @param {OwnLayer} layer @returns {Layer} */
function tileLayer(id, { address, kind, style, zooms: [minZoom, maxZoom] = [0, 0], bounds }) {
  const isVector = kind === "vector";
  return /** @type {Layer} */ ({
    id, "@@type": "TileLayer", data: /** @type {any} */ (address), minZoom, maxZoom,
    ...(bounds && { extent: bounds }),
    tileSize: isVector ? 2 * TILE_PX : TILE_PX, maxCacheSize: 200, pickable: isVector,
    getTileData: (/** @type {Tile} */ tile) => tileContent(tile, isVector),
    renderSubLayers: (/** @type {any} */ props) => (isVector ? shapes(props, style) : sheet(props)),
  });
}

/** @param {Tile} tile @param {boolean} isVector */
async function tileContent({ url, signal }, isVector) {
  const answer = await fetch(url, { signal });
  if (!answer.ok || answer.status === 204) return null;
  if (!isVector) return createImageBitmap(await answer.blob());
  const { features } = await answer.json();
  for (const feature of features) {
    const given = feature.properties.values;
    const columns = Object.keys(given);
    feature.properties = { own: true, tip: tipOf(columns, columns.map((column) => given[column])) };
  }
  return features;
}

/** @param {any} props of one tile @param {OwnStyle} style */
function shapes({ id, data }, style) {
  if (!data) return null;
  const { GeoJsonLayer } = /** @type {any} */ (window).deck;
  return new GeoJsonLayer({ id, data, pickable: true, ...look(style) });
}

/** @param {any} props of one tile */
function sheet({ id, data, tile }) {
  if (!data) return null;
  const { west, south, east, north } = tile.bbox;
  const { BitmapLayer } = /** @type {any} */ (window).deck;
  return new BitmapLayer({ id, image: data, bounds: [west, south, east, north], opacity: OPACITY });
}

/** @param {OwnLayer} layer @param {OwnFile | null | undefined} file @returns {Label[]} */
function labelsOf({ label, style }, file) {
  if (!file || label === null) return [];
  return file.features.filter(({ properties: { values } }) => values[label]).slice(0, MOST_LABELS)
    .map(({ properties: { values, at: [lon, lat] } }) => ({
      text: shortened(values[label], LONGEST.label), kind: "own", lon, lat, zoom: LABEL_ZOOM, half: style.dot }));
}

/**
 * Features are kept as long as their layer is on a map.
 * @param {OwnLayer[]} layers
 */
function forget(layers) {
  const named = new Set(layers.map(({ address }) => address));
  for (const address of files.keys()) if (!named.has(address)) files.delete(address);
}

/** @param {string} address @returns {Promise<OwnFile>} */
async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`a layer cannot be loaded (${answer.status})`);
  return prepared(await answer.json());
}

/**
 * A file with the text of each feature; nothing else of it is read by the map.
 * @param {OwnFile} file @returns {OwnFile}
 */
export function prepared(file) {
  for (const { properties } of file.features) {
    properties.own = true;
    properties.tip = tipOf(file.columns, properties.values);
  }
  return file;
}
