// The kiosk as a whole: the automatic loop, and the handling of touches.

import { Clock } from "./clock.js";
import { Idle } from "./idle.js";
import { Lifeline } from "./reconnect.js";
import { keepCalm, lockIn } from "./lock.js";
import { PREFECTURES, Panel } from "./panel.js";
import { Player } from "./player.js";
import { Stage } from "./scene.js";
import { find } from "./i18n.js";
import { hasSize } from "../map/mercator.js";

/** @import { Mounted } from "../types.js" */
/** @import { Contents, Language, KioskData, PrefectureTile } from "./contents.js" */

const RETRY_MS = 10000;
const PANEL_SHARE = { wide: [0.37, 0], upright: [0, 0.5] }; // of the screen: left, bottom
const CAPTION_SHARE = { wide: [0, 0.2], upright: [0, 0.28] };
const EXPLORE_S = 4; // as long as a scene of what a visitor asked for
const TAP_PX = 14; // a press that moves farther than this is a drag

class Kiosk {
  /** @param {HTMLElement} root @param {KioskData} data @param {Contents} contents */
  constructor(root, data, contents) {
    this.root = root;
    this.data = data;
    this.contents = contents;
    this.mode = "loop";
    this.lang = data.lang;
    this.size = "";
    /** @type {[number, number] | null} where a finger went down */
    this.pressed = null;
    /** @type {ResizeObserver | null} */
    this.sizes = null;
    this.ending = new AbortController();
    this.clock = new Clock(data.speed);
    this.lifeline = new Lifeline(data.root, data.server, () => this.reloadSoon());
    root.style.setProperty("--speed", String(data.speed));
    keepCalm(root, this.ending.signal);
    if (data.locked) lockIn(data.root, this.ending.signal);
    this.stage = new Stage(root, this.contents, this.clock, data.home);
    this.player = new Player(root, this.stage, this.clock, this.contents);
    this.panel = new Panel(root, this.contents, {
      show: (ids, site, region) => this.explore(ids, site, region),
      tour: (number) => this.playTour(number),
    });
    this.idle = new Idle(root, this.clock, data.idle, () => this.startOver());
    this.player.ended = () => this.enterTouch();
    this.listen();
  }

  /** @param {string} selector @returns {HTMLElement} */
  find(selector) {
    return find(this.root, selector);
  }

  async open() {
    this.speak(this.data.lang);
    try {
      await this.stage.open(this.data.bundle);
    } catch {
      setTimeout(() => location.reload(), RETRY_MS);
      return;
    }
    if (this.ending.signal.aborted) return;
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.root);
    this.startLoop();
    this.root.dataset.ready = "1";
    this.root.classList.remove("veiled");
  }

  close() {
    this.ending.abort();
    this.sizes?.disconnect();
    this.clock.stop();
    this.player.stop();
    this.lifeline.stop();
    this.stage.close();
  }

  listen() {
    const { signal } = this.ending;
    /** @param {string} selector @param {() => void} act */
    const on = (selector, act) => {
      this.find(selector).onclick = act;
    };
    on(".previous", () => this.player.step(-1));
    on(".next", () => this.player.step(1));
    on(".pause", () => this.pause());
    on(".invite", () => this.enterTouch());
    on(".look", () => this.enterTouch());
    on(".mine", () => this.findMine());
    on(".whole", () => this.panel.toStart());
    on(".home", () => this.startOver());
    on(".language", () => this.speak(this.lang === "zh" ? "en" : "zh"));
    on(".keep", () => this.idle.touched());
    on(".leave", () => location.assign(`${this.data.root}/`));
    this.find(".leave").hidden = this.data.locked;
    this.root.addEventListener("pointerdown", (event) => this.press(event), { signal });
    this.root.addEventListener("pointerup", (event) => this.release(event), { signal });
    this.root.addEventListener("wheel", () => this.idle.touched(), { signal, passive: true });
    this.root.addEventListener("keydown", (event) => this.key(event), { signal });
  }

  /** @param {PointerEvent} event */
  press(event) {
    this.idle.touched();
    this.pressed = event.isPrimary ? [event.clientX, event.clientY] : null;
    // A touch on the map stops its flight.
    if (this.mode === "touch" && this.onMap(event)) this.stage.pilot.stop();
  }

  /** @param {PointerEvent} event */
  release(event) {
    const start = this.pressed;
    this.pressed = null;
    if (!start || Math.hypot(event.clientX - start[0], event.clientY - start[1]) > TAP_PX) return;
    if (event.composedPath().some((part) => part instanceof HTMLButtonElement)) return;
    if (this.mode !== "touch") {
      this.enterTouch();
    } else if (this.onMap(event)) {
      const frame = this.root.getBoundingClientRect();
      const ids = this.stage.under(event.clientX - frame.x, event.clientY - frame.y);
      if (ids.length) this.panel.pick(ids);
    }
  }

  /** @param {PointerEvent} event */
  onMap(event) {
    return event.composedPath().includes(this.find(".map"));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    this.idle.touched();
    if (event.key === "Escape" && this.mode === "touch") {
      if (this.panel.trail.length) this.panel.back();
      else this.startOver();
    }
    if (this.mode === "touch") return;
    if (event.key === "ArrowLeft") this.player.step(-1);
    if (event.key === "ArrowRight") this.player.step(1);
  }

  /** @param {string} mode */
  enterMode(mode) {
    this.mode = this.root.dataset.mode = mode;
    this.idle.watch(mode === "touch");
    this.clearances();
  }

  startLoop() {
    this.enterMode("loop");
    this.player.begin();
  }

  /** @param {number} number */
  playTour(number) {
    this.enterMode("tour");
    this.player.start(number, false);
  }

  // A pause must end by itself.
  pause() {
    this.player.togglePause();
    this.idle.watch(this.player.paused);
  }

  /**
   * A touch stops the tour and gives control of the map to the visitor.
   * @param {string} [tab] what the panel opens with
   */
  enterTouch(tab) {
    this.player.stop();
    this.player.resumed();
    this.panel.reset(tab);
    this.enterMode("touch");
    this.panel.draw();
    const { ids } = this.player.current.scenes[this.player.scene];
    this.explore(ids, null);
  }

  // One touch leads from the loop to the prefectures, with the whole province on the map.
  findMine() {
    this.enterTouch(PREFECTURES);
    this.panel.light();
  }

  /**
   * Places that a visitor asked for.
   * @param {string[]} ids @param {string | null} site @param {PrefectureTile | null} [region]
   */
  explore(ids, site, region = null) {
    this.root.dataset.lit = String(ids.length);
    const view = site && this.contents.places[site].box ? { focus: [site] } : { focus: ids };
    this.stage.show({ ids, site, view: null, region, ...view }, EXPLORE_S);
  }

  // Reset everything for the next visitor.
  startOver() {
    this.player.stop();
    this.idle.watch(false);
    this.root.classList.add("veiled");
    this.clock.after(0.9, () => {
      this.mode = "loop"; // or the new words would be written into the panel of the old visit
      this.panel.reset();
      this.panel.box.replaceChildren();
      for (const name of ["filter", "card", "lit"]) delete this.root.dataset[name];
      this.speak(this.data.lang);
      this.startLoop();
      this.root.classList.remove("veiled");
    });
  }

  /** @param {Language} lang */
  speak(lang) {
    this.lang = this.root.dataset.lang = lang;
    this.root.lang = lang === "zh" ? "zh-CN" : "en";
    const texts = this.data.texts[lang];
    const other = this.data.texts[lang === "zh" ? "en" : "zh"];
    this.stage.lang = lang;
    this.player.speak(lang, texts);
    this.panel.speak(lang, texts);
    this.idle.speak({ ...texts, other: other.still });
    /** @param {string} selector @param {string} text */
    const write = (selector, text) => {
      this.find(selector).textContent = text;
    };
    write(".title", texts.title);
    write(".note", texts.boundary);
    write(".invite .first", texts.touch);
    write(".invite .second", other.touch);
    write(".mine .first", texts.mine);
    write(".mine .second", other.mine);
    for (const name of ["look", "whole", "home", "language", "leave"]) write(`.${name}`, texts[name]);
    this.find(".map").ariaLabel = texts.map;
    if (this.mode === "touch") {
      this.panel.draw();
      this.stage.writeNames();
    }
  }

  clearances() {
    const shape = this.root.dataset.shape === "upright" ? "upright" : "wide";
    const [left, bottom] = (this.mode === "touch" ? PANEL_SHARE : CAPTION_SHARE)[shape];
    const { clientWidth, clientHeight } = this.root;
    this.stage.clear = { left: left * clientWidth, bottom: bottom * clientHeight };
  }

  resize() {
    const { clientWidth, clientHeight } = this.root;
    const size = `${clientWidth}×${clientHeight}`;
    if (this.size && this.size !== size && hasSize(this.root)) {
      this.stage.measure();
      this.clearances();
      this.stage.resize();
    }
    this.size = size;
  }

  /**
   * The server is back. Different contents mean another build: then the page is reloaded.
   * @param {KioskData} data
   */
  heard(data) {
    this.lifeline.connected(data.server);
    this.root.dataset.server = data.server;
    if (data.contents && data.contents.version !== this.contents.version) this.reloadSoon();
  }

  // Not while a visitor interacts, and behind the overlay.
  reloadSoon() {
    if (this.mode === "touch") {
      setTimeout(() => this.reloadSoon(), RETRY_MS);
      return;
    }
    this.root.classList.add("veiled");
    setTimeout(() => location.reload(), 1000);
  }
}

/** @param {ShadowRoot} parentElement @returns {Mounted<KioskData>} */
export default function (parentElement) {
  const root = find(parentElement, ".kiosk");
  /** @type {Kiosk | null} */
  let kiosk = null;
  return {
    update({ data }) {
      if (kiosk) {
        kiosk.heard(data);
      } else if (!data.contents) {
        find(root, ".wait").textContent = data.texts[data.lang].wait;
        setTimeout(() => location.reload(), RETRY_MS);
      } else {
        kiosk = new Kiosk(root, data, data.contents);
        root.dataset.server = data.server;
        kiosk.open();
      }
    },
    end: () => kiosk?.close(),
  };
}
