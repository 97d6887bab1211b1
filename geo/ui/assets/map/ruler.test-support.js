// What the tests measure with: where a place must be drawn, found in another way than the map finds
// it, and places to draw. `ruler.test.js` holds the first against PROJ.

const EARTH_M = 6378137; // the radius of the sphere of EPSG:3857
const WORLD_PX = 512; // at zoom 0

export const SICHUAN = [97.35, 26.05, 108.55, 34.32];
export const CHENGDU = { longitude: 104.06, latitude: 30.66, zoom: 7, bearing: 0 };

export function box(width, height) {
  return { clientWidth: width, clientHeight: height };
}

// A place in metres of EPSG:3857.
export function metres([lon, lat]) {
  const angle = (degrees) => degrees * (Math.PI / 180);
  return [EARTH_M * angle(lon), EARTH_M * Math.asinh(Math.tan(angle(lat)))];
}

// Where a place is drawn: pixels from the upper left corner of a map of a size.
export function drawnAt(point, view, [width, height]) {
  const px = (WORLD_PX * 2 ** view.zoom) / (2 * Math.PI * EARTH_M);
  const [x, y] = metres(point);
  const [middleX, middleY] = metres([view.longitude, view.latitude]);
  const [east, south] = [(x - middleX) * px, (middleY - y) * px];
  const turn = view.bearing * (Math.PI / 180);
  return [
    width / 2 + east * Math.cos(turn) + south * Math.sin(turn),
    height / 2 - east * Math.sin(turn) + south * Math.cos(turn),
  ];
}

export function icons(points) {
  return points.map((position, number) => ({ id: `p${number}`, position }));
}

// The same numbers from 0 to 1 for the same seed (a linear congruential generator).
export function dice(seed) {
  let state = seed + 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

// Points around Chengdu, more of them the nearer; so many degrees is how far they spread.
export function around(seed, count, degrees) {
  const roll = dice(seed);
  return Array.from({ length: count }, () => {
    const far = degrees * Math.sqrt(-2 * Math.log(1 - roll()));
    const way = 2 * Math.PI * roll();
    return [104.06 + far * Math.cos(way), 30.66 + far * Math.sin(way)];
  });
}

export function isInside([x, y], reach, [width, height]) {
  return reach <= x && x <= width - reach && reach <= y && y <= height - reach;
}

export function distance(one, other) {
  return Math.hypot(one[0] - other[0], one[1] - other[1]);
}
