// Nobody there? First it asks, then the stand starts over.

import { filled } from "./words.js";

const ANSWER_S = 10;

export class Idle {
  constructor(root, clock, seconds, startOver) {
    this.box = root.querySelector(".ask");
    this.clock = clock;
    this.seconds = seconds;
    this.startOver = startOver;
    this.watching = false;
  }

  speak(texts) {
    this.texts = texts;
    this.box.querySelector("h2").textContent = texts.still;
    this.box.querySelector(".other").textContent = texts.other;
    this.box.querySelector(".keep").textContent = texts.keep;
    this.box.ariaLabel = texts.still;
  }

  // Every touch counts.
  touched() {
    this.quiet();
    if (this.watching) this.timer = this.clock.after(this.seconds, () => this.ask(ANSWER_S));
  }

  watch(on) {
    this.watching = on;
    this.touched();
  }

  quiet() {
    this.clock.clear(this.timer);
    this.box.hidden = true;
  }

  ask(left) {
    if (left <= 0) {
      this.watching = false;
      this.quiet();
      this.startOver();
      return;
    }
    this.box.hidden = false;
    this.box.querySelector(".left").textContent = filled(this.texts.still_after, { seconds: left });
    this.box.querySelector(".ring").style.setProperty("--left", left / ANSWER_S);
    this.timer = this.clock.after(1, () => this.ask(left - 1));
  }
}
