// The labels above the map: selection and position.

import {
  LABELS, coveredLabels, labelElement, labelPoint, visibleLabels, widths,
} from "./labels.js";

/** @import { MapView } from "./component.js" */
/** @import { PlacedLabel } from "../types.js" */

export class Labels {
  /** @param {MapView} map */
  constructor(map) {
    this.map = map;
    /** @type {[HTMLElement, PlacedLabel][]} */
    this.shown = [];
    this.loaded = () => this.measure();
    document.fonts.addEventListener("loadingdone", this.loaded);
  }

  end() {
    document.fonts.removeEventListener("loadingdone", this.loaded);
  }

  // Recompute the labels. Those of a fan come first, because the user opened it.
  write() {
    const { data, view, box, cluster, clustered, furniture, frame } = this.map;
    const offsetOf = (/** @type {{ id?: string }} */ { id }) => (id ? cluster.offsets[id] : undefined);
    const wanted = data.labels.filter(({ id }) => !id || !clustered.has(id));
    const fanned = wanted.filter(offsetOf)
      .map((label) => ({ ...label, zoom: 0, offset: offsetOf(label) }));
    const labels = [...fanned, ...wanted.filter((label) => !offsetOf(label))];
    const shown = visibleLabels(
      labels, view, box, this.map.symbolPoints(), furniture.panels(), this.map.clusterNumbers());
    this.shown = shown.map((label) => [labelElement(label), label]);
    this.map.find(".labels").replaceChildren(...this.shown.map(([name]) => name));
    frame.dataset.labels = String(shown.length);
    this.map.moveOver();
  }

  // A font of the page was loaded, so widths of names change.
  measure() {
    const { map } = this;
    widths.clear();
    for (const label of map.data?.labels ?? []) delete label.width;
    if (map.deck && map.root.isConnected) this.write();
  }

  move() {
    const { view, box, furniture } = this.map;
    const covered = coveredLabels(this.shown.map(([, label]) => label), view, box, furniture.panels());
    for (const [number, [name, label]] of this.shown.entries()) {
      name.hidden = covered[number];
      const [x, y] = labelPoint(label, view, box);
      const shift = LABELS[label.kind].centred ? "translate(-50%, -50%)" : "translate(0, -50%)";
      name.style.transform = `translate(${x}px, ${y}px) ${shift}`;
    }
  }
}
