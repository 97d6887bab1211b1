// The opened cluster: fanned out around its point, or as a list beside the map.

import { ClusterList } from "./cluster_list.js";
import {
  CLUSTER_ICON_PX, MOST_FANNED, SYMBOL_PX, fanOffsets, middleOf, partingView, wayInside,
} from "./clusters.js";
import { place, screen } from "./mercator.js";
import { svgElement } from "./svg.js";

/** @import { Icon, Pixel } from "../types.js" */
/** @import { MapView } from "./component.js" */

export class OpenCluster {
  /** @param {MapView} map */
  constructor(map) {
    this.map = map;
    /** @type {Icon[]} the icons of the cluster; none: nothing is open */
    this.members = [];
    /** @type {Record<string, Pixel>} of a fan, in pixels by id */
    this.offsets = {};
    this.zoom = 0; // at which it was opened
    this.list = new ClusterList(map.find(".cluster"), {
      pick: (id) => map.reporter.ask("picked", id),
      closed: () => {
        this.close();
        map.box.focus();
      },
    });
  }

  /**
   * A click on a cluster zooms in as long as that separates it.
   * @param {Icon[]} members
   */
  tellApart(members) {
    const { map } = this;
    const { view, box } = map;
    const nearer = partingView(members, view, box, map.furniture.clearOfAll);
    if (nearer) {
      this.close();
      map.moveByHand();
      map.pilot.fly(view, nearer, box);
      return;
    }
    const offsets = fanOffsets(members.length, this.othersFrom(members));
    const reach = Math.hypot(...offsets[0]) + SYMBOL_PX / 2 + 1;
    const way = wayInside(this.spotOf(members), reach, box, map.furniture.clearOfAll);
    if (members.length <= MOST_FANNED && way) this.openFan(members, offsets, way);
    else this.openList(members);
  }

  /** @param {Icon[]} members @param {Pixel[]} offsets @param {Pixel} way */
  openFan(members, offsets, way) {
    this.remember(members);
    this.offsets = Object.fromEntries(members.map(({ id }, number) => [id, offsets[number]]));
    this.list.hide();
    this.map.redraw();
    this.push(way);
  }

  /** @param {Icon[]} members */
  openList(members) {
    this.remember(members);
    this.offsets = {};
    const { data, furniture, box } = this.map;
    this.list.show(members, data.selected, data.texts, data.lang);
    this.map.redraw();
    const way = wayInside(this.spotOf(members), CLUSTER_ICON_PX, box, furniture.clearOfAll);
    if (way) this.push(way);
  }

  /** @param {Icon[]} members */
  remember(members) {
    this.members = members;
    this.zoom = this.map.view.zoom;
  }

  /** @param {Icon[]} members @returns {Pixel} */
  spotOf(members) {
    return screen(...middleOf(members), this.map.view, this.map.box);
  }

  /**
   * Where all other symbols stand, in pixels from the spot of these.
   * @param {Icon[]} members @returns {Pixel[]}
   */
  othersFrom(members) {
    const ids = new Set(members.map(({ id }) => id));
    const [x, y] = this.spotOf(members);
    return this.map
      .symbolPoints(({ id, members: inside }) =>
        !(id && ids.has(id)) && !inside?.some((one) => ids.has(one)))
      .map(([left, top]) => [left - x, top - y]);
  }

  /**
   * Move the map by [right, down] pixels.
   * @param {Pixel} way
   */
  push([right, down]) {
    if (!right && !down) return;
    const { map } = this;
    const { view, box } = map;
    const [longitude, latitude] = place(box.clientWidth / 2 - right, box.clientHeight / 2 - down, view, box);
    map.moveByHand();
    map.pilot.glide(view, { ...view, longitude, latitude });
  }

  // Whether anything was open.
  close() {
    if (!this.members.length) return false;
    this.members = [];
    this.offsets = {};
    if (this.list.open) this.list.hide();
    this.map.redraw();
    return true;
  }

  /**
   * New data: members may be gone, or have other names.
   * @param {Icon[]} icons
   */
  update(icons) {
    if (!this.members.length) return;
    const ids = new Set(this.members.map(({ id }) => id));
    this.members = icons.filter(({ id }) => ids.has(id));
    if (this.members.length < 2) this.close();
    else if (this.list.open) {
      const { selected, texts, lang } = this.map.data;
      this.list.write(this.members, selected, texts, lang);
    }
  }

  // At another zoom the groups are different.
  settle() {
    if (this.members.length && Math.abs(this.zoom - this.map.view.zoom) > 0.01) this.close();
  }

  // Thin legs from the spot to the fanned symbols, or a ring around the disc of the list.
  draw() {
    const { map } = this;
    const legs = map.find(".legs");
    if (!this.members.length) {
      legs.replaceChildren();
      return;
    }
    const [x, y] = this.spotOf(this.members);
    const fanned = this.members.filter(({ id }) => this.offsets[id]).map(({ id }) => this.offsets[id]);
    const lines = fanned.map(([dx, dy]) => svgElement("line", { x1: x, y1: y, x2: x + dx, y2: y + dy }));
    const spot = fanned.length ? svgElement("circle", { cx: x, cy: y, r: 3, class: "foot-of-fan" })
      : svgElement("circle", { cx: x, cy: y, r: CLUSTER_ICON_PX / 2 + 3 });
    legs.replaceChildren(...lines, spot);
  }
}
