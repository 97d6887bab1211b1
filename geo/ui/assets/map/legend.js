// What the symbols on a map mean, and how many of each there are.

import { placed } from "./catalogue.js";

/** @import { Row } from "./catalogue.js" */
/** @typedef {Record<string, string>} Text by language */
/** @typedef {{ code: string, symbol: string, text: Text }} Entry */
/** @typedef {{ sectors: Entry[], stations: { icon: string, text: Text }, precisions: Entry[] }} Legend */

/**
 * The sectors on the map, then the frames of the precisions, each with its number.
 * @param {Legend} legend @param {Record<string, { icon: { url: string } }>} symbols
 * @param {Row[]} rows @param {string} lang
 * @returns {{ icon: string, text: string, count: number }[]}
 */
export function legendItems(legend, symbols, rows, lang) {
  const drawn = placed(rows).filter(({ station }) => !station);
  const item = (/** @type {Entry} */ { symbol, text }, /** @type {number} */ count) =>
    ({ icon: symbols[symbol]?.icon.url ?? "", text: text[lang], count });
  return [
    ...legend.sectors.map((entry) =>
      item(entry, drawn.filter(({ sectors }) => sectors.includes(entry.code)).length)),
    { icon: legend.stations.icon, text: legend.stations.text[lang],
      count: rows.filter(({ station }) => station).length },
    ...legend.precisions.map((entry) =>
      item(entry, drawn.filter(({ precision }) => precision === entry.code).length)),
  ].filter(({ count }) => count);
}

/**
 * How many of these places each sector has, in words.
 * @param {Legend} legend @param {Row[]} rows @param {string} lang @returns {string}
 */
export function bySector(legend, rows, lang) {
  const counts = legend.sectors.map(({ code, text }) =>
    [text[lang], rows.filter(({ sectors }) => sectors.includes(code)).length]);
  return counts.filter(([, count]) => count).map(([name, count]) => `${name} ${count}`).join(" · ");
}
