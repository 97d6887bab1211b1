// Overlapping symbols are shown as one disc with their number. A click zooms in as long as that separates any
// of them; those that no zoom separates fan out around their point, or become a list.

import { ZOOM, clearances, fitPoints, screen } from "./mercator.js";

/** @import { Clear, Disc, Frame, Icon, Layer, Mark, Pixel, Point, View } from "../types.js" */

const CLUSTER_PX = 15; // symbols whose centres are nearer than this count as one
export const SYMBOL_PX = 24; // BROWSER.symbol of geo/mapping/styles.py
const APART_PX = 32; // how far the others keep from the selected symbol and its ring
export const CLUSTER_ICON_PX = 34;
const ZOOM_STEP = 0.25; // precision of the zoom that separates a cluster
export const MOST_FANNED = 8; // more are a list
const FAN_PX = 40; // the least radius of a fan
const FAN_STEP_PX = 8; // it has at least this much per symbol
const FAN_GROWTH = [1, 1.25, 1.5]; // how much larger it may be where others are in its way
const FAN_TURNS = 12; // number of rotations tried
const FAN_KEEP_PX = 30; // minimum distance to another symbol
const MOST_IN_TIP = 8; // names

/** @typedef {{ members: Icon[], at: Pixel }} Group symbols that are one, and where they are drawn */
/** @typedef {{ other: number, excess: number }} Near which group is too close, and by how much */

/**
 * Splits icons into { single, clusters }; each cluster is a list of icons. The selected one is never grouped. The
 * nearest two groups are joined first, until none are too close.
 * @param {Icon[]} icons @param {string | null} selected @param {View} view
 * @param {Frame} box @returns {{ single: Icon[], clusters: Icon[][] }}
 */
export function partClusters(icons, selected, view, box) {
  /** @type {(Group | null)[]} */
  const groups = groupsOf(icons.filter(({ id }) => id !== selected), view, box);
  const nearest = groups.map((_, number) => nearestOf(groups, number));
  for (let at = mostPressing(nearest); at >= 0; at = mostPressing(nearest)) {
    const { other } = /** @type {Near} */ (nearest[at]); // it is too close, so there is one
    const group = joined(/** @type {Group} */ (groups[at]), /** @type {Group} */ (groups[other]));
    groups[at] = group;
    groups[other] = nearest[other] = null;
    for (const [number, near] of nearest.entries()) {
      const one = groups[number];
      if (!one) continue;
      const stale = number === at || near?.other === at || near?.other === other;
      nearest[number] = stale ? nearestOf(groups, number) : nearer(one, group, at, near);
    }
  }
  const kept = groups.filter((group) => group !== null);
  const alone = new Set(kept.filter(({ members }) => members.length === 1).map(({ members }) => members[0]));
  return {
    single: icons.filter((icon) => icon.id === selected || alone.has(icon)),
    clusters: kept.filter(({ members }) => members.length > 1).map(({ members }) => members),
  };
}

/**
 * One group per point; a thousand symbols at one point cost no more than two.
 * @param {Icon[]} icons @param {View} view @param {Frame} box @returns {Group[]}
 */
function groupsOf(icons, view, box) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const icon of icons) {
    const key = icon.position.join();
    const group = groups.get(key);
    if (group) group.members.push(icon);
    else groups.set(key, { members: [icon], at: screen(...icon.position, view, box) });
  }
  return [...groups.values()];
}

/**
 * The position of a group is the mean of its members.
 * @param {Group} one @param {Group} other @returns {Group}
 */
function joined(one, other) {
  const members = [...one.members, ...other.members];
  const share = other.members.length / members.length;
  const between = (/** @type {0 | 1} */ axis) =>
    one.at[axis] + (other.at[axis] - one.at[axis]) * share;
  return { members, at: [between(0), between(1)] };
}

/**
 * The distance of two groups beyond the minimum; less than 0 is too close.
 * @param {Group} one @param {Group} other @returns {number}
 */
function excessOf(one, other) {
  const single = one.members.length === 1 && other.members.length === 1;
  const apart = Math.hypot(one.at[0] - other.at[0], one.at[1] - other.at[1]);
  return apart - (single ? CLUSTER_PX : CLUSTER_ICON_PX * 0.9);
}

/**
 * Which group is too close to one, and by how much: { other, excess }, or null.
 * @param {(Group | null)[]} groups @param {number} number @returns {Near | null}
 */
function nearestOf(groups, number) {
  const one = groups[number];
  if (!one) return null;
  /** @type {Near | null} */
  let best = null;
  for (const [other, group] of groups.entries()) {
    if (other !== number && group) best = nearer(one, group, other, best);
  }
  return best;
}

/**
 * @param {Group} one @param {Group} group @param {number} other its number
 * @param {Near | null} best @returns {Near | null}
 */
function nearer(one, group, other, best) {
  const excess = excessOf(one, group);
  return excess < (best?.excess ?? 0) ? { other, excess } : best;
}

/** @param {(Near | null)[]} nearest @returns {number} */
function mostPressing(nearest) {
  let least = 0;
  let found = -1;
  for (const [number, near] of nearest.entries()) {
    if (near && near.excess < least) {
      least = near.excess;
      found = number;
    }
  }
  return found;
}

/** @param {Icon[]} members @returns {Point} */
export function middleOf(members) {
  const middle = (/** @type {0 | 1} */ axis) =>
    members.reduce((sum, { position }) => sum + position[axis], 0) / members.length;
  return [middle(0), middle(1)];
}

/**
 * The least zoom from that of the view on at which the members are two symbols or clusters, or more;
 * null if not even the closest zoom separates them.
 * @param {Icon[]} members @param {View} view @param {Frame} box @returns {number | null}
 */
export function partingZoom(members, view, box) {
  const parts = (/** @type {number} */ zoom) => {
    const { single, clusters } = partClusters(members, null, { ...view, zoom }, box);
    return single.length + clusters.length > 1;
  };
  if (view.zoom >= ZOOM.maxZoom || !parts(ZOOM.maxZoom)) return null;
  let zoom = view.zoom;
  while (zoom < ZOOM.maxZoom && !parts(zoom)) zoom += ZOOM_STEP;
  return Math.min(zoom, ZOOM.maxZoom);
}

/**
 * The view that separates a cluster: all its members, or their centre if not all fit. Null if no zoom separates
 * them.
 * @param {Icon[]} members @param {View} view @param {Frame} box @param {Clear} clear
 * @returns {View | null}
 */
export function partingView(members, view, box, clear) {
  const least = partingZoom(members, view, box);
  if (least === null) return null;
  const fit = fitPoints(
    members.map(({ position }) => position), view.bearing ?? 0, box, clear, ZOOM.maxZoom);
  return { ...fit, zoom: Math.max(fit.zoom, least) };
}

/**
 * Moves symbols that would cover the selected one aside, so that both are visible and clickable.
 * @template {Mark} M @param {M[]} symbols @param {Icon | undefined} chosen
 * @param {View} view @param {Frame} box @returns {M[]}
 */
export function giveWay(symbols, chosen, view, box) {
  if (!chosen) return symbols;
  const [x, y] = screen(...chosen.position, view, box);
  return symbols.map((symbol) => {
    const [toX, toY] = screen(...symbol.position, view, box);
    const away = Math.hypot(toX - x, toY - y);
    if (symbol.id === chosen.id || away >= APART_PX) return symbol;
    const straight = away > 1 ? Math.atan2(toY - y, toX - x) : Math.PI / 2;
    const spot = [0, 1, -1, 2, -2, 3]
      .map((turn) => straight + (turn * Math.PI) / 3)
      .map((angle) => /** @type {Pixel} */ (
        [x + APART_PX * Math.cos(angle), y + APART_PX * Math.sin(angle)]))
      .find((at) => isInside(at, CLUSTER_ICON_PX / 2, box));
    return spot ? { ...symbol, offset: [spot[0] - toX, spot[1] - toY] } : symbol;
  });
}

/** @param {Pixel} at @param {number} reach @param {Frame} box */
function isInside([x, y], reach, { clientWidth, clientHeight }) {
  return x >= reach && y >= reach && x <= clientWidth - reach && y <= clientHeight - reach;
}

/**
 * Pixel offsets that set `count` symbols on a circle around their spot. Of the circles that are
 * tried, the first counts that keeps clear of the others (pixels from the spot).
 * @param {number} count @param {Pixel[]} others @returns {Pixel[]}
 */
export function fanOffsets(count, others) {
  const radius = Math.max(FAN_PX, count * FAN_STEP_PX);
  let best = { offsets: /** @type {Pixel[]} */ ([]), cost: Infinity };
  for (const growth of FAN_GROWTH) {
    for (let turn = 0; turn < FAN_TURNS; turn += 1) {
      const begin = (2 * Math.PI * turn) / (FAN_TURNS * count) - Math.PI / 2;
      const offsets = circle(count, radius * growth, begin);
      const cost = crossing(offsets, others);
      if (cost < best.cost) best = { offsets, cost };
      if (!cost) return offsets;
    }
  }
  return best.offsets;
}

/** @param {number} count @param {number} radius @param {number} begin @returns {Pixel[]} */
function circle(count, radius, begin) {
  return Array.from({ length: count }, (_, number) => {
    const angle = (2 * Math.PI * number) / count + begin;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** @param {Pixel[]} offsets @param {Pixel[]} others @returns {number} */
function crossing(offsets, others) {
  return offsets.reduce((sum, [x, y]) => sum + others.reduce((far, other) =>
    far + Math.max(0, FAN_KEEP_PX - Math.hypot(other[0] - x, other[1] - y)), 0), 0);
}

/**
 * How far [right, down] a spot must move so that what reaches so many pixels around it lies in the
 * box, off what covers its sides; null where the box is too small for it.
 * @param {Pixel} spot @param {number} reach @param {Frame} box @param {Clear} clear
 * @returns {Pixel | null}
 */
export function wayInside([x, y], reach, box, clear = {}) {
  const { left, right, bottom } = clearances(clear, box);
  const { clientWidth, clientHeight } = box;
  if (Math.min(clientWidth, clientHeight) < 2 * reach) return null;
  const into = (
    /** @type {number} */ at, /** @type {number} */ least, /** @type {number} */ most,
    /** @type {number} */ size) =>
    (least <= most ? Math.max(least, Math.min(most, at)) : Math.max(reach, Math.min(size - reach, at))) - at;
  return [into(x, left + reach, clientWidth - right - reach, clientWidth),
          into(y, reach, clientHeight - bottom - reach, clientHeight)];
}

/**
 * A disc with the number, and a rim that shows the shares of the sectors in their colours.
 * @param {Icon[]} members @returns {string} an address
 */
function clusterIcon(members) {
  const around = 2 * Math.PI * 13;
  const digits = String(members.length).length;
  let from = 0;
  const rim = sharesOf(members).map(([colour, number]) => {
    const length = (around * number) / members.length;
    const arc = `<circle cx="17" cy="17" r="13" fill="none" stroke="${colour}" stroke-width="4.5"
      stroke-dasharray="${length} ${around}" stroke-dashoffset="${-from}"/>`;
    from += length;
    return arc;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="68" height="68" viewBox="0 0 34 34">
    <circle cx="17" cy="17" r="16" fill="#fff"/>${rim.join("")}
    <text x="17" y="21.500" text-anchor="middle" font-family="sans-serif" font-size="${digits < 3 ? 13 : 30 / digits}"
      font-weight="700" fill="#111827">${members.length}</text></svg>`;
  return "data:image/svg+xml;base64," + btoa(svg);
}

/**
 * How many members have each colour, the most frequent first.
 * @param {Icon[]} members @returns {[string, number][]}
 */
function sharesOf(members) {
  /** @type {Map<string, number>} */
  const shares = new Map();
  for (const { colour } of members) shares.set(colour, (shares.get(colour) ?? 0) + 1);
  return [...shares].sort((one, other) => other[1] - one[1]);
}

/** @param {Icon[]} members @returns {string} */
function clusterTip(members) {
  const names = members.slice(0, MOST_IN_TIP).map(({ tip }) => tip);
  const more = members.length - names.length;
  return [...names, ...(more ? [`+ ${more}`] : [])].join("\n");
}

/** @param {Layer} icons @param {Icon[][]} clusters @returns {Layer & { data: Disc[] }} */
export function clusterLayer(icons, clusters) {
  /** @type {Disc[]} */
  const data = clusters.map((members) => ({
    members: members.map(({ id }) => id),
    position: middleOf(members),
    offset: [0, 0],
    tip: clusterTip(members),
    icon: { url: clusterIcon(members), id: sharesOf(members).join(), width: 68, height: 68, anchorY: 34 },
  }));
  return { ...icons, id: "places-clusters", data, getSize: CLUSTER_ICON_PX };
}
