// The tooltip next to the pointer: never over a symbol, a button or a list.

import { isFree, squareOf } from "./boxes.js";
import { areaFiles, regionTip } from "./choropleth.js";
import { have } from "./files.js";
import { isWanted, place } from "./mercator.js";

/** @import { Box, Frame, Pixel } from "../types.js" */
/** @import { MapView } from "./component.js" */

const TIP_KEEP_PX = 14; // around the pointer
const TIP_STEP_PX = 8;
const TIP_FAR_PX = 120; // maximum distance from the pointer
const TIP_WAYS = 16; // directions that are tried

export class Tip {
  /** @param {MapView} map */
  constructor(map) {
    this.map = map;
    this.element = map.find(".tip");
    this.wanted = false; // only a mouse hovers; touch has no hover
  }

  /**
   * What deck.gl found below the pointer; where it is nothing, the region with its value.
   * @param {{ object?: any, x: number, y: number }} event a row of any layer
   */
  point({ object, x, y }) {
    if (!this.wanted) {
      this.hide();
      return;
    }
    const text = object ? object.tip ?? object.properties?.tip : this.region(x, y);
    if (text) this.show(text, [x, y]);
    else this.hide();
  }

  /** @param {number} x @param {number} y @returns {string | null} */
  region(x, y) {
    const { data, view, box } = this.map;
    if (!data.choropleth || !(x >= 0 && y >= 0)) return null;
    const [areas] = areaFiles(data.choropleth).map((name) => have(data.folder, name));
    const wanted = data.layers.filter((layer) => isWanted(layer, view, box));
    return regionTip(data, areas, place(x, y, view, box), wanted);
  }

  /** @param {string} text @param {Pixel} point */
  show(text, point) {
    const { element, map } = this;
    element.textContent = text;
    element.hidden = false;
    /** @type {Pixel} */
    const size = [element.offsetWidth, element.offsetHeight];
    const taken = [...map.furniture.panels(), ...map.symbolPoints().map(squareOf)];
    const spot = tipSpot(point, size, taken, map.dotPoints().map(squareOf), map.box);
    if (spot) element.style.transform = `translate(${spot[0]}px, ${spot[1]}px)`;
    else this.hide();
  }

  hide() {
    this.element.hidden = true;
  }

  // After a click or a map movement, nothing is shown until the pointer moves again, although deck.gl may
  // still report the old item.
  rest() {
    this.wanted = false;
    this.hide();
  }
}

/**
 * Where the upper left corner of a tip of [width, height] goes: near the pointer, in the box, and free of
 * what is `taken` (boxes [left, top, right, bottom]). It avoids the `others` (possibly thousands) if
 * possible. Null if there is no such position.
 * @param {Pixel} point @param {Pixel} size @param {Box[]} taken @param {Box[]} others
 * @param {Frame} box @returns {Pixel | null}
 */
export function tipSpot([x, y], [width, height], taken, others, { clientWidth, clientHeight }) {
  const reach = [TIP_FAR_PX + width, TIP_FAR_PX + height];
  /** @type {Box} */
  const around = [x - reach[0], y - reach[1], x + reach[0], y + reach[1]];
  /** @param {Box[]} boxes */
  const near = (boxes) => boxes.filter((box) => !isFree(box, [around]));
  const kept = [squareOf([x, y, TIP_KEEP_PX]), ...near(taken)];
  const avoided = near(others);
  /** @type {Pixel | null} */
  let best = null;
  for (let away = TIP_KEEP_PX + 1; away <= TIP_FAR_PX; away += TIP_STEP_PX) {
    for (let way = 0; way < TIP_WAYS; way += 1) {
      const angle = (2 * Math.PI * way) / TIP_WAYS;
      const left = within(x + Math.cos(angle) * (away + width / 2) - width / 2, clientWidth - width);
      const top = within(y + Math.sin(angle) * (away + height / 2) - height / 2, clientHeight - height);
      /** @type {Box} */
      const box = [left, top, left + width, top + height];
      if (!isFree(box, kept)) continue;
      if (isFree(box, avoided)) return [left, top];
      best ??= [left, top];
    }
  }
  return best;
}

/** @param {number} at @param {number} most @returns {number} */
function within(at, most) {
  return Math.max(0, Math.min(most, at));
}
