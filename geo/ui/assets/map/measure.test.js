// Lengths and surfaces; the expected values are those of PROJ's geodesics (pyproj.Geod, WGS84), of surfaces with a
// vertex every thousandth of a degree, since edges are straight in degrees.

import assert from "node:assert/strict";
import test from "node:test";

import { ahead, circleAround, kilometres, squareKilometres } from "./measure.js";

const near = (value, expected, share = 1e-8) =>
  assert.ok(Math.abs(value - expected) <= expected * share, `${value} is not ${expected}`);

test("a length is that of the geodesic", () => {
  near(kilometres([104.06, 30.66], [103.61737, 31.00212]), 56.85022568368831);
  near(kilometres([98, 26], [108, 34]), 1309.1221276962413);
  near(kilometres([104, 30], [104, 30.00001]), 0.0011085244258390445, 1e-6);
  assert.equal(kilometres([104, 30], [104, 30]), 0);
});

test("a surface is that of the ellipsoid, whichever way its corners go", () => {
  near(squareKilometres([[103, 30], [104, 30], [104, 31], [103, 31]]), 10642.393438945765);
  near(squareKilometres([[105, 34], [108, 27], [98, 26]]), 394000.35940981447, 1e-7);
  near(squareKilometres([[104, 30], [104.01, 30], [104, 30.02]]), 1.0695036593813003, 1e-7);
});

test("the place ahead is where PROJ finds it", () => {
  for (const [km, towards, lon, lat] of [
    [25, 60, 104.22696511063751, 31.112544793958023],
    [350, 315, 101.3459895125263, 33.20465842303906],
    [1000, 60, 113.51004467483354, 35.160289342637064],
  ]) {
    const found = ahead([104, 31], km, towards);
    assert.ok(kilometres(found, [lon, lat]) < km * 3e-3, `${found}`); // the direction is that of a sphere
    near(kilometres([104, 31], found), km, 1e-6);
  }
});

test("every point of a circle is its radius away", () => {
  for (const point of circleAround([103.6, 31], 120)) near(kilometres([103.6, 31], point), 120, 1e-6);
});
