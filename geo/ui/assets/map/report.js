// Reports clicks to pages that subscribe to them. Each is a run of the page.

/** @import { MapView } from "./component.js" */

export class Reporter {
  /** @param {MapView} map */
  constructor(map) {
    this.map = map;
    /** @type {(name: string, value: unknown) => void} Streamlit's, given with every update */
    this.trigger = () => {};
  }

  /** @param {string} name @param {unknown} value */
  ask(name, value) {
    if (this.map.data.reports.includes(name)) this.trigger(name, value);
  }
}
