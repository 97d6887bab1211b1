// The door to drawing on the map: a button, and the sketch that goes on. What draws is loaded when it is first wanted.

import { pencil } from "./sketch_icon.js";

/** @import { MapView } from "./component.js" */
/** @import { Sketch } from "./sketch.js" */

/**
 * Where a page lets areas be drawn (geo/ui/widgets/map_sketch.py). `number` rises with everything that its buttons ask
 * for, and `wanted` is that: a form to draw, or the name of a shape to edit. A shape is its name, its form, and
 * numbers: longitudes and latitudes, of a circle its centre and kilometres.
 * @typedef {{ number: number, wanted: string | null, shapes: [string, string, number[]][] }} SketchData
 */

export class Sketches {
  /** @param {MapView} map */
  constructor(map) {
    this.map = map;
    this.number = 0; // of the last wish that was followed
    /** @type {Sketch | null} */
    this.sketch = null;
    /** @type {Promise<Sketch> | null} */
    this.coming = null;
    this.button = document.createElement("button");
    this.button.className = "sketch-open";
    this.button.type = "button";
    this.button.hidden = true;
    this.button.append(pencil());
    this.button.addEventListener("click", () => this.load().then((sketch) => sketch.open()));
    map.find(".buttons").append(this.button);
  }

  /** @param {import("./scene.js").Scene} scene */
  update({ sketch, texts }) {
    this.button.hidden = !sketch;
    this.button.title = this.button.ariaLabel = texts.sketch_title;
    this.sketch?.update();
    if (!sketch || sketch.number === this.number) return;
    this.number = sketch.number;
    const { wanted } = sketch;
    if (wanted) this.load().then((drawing) => drawing.want(wanted));
  }

  load() {
    this.coming ??= import("./sketch.js").then((module) => {
      this.sketch = new module.Sketch(this.map);
      return this.sketch;
    });
    this.coming.catch(() => {
      this.coming = null; // tried again when it is wanted again
    });
    return this.coming;
  }

  get isActive() {
    return Boolean(this.sketch?.isActive);
  }

  /**
   * Whether a click belongs to the sketch.
   * @param {number} x @param {number} y @param {boolean} isTouch
   */
  take(x, y, isTouch) {
    return Boolean(this.sketch?.take([x, y], isTouch));
  }

  move() {
    this.sketch?.move();
  }

  end() {
    this.sketch?.end();
  }
}
