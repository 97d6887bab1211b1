// The line below the map: the counts in view, and the share link.

import { ask } from "./files.js";
import { bySector } from "./legend.js";
import { hasSize, viewBounds } from "./mercator.js";
import { touches } from "./paths.js";
import { SharePanel } from "./share.js";

/** @import { Row } from "./catalogue.js" */
/** @import { MapView } from "./component.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Paths } from "./paths.js" */
/** @import { Bounds } from "../types.js" */

/**
 * The places that intersect a box.
 * @param {Row[]} rows @param {Record<string, Paths>} shapes by id @param {Bounds} bounds
 */
export function inView(rows, shapes, bounds) {
  return rows.filter(({ id }) => shapes[id] && touches(shapes[id], bounds));
}

export class Below {
  /** @param {MapView} map */
  constructor(map) {
    this.map = map;
    this.line = map.find(".below");
    this.figures = map.find(".shutu-view");
    this.share = new SharePanel(this.line);
  }

  /** @param {Scene} data */
  update({ below, texts, root }) {
    this.line.hidden = !below;
    if (below) this.share.update(texts, root, below);
  }

  // The map has stopped moving. Counting uses the true geometry, which is loaded after the first map.
  async count() {
    const { data } = this.map;
    if (!data.below) return;
    try {
      const shapes = await ask(data.folder, "geometry");
      const { data: now, view, box } = this.map;
      if (now === data && view && hasSize(box)) this.write(inView(data.rows, shapes, viewBounds(view, box)));
    } catch {
      this.figures.replaceChildren(); // retried after the next movement
    }
  }

  end() {
    this.share.end();
  }

  /** @param {Row[]} visible */
  write(visible) {
    const { texts, common, lang } = this.map.data;
    const named = visible.filter(({ station }) => !station);
    const counts = document.createElement("b");
    const withStations = this.map.data.rows.some(({ station }) => station);
    counts.textContent = (withStations ? texts.in_view : texts.in_view_named)
      .replace("{places}", String(named.length))
      .replace("{stations}", String(visible.length - named.length));
    const sectors = ` ${bySector(common.legend, named, lang)}`;
    // Only changes are written, so that a screen reader announces them once.
    if (this.figures.textContent !== counts.textContent + sectors) {
      this.figures.replaceChildren(counts, sectors);
    }
  }
}
