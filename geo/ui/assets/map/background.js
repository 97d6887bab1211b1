// The background of the settings (geo/mapping/background.py): tiles in place of our own land. It is off until
// somebody switches it on; if its tiles come from another server, only after a question.

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

const TILE_PX = 256;
// Colour means a sector: pictures are grey for the most part, and dim on a dark map.
const GREY = 0.7;
const OPACITY = { light: 0.85, dark: 0.4 };
const VECTOR = { light: { line: [150, 158, 167], fill: [228, 232, 236] },
  dark: { line: [80, 98, 122], fill: [26, 43, 68] } };

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
      texts: { ...scene.texts, boundary: `${scene.texts.boundary} · ${attribution}` },
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
 * Layers without what would cover the background: filled land and lakes; borders stay.
 * @param {Layer[]} layers @returns {Layer[]}
 */
export function withoutLand(layers) {
  return layers
    .filter(({ id, filled, stroked }) => !(id.startsWith("base-") && filled && stroked === false))
    .map((layer) => (layer.id.startsWith("base-") && layer.filled ? { ...layer, filled: false } : layer));
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
  if (vector) {
    const { line, fill } = VECTOR[look];
    return {
      ...common, "@@type": "MVTLayer", loadOptions: { worker: false }, binary: false,
      getLineColor: line, getFillColor: [...fill, 120], getPointRadius: 0,
      lineWidthUnits: "pixels", getLineWidth: 0.8,
    };
  }
  return {
    ...common, "@@type": "TileLayer", tileSize: TILE_PX, maxCacheSize: 200,
    getTileData: (/** @type {{ url: string, signal: AbortSignal }} */ tile) => picture(tile, host),
    renderSubLayers: (/** @type {any} */ props) => sheet(props, OPACITY[look]),
  };
}

/**
 * A tile's picture; null where there is none. The other server learns the site that asks, which some keys are
 * bound to, but not the page.
 * @param {{ url: string, signal: AbortSignal }} tile @param {string} host
 */
async function picture({ url, signal }, host) {
  const answer = await fetch(url, {
    signal, ...(host && { credentials: "omit", referrerPolicy: "origin" }),
  });
  if (!answer.ok || answer.status === 204) return null;
  return createImageBitmap(await answer.blob());
}

/** @param {any} props of one tile @param {number} opacity */
function sheet({ id, data, tile }, opacity) {
  if (!data) return null;
  const { west, south, east, north } = tile.bbox;
  const { BitmapLayer } = /** @type {any} */ (window).deck;
  return new BitmapLayer({ id, image: data, bounds: [west, south, east, north], opacity, desaturate: GREY });
}
