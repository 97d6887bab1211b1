// The map view, for the address of the page and for the map that replaces this one.

import { setView } from "../address/address.js";
import { hasSize } from "./mercator.js";
import { codeOf, viewOfCode } from "./view_code.js";

/** @import { MapView } from "./component.js" */
/** @import { Aim, Scene } from "./scene.js" */
/** @import { Frame, View } from "../types.js" */

const PARAMETER = "at";
// Equal within an invisible difference.
const SAME = { degrees: 1e-4, zoom: 0.01 };
const NEAR = { degrees: 0.05, zoom: 0.05 };

/** @type {{ nonce: unknown, view: View, aim: Aim | null } | null} of the map of places that was put away */
let left = null;

export class Whereabouts {
  /** @param {MapView} map */
  constructor(map) {
    this.map = map;
    /** @type {{ view: View, size: string } | null} where the province was fitted last */
    this.home = null;
    this.path = window.location.pathname; // of the page that the map belongs to
  }

  /**
   * The initial view: that of the previous map, unless the page has moved it since; after a page load, the
   * view in the address.
   * @param {Scene} scene @returns {Aim}
   */
  beginning({ below, target, common }) {
    if (!below) return target;
    if (left) return left.nonce === target.nonce ? left.aim ?? asTarget(left.view) : target;
    const code = new URLSearchParams(window.location.search).get(PARAMETER);
    const view = viewOfCode(code, common.surroundings, common.zooms);
    return view ? asTarget(view) : target;
  }

  // The map has stopped moving. A map without a size, or whose page is being left, must not change the
  // address.
  tell() {
    const { view, box, data } = this.map;
    if (!data.below || window.location.pathname !== this.path || !view || !hasSize(box)) return;
    setView(this.isHome() ? null : codeOf(view));
  }

  remember() {
    const { view, aim, data, nonce } = this.map;
    if (view && data?.below) left = { nonce, view, aim };
  }

  // Whether the map shows the whole province, approximately fitted. The fit depends on the width of the
  // legend, which may have changed: the former fit counts, too.
  isHome() {
    const { aim, view, data, box } = this.map;
    if (aim && "bounds" in aim && aim.bounds.join() === data.home.join()) {
      this.home = { view, size: extentOf(box) };
      return true;
    }
    if (isNear(view, this.map.viewFor({ bounds: data.home }), NEAR)) return true;
    return this.home?.size === extentOf(box) && isNear(view, this.home.view, NEAR);
  }
}

/** @param {View} one @param {View} other */
export function isSame(one, other) {
  return isNear(one, other, SAME);
}

/** @param {View} view */
function asTarget({ longitude: lon, latitude: lat, zoom, bearing }) {
  return { lon, lat, zoom, bearing };
}

/** @param {Frame} box */
function extentOf({ clientWidth, clientHeight }) {
  return `${clientWidth} ${clientHeight}`;
}

/** @param {View} one @param {View} other @param {{ degrees: number, zoom: number }} limits */
function isNear(one, other, { degrees, zoom }) {
  return Math.abs(other.longitude - one.longitude) < degrees
    && Math.abs(other.latitude - one.latitude) < degrees
    && Math.abs(other.zoom - one.zoom) < zoom
    && Math.round(one.bearing ?? 0) === Math.round(other.bearing ?? 0);
}
