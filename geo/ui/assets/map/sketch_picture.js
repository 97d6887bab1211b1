// What is seen of a sketch above the canvas: its border, the line to the mouse, and the handles.

import { crosses, outline } from "./sketch_shape.js";
import { filled } from "../texts.js";
import { svgElement } from "./svg.js";

/** @import { Point } from "../types.js" */
/** @import { Sketch } from "./sketch.js" */
/** @import { Shape } from "./sketch_shape.js" */

const POINT_PX = 4.5;

export class SketchPicture {
  /** @param {Sketch} sketch */
  constructor(sketch) {
    this.sketch = sketch;
    this.svg = svgElement("svg", { class: "sketch", "aria-hidden": "true" });
    this.handles = document.createElement("div");
    this.handles.className = "sketch-handles";
    this.handles.role = "group";
    sketch.map.find(".labels").after(this.svg, this.handles);
    this.handles.addEventListener("focusin", ({ target }) => {
      const number = [...this.handles.children].indexOf(/** @type {Element} */ (target));
      if (number === sketch.chosen) return;
      sketch.chosen = number;
      sketch.draw();
    });
  }

  draw() {
    const { mode, map, isBad } = this.sketch;
    const isShown = mode !== "closed" && mode !== "menu";
    this.svg.toggleAttribute("hidden", !isShown);
    this.svg.classList.toggle("bad", isBad || this.isCrossing);
    this.svg.replaceChildren(...(isShown && map.deck ? this.parts() : []));
    this.drawHandles();
  }

  /** The shape with the mouse as its next point. @returns {Shape} */
  get preview() {
    const { mode, shape, pointer } = this.sketch;
    if (mode !== "draw" || !pointer || !shape.points.length || this.sketch.isEnd(pointer, false)) return shape;
    return { ...shape, points: [...shape.points, this.sketch.point(pointer)] };
  }

  // Whether a click at the mouse would be refused.
  get isCrossing() {
    const { form, points } = this.preview;
    return this.sketch.mode === "draw" && form === "polygon" && crosses(points, false);
  }

  // Whether a click at the mouse would end the polygon.
  get isEnding() {
    const { pointer, shape } = this.sketch;
    return Boolean(pointer && shape.points.length > 2 && this.sketch.isEnd(pointer, false));
  }

  parts() {
    const { mode, shape } = this.sketch;
    const preview = this.preview;
    const corners = outline(preview);
    const isOpen = mode === "draw" && shape.form === "polygon" && !this.isEnding;
    const path = corners.map((point) => this.sketch.pixel(point).map((at) => at.toFixed(1)).join(" ")).join("L");
    if (!path) return [];
    const inside = svgElement("path", { class: "inside", d: `M${path}Z` });
    const halo = svgElement("path", { class: "halo", d: `M${path}${isOpen ? "" : "Z"}` });
    const line = svgElement("path", { class: "line", d: `M${path}${isOpen ? "" : "Z"}` });
    const spots = mode === "draw" ? shape.points.map((point, number) => this.spot(point, number)) : [];
    const radius = shape.form === "circle" && preview.points.length > 1 ? [this.radius(preview)] : [];
    return [inside, halo, line, ...radius, ...spots];
  }

  /** @param {Point} point @param {number} number the first one ends a polygon */
  spot(point, number) {
    const { form, points } = this.sketch.shape;
    const [cx, cy] = this.sketch.pixel(point);
    const isEnd = form === "polygon" && number === 0 && points.length > 2;
    return svgElement("circle", { class: "spot", cx, cy, r: isEnd ? POINT_PX + 2.5 : POINT_PX });
  }

  /** @param {Shape} circle */
  radius({ points: [centre, rim] }) {
    const [x1, y1] = this.sketch.pixel(centre);
    const [x2, y2] = this.sketch.pixel(rim);
    return svgElement("line", { class: "radius", x1, y1, x2, y2 });
  }

  // Their elements are kept, so that the keyboard's focus stays where it is.
  drawHandles() {
    const all = this.sketch.map.deck ? this.sketch.handles : [];
    const { children } = this.handles;
    while (children.length > all.length) children[all.length].remove();
    while (children.length < all.length) this.handles.append(handleElement());
    const { texts } = this.sketch;
    this.handles.ariaLabel = texts.sketch_handles;
    const corners = all.filter(({ kind }) => kind === "corner").length;
    all.forEach((handle, number) => {
      const element = /** @type {HTMLButtonElement} */ (children[number]);
      const [x, y] = this.sketch.pixel(handle.point);
      element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
      element.className = `handle ${handle.kind}`;
      element.toggleAttribute("data-chosen", number === this.sketch.chosen);
      element.tabIndex = handle.kind === "middle" ? -1 : 0;
      element.ariaLabel = filled(texts[`sketch_${handle.kind}`], { number: handle.index + 1, count: corners });
    });
  }

  /** @param {number} number of a handle */
  focus(number) {
    /** @type {HTMLElement} */ (this.handles.children[number])?.focus({ preventScroll: true });
  }
}

function handleElement() {
  const element = document.createElement("button");
  element.type = "button";
  return element;
}
