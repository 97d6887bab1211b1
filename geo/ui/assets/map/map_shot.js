// What deck.gl draws, as a picture of a given resolution.

import { penOf } from "./labels.js";

/** @import { MapView } from "./component.js" */

/**
 * The canvas keeps its pixels only until the browser has displayed them, so it is drawn again, larger, and copied at
 * once; afterwards it has the resolution of the screen as before, before anybody sees it.
 * @param {MapView} map @param {number} scale pixels for one of the page @returns {HTMLCanvasElement | null}
 */
export function shot({ deck, canvas, box }, scale) {
  if (!deck || !canvas || !box.clientWidth) return null;
  deck.setProps({ useDevicePixels: scale });
  deck.redraw("picture");
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  penOf(copy).drawImage(canvas, 0, 0);
  deck.setProps({ useDevicePixels: true });
  deck.redraw("screen");
  return copy;
}
