// The map on paper: a WebGL canvas prints blank, so a picture of it stands in its place while the page is printed.

import { pictureOf } from "./picture.js";

/** @import { MapView } from "./component.js" */

export class PrintPicture {
  /** @param {MapView} map */
  constructor(map) {
    this.map = map;
    this.image = /** @type {HTMLImageElement} */ (map.find(".map-print"));
    const { signal } = map.ending;
    window.addEventListener("beforeprint", () => this.put(), { signal });
    window.addEventListener("afterprint", () => this.remove(), { signal });
  }

  put() {
    const picture = pictureOf(this.map, { headed: false });
    if (!picture) return;
    this.image.src = picture.toDataURL("image/png");
    this.image.alt = this.map.data.texts.map;
    this.map.frame.dataset.printed = "1";
  }

  remove() {
    delete this.map.frame.dataset.printed;
    this.image.removeAttribute("src");
  }
}
