// Pointer handling: clicks, drags, and when a user's gesture has started.

/** @import { MapView } from "./component.js" */

const CLICK_PX = 6; // a press that moves farther than this is a drag
/**
 * The click tolerance around a symbol.
 * @type {Record<string, number>}
 */
const REACH_PX = { mouse: 3, touch: 12, pen: 6 };

export class Hand {
  /** @param {MapView} map */
  constructor(map) {
    this.map = map;
    /** @type {PointerEvent | null} where the pointer went down */
    this.held = null;
    /** @type {PointerEvent | null} the same, while it may become a click */
    this.pressed = null;
    const { box } = map;
    box.addEventListener("wheel", () => map.takeOver(true), { passive: true });
    box.addEventListener("dblclick", () => map.moveByHand());
    box.addEventListener("pointerdown", (event) => this.press(event));
    box.addEventListener("pointermove", (event) => this.move(event));
    box.addEventListener("pointerup", (event) => this.release(event));
  }

  /** @param {PointerEvent} event */
  press(event) {
    this.map.tip.rest();
    this.map.takeOver(!event.isPrimary); // a second finger pinches
    this.held = event;
    this.pressed = event.isPrimary && event.button === 0 ? event : null;
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!event.buttons) this.map.tip.wanted = event.pointerType !== "touch";
    else if (this.held && isApart(event, this.held)) this.map.moveByHand();
  }

  /**
   * A press without a drag is a click. deck.gl's own click has a time limit, which a slow machine exceeds
   * while picking.
   * @param {PointerEvent} event
   */
  release(event) {
    const { map, pressed } = this;
    this.pressed = null;
    if (!map.deck || pressed?.pointerId !== event.pointerId) return;
    if (isApart(event, pressed)) return;
    if (map.aim) map.show(map.view); // small movements of a click do not move the map
    const frame = map.box.getBoundingClientRect();
    const [x, y] = [event.clientX - frame.x, event.clientY - frame.y];
    if (map.sketches.take(x, y, event.pointerType === "touch")) return;
    map.click(x, y, REACH_PX[event.pointerType] ?? 3);
  }
}

/** @param {PointerEvent} one @param {PointerEvent} other @returns {boolean} */
function isApart(one, other) {
  return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) > CLICK_PX;
}
