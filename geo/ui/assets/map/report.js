// What the page is told, if it wants to know: clicks at once, and what is in view once the map has
// come to rest.

import { hasSize, viewBounds } from "./mercator.js";

/** @import { View } from "../types.js" */
/** @import { MapView } from "./component.js" */

const REPORT_MS = 350; // after the map has come to rest
const ANSWER_MS = 1500; // so long the page may take to answer a click

export class Reporter {
  /** @param {MapView} map */
  constructor(map) {
    this.map = map;
    this.path = window.location.pathname; // of the page that the map belongs to
    /** @type {(name: string, value: unknown) => void} Streamlit's, given with every update */
    this.trigger = () => {};
    /** @type {(name: string, value: unknown) => void} */
    this.state = () => {};
    this.timer = 0;
    /** @type {string | null} what was told last */
    this.told = null;
    /** @type {{ view: View, size: string } | null} how the whole province was shown last */
    this.home = null;
  }

  /**
   * What the page answers with a run of its own. The report waits until then: it would bring along
   * what the filters were before, and the page would take that for the person's newest choice.
   * @param {string} name @param {unknown} value
   */
  ask(name, value) {
    if (!this.map.data.reports.includes(name)) return;
    this.trigger(name, value);
    this.soon(ANSWER_MS);
  }

  soon(after = REPORT_MS) {
    this.stop();
    this.timer = setTimeout(() => this.tell(), after);
  }

  stop() {
    clearTimeout(this.timer);
  }

  // The page has sent the map somewhere and takes it to be there. Where it really comes to rest is
  // news, even if that was told last before.
  forget() {
    this.told = null;
  }

  // The view and its box, rounded to what a link can carry. A map without a size shows nothing, and
  // one whose page is being left is asked nothing: its report would be a run of the page before, which
  // Streamlit may answer instead of the page that was opened.
  tell() {
    const { view, box, data, deck } = this.map;
    if (!data.reports.includes("view") || window.location.pathname !== this.path) return;
    if (!deck || !hasSize(box)) return;
    if (document.querySelector("[data-test-script-state='running']")) {
      this.soon();
      return;
    }
    const report = {
      lon: Number(view.longitude.toFixed(4)),
      lat: Number(view.latitude.toFixed(4)),
      zoom: Number(view.zoom.toFixed(2)),
      bearing: Math.round(view.bearing ?? 0),
      bounds: viewBounds(view, box).map((degrees) => Number(degrees.toFixed(4))),
      home: this.isHome(),
    };
    const text = JSON.stringify(report);
    if (text === this.told) return;
    this.told = text;
    this.state("view", report);
  }

  // Whether the map shows the whole province, fitted to it or nearly so. The fit depends on the
  // legend, which may have changed its width since: the former fit is home, too.
  isHome() {
    const { aim, view, data, box } = this.map;
    if (aim && "bounds" in aim && aim.bounds.join() === data.home.join()) {
      this.home = { view, size: extentOf(box) };
      return true;
    }
    if (isNear(view, this.map.viewFor({ bounds: data.home }))) return true;
    return this.home !== null && this.home.size === extentOf(box) && isNear(view, this.home.view);
  }
}

/** @param {{ clientWidth: number, clientHeight: number }} box */
function extentOf({ clientWidth, clientHeight }) {
  return `${clientWidth} ${clientHeight}`;
}

/** @param {View} view @param {View} home */
function isNear(view, home) {
  return Math.abs(home.longitude - view.longitude) < 0.05
    && Math.abs(home.latitude - view.latitude) < 0.05
    && Math.abs(home.zoom - view.zoom) < 0.05 && !view.bearing;
}
