// The layers of the present view, with overlapping symbols grouped.

import { clusterLayer, giveWay, partClusters } from "./clusters.js";
import { isWanted } from "./mercator.js";

/** @import { MapView } from "./component.js" */
/** @import { Icon, Layer, Mark, Point } from "../types.js" */

const SYMBOLS = "places-icons"; // the layer whose symbols are grouped and fanned out
const RING = "selected-ring"; // it goes with its symbol

/**
 * @typedef {object} Drawn
 * @property {Layer[]} layers
 * @property {Icon[]} icons all symbols
 * @property {Mark[]} symbols those, and the clusters, that are drawn
 * @property {Set<string>} clustered ids of what is in a cluster
 * @property {{ position: Point }[]} dots what else can be clicked: stations, rows of long lists
 */

/** @param {MapView} map @returns {Drawn} */
export function drawnLayers({ data, view, box, cluster }) {
  const wanted = data.layers.filter((layer) => isWanted(layer, view, box));
  /** @type {Drawn} */
  const drawn = { layers: [], icons: [], symbols: [], clustered: new Set(), dots: [] };
  for (const layer of wanted) {
    if (layer.id === SYMBOLS) addSymbols(drawn, layer, { data, view, box, cluster });
    else if (layer.id === RING) drawn.layers.push({ ...layer, data: loose(layer, cluster) });
    else drawn.layers.push(layer);
    if (layer.pickable && layer.id !== SYMBOLS && Array.isArray(layer.data)) {
      drawn.dots.push(...layer.data.filter(({ position }) => position));
    }
  }
  return drawn;
}

/**
 * The items of a layer at their drawn positions: symbols of a fan are offset.
 * @param {Layer} layer @param {MapView["cluster"]} cluster @returns {Icon[]}
 */
function loose({ data }, { offsets }) {
  return data.map((icon) => ({ ...icon, offset: offsets[icon.id] ?? [0, 0] }));
}

/** @param {Drawn} drawn @param {Layer} layer @param {Pick<MapView, "data" | "view" | "box" | "cluster">} map */
function addSymbols(drawn, layer, { data, view, box, cluster }) {
  const icons = loose(layer, cluster);
  const fanned = icons.filter(({ id }) => cluster.offsets[id]);
  const rest = icons.filter(({ id }) => !cluster.offsets[id]);
  const { single, clusters } = partClusters(rest, data.selected, view, box);
  const chosen = rest.find(({ id }) => id === data.selected);
  const besides = (/** @type {Mark[]} */ symbols) => giveWay(symbols, chosen, view, box);
  const discs = clusterLayer(layer, clusters);
  const symbols = [...besides(single), ...fanned];
  const discsDrawn = besides(discs.data);
  drawn.icons = icons;
  drawn.symbols = [...symbols, ...discsDrawn];
  drawn.clustered = new Set(clusters.flat().map(({ id }) => id));
  drawn.layers.push({ ...layer, data: symbols }, { ...discs, data: discsDrawn });
}
