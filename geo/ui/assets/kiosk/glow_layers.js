// The layers: the land, the shore of light around it, and the lights of one set of places, while
// the previous set fades out. Arrays are filtered once per set; frames only change numbers.

import { isWanted } from "../map/mercator.js";

/** @import { Frame, Layer, View } from "../types.js" */
/** @import { Contents, Picture } from "./contents.js" */

const RING = "ring";
export const MANY = 24; // with more places than this, each is a dot instead of a symbol
const GLOW_OF_MANY = 0.5; // otherwise towns would be overexposed
const FLOW = "flow";
const TRAIL = 0.45; // KIOSK_TRAIL of geo/mapping/styles.py
const OUTLINE = {
  filled: true, stroked: true, getFillColor: [127, 208, 255, 22], getLineColor: [207, 230, 255, 235],
  getLineWidth: 2.5, lineWidthUnits: "pixels",
};
const DIM_BEHIND = 0.55; // the faint dots of all places, while others are lit

/** @param {any} item a row of any layer @returns {string} */
export function idOf(item) {
  return item.id ?? item.properties?.id;
}

export class Light {
  /** @param {Contents} contents */
  constructor(contents) {
    this.contents = contents;
    /** @type {Record<string, any[]>} the rows of each layer */
    this.source = Object.fromEntries(contents.light.map(({ id, data }) => [id, data]));
    this.shore = 0; // how much of the outline is drawn, 0 to 1
    this.part = 1; // progress of the change from one set to the next
    this.left = 1; // brightness of the set that fades out
    /** @type {0 | 1} */
    this.slot = 0;
    /** @type {Layer | null} the border of the prefecture that a visitor chose */
    this.outline = null;
    /** @type {(Layer[] | null)[]} the layers of the present set and of the one that goes out */
    this.sets = [null, null];
  }

  /**
   * Highlight the places of a picture; its site has a ring, its prefecture an outline.
   * @param {Picture} picture @param {boolean} flowing
   */
  choose({ ids, site, region }, flowing) {
    this.outline = region ? this.outlineOf(region.adcode) : null;
    this.left = this.brightness(); // a set that was fading in fades out from its current brightness
    this.slot = this.slot ? 0 : 1;
    const wanted = new Set(ids);
    const many = ids.filter((id) => !this.contents.places[id].station).length > MANY;
    this.sets[this.slot] = this.contents.light
      .filter(({ id }) => (flowing || id !== FLOW) && (site || id !== RING))
      .filter(({ id }) => id !== (many ? "symbols" : "sparks"))
      .map((layer) => ({
        ...layer,
        ...(many && layer.id === "glow" ? { getSize: layer.getSize * GLOW_OF_MANY } : {}),
        id: `${layer.id}-${this.slot}`,
        data: this.source[layer.dataOf ?? layer.id].filter((item) =>
          layer.id === RING ? item.id === site : wanted.has(idOf(item))),
      }))
      .filter(({ data }) => data.length);
    this.part = flowing ? 0 : 1;
    if (!flowing) this.sets[1 - this.slot] = null;
  }

  /**
   * The border of a prefecture, from the files of the base map. An approved map has its own borders, and no
   * such files.
   * @param {string} adcode @returns {Layer | null}
   */
  outlineOf(adcode) {
    const name = `base-near-prefecture-${adcode}`;
    const line = this.contents.land.find(({ id }) => id === name);
    return line ? { ...line, ...OUTLINE, id: "mine", zoomRange: undefined, box: undefined } : null;
  }

  // The change is complete: the previous set and the animation are no longer needed.
  settle() {
    this.part = 1;
    this.sets[1 - this.slot] = null;
    this.sets[this.slot] = this.sets[this.slot]?.filter(({ id }) => !id.startsWith(FLOW)) ?? null;
  }

  /** @param {View} view @param {Frame} box @param {number} scale @returns {Layer[]} */
  layers(view, box, scale) {
    const sizes = { sizeScale: scale, radiusScale: scale, widthScale: scale, lineWidthScale: scale };
    const { land, ground } = this.contents;
    const drawn = [...ground, ...(this.sets[1 - this.slot] ?? []), ...(this.sets[this.slot] ?? [])];
    return [
      ...land.filter((layer) => isWanted(layer, view, box)),
      ...(this.outline ? [this.outline] : []),
      ...drawn.map((layer) => ({ ...layer, ...sizes })),
    ].map((layer) => ({ ...layer, ...this.numbers(layer.id) }));
  }

  /**
   * What of a layer changes from frame to frame.
   * @param {string} id @returns {Record<string, number>}
   */
  numbers(id) {
    if (id.startsWith("shore")) return { currentTime: this.shore };
    if (id.startsWith("base-") || id === "mine") return { opacity: this.shore };
    if (id === "dim") return { opacity: this.shore * DIM_BEHIND };
    const coming = id.endsWith(`-${this.slot}`);
    if (id.startsWith(FLOW)) {
      return coming ? { currentTime: this.part * (1 + TRAIL), opacity: ramp(this.part, 0.02, 0.15) }
        : { currentTime: 1 + TRAIL };
    }
    return { opacity: coming ? this.brightness() : this.left * (1 - ramp(this.part, 0, 0.45)) };
  }

  brightness() {
    return ramp(this.part, 0.15, 0.6);
  }
}

/** @param {number} part @param {number} from @param {number} to @returns {number} */
export function ramp(part, from, to) {
  return Math.max(0, Math.min(1, (part - from) / (to - from)));
}
