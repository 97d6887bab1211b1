// What a run says of a map and what all maps of the build have in common → what is drawn.

import { rowsOf } from "./catalogue.js";
import { ask, have } from "./files.js";
import { legendItems } from "./legend.js";
import { labelsOf } from "./place_names.js";
import { resolved } from "./references.js";

/**
 * The files without which nothing can be drawn.
 * @param {{ folder: string, theme: string }} data
 */
export async function essentials({ folder, theme }) {
  const [common, layers] = await Promise.all([ask(folder, "places"), ask(folder, `layers-${theme}`)]);
  return { common, layers };
}

/**
 * The names of the files that a scene could do without for a while.
 * @param {any} data
 */
export function outlineFiles({ outlines }) {
  return (outlines?.regions ?? []).map((/** @type {string} */ code) => `region-${code}`);
}

/**
 * Layers, labels, legend and texts, with those of the further files that are here.
 * @param {any} data @param {any} common @param {any[]} layers
 */
export function compose(data, common, layers) {
  const { lang, folder, extra, selected } = data;
  const rows = rowsOf(common.places, data.shown, lang);
  const shown = {
    rows,
    selected,
    symbols: common.symbols,
    notes: common.notes[lang],
    near: have(folder, "near"),
    regions: outlineFiles(data).map((/** @type {string} */ name) => have(folder, name)).filter(Boolean),
    shapes: data.outlines?.shapes ?? [],
  };
  const ground = layers.filter(({ data: source }) => typeof source === "string");
  const areas = common.areas[lang];
  return {
    ...data,
    common,
    rows,
    texts: common.texts[lang],
    home: common.home,
    surroundings: common.surroundings,
    layers: extra ? [...ground, ...extra.layers] : layers.map((layer) => resolved(layer, shown)),
    labels: extra ? [...extra.labels, ...areas] : labelsOf(rows, selected, areas, common.labelZooms),
    legend: extra ? extra.legend : legendItems(common.legend, common.symbols, rows, lang),
  };
}
