// The content of a map: the newest data of a run, combined with the loaded files of the build.

import { loadBundle } from "./bundle.js";
import { essentials } from "./essentials.js";
import { ask, have } from "./files.js";
import { compose, optionalFiles } from "./scene.js";

/** @import { Common, MapData, Scene } from "./scene.js" */

export class Contents {
  /** @param {() => void} changed called when a loaded file changes the content */
  constructor(changed) {
    this.changed = changed;
    /** @type {Set<string>} names of files that are loading and will be visible */
    this.awaited = new Set();
    this.drawn = ""; // the part of the data that decides what is drawn
    /** @type {MapData | null} */
    this.newest = null;
    /** @type {{ common: Common, layers: any[] } | null} */
    this.files = null;
    /** @type {Scene | null} */
    this.scene = null;
  }

  // Whether everything visible is loaded.
  get isWhole() {
    return this.awaited.size === 0;
  }

  /**
   * Apply the data of a run. Returns null if newer data are pending, else whether a redraw is needed. Throws
   * if the files cannot be loaded.
   * @param {MapData} data @returns {Promise<boolean | null>}
   */
  async take(data) {
    this.newest = data;
    const [files] = await Promise.all([essentials(data), loadBundle(data.bundle)]);
    if (data !== this.newest) return null;
    this.files = files;
    for (const name of optionalFiles(data)) this.need(name);
    const { folder, theme, lang, shown, outlines, extra, selected, choropleth, ownLayers } = data;
    const drawn = JSON.stringify([folder, theme, lang, shown, outlines, extra, selected, choropleth, ownLayers]);
    const isNews = drawn !== this.drawn;
    this.drawn = drawn;
    this.put();
    return isNews;
  }

  put() {
    if (!this.newest || !this.files) return;
    this.scene = compose(this.newest, this.files.common, this.files.layers);
  }

  /**
   * An optional file, used once it is loaded.
   * @param {string} name
   */
  need(name) {
    const folder = this.newest?.folder ?? "";
    if (have(folder, name) || this.awaited.has(name)) return;
    this.awaited.add(name);
    ask(folder, name).then(() => this.came(name), () => this.awaited.delete(name));
  }

  /** @param {string} name */
  came(name) {
    this.awaited.delete(name);
    if (!this.scene) return;
    this.put();
    this.changed();
  }
}
