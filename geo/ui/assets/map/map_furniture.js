// Map furniture: legend, buttons, scale bar, compass, the note on borders.

import { metresPerPixel } from "./mercator.js";

/** @import { Choropleth } from "./choropleth.js" */
/** @import { Box, Clear, View } from "../types.js" */

const BETWEEN = 0.42; // of the width has to stay between the two legends, or the map lies below one of them
const BOTH_PX = 760; // narrower maps with an indicator open with its legend only
const NARROW_PX = 560; // narrower maps open with the legend closed
const PANELS = [".legend", ".classes", ".buttons", ".foot", ".cluster"]; // padding around panels for labels
const WORDED = ".legend, .buttons, .foot"; // hidden until they have their labels, so that every button has a name

/** @typedef {{ icon: string, text: string, count: number | null }} Entry a line of the legend */

export class Furniture {
  /** @param {HTMLElement} frame @param {HTMLElement} box */
  constructor(frame, box) {
    this.frame = frame;
    this.box = box;
    /** @type {Record<string, string>} */
    this.texts = {};
    this.legendChosen = false; // whether the user has opened or closed it
    /** @type {HTMLDetailsElement} */
    this.legend = this.find(".legend");
    /** @type {HTMLDetailsElement} of the indicator */
    this.classes = this.find(".classes");
    for (const legend of [this.legend, this.classes]) {
      legend.querySelector("summary")?.addEventListener("click", () => {
        this.legendChosen = true;
      });
    }
    frame.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.leaveFullScreen()) event.stopPropagation();
    }, true);
    frame.addEventListener("fullscreenchange", () => this.fullScreenWords());
  }

  /** @template {HTMLElement} [E=HTMLElement] @param {string} selector @returns {E} */
  find(selector) {
    return /** @type {E} */ (this.frame.querySelector(selector));
  }

  /** @param {{ texts: Record<string, string>, legend: Entry[], choropleth?: Choropleth | null }} data */
  update({ texts, legend, choropleth }) {
    this.texts = texts;
    this.find(".legend summary").textContent = texts.legend;
    this.find(".legend ul").replaceChildren(...legend.map(legendItem));
    this.find(".note").textContent = this.find(".note").title = texts.boundary;
    this.box.ariaLabel = texts.map;
    this.box.ariaDescription = texts.keys;
    this.button(".full-screen", texts.full_screen, () => this.toggleFullScreen());
    this.find(".full-screen").hidden = !document.fullscreenEnabled;
    this.fullScreenWords();
    for (const part of this.frame.querySelectorAll(WORDED)) part.removeAttribute("hidden");
    this.classes.hidden = !choropleth;
    this.frame.toggleAttribute("data-classed", Boolean(choropleth)); // names are darker on colours
    if (choropleth) this.classesOf(choropleth);
  }

  /** @param {Choropleth} choropleth */
  classesOf({ title, legend, source }) {
    const summary = this.find(".classes summary");
    summary.textContent = title;
    summary.title = source;
    this.find(".classes ul").replaceChildren(...legend.map(classItem));
  }

  /** @param {string} selector @param {string} words @param {() => void} act */
  button(selector, words, act) {
    const element = this.find(selector);
    element.title = element.ariaLabel = words;
    element.onclick = act;
  }

  get wide() {
    return this.box.clientWidth > NARROW_PX;
  }

  // The legend is open where there is room for it.
  resized() {
    if (this.legendChosen) return;
    this.classes.open = this.wide;
    this.legend.open = this.box.clientWidth > (this.classes.hidden ? NARROW_PX : BOTH_PX);
  }

  /**
   * What covers the sides of the map, in pixels.
   * @returns {Required<Clear>}
   */
  get clear() {
    const left = this.legend.open && this.wide ? this.legend.offsetWidth : 0;
    const isClassed = this.wide && this.classes.open && !this.classes.hidden;
    const right = isClassed
      ? this.box.getBoundingClientRect().right - this.classes.getBoundingClientRect().left : 0;
    return {
      left,
      right: this.box.clientWidth - left - right > this.box.clientWidth * BETWEEN ? right : 0,
      bottom: this.find(".foot").offsetHeight,
    };
  }

  /**
   * The same for clickable items: not below buttons, the list or the closed legend.
   * @returns {Required<Clear>}
   */
  get clearOfAll() {
    const frame = this.box.getBoundingClientRect();
    /** @param {string} selector */
    const edges = (selector) => this.find(selector).getBoundingClientRect();
    const { left, right, bottom } = this.clear;
    const list = this.wide && !this.find(".cluster").hidden ? edges(".cluster").right - frame.left : 0;
    const folded = this.legend.open ? 0 : frame.bottom - edges(".legend").top;
    return {
      left: Math.max(left, list),
      right: Math.max(frame.right - edges(".buttons").left, right),
      bottom: Math.max(bottom, folded),
    };
  }

  /**
   * What lies on the map, as boxes [left, top, right, bottom] in its pixels.
   * @returns {Box[]}
   */
  panels() {
    const map = this.box.getBoundingClientRect();
    return PANELS.map((selector) => this.find(selector)).filter((panel) => !panel.hidden).map((panel) => {
      const { left, top, right, bottom } = panel.getBoundingClientRect();
      return [left - map.left, top - map.top, right - map.left, bottom - map.top];
    });
  }

  /** @param {View} view */
  seen(view) {
    this.find(".compass svg").style.transform = `rotate(${-(view.bearing ?? 0)}deg)`;
    const perPx = metresPerPixel(view, this.box);
    const most = perPx * 110;
    const unit = 10 ** Math.floor(Math.log10(most));
    const metres = unit * ([5, 2, 1].find((step) => step * unit <= most) ?? 1);
    const bar = this.find(".scale");
    bar.style.width = `${metres / perPx}px`;
    bar.textContent = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  }

  toggleFullScreen() {
    if (!this.leaveFullScreen()) this.frame.requestFullscreen();
  }

  // Whether full screen mode was active.
  leaveFullScreen() {
    const full = this.frame.matches(":fullscreen");
    if (full) document.exitFullscreen();
    return full;
  }

  fullScreenWords() {
    const button = this.find(".full-screen");
    const { full_screen, leave_full_screen } = this.texts;
    const full = this.frame.matches(":fullscreen");
    button.title = button.ariaLabel = full ? leave_full_screen : full_screen;
  }
}

/** @param {Entry} entry */
function legendItem({ icon, text, count }) {
  const item = document.createElement("li");
  const image = document.createElement("img");
  image.src = icon;
  image.alt = "";
  const number = document.createElement("span");
  number.textContent = String(count ?? "");
  item.append(image, document.createTextNode(text), number);
  return item;
}

/** @param {Choropleth["legend"][number]} row */
function classItem({ color, text, count }) {
  const item = document.createElement("li");
  const swatch = document.createElement("i");
  swatch.style.background = color;
  const number = document.createElement("span");
  number.textContent = String(count);
  item.append(swatch, document.createTextNode(text), number);
  return item;
}
