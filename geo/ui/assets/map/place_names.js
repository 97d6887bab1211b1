// The candidate labels of a map with their minimum zoom, most important first.

import { placed } from "./catalogue.js";

/** @import { Row } from "./catalogue.js" */
/** @import { Label } from "../types.js" */

const SPREAD_OUT = ["area", "line"];

/**
 * The selected place comes first, then prefectures, points, lines and areas, stations, counties. In a list
 * all its places come first, at every zoom.
 * @param {Row[]} rows @param {string | null} selected @param {Label[]} areas prefectures and counties
 * @param {{ place: number, station: number }} zooms @returns {Label[]}
 */
export function labelsOf(rows, selected, areas, zooms) {
  const order = (/** @type {Row} */ { id, station, precision }) =>
    (id === selected ? 0 : 1 + 2 * Number(station) + Number(SPREAD_OUT.includes(precision)));
  const zoomOf = (/** @type {Row} */ { id, number, station }) => {
    if (id === selected || number) return 0;
    return station ? zooms.station : zooms.place;
  };
  const places = placed(rows).sort((one, other) => order(one) - order(other)).map((row) => ({
    text: row.name, lon: row.position[0], lat: row.position[1], kind: "place", id: row.id,
    zoom: zoomOf(row), ...(row.station && { station: true }),
  }));
  const first = places.filter(({ zoom }) => zoom === 0);
  const towns = areas.filter(({ kind }) => kind === "prefecture");
  const counties = areas.filter(({ kind }) => kind === "county");
  return [...first, ...towns, ...places.slice(first.length), ...counties];
}
