// The bar above the map while an area is drawn: what to do next, how large it is, and buttons for everything that keys
// do, so that fingers can do it, too.

import { isComplete, size } from "./sketch_shape.js";
import { filled } from "../texts.js";

/** @import { Sketch } from "./sketch.js" */

export class SketchBar {
  /** @param {Sketch} sketch */
  constructor(sketch) {
    this.sketch = sketch;
    this.element = document.createElement("div");
    this.element.className = "sketch-bar";
    this.element.role = "group";
    this.element.tabIndex = -1; // a click beside its buttons leaves the keys with the map
    this.help = this.part("p", "help");
    this.help.role = "status";
    this.size = this.part("p", "size");
    this.buttons = this.part("div", "acts");
    this.drawn = ""; // which buttons there are
    sketch.map.frame.append(this.element);
  }

  /** @param {string} tag @param {string} name */
  part(tag, name) {
    const element = document.createElement(tag);
    element.className = name;
    this.element.append(element);
    return element;
  }

  draw() {
    const { mode, texts, refusal } = this.sketch;
    this.element.hidden = mode === "closed" || mode === "sent";
    if (this.element.hidden) return;
    this.element.ariaLabel = texts.sketch_title;
    const words = refusal || this.words();
    if (this.help.textContent !== words) this.help.textContent = words; // each change is spoken
    this.help.toggleAttribute("data-refused", Boolean(refusal));
    this.size.textContent = mode === "menu" ? "" : this.sizeWords();
    this.drawButtons();
  }

  words() {
    const { mode, texts, shape, name } = this.sketch;
    if (mode === "menu") return texts.sketch_title;
    return texts[mode === "draw" ? `sketch_${name}_help` : `sketch_${shape.form}_edit`];
  }

  sizeWords() {
    const { texts, map, shape } = this.sketch;
    const preview = this.sketch.picture.preview;
    if (preview.points.length < 2) return "";
    const { km, km2 } = size(preview);
    const written = (/** @type {number} */ value) => value.toLocaleString(map.data.lang, {
      maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });
    const key = shape.form === "circle" ? "sketch_radius" : km2 === null ? "sketch_length" : "sketch_size";
    return filled(texts[key], { km: written(km), area: km2 === null ? "" : written(km2) });
  }

  /** The buttons of the present mode: name, action, whether it can be used now. @returns {[string, () => void, boolean][]} */
  acts() {
    const { sketch } = this;
    const { mode, shape, map } = sketch;
    const cancel = /** @type {[string, () => void, boolean]} */ (["cancel", () => sketch.cancel(), true]);
    if (mode === "menu") {
      const names = ["polygon", "rectangle", "circle", ...(map.data.sketch?.shapes ?? []).map(([name]) => name)];
      return [...names.map((name) => /** @type {[string, () => void, boolean]} */ (
        [name, () => sketch.begin(name), true])), cancel];
    }
    /** @type {[string, () => void, boolean][]} */
    const acts = [];
    if (mode === "edit" || shape.form === "polygon") acts.push(["finish", () => sketch.finish(), isComplete(shape)]);
    acts.push(["undo", () => sketch.undo(), sketch.past.length > 0]);
    if (mode === "edit" && shape.form === "polygon") {
      acts.push(["remove", () => sketch.remove(), sketch.handles[sketch.chosen]?.kind === "corner"]);
    }
    return [...acts, cancel];
  }

  // A button stays as long as the bar has it, so that a click is never lost between two drawings.
  drawButtons() {
    const acts = this.acts();
    const names = acts.map(([name]) => name).join();
    if (names !== this.drawn) this.buttons.replaceChildren(...acts.map(([name]) => actButton(name)));
    this.drawn = names;
    acts.forEach(([name, act, isUsable], number) => {
      const button = /** @type {HTMLButtonElement} */ (this.buttons.children[number]);
      button.textContent = this.sketch.texts[`sketch_${name}`];
      button.title = this.sketch.texts[`sketch_${name}_key`] ?? "";
      button.onclick = act;
      button.disabled = !isUsable;
    });
  }

  focus() {
    /** @type {HTMLElement | null} */ (this.buttons.querySelector("button"))?.focus({ preventScroll: true });
  }
}

/** @param {string} name */
function actButton(name) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `act-${name}`;
  return button;
}
