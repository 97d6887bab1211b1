// Animated map movements. A frame advances by at most one step, so that a slow machine shows the whole
// flight, only slower, without jumps.

/** @import { Frame, View } from "../types.js" */
/** @typedef {{ at(part: number): View }} Path the view at each fraction of a path, 0 to 1 */

const STEPS = 8; // the minimum number of frames of a flight
const GLIDE_MS = 300;
const FLIGHT_MS = [800, 1500];
const MS_PER_LENGTH = 450; // the length of a flight counts zooming and panning alike
const CURVE = Math.SQRT2; // how much a flight prefers zooming out to panning

/**
 * The perceptually shortest path from one view to another: zoom out, pan, zoom in (van Wijk and Nuij 2003,
 * which is what deck.gl's FlyToInterpolator does), with a duration proportional to its length.
 * @param {View} from @param {View} to @param {Frame} box @returns {Path & { ms: number }}
 */
export function flightPath(from, to, { clientWidth: width, clientHeight: height }) {
  const flight = new globalThis.deck.FlyToInterpolator({ curve: CURVE, speed: 1000 / MS_PER_LENGTH });
  const start = { ...from, width, height, bearing: 0, pitch: 0 };
  const end = { ...to, width, height, bearing: 0, pitch: 0 };
  const at = (/** @type {number} */ part) => {
    const { longitude, latitude, zoom } = flight.interpolateProps(start, end, part);
    return { longitude, latitude, zoom, bearing: turned(from, to, part) };
  };
  return { ms: flight.getDuration(start, { ...end, transitionDuration: "auto" }), at };
}

/**
 * @param {View} from @param {View} to @returns {Path}
 */
function straightPath(from, to) {
  const between = (/** @type {"longitude" | "latitude" | "zoom"} */ name, /** @type {number} */ part) =>
    from[name] + (to[name] - from[name]) * part;
  const at = (/** @type {number} */ part) => ({
    longitude: between("longitude", part),
    latitude: between("latitude", part),
    zoom: between("zoom", part),
    bearing: turned(from, to, part),
  });
  return { at };
}

/**
 * The bearing along the shorter rotation. (deck.gl's interpolators may take the longer one.)
 * @param {View} from @param {View} to @param {number} part @returns {number}
 */
function turned(from, to, part) {
  const before = from.bearing ?? 0;
  const turn = (((to.bearing ?? 0) - before + 540) % 360) - 180;
  return before + turn * part;
}

/**
 * @param {number} part @returns {number}
 */
function eased(part) {
  return part < 0.5 ? 4 * part ** 3 : 1 - (2 - 2 * part) ** 3 / 2;
}

/**
 * One movement at a time; a new one starts from the current view.
 * @template T what moves: a view, or a part of a change
 */
export class Pilot {
  /**
   * @param {() => void} begin called when a movement begins
   * @param {(at: T) => void} show called with everything on the way
   */
  constructor(begin, show) {
    this.begin = begin;
    this.show = show;
    /** @type {T | null} the end of the current movement */
    this.goal = null;
    this.frame = 0;
  }

  /** @this {Pilot<View>} @param {View} from @param {View} to @param {Frame} box */
  fly(from, to, box) {
    const path = flightPath(from, to, box);
    this.start(path, to, Math.max(FLIGHT_MS[0], Math.min(FLIGHT_MS[1], path.ms)));
  }

  /** @this {Pilot<View>} @param {View} from @param {View} to */
  glide(from, to) {
    this.start(straightPath(from, to), to, GLIDE_MS);
  }

  /** @param {{ at(part: number): T }} path @param {T} goal @param {number} ms */
  start(path, goal, ms) {
    this.stop();
    this.goal = goal;
    this.begin();
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    let part = calm ? 1 : 0;
    let before = performance.now();
    /** @param {number} now */
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
