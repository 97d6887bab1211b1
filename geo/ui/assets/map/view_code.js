// The map view as an address parameter (same format as geo/query/permalink.py).

/** @import { Bounds, View } from "../types.js" */

const DECIMALS = { degrees: 5, zoom: 2 };

/** @param {number} value @param {number} decimals */
function short(value, decimals) {
  return String(Number(value.toFixed(decimals)));
}

/**
 * Longitude, latitude, zoom, and the bearing where north is not up.
 * @param {View} view @returns {string}
 */
export function codeOf({ longitude, latitude, zoom, bearing = 0 }) {
  const turned = ((Math.round(bearing) % 360) + 360) % 360;
  return [
    short(longitude, DECIMALS.degrees), short(latitude, DECIMALS.degrees), short(zoom, DECIMALS.zoom),
    ...(turned ? [turned] : []),
  ].join(",");
}

/**
 * The view of a code; null if it is missing or invalid.
 * @param {string | null} code @param {Bounds} surroundings of the centre @param {number[]} zooms
 * @returns {View | null}
 */
export function viewOfCode(code, [west, south, east, north], [least, most]) {
  const parts = (code ?? "").split(",");
  const numbers = parts.map((part) => (part.trim() === "" ? NaN : Number(part)));
  if (![3, 4].includes(parts.length) || !numbers.every(Number.isFinite)) return null;
  const [longitude, latitude, zoom, bearing = 0] = numbers;
  const isIn = longitude >= west && longitude <= east && latitude >= south && latitude <= north;
  if (!isIn || zoom < least || zoom > most) return null;
  return { longitude, latitude, zoom, bearing };
}
