// View arithmetic in Web Mercator: deck.gl's own (WebMercatorViewport of its bundle), so that elements above
// the canvas match what deck.gl draws. Everything here but `hasSize`, `sizeOf`, `keptWithin` and `clearances`
// may be called only after the bundle is loaded (bundle.js).

/** @import { Bounds, Clear, Frame, Layer, Pixel, Point, View, Viewport } from "../types.js" */

export const ZOOM = { minZoom: 4, maxZoom: 15 };
const CLOSEST_FIT = 14; // maximum zoom when fitting a box
const MARGIN_PX = 24; // around what is fitted into a box, unless the box is tiny

/** @typedef {(x: number, y: number) => Pixel} Transform from the plane of `flat` to the pixels of a view */
/** @type {WeakMap<View, { width: number, height: number, viewport: Viewport, transform: Transform }>} */
const viewports = new WeakMap(); // views are never changed, and most are asked for many points

/**
 * deck.gl's viewport for a view in a box, and how it projects.
 * @param {View} view @param {Frame} box
 */
function projectionOf(view, { clientWidth: width, clientHeight: height }) {
  let found = viewports.get(view);
  if (!found || found.width !== width || found.height !== height) {
    const viewport = new globalThis.deck.WebMercatorViewport({ ...view, width, height, pitch: 0 });
    found = { width, height, viewport, transform: transformOf(view, viewport) };
    viewports.set(view, found);
  }
  return found;
}

/** @param {View} view @param {Frame} box @returns {Viewport} */
function viewportOf(view, box) {
  return projectionOf(view, box).viewport;
}

/**
 * A view that is not tilted only shifts, scales and turns the plane, which is far quicker for thousands of points than
 * deck.gl's matrices.
 * @param {View} view @param {Viewport} viewport @returns {Transform}
 */
function transformOf({ longitude, latitude }, viewport) {
  const [x0, y0] = flat([longitude, latitude]);
  const [left, top] = viewport.project([longitude, latitude]);
  const [toX, toY] = viewport.project([longitude + 1, latitude]);
  // One degree of longitude to the east; to the south it is the same, turned by a right angle.
  const [right, down] = [(toX - left) * 360, (toY - top) * 360];
  return (x, y) => [left + (x - x0) * right - (y - y0) * down, top + (x - x0) * down + (y - y0) * right];
}

/**
 * A place on the Web Mercator plane, whose width is 1; y grows to the south.
 * @param {Point} point @returns {Pixel}
 */
export function flat([lon, lat]) {
  return [lon / 360, -Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)];
}

/** @param {View} view @param {Frame} box @returns {Transform} */
export function flatTransform(view, box) {
  return projectionOf(view, box).transform;
}

/**
 * Where a place is drawn, in pixels from the upper left corner.
 * @param {number} lon @param {number} lat @param {View} view @param {Frame} box @returns {Pixel}
 */
export function screen(lon, lat, view, box) {
  return projectionOf(view, box).transform(...flat([lon, lat]));
}

/**
 * The inverse: the position at a pixel of the map.
 * @param {number} x @param {number} y @param {View} view @param {Frame} box @returns {Point}
 */
export function place(x, y, view, box) {
  const [lon, lat] = viewportOf(view, box).unproject([x, y]);
  return [lon, lat];
}

/**
 * What is in view.
 * @param {View} view @param {Frame} box @returns {Bounds}
 */
export function viewBounds(view, box) {
  return viewportOf(view, box).getBounds();
}

/**
 * How many metres a pixel is in the middle of the map.
 * @param {View} view @param {Frame} box @returns {number}
 */
export function metresPerPixel(view, box) {
  return viewportOf(view, box).metersPerPixel;
}

/**
 * Whether an element has been laid out. Otherwise no view can be computed.
 * @param {Frame} box @returns {boolean}
 */
export function hasSize(box) {
  return box.clientWidth > 0 && box.clientHeight > 0;
}

/**
 * Resolves when the box has been laid out.
 * @param {Element} box @returns {Promise<void>}
 */
export function sizeOf(box) {
  return new Promise((resolve) => {
    const sizes = new ResizeObserver(() => {
      if (!hasSize(box)) return;
      sizes.disconnect();
      resolve();
    });
    sizes.observe(box);
  });
}

/**
 * The nearest view, turned as `bearing` says, that shows all points in a box with a size. (deck.gl's
 * fitBounds has no bearing and no minimum zoom, and fails if the box is smaller than its padding.)
 * @param {Point[]} points
 * @param {number} bearing degrees
 * @param {Frame} box
 * @param {Clear} clear keeps them off what covers its sides
 * @param {number} closest the nearest zoom
 * @returns {View}
 */
export function fitPoints(points, bearing, box, clear = {}, closest = CLOSEST_FIT) {
  const { left, right, bottom } = clearances(clear, box);
  const width = box.clientWidth - left - right;
  const height = box.clientHeight - bottom;
  const margin = Math.min(MARGIN_PX, width / 4, height / 4);
  const [longitude, latitude] = points[0];
  const far = { longitude, latitude, zoom: 0, bearing };
  const spots = points.map(([lon, lat]) => screen(lon, lat, far, box));
  const range = (/** @type {0 | 1} */ axis) => {
    const at = spots.map((spot) => spot[axis]);
    return [Math.min(...at), Math.max(...at)];
  };
  const [west, east] = range(0);
  const [top, foot] = range(1);
  const most = Math.min((width - 2 * margin) / (east - west), (height - 2 * margin) / (foot - top));
  const zoom = Math.max(ZOOM.minZoom, Math.min(closest, Math.log2(most)));
  const x = (west + east - (left - right) / 2 ** zoom) / 2;
  const y = (top + foot + bottom / 2 ** zoom) / 2;
  const [lon, lat] = place(x, y, far, box);
  return { longitude: lon, latitude: lat, zoom, bearing };
}

/**
 * The same with north up, for [west, south, east, north].
 * @param {Bounds} bounds @param {Frame} box @param {Clear} [clear] @param {number} [closest]
 * @returns {View}
 */
export function fitBounds([west, south, east, north], box, clear, closest) {
  return fitPoints([[west, south], [east, north]], 0, box, clear, closest);
}

/**
 * Panels that leave hardly any room are ignored: they then cover the content.
 * @param {Clear} clear @param {Frame} box @returns {Required<Clear>}
 */
export function clearances({ left = 0, right = 0, bottom = 0 }, { clientWidth, clientHeight }) {
  const wide = clientWidth - left - right >= clientWidth / 3;
  const high = clientHeight - bottom >= clientHeight / 3;
  return { left: wide ? left : 0, right: wide ? right : 0, bottom: high ? bottom : 0 };
}

/**
 * A view whose centre lies within the bounds: itself, or the nearest such one.
 * @param {View} view @param {Bounds} bounds @returns {View}
 */
export function keptWithin(view, [west, south, east, north]) {
  const longitude = Math.max(west, Math.min(east, view.longitude));
  const latitude = Math.max(south, Math.min(north, view.latitude));
  const outside = longitude !== view.longitude || latitude !== view.latitude;
  return outside ? { ...view, longitude, latitude } : view;
}

/**
 * Whether a layer of the base map is visible at a zoom and place (geo/mapping/base.py).
 * @param {Layer} layer @param {View} view @param {Frame} box @returns {boolean}
 */
export function isWanted({ zoomRange, box: piece }, view, box) {
  if (zoomRange && (view.zoom < zoomRange[0] || view.zoom >= zoomRange[1])) return false;
  if (!piece) return true;
  const [west, south, east, north] = viewBounds(view, box);
  return piece[2] > west && piece[0] < east && piece[3] > south && piece[1] < north;
}
