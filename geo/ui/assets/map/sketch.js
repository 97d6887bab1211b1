// An area that is drawn on the map or edited there: points by clicks, corners by dragging, steps that can be taken
// back, and one report at the end.

import { REACH_PX, SketchHand } from "./sketch_hand.js";
import { SketchBar } from "./sketch_bar.js";
import { SketchPicture } from "./sketch_picture.js";
import { MOST, circle, crosses, handles, isComplete, moved, outline, radius, tidy, without } from "./sketch_shape.js";
import { place, screen } from "./mercator.js";

/** @import { Pixel, Point } from "../types.js" */
/** @import { MapView } from "./component.js" */
/** @import { Form, Handle, Shape } from "./sketch_shape.js" */

/** @typedef {"closed" | "menu" | "draw" | "edit" | "sent"} Mode `sent`: shown until the page answers */

const AGAIN_PX = 6; // a second click at the same place
const FORMS = ["polygon", "rectangle", "circle"];

export class Sketch {
  /** @param {MapView} map */
  constructor(map) {
    this.map = map;
    /** @type {Mode} */
    this.mode = "closed";
    this.name = ""; // of what is reported: a form, or the shape that is edited
    /** @type {Shape} */
    this.shape = { form: "polygon", points: [] };
    /** @type {Shape[]} the shapes before each step */
    this.past = [];
    /** @type {Pixel | null} where the mouse is, while points are set */
    this.pointer = null;
    this.chosen = -1; // the handle that keys and buttons act on
    this.refusal = ""; // the text that says why the last step was not taken
    this.isBad = false; // whether the border crosses itself where it is held now
    this.picture = new SketchPicture(this);
    this.bar = new SketchBar(this);
    this.hand = new SketchHand(this);
  }

  get isActive() {
    return this.mode === "draw" || this.mode === "edit";
  }

  get texts() {
    return this.map.data.texts;
  }

  get isDone() {
    return isComplete(this.shape) && !(this.shape.form === "polygon" && crosses(this.shape.points, true));
  }

  // New data have come: what was sent is part of them.
  update() {
    const isOver = this.mode === "sent" || !this.map.data.sketch;
    if (isOver && this.mode !== "closed") this.close();
    else this.draw();
  }

  open() {
    if (this.mode === "menu") this.close();
    else if (!this.isActive) this.turn("menu");
    this.bar.focus();
  }

  /**
   * What a button of the page asks for; on a phone it lies over the map.
   * @param {string} wanted
   */
  want(wanted) {
    const { classList } = document.documentElement;
    if (classList.contains("shutu-filters-open")) {
      classList.remove("shutu-filters-open");
      document.dispatchEvent(new Event("shutu-filters"));
    }
    this.map.frame.scrollIntoView({ block: "nearest" });
    this.begin(wanted);
  }

  /** @param {string} name a form to draw, or the name of a shape to edit */
  begin(name) {
    const given = this.map.data.sketch?.shapes.find(([known]) => known === name);
    if (!given && !FORMS.includes(name)) return;
    this.name = name;
    this.past = [];
    this.chosen = -1;
    this.pointer = null;
    this.shape = given ? shapeOf(given) : { form: /** @type {Form} */ (name), points: [] };
    this.map.cluster.close();
    this.turn(given ? "edit" : "draw");
    this.map.box.focus({ preventScroll: true });
  }

  /** @param {Mode} mode */
  turn(mode) {
    this.mode = mode;
    this.refusal = "";
    this.isBad = false;
    this.map.tip.rest();
    this.map.frame.toggleAttribute("data-drawing", mode === "draw");
    this.map.frame.toggleAttribute("data-sketching", mode !== "closed");
    this.draw();
  }

  close() {
    this.chosen = -1;
    this.turn("closed");
  }

  // Drop what was drawn; the filter stays as it was.
  cancel() {
    const { sketch } = this.map.data;
    this.close();
    this.map.box.focus({ preventScroll: true });
    if (sketch?.wanted) this.map.reporter.ask("drawn", []);
  }

  draw() {
    this.picture.draw();
    this.bar.draw();
  }

  // The view has changed.
  move() {
    if (this.mode !== "closed") this.picture.draw();
  }

  /** @param {Point} point @returns {Pixel} */
  pixel([lon, lat]) {
    return screen(lon, lat, this.map.view, this.map.box);
  }

  /** @param {Pixel} pixel @returns {Point} */
  point([x, y]) {
    return tidy(place(x, y, this.map.view, this.map.box));
  }

  /** @returns {Handle[]} */
  get handles() {
    return this.mode === "edit" ? handles(this.shape) : [];
  }

  /**
   * A click on the map; whether it belongs to the sketch.
   * @param {Pixel} pixel @param {boolean} isTouch
   */
  take(pixel, isTouch) {
    const { isActive } = this; // also of the click that ends it
    if (this.mode === "draw") this.add(pixel, isTouch);
    return isActive;
  }

  /** @param {Pixel} pixel @param {boolean} isTouch */
  add(pixel, isTouch) {
    const { form, points } = this.shape;
    if (this.isEnd(pixel, isTouch)) {
      if (form === "polygon") this.finish();
      return;
    }
    const next = { form, points: [...points, this.point(pixel)] };
    if (form === "polygon" && crosses(next.points, false)) this.refuse(this.texts.sketch_crossing);
    else if (points.length >= MOST) this.refuse(this.texts.sketch_most);
    else this.step(next);
    if (form !== "polygon" && isComplete(this.shape)) this.finish();
  }

  /**
   * Whether a click there sets no further point: at the first corner, or once more at the last one.
   * @param {Pixel} pixel @param {boolean} isTouch
   */
  isEnd(pixel, isTouch) {
    const { form, points } = this.shape;
    const isNear = (/** @type {Point | undefined} */ point, /** @type {number} */ reach) => {
      if (!point) return false;
      const [x, y] = this.pixel(point);
      return Math.hypot(x - pixel[0], y - pixel[1]) <= reach;
    };
    return isNear(points.at(-1), AGAIN_PX)
      || (form === "polygon" && isComplete(this.shape) && isNear(points[0], REACH_PX[isTouch ? "touch" : "mouse"]));
  }

  /**
   * Take a step that can be taken back.
   * @param {Shape} shape @param {Shape} before
   */
  step(shape, before = this.shape) {
    this.past.push(before);
    this.shape = shape;
    this.refusal = "";
    this.isBad = false;
    this.draw();
  }

  /** @param {string} text */
  refuse(text) {
    this.refusal = text;
    this.isBad = false;
    this.draw();
  }

  undo() {
    this.shape = this.past.pop() ?? this.shape;
    this.chosen = -1;
    this.refuse("");
  }

  // Take the corner away that was chosen.
  remove() {
    const handle = this.handles[this.chosen];
    if (handle?.kind !== "corner" || this.shape.form !== "polygon") return;
    const fewer = without(this.shape, handle);
    if (!fewer) this.refuse(this.texts.sketch_least);
    else if (crosses(fewer.points, true)) this.refuse(this.texts.sketch_crossing);
    else {
      this.chosen = -1;
      this.step(fewer);
      this.map.box.focus({ preventScroll: true });
    }
  }

  /**
   * Move a handle while it is held.
   * @param {Handle} handle @param {Point} point
   */
  hold(handle, point) {
    this.shape = moved(this.shape, handle, point);
    this.isBad = !this.isDone;
    this.draw();
  }

  /**
   * Let go of what was held: a border that crosses itself goes back to where it was.
   * @param {Shape} before
   */
  letGo(before) {
    const shape = this.shape;
    this.shape = before;
    if (!this.isBad) {
      this.step(shape);
      return;
    }
    this.chosen = -1;
    this.refuse(shape.form === "polygon" ? this.texts.sketch_crossing : this.texts.sketch_thin);
  }

  // Report what was drawn; the page makes it the filter.
  finish() {
    if (!isComplete(this.shape)) return;
    if (!this.isDone) {
      this.refuse(this.texts.sketch_crossing);
      return;
    }
    if (this.mode === "edit" && !this.past.length) {
      this.cancel(); // nothing was changed
      return;
    }
    const numbers = this.shape.form === "circle"
      ? [...tidy(this.shape.points[0]), radius(this.shape)]
      : outline(this.shape).flat();
    this.turn("sent");
    this.map.box.focus({ preventScroll: true });
    this.map.reporter.ask("drawn", [this.name, ...numbers]);
  }

  end() {
    this.hand.end();
    this.mode = "closed";
  }
}

/** @param {[string, string, number[]]} given @returns {Shape} */
function shapeOf([, form, numbers]) {
  if (form === "circle") return circle([numbers[0], numbers[1]], numbers[2]);
  /** @type {Point[]} */
  const corners = [];
  for (let at = 0; at < numbers.length; at += 2) corners.push([numbers[at], numbers[at + 1]]);
  return form === "rectangle" ? { form, points: [corners[0], corners[2]] } : { form: "polygon", points: corners };
}
