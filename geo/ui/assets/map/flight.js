// How the map moves by itself. The time of a frame counts for at most one step of the way, so that
// a slow machine sees the whole flight, only slower, and never a jump.

import { latitudeOf, mercatorY, radians, scaleOf } from "./mercator.js";

const STEPS = 8; // the fewest pictures of a flight
const GLIDE_MS = 300;
const FLIGHT_MS = [800, 1500];
const MS_PER_LENGTH = 450; // the length of a flight counts zooming and panning alike
const RHO = Math.SQRT2; // how much a flight prefers zooming out to panning

// From one view to another as it feels shortest: up, across and down (van Wijk and Nuij 2003).
// Gives the length of the way and the view at each part of it, 0 to 1.
export function flightPath(from, to, box) {
  const scale = scaleOf(from.zoom);
  const fromY = mercatorY(from.latitude);
  const east = radians(to.longitude - from.longitude) * scale;
  const north = (mercatorY(to.latitude) - fromY) * scale;
  const far = Math.hypot(east, north);
  const width = Math.max(box.clientWidth, box.clientHeight);
  const there = width / 2 ** (to.zoom - from.zoom); // the width seen at the end
  const view = (share, zoom, part) => ({
    longitude: from.longitude + (to.longitude - from.longitude) * share,
    latitude: latitudeOf(fromY + (north / scale) * share),
    zoom,
    bearing: turned(from, to, part),
  });
  if (far < 1) {
    const zoomed = to.zoom - from.zoom;
    const length = Math.abs(zoomed * Math.LN2) / RHO;
    return { length, at: (part) => view(part, from.zoom + zoomed * part, part) };
  }
  const bend = (w, sign) =>
    (there ** 2 - width ** 2 + sign * RHO ** 4 * far ** 2) / (2 * w * RHO ** 2 * far);
  const start = Math.asinh(-bend(width, 1));
  const end = Math.asinh(-bend(there, -1));
  const length = (end - start) / RHO;
  const at = (part) => {
    const s = start + RHO * length * part;
    const gone = (width / RHO ** 2) * (Math.cosh(start) * Math.tanh(s) - Math.sinh(start));
    return view(gone / far, from.zoom + Math.log2(Math.cosh(s) / Math.cosh(start)), part);
  };
  return { length, at };
}

function straightPath(from, to) {
  const part = (name, share) => from[name] + (to[name] - from[name]) * share;
  const at = (share) => ({
    longitude: part("longitude", share),
    latitude: part("latitude", share),
    zoom: part("zoom", share),
    bearing: turned(from, to, share),
  });
  return { length: 0, at };
}

// The bearing on the shorter way round.
function turned(from, to, part) {
  const before = from.bearing ?? 0;
  const turn = (((to.bearing ?? 0) - before + 540) % 360) - 180;
  return before + turn * part;
}

function eased(part) {
  return part < 0.5 ? 4 * part ** 3 : 1 - (2 - 2 * part) ** 3 / 2;
}

// One movement at a time; a new one takes over from wherever the map is.
export class Pilot {
  constructor(begin, show) {
    this.begin = begin; // called when a movement begins
    this.show = show; // called with every view of the way
    this.goal = null; // where the present movement ends
  }

  fly(from, to, box) {
    const path = flightPath(from, to, box);
    const ms = Math.max(FLIGHT_MS[0], Math.min(FLIGHT_MS[1], MS_PER_LENGTH * path.length));
    this.start(path, to, ms);
  }

  glide(from, to) {
    this.start(straightPath(from, to), to, GLIDE_MS);
  }

  start(path, goal, ms) {
    this.stop();
    this.goal = goal;
    this.begin();
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    let part = calm ? 1 : 0;
    let before = performance.now();
    const step = (now) => {
      part += Math.min(Math.max(now - before, 0) / ms, 1 / STEPS);
      before = now;
      if (part >= 1) this.goal = null;
      this.show(part >= 1 ? goal : path.at(eased(part)));
      if (part < 1) this.frame = requestAnimationFrame(step);
    };
    this.frame = requestAnimationFrame(step);
  }

  stop() {
    cancelAnimationFrame(this.frame);
    this.goal = null;
  }
}
