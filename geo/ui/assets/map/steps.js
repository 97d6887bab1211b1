// Map movements by buttons and keys.

import { ZOOM, place } from "./mercator.js";

/** @import { MapView } from "./component.js" */
/** @import { View } from "../types.js" */

/** @param {MapView} map */
export function goNorth(map) {
  glide(map, { ...map.view, bearing: 0 });
}

/** @param {MapView} map @param {number} right @param {number} down in thirds of the map */
export function panBy(map, right, down) {
  const view = ahead(map);
  const { clientWidth, clientHeight } = map.box;
  const x = clientWidth * (1 / 2 + right / 3);
  const y = clientHeight * (1 / 2 + down / 3);
  const [longitude, latitude] = place(x, y, view, map.box);
  glide(map, { ...view, longitude, latitude });
}

/** @param {MapView} map @param {number} step */
export function zoomBy(map, step) {
  const view = ahead(map);
  const zoom = Math.max(ZOOM.minZoom, Math.min(ZOOM.maxZoom, view.zoom + step));
  glide(map, { ...view, zoom });
}

/**
 * The current or the target view, so that quick steps add up.
 * @param {MapView} map
 */
function ahead(map) {
  return map.pilot.goal ?? map.view;
}

/** @param {MapView} map @param {View} to */
function glide(map, to) {
  map.moveByHand();
  map.pilot.glide(map.view, to);
}
