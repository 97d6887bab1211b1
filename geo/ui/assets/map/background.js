// The background of the settings (geo/mapping/background.py): tiles in place of our own land. It is off until
// somebody switches it on; if its tiles come from another server, only after a question.

import { isFilled, seeThrough } from "./choropleth.js";

/** @import { MapView } from "./component.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Bounds, Layer } from "../types.js" */

/**
 * @typedef {object} Tiles
 * @property {string} address with {z}, {x} and {y}
 * @property {string} host the other server; empty if the tiles come from ours
 * @property {string} attribution
 * @property {number[]} zooms least and most
 * @property {boolean} vector
 * @property {Bounds | null} bounds
 * @property {Record<"show" | "hide" | "title" | "consent" | "agree" | "refuse", string>} texts
 */

/** @typedef {{ url: string, signal: AbortSignal }} Tile */

const TILE_PX = 256;
// Colour means a sector: pictures are grey for the most part, and dim on a dark map.
const GREY = 0.7;
const OPACITY = { light: 0.85, dark: 0.06 }; // deck.gl takes the root of it (1 / 2.2)
const VECTOR = {
  light: { line: [176, 184, 193], land: [240, 242, 244], water: [205, 224, 238] },
  dark: { line: [58, 76, 102], land: [22, 38, 62], water: [24, 58, 92] },
};

// What all maps of this page share: whether it is on, and which servers a person has agreed to.
const chosen = { on: false, hosts: new Set([""]) };

export class Background {
  /** @param {MapView} map */
  constructor(map) {
    this.map = map;
    this.button = map.find(".background");
    this.question = map.find(".consent");
    /** @type {Tiles | null} */
    this.tiles = null;
    this.button.onclick = () => this.toggle();
    this.question.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
  }

  get isOn() {
    return Boolean(this.tiles && chosen.on && chosen.hosts.has(this.tiles.host));
  }

  /**
   * The button and the question; returns the scene as it is drawn.
   * @param {Scene} scene @returns {Scene}
   */
  over(scene) {
    this.tiles = scene.background;
    this.button.hidden = !this.tiles;
    if (!this.tiles) return scene;
    const { texts, attribution } = this.tiles;
    this.button.title = this.button.ariaLabel = this.isOn ? texts.hide : texts.show;
    this.button.ariaPressed = String(this.isOn);
    this.map.find(".consent .title").textContent = texts.title;
    this.map.find(".consent .words").textContent = texts.consent;
    this.map.find(".consent .agree").textContent = texts.agree;
    this.map.find(".consent .refuse").textContent = texts.refuse;
    this.map.find(".consent .agree").onclick = () => this.agree();
    this.map.find(".consent .refuse").onclick = () => this.close();
    if (!this.isOn) return scene;
    return {
      ...scene,
      texts: { ...scene.texts, boundary: `${attribution} · ${scene.texts.boundary}` },
      layers: [tileLayer(this.tiles, scene.theme), ...withoutLand(scene.layers)],
    };
  }

  toggle() {
    const { tiles } = this;
    if (!tiles) return;
    if (this.isOn) this.switchTo(false);
    else if (chosen.hosts.has(tiles.host)) this.switchTo(true);
    else {
      this.question.hidden = false;
      this.map.find(".consent .agree").focus();
    }
  }

  agree() {
    if (this.tiles) chosen.hosts.add(this.tiles.host);
    this.close();
    this.switchTo(true);
  }

  close() {
    this.question.hidden = true;
    this.button.focus();
  }

  /** @param {boolean} on */
  switchTo(on) {
    chosen.on = on;
    this.map.take();
    this.map.redrawSoon();
  }
}

/**
 * Layers without what would cover the background: filled land and lakes; borders stay, and an indicator.
 * @param {Layer[]} layers @returns {Layer[]}
 */
export function withoutLand(layers) {
  return layers
    .filter(({ id, filled, stroked }) => !(id.startsWith("base-") && filled && stroked === false))
    .map((layer) => {
      if (isFilled(layer)) return seeThrough(layer);
      return layer.id.startsWith("base-") && layer.filled ? { ...layer, filled: false } : layer;
    });
}

/** @param {Tiles} tiles @param {string} theme @returns {Layer} */
function tileLayer({ address, host, zooms: [minZoom, maxZoom], vector, bounds }, theme) {
  const look = theme === "dark" ? "dark" : "light";
  const common = {
    id: "background",
    data: /** @type {any} */ (address),
    minZoom,
    maxZoom,
    ...(bounds && { extent: bounds }),
    pickable: false,
  };
  return {
    ...common, "@@type": "TileLayer", tileSize: vector ? 2 * TILE_PX : TILE_PX, maxCacheSize: 200,
    getTileData: (/** @type {Tile} */ tile) => content(tile, host, vector),
    renderSubLayers: (/** @type {any} */ props) => (vector ? shapes(props, VECTOR[look]) : sheet(props, OPACITY[look])),
  };
}

/**
 * A tile's picture, or its shapes as GeoJSON; null where there is none. The other server learns the site that asks, which some keys are
 * bound to, but not the page.
 * @param {Tile} tile @param {string} host @param {boolean} vector
 */
async function content({ url, signal }, host, vector) {
  const answer = await fetch(url, {
    signal, ...(host && { credentials: "omit", referrerPolicy: "origin" }),
  });
  if (!answer.ok || answer.status === 204) return null;
  return vector ? answer.json() : createImageBitmap(await answer.blob());
}

/**
 * @param {any} props of one tile
 * @param {{ line: number[], land: number[], water: number[] }} colours
 */
function shapes({ id, data }, { line, land, water }) {
  if (!data) return null;
  const { GeoJsonLayer } = /** @type {any} */ (window).deck;
  const isWater = (/** @type {any} */ { properties }) => properties.water;
  return new GeoJsonLayer({
    id, data: data.features, lineWidthUnits: "pixels", getLineWidth: 1, stroked: false,
    getFillColor: (/** @type {any} */ shape) => (isWater(shape) ? water : land),
    getLineColor: (/** @type {any} */ shape) => (isWater(shape) ? water : line),
  });
}

/** @param {any} props of one tile @param {number} opacity */
function sheet({ id, data, tile }, opacity) {
  if (!data) return null;
  const { west, south, east, north } = tile.bbox;
  const { BitmapLayer } = /** @type {any} */ (window).deck;
  return new BitmapLayer({ id, image: data, bounds: [west, south, east, north], opacity, desaturate: GREY });
}
