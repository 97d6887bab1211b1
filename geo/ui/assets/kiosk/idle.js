// Idle timeout: first prompt, then restart the kiosk.

import { filled } from "../texts.js";
import { find } from "./i18n.js";

/** @import { Clock } from "./clock.js" */

const ANSWER_S = 10;

export class Idle {
  /**
   * @param {HTMLElement} root @param {Clock} clock @param {number} seconds
   * @param {() => void} startOver
   */
  constructor(root, clock, seconds, startOver) {
    this.box = find(root, ".ask");
    this.clock = clock;
    this.seconds = seconds;
    this.startOver = startOver;
    this.watching = false;
    /** @type {Record<string, string>} */
    this.texts = {};
    /** @type {number | undefined} */
    this.timer = undefined;
  }

  /** @param {string} selector */
  find(selector) {
    return find(this.box, selector);
  }

  /** @param {Record<string, string>} texts */
  speak(texts) {
    this.texts = texts;
    this.find("h2").textContent = texts.still;
    this.find(".other").textContent = texts.other;
    this.find(".keep").textContent = texts.keep;
    this.box.ariaLabel = texts.still;
  }

  // Every touch counts.
  touched() {
    this.quiet();
    if (this.watching) this.timer = this.clock.after(this.seconds, () => this.ask(ANSWER_S));
  }

  /** @param {boolean} on */
  watch(on) {
    this.watching = on;
    this.touched();
  }

  quiet() {
    this.clock.clear(this.timer);
    this.box.hidden = true;
  }

  /** @param {number} left seconds */
  ask(left) {
    if (left <= 0) {
      this.watching = false;
      this.quiet();
      this.startOver();
      return;
    }
    this.box.hidden = false;
    this.find(".left").textContent = filled(this.texts.still_after, { seconds: left });
    this.find(".ring").style.setProperty("--left", String(left / ANSWER_S));
    this.timer = this.clock.after(1, () => this.ask(left - 1));
  }
}
