// How far a visitor may move the map: the province stays in view. Pure arithmetic in Web Mercator, so that
// it needs neither deck.gl nor a screen.

/** @import { Bounds, Clear, Frame, View } from "../types.js" */

const WORLD_PX = 512; // the size of the world at zoom 0, as deck.gl has it
const MARGIN_PX = 24; // around the whole province
const SPARE = 0.03; // how far the middle of the view may leave the province, of its size

/**
 * Where a point is on the world, in pixels at zoom 0, y down.
 * @param {number} lon @param {number} lat @returns {[number, number]}
 */
function world(lon, lat) {
  const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
  return [((lon + 180) / 360) * WORLD_PX, (0.5 - y / (2 * Math.PI)) * WORLD_PX];
}

/** @param {number} x @param {number} y @returns {[number, number]} */
function degrees(x, y) {
  const lat = (Math.atan(Math.exp((0.5 - y / WORLD_PX) * 2 * Math.PI)) * 360) / Math.PI - 90;
  return [(x / WORLD_PX) * 360 - 180, lat];
}

/**
 * The lowest zoom: the province just fits the part of the screen that nothing covers.
 * @param {Bounds} province @param {Frame} box @param {Clear} clear @returns {number}
 */
export function lowestZoom([west, south, east, north], box, { left = 0, right = 0, bottom = 0 }) {
  const [x0, y1] = world(west, south);
  const [x1, y0] = world(east, north);
  const wide = Math.max(1, box.clientWidth - left - right - 2 * MARGIN_PX);
  const high = Math.max(1, box.clientHeight - bottom - 2 * MARGIN_PX);
  return Math.log2(Math.min(wide / (x1 - x0), high / (y1 - y0)));
}

/**
 * The nearest view that shows the province: not farther away than all of it, and the middle of what nothing
 * covers lies inside its bounds. A view that does already is returned itself.
 * @param {View} view @param {Bounds} province @param {Frame} box @param {Clear} clear
 * @param {number} closest the highest zoom @returns {View}
 */
export function bounded(view, province, box, clear, closest) {
  const { left = 0, right = 0, bottom = 0 } = clear;
  const zoom = Math.min(closest, Math.max(view.zoom, lowestZoom(province, box, clear)));
  const scale = 2 ** zoom;
  const away = [(left - right) / 2 / scale, -bottom / 2 / scale]; // from the middle of the screen
  const [x, y] = world(view.longitude, view.latitude);
  const [west, south] = world(province[0], province[1]);
  const [east, north] = world(province[2], province[3]);
  const spare = [SPARE * (east - west), SPARE * (south - north)];
  const kept = [
    within(x + away[0], west - spare[0], east + spare[0]) - away[0],
    within(y + away[1], north - spare[1], south + spare[1]) - away[1],
  ];
  const same = zoom === view.zoom && Math.abs(kept[0] - x) < 1e-9 && Math.abs(kept[1] - y) < 1e-9;
  if (same) return view;
  const [longitude, latitude] = degrees(kept[0], kept[1]);
  return { ...view, longitude, latitude, zoom };
}

/** @param {number} value @param {number} least @param {number} most */
function within(value, least, most) {
  return Math.max(least, Math.min(most, value));
}
