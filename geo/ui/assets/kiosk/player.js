// Plays tours: one scene after the other, each for its duration. The first part of it is animated.

import { wantsCalm } from "./clock.js";
import { ramp } from "./glow_layers.js";
import { counted } from "../texts.js";
import { find, make } from "./i18n.js";

/** @import { Clock } from "./clock.js" */
/** @import { Contents, Language, Picture, Scene, Texts, Tour } from "./contents.js" */
/** @import { Stage } from "./scene.js" */

const FADE_S = 0.55; // as --fade in kiosk.css

export class Player {
  /**
   * @param {HTMLElement} root @param {Stage} stage @param {Clock} clock
   * @param {Contents} contents
   */
  constructor(root, stage, clock, contents) {
    this.root = root;
    this.stage = stage;
    this.clock = clock;
    this.contents = contents;
    this.tour = 0;
    this.scene = 0;
    this.paused = false;
    this.endless = true; // one tour after the other, endlessly
    this.shownCount = 0;
    this.ended = () => {};
    /** @type {number | undefined} */
    this.timer = undefined;
    this.captionTimer = 0;
    /** @type {Language} */
    this.lang = "zh";
    /** @type {Texts} */
    this.texts = {};
  }

  /** @param {string} selector @returns {HTMLElement} */
  find(selector) {
    return find(this.root, selector);
  }

  /** @returns {Tour} */
  get current() {
    return this.contents.tours[this.tour];
  }

  /** @param {number} tour @param {boolean} endless */
  start(tour, endless) {
    this.endless = endless;
    this.tour = tour;
    this.scene = 0;
    this.resumed();
    this.enter();
  }

  // The loop restarts with the drawing animation of the province.
  begin() {
    this.endless = true;
    this.tour = this.scene = this.shownCount = 0;
    this.resumed();
    this.enter((picture, seconds) => this.stage.drawIn(picture, seconds));
  }

  stop() {
    this.clock.clear(this.timer);
    clearTimeout(this.captionTimer);
    this.stage.heard.part = () => {};
  }

  /** @param {(picture: Picture, seconds: number) => void} show */
  enter(show = (picture, seconds) => this.stage.show(picture, seconds)) {
    this.stop();
    const scene = this.current.scenes[this.scene];
    this.count(scene);
    this.words(scene);
    this.dots();
    show({ ids: scene.ids, site: scene.site, view: scene.view }, scene.seconds);
    this.root.dataset.tour = this.current.key;
    this.root.dataset.scene = String(this.scene);
    this.wait(scene.seconds);
  }

  /** @param {number} seconds */
  wait(seconds) {
    if (!this.paused) this.timer = this.clock.after(seconds, () => this.step(1));
  }

  /** @param {number} by */
  step(by) {
    const last = this.current.scenes.length - 1;
    const tours = this.contents.tours.length;
    if (this.scene + by > last) {
      if (!this.endless) {
        this.ended();
        return;
      }
      this.tour = (this.tour + 1) % tours;
      this.scene = 0;
    } else if (this.scene + by >= 0) {
      this.scene += by;
    } else if (this.endless) {
      this.tour = (this.tour + tours - 1) % tours;
      this.scene = this.current.scenes.length - 1;
    }
    this.enter();
  }

  togglePause() {
    if (this.paused) {
      this.resumed();
      this.wait(this.current.scenes[this.scene].seconds / 2);
    } else {
      this.paused = true;
      this.clock.clear(this.timer);
    }
    this.pauseButton();
  }

  resumed() {
    this.paused = false;
    this.pauseButton();
  }

  pauseButton() {
    this.root.classList.toggle("paused", this.paused);
    this.find(".pause").ariaLabel = this.texts[this.paused ? "play" : "pause"] ?? null;
  }

  /**
   * Captions fade; the kiosk's language is first and large.
   * @param {Scene} scene
   */
  words(scene) {
    /** @type {Language[]} */
    const [first, second] = this.lang === "en" ? ["en", "zh"] : ["zh", "en"];
    const box = this.find(".caption");
    box.classList.add("away");
    const write = () => {
      this.find(".caption .first").textContent = scene.caption[first];
      this.find(".caption .second").textContent = scene.caption[second];
      this.find(".tour").textContent = `${this.current.text[first]} · ${this.current.text[second]}`;
      box.classList.remove("away");
    };
    this.captionTimer = setTimeout(write, this.clock.ms(FADE_S));
  }

  /**
   * The number of places ticks up or down with the change of the picture.
   * @param {Scene} scene
   */
  count(scene) {
    /** @param {string} id */
    const isStation = (id) => this.contents.places[id].station;
    const stations = scene.ids.filter(isStation).length;
    // A river that is shown with its stations is not counted as a further place.
    const alone = stations > 0 && scene.ids.every((id) => id === scene.site || isStation(id));
    const shown = alone ? 0 : scene.ids.length - stations;
    const before = this.shownCount;
    const now = shown || stations;
    const unit = counted(this.texts, shown ? "places" : "stations", this.lang, now);
    const more = shown && stations
      ? `+ ${stations} ${counted(this.texts, "stations", this.lang, stations)}` : "";
    /** @param {number} part */
    const write = (part) => {
      this.shownCount = Math.round(before + (now - before) * part);
      this.find(".count .number").textContent = String(this.shownCount);
    };
    this.find(".count .unit").textContent = unit;
    this.find(".count .more").textContent = more;
    if (wantsCalm()) write(1);
    else this.stage.heard.part = (part) => write(ramp(part, 0.1, 0.9));
  }

  dots() {
    const dots = this.current.scenes.map((_, number) =>
      make("span", number === this.scene ? "dot now" : number < this.scene ? "dot past" : "dot"));
    this.find(".dots").replaceChildren(...dots);
  }

  /** @param {Language} lang @param {Texts} texts */
  speak(lang, texts) {
    this.lang = lang;
    this.texts = texts;
    for (const name of ["previous", "next"]) this.find(`.${name}`).ariaLabel = texts[name];
    this.pauseButton();
  }
}
