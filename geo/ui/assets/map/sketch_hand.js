// Mouse, fingers and keys while an area is drawn or edited. Pointers are caught before deck.gl sees them only where
// they take hold of a handle: everywhere else the map can be moved as usual.

import { grown, nearest, withCorner } from "./sketch_shape.js";

/** @import { Pixel } from "../types.js" */
/** @import { Sketch } from "./sketch.js" */
/** @import { Handle, Shape } from "./sketch_shape.js" */

/** How far from a handle it is taken hold of. @type {Record<string, number>} */
export const REACH_PX = { mouse: 10, touch: 22, pen: 14 };
const DRAG_PX = 3; // a press that moves less is a click
const TWICE_MS = 450; // between the clicks of a double click
const TWICE_PX = 25; // and how far they are apart: deck.gl takes taps for one within 10
const STEP_PX = 2; // of an arrow key
const FAST_PX = 20; // with Shift
/** @type {Record<string, Pixel>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * What is held: the shape before, where the pointer went down, and how far from the handle that was.
 * @typedef {{ pointer: number, handle: Handle, number: number, before: Shape, from: Pixel, beside: Pixel,
 *   isMoved: boolean }} Hold
 */

export class SketchHand {
  /** @param {Sketch} sketch */
  constructor(sketch) {
    this.sketch = sketch;
    /** @type {Hold | null} */
    this.held = null;
    this.last = { number: -1, at: 0 }; // the handle that was clicked last, and when
    /** @type {PointerEvent | null} the last press while points are set */
    this.pressed = null;
    this.second = -1; // the pointer of a double click's second press
    this.nudged = { name: "", steps: 0 }; // what arrow keys have moved: all their steps together are one
    const { frame, ending } = sketch.map;
    const options = { capture: true, signal: ending.signal };
    frame.addEventListener("pointerdown", (event) => this.press(event), options);
    frame.addEventListener("pointermove", (event) => this.move(event), options);
    frame.addEventListener("pointerup", (event) => this.release(event), options);
    frame.addEventListener("pointercancel", () => this.drop(), options);
    frame.addEventListener("pointerleave", () => this.leave(), options);
    frame.addEventListener("keydown", (event) => this.key(event), options);
  }

  /** @param {PointerEvent} event @returns {Pixel} */
  pixel({ clientX, clientY }) {
    const { left, top } = this.sketch.map.box.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  /** @param {PointerEvent} event whether the pointer is over the map, and not over a button or a panel */
  isOverMap(event) {
    return event.composedPath().includes(this.sketch.map.box);
  }

  /** @param {PointerEvent} event */
  press(event) {
    const { sketch } = this;
    if (this.held) event.stopPropagation(); // a second finger
    if (sketch.mode === "draw") this.pressPoint(event);
    if (sketch.mode !== "edit" || this.held || event.button !== 0 || !this.isOverMap(event)) return;
    const from = this.pixel(event);
    const all = sketch.handles;
    const spots = all.map(({ kind, point }) => ({ at: sketch.pixel(point), rank: Number(kind === "middle") }));
    const number = nearest(spots, from, REACH_PX[event.pointerType] ?? REACH_PX.mouse);
    this.nudged = { name: "", steps: 0 };
    sketch.chosen = number;
    if (number < 0) {
      sketch.refuse("");
      return;
    }
    event.stopPropagation();
    event.preventDefault();
    const { at } = spots[number];
    sketch.map.frame.setPointerCapture(event.pointerId);
    this.held = { pointer: event.pointerId, handle: all[number], number, before: sketch.shape, from,
                  beside: [at[0] - from[0], at[1] - from[1]], isMoved: false };
    sketch.refuse("");
    sketch.picture.focus(number);
  }

  /**
   * deck.gl would enlarge the map where the second press of a double click comes: it does not see that one.
   * @param {PointerEvent} event
   */
  pressPoint(event) {
    const { pressed } = this;
    this.pressed = event;
    if (!pressed || !event.isPrimary || event.button !== 0 || !this.isOverMap(event)) return;
    const away = Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY);
    if (event.timeStamp - pressed.timeStamp > TWICE_MS || away > TWICE_PX) return;
    event.stopPropagation();
    this.second = event.pointerId;
  }

  /** @param {PointerEvent} event */
  move(event) {
    const { sketch, held } = this;
    if (sketch.mode === "draw" && event.pointerType !== "touch" && !event.buttons) {
      sketch.pointer = this.isOverMap(event) ? this.pixel(event) : null;
      sketch.draw();
    }
    if (held?.pointer !== event.pointerId) return;
    event.stopPropagation();
    const [x, y] = this.pixel(event);
    if (!held.isMoved && Math.hypot(x - held.from[0], y - held.from[1]) < DRAG_PX) return;
    if (!held.isMoved) this.begin(held);
    sketch.hold(held.handle, sketch.point([x + held.beside[0], y + held.beside[1]]));
  }

  /** @param {Hold} held */
  begin(held) {
    const { sketch } = this;
    held.isMoved = true;
    if (held.handle.kind !== "middle") return;
    [sketch.shape, held.handle] = withCorner(sketch.shape, held.handle);
    sketch.chosen = held.handle.index;
  }

  /** @param {PointerEvent} event */
  release(event) {
    const { sketch, held } = this;
    if (event.pointerId === this.second) {
      this.second = -1;
      event.stopPropagation();
      sketch.take(this.pixel(event), event.pointerType === "touch");
      return;
    }
    if (held?.pointer !== event.pointerId) return;
    event.stopPropagation();
    this.held = null;
    const last = this.last;
    this.last = { number: -1, at: 0 };
    if (held.isMoved) {
      sketch.letGo(held.before);
    } else if (held.number === last.number && event.timeStamp - last.at < TWICE_MS) {
      sketch.remove();
    } else {
      this.last = { number: held.number, at: event.timeStamp };
    }
  }

  // The browser has taken the pointer away: as if it had not been there.
  drop() {
    const { sketch, held } = this;
    this.held = null;
    this.second = -1;
    if (!held) return;
    sketch.shape = held.before;
    sketch.refuse("");
  }

  leave() {
    if (!this.sketch.pointer) return;
    this.sketch.pointer = null;
    this.sketch.draw();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { sketch } = this;
    if (sketch.mode === "closed" || event.ctrlKey || event.metaKey || event.altKey || this.held) return;
    if (event.key === "Escape" && sketch.map.frame.matches(":fullscreen")) return; // that ends first
    if (!this.act(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key meant something here */
  act({ key, shiftKey, target }) {
    const { sketch } = this;
    if (key === "Escape") sketch.cancel();
    else if (!sketch.isActive) return false;
    else if (key === "Enter" && !isButton(target)) sketch.finish();
    else if (key === "Backspace" && sketch.mode === "draw") sketch.undo();
    else if (key === "Delete" || key === "Backspace") sketch.remove();
    else if (key in ARROWS && sketch.chosen >= 0) this.nudge(ARROWS[key], shiftKey ? FAST_PX : STEP_PX);
    else return false;
    return true;
  }

  /** @param {Pixel} way @param {number} px */
  nudge([right, down], px) {
    const { sketch } = this;
    const before = sketch.shape;
    let handle = sketch.handles[sketch.chosen];
    if (handle.kind === "middle") {
      [sketch.shape, handle] = withCorner(sketch.shape, handle);
      sketch.chosen = handle.index;
    }
    const [x, y] = sketch.pixel(handle.point);
    if (handle.kind === "rim") sketch.shape = grown(sketch.shape, ((right - down) * px) / STEP_PX);
    else sketch.hold(handle, sketch.point([x + right * px, y + down * px]));
    const { chosen, isBad } = sketch;
    sketch.letGo(before);
    if (isBad) return;
    const name = `${handle.kind} ${handle.index}`;
    const { past } = sketch;
    if (this.nudged.name === name && this.nudged.steps === past.length - 1) past.pop();
    this.nudged = { name, steps: past.length };
    sketch.chosen = chosen;
    sketch.picture.focus(chosen);
  }

  end() {
    this.held = null;
  }
}

/** @param {EventTarget | null} target whether Enter presses it */
function isButton(target) {
  return target instanceof HTMLButtonElement && !target.classList.contains("handle");
}
