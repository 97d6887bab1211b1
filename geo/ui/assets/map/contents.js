// What a map shows: the newest data of a run, put together with the files of the build that are here.

import { loadBundle } from "./bundle.js";
import { ask, have } from "./files.js";
import { compose, essentials, outlineFiles } from "./scene.js";

export class Contents {
  // `changed` is called when a file has come that changes what is shown.
  constructor(changed) {
    this.changed = changed;
    this.awaited = new Set(); // names of files that are on their way, and that are to be seen
    this.said = null; // the part of the data that decides what is drawn
    this.scene = null;
  }

  // Whether everything that is to be seen has come.
  get isWhole() {
    return this.awaited.size === 0;
  }

  // Take over the data of a run. Gives null where newer ones have their own turn, else whether
  // anything is to be drawn anew. Throws when the files cannot be had.
  async take(data) {
    this.newest = data;
    const [files] = await Promise.all([essentials(data), loadBundle(data.bundle)]);
    if (data !== this.newest) return null;
    this.files = files;
    for (const name of outlineFiles(data)) this.need(name);
    const { folder, theme, lang, shown, outlines, extra, selected } = data;
    const said = JSON.stringify([folder, theme, lang, shown, outlines, extra, selected]);
    const isNews = said !== this.said;
    this.said = said;
    this.put();
    return isNews;
  }

  put() {
    this.scene = compose(this.newest, this.files.common, this.files.layers);
  }

  // A file that the map can do without until it comes.
  need(name) {
    const { folder } = this.newest;
    if (have(folder, name) || this.awaited.has(name)) return;
    this.awaited.add(name);
    ask(folder, name).then(() => this.came(name), () => this.awaited.delete(name));
  }

  came(name) {
    this.awaited.delete(name);
    if (!this.scene) return;
    this.put();
    this.changed();
  }
}
