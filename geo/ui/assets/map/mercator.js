// View arithmetic in Web Mercator. A view is { longitude, latitude, zoom, bearing } in degrees, as
// deck.gl has it; a box is an element with clientWidth and clientHeight.

const ZOOM = { minZoom: 4, maxZoom: 15 };
const CLOSEST_FIT = 14; // no box, however small, brings the map nearer than this
const WORLD_PX = 512; // size of the world at zoom 0, as deck.gl counts it
const METRES_PER_PX = 78271.517; // at zoom 0 on the equator, for 512 px tiles

function radians(degrees) {
  return (degrees * Math.PI) / 180;
}

function mercatorY(lat) {
  return Math.log(Math.tan(Math.PI / 4 + radians(lat) / 2));
}

function latitudeOf(y) {
  return ((2 * Math.atan(Math.exp(y)) - Math.PI / 2) * 180) / Math.PI;
}

// Pixels per radian of longitude.
function scaleOf(zoom) {
  return (WORLD_PX * 2 ** zoom) / (2 * Math.PI);
}

// Where a place is drawn, in pixels from the upper left corner.
function screen(lon, lat, view, box) {
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
function place(x, y, view, box) {
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
function viewBounds(view, box) {
  const { clientWidth: right, clientHeight: bottom } = box;
  const corners = [[0, 0], [right, 0], [0, bottom], [right, bottom]];
  const places = corners.map(([x, y]) => place(x, y, view, box));
  const lons = places.map(([lon]) => lon);
  const lats = places.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

// `left` and `bottom` keep what matters clear of the open legend and the line at the foot.
function fitBounds([west, south, east, north], box, left, bottom) {
  const { clientWidth, clientHeight } = box;
  const height = Math.max(clientHeight - bottom, 1); // a map that is put away has no size
  const width = Math.max(clientWidth - left, 1);
  const margin = Math.min(24, width / 10, height / 10);
  const dx = Math.max(radians(east - west), 1e-9);
  const dy = Math.max(mercatorY(north) - mercatorY(south), 1e-9);
  const scale = Math.min((width - 2 * margin) / dx, (height - 2 * margin) / dy);
  const zoom = Math.log2((scale * 2 * Math.PI) / WORLD_PX);
  const shift = ((left / 2 / scale) * 180) / Math.PI;
  const middle = (mercatorY(north) + mercatorY(south)) / 2;
  return {
    longitude: (west + east) / 2 - shift,
    latitude: latitudeOf(middle - bottom / 2 / scale),
    zoom: Math.max(ZOOM.minZoom, Math.min(CLOSEST_FIT, zoom)),
    bearing: 0,
  };
}

// Whether a layer of the base map is wanted at a zoom and place (geo/mapping/base.py).
function isWanted({ zoomRange, box: piece }, view, box) {
  if (zoomRange && (view.zoom < zoomRange[0] || view.zoom >= zoomRange[1])) return false;
  if (!piece) return true;
  const [west, south, east, north] = viewBounds(view, box);
  return piece[2] > west && piece[0] < east && piece[3] > south && piece[1] < north;
}
