// The effect of keys on the map: [right, down] in thirds of the view, or zoom steps.

import { panBy, zoomBy } from "./steps.js";

/** @import { MapView } from "./component.js" */

/** @type {Record<string, [number, number]>} */
const PAN_KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** @type {Record<string, number>} */
const ZOOM_KEYS = { "+": 1, "=": 1, "-": -1, _: -1 };

/** @param {MapView} map @param {KeyboardEvent} event */
export function pressKey(map, event) {
  if (!map.deck || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key in PAN_KEYS) panBy(map, ...PAN_KEYS[event.key]);
  else if (event.key in ZOOM_KEYS) zoomBy(map, ZOOM_KEYS[event.key]);
  else if (event.key === "Home") map.goHome();
  else if (event.key === "Escape") map.escape();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
