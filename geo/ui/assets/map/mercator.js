// View arithmetic in Web Mercator. A view is { longitude, latitude, zoom, bearing } in degrees, as
// deck.gl has it; a box is an element with clientWidth and clientHeight.

export const ZOOM = { minZoom: 4, maxZoom: 15 };
const CLOSEST_FIT = 14; // no box, however small, brings the map nearer than this
const WORLD_PX = 512; // size of the world at zoom 0, as deck.gl counts it
const MARGIN_PX = 24; // around what is fitted into a box, unless the box is tiny
export const METRES_PER_PX = 78271.517; // at zoom 0 on the equator, for 512 px tiles

export function radians(degrees) {
  return (degrees * Math.PI) / 180;
}

export function mercatorY(lat) {
  return Math.log(Math.tan(Math.PI / 4 + radians(lat) / 2));
}

export function latitudeOf(y) {
  return ((2 * Math.atan(Math.exp(y)) - Math.PI / 2) * 180) / Math.PI;
}

// Pixels per radian of longitude.
export function scaleOf(zoom) {
  return (WORLD_PX * 2 ** zoom) / (2 * Math.PI);
}

// Where a place is drawn, in pixels from the upper left corner.
export function screen(lon, lat, view, box) {
  const scale = scaleOf(view.zoom);
  const east = radians(lon - view.longitude) * scale;
  const south = (mercatorY(view.latitude) - mercatorY(lat)) * scale;
  const turn = radians(view.bearing ?? 0);
  return [
    box.clientWidth / 2 + east * Math.cos(turn) + south * Math.sin(turn),
    box.clientHeight / 2 - east * Math.sin(turn) + south * Math.cos(turn),
  ];
}

// The way back: which place is drawn at a point of the map.
export function place(x, y, view, box) {
  const scale = scaleOf(view.zoom);
  const turn = radians(view.bearing ?? 0);
  const right = x - box.clientWidth / 2;
  const down = y - box.clientHeight / 2;
  const east = right * Math.cos(turn) - down * Math.sin(turn);
  const south = right * Math.sin(turn) + down * Math.cos(turn);
  return [
    view.longitude + ((east / scale) * 180) / Math.PI,
    latitudeOf(mercatorY(view.latitude) - south / scale),
  ];
}

// What is in view as [west, south, east, north].
export function viewBounds(view, box) {
  const { clientWidth: right, clientHeight: bottom } = box;
  const corners = [[0, 0], [right, 0], [0, bottom], [right, bottom]];
  const places = corners.map(([x, y]) => place(x, y, view, box));
  const lons = places.map(([lon]) => lon);
  const lats = places.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

// Whether a box has been laid out. Where it has not, nothing about a view can be known.
export function hasSize(box) {
  return box.clientWidth > 0 && box.clientHeight > 0;
}

// Resolves when the box has been laid out.
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

// The nearest view, turned as `view` is, that shows all points [lon, lat] in a box with a size.
// `clear` keeps them off what covers its sides, in pixels; `closest` is the nearest zoom.
export function fitPoints(points, view, box, clear = {}, closest = CLOSEST_FIT) {
  const { left, right, bottom } = clearances(clear, box);
  const width = box.clientWidth - left - right;
  const height = box.clientHeight - bottom;
  const margin = Math.min(MARGIN_PX, width / 4, height / 4);
  const far = { ...view, zoom: 0 };
  const spots = points.map(([lon, lat]) => screen(lon, lat, far, box));
  const range = (axis) => {
    const at = spots.map((spot) => spot[axis]);
    return [Math.min(...at), Math.max(...at)];
  };
  const [west, east] = range(0);
  const [top, foot] = range(1);
  const most = Math.min((width - 2 * margin) / (east - west), (height - 2 * margin) / (foot - top));
  const zoom = Math.max(ZOOM.minZoom, Math.min(closest, Math.log2(most)));
  const x = (west + east - (left - right) / 2 ** zoom) / 2;
  const y = (top + foot + bottom / 2 ** zoom) / 2;
  const [longitude, latitude] = place(x, y, far, box);
  return { longitude, latitude, zoom, bearing: view.bearing ?? 0 };
}

// The same with north up, for [west, south, east, north].
export function fitBounds([west, south, east, north], box, clear, closest) {
  const view = { longitude: west, latitude: south, bearing: 0 };
  return fitPoints([[west, south], [east, north]], view, box, clear, closest);
}

// Panels that leave hardly any room are not kept clear of: they lie over what is shown then.
export function clearances({ left = 0, right = 0, bottom = 0 }, { clientWidth, clientHeight }) {
  const wide = clientWidth - left - right >= clientWidth / 3;
  const high = clientHeight - bottom >= clientHeight / 3;
  return { left: wide ? left : 0, right: wide ? right : 0, bottom: high ? bottom : 0 };
}

// A view whose centre lies within [west, south, east, north]: itself, or the nearest such one.
export function keptWithin(view, [west, south, east, north]) {
  const longitude = Math.max(west, Math.min(east, view.longitude));
  const latitude = Math.max(south, Math.min(north, view.latitude));
  const outside = longitude !== view.longitude || latitude !== view.latitude;
  return outside ? { ...view, longitude, latitude } : view;
}

// Whether a layer of the base map is wanted at a zoom and place (geo/mapping/base.py).
export function isWanted({ zoomRange, box: piece }, view, box) {
  if (zoomRange && (view.zoom < zoomRange[0] || view.zoom >= zoomRange[1])) return false;
  if (!piece) return true;
  const [west, south, east, north] = viewBounds(view, box);
  return piece[2] > west && piece[0] < east && piece[3] > south && piece[1] < north;
}
