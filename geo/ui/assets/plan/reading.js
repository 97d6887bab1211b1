// The plan to read: its tree at the side, the text with marked names. A marked place is reported when it is
// picked; a place that was selected elsewhere is scrolled to.

import { askAt } from "../map/files.js";

/** @import { Component, Mounted } from "../types.js" */

/** @typedef {string | [text: string, mark: number]} Run */
/** @typedef {{ key: string, title: string, places: number, children: Branch[] }} Branch */
/**
 * @typedef {object} Block
 * @property {string} level
 * @property {string | null} key of the section that begins here
 * @property {Run[]} head
 * @property {Run[]} body
 * @property {string | null} [beside] the passage in short, for who does not read Chinese
 */
/**
 * @typedef {object} Contents what geo/ui/plan/reading_file.py publishes
 * @property {string} language of the text
 * @property {Branch[]} tree
 * @property {Block[]} blocks
 * @property {{ id: string, place: string | null, hint: string }[]} marks
 */
/**
 * @typedef {object} Data what geo/ui/plan/reading_component.py sends with every run
 * @property {string} folder
 * @property {string} name
 * @property {string} lang of the page
 * @property {string | null} selected a scenario
 * @property {string[]} dimmed scenarios that do not pass the filter
 * @property {string} contents name of the tree
 * @property {string} label name of the text
 * @property {string} failed
 */

const HEADINGS = { chapter: "h2", theme: "h2", safeguard: "h2", task: "h3", box: "h4", entry: "h5" };
const narrow = matchMedia("(max-width: 640px)");
const MARGIN = 60; // pixels above a passage that was scrolled to

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {string} className @param {...(string | Node)} inside
 */
function element(tag, className, ...inside) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...inside);
  return made;
}

class Reader {
  /** @param {ShadowRoot} parentElement */
  constructor(parentElement) {
    this.tree = element("details", "tree");
    this.summary = element("summary", "");
    this.branches = element("nav", "");
    this.tree.append(this.summary, this.branches);
    this.tree.open = !narrow.matches; // on a phone the text comes first
    this.text = element("article", "words");
    this.text.tabIndex = 0; // scrolls with the keys
    parentElement.append(element("div", "reading", this.tree, this.text));
    this.text.addEventListener("scroll", () => this.follow(), { passive: true });
    /** @type {Data | undefined} */
    this.data = undefined;
    this.address = "";
    this.current = ""; // the section that is read
    /** @type {string | null | undefined} */
    this.shown = undefined; // the passage that was scrolled to
    /** @type {string | null} */
    this.picked = null; // the one that was picked here, and is in sight
    /** @type {(place: string) => void} */
    this.report = () => {};
  }

  /** @param {Component<Data>} component */
  async update({ data, setTriggerValue }) {
    this.data = data;
    this.report = (place) => setTriggerValue("picked", place);
    this.summary.textContent = this.branches.ariaLabel = data.contents;
    this.text.ariaLabel = data.label;
    const address = `${data.folder}/${data.name}.json`;
    try {
      const contents = await askAt(address);
      if (this.data !== data) return; // newer ones came meanwhile
      if (this.address !== address) this.fill(contents, address);
      this.show(data);
    } catch {
      this.text.replaceChildren(element("p", "fallback", data.failed));
    }
  }

  /** @param {Contents} contents @param {string} address */
  fill(contents, address) {
    this.address = address;
    this.shown = undefined;
    this.marks = contents.marks;
    /** @type {Map<string, HTMLElement[]>} scenario → its passages */
    this.passages = new Map();
    /** @type {Map<string, HTMLElement>} section → where it begins */
    this.starts = new Map();
    /** @type {Map<string, HTMLButtonElement>} */
    this.links = new Map();
    this.text.lang = contents.language;
    this.text.classList.toggle("outlined", !contents.blocks.some(({ level }) => level === "text"));
    this.text.replaceChildren(...contents.blocks.map((block) => this.block(block)));
    this.branches.replaceChildren(element("ul", "", ...contents.tree.map((one) => this.branch(one))));
  }

  /** @param {Block} block */
  block({ level, key, head, body, beside }) {
    const tag = HEADINGS[/** @type {keyof typeof HEADINGS} */ (level)];
    const made = element("div", level);
    if (head.length) {
      const heading = /** @type {HTMLElement} */ (element(/** @type {"h2"} */ (tag ?? "h2"), "head"));
      heading.append(...head.map((run) => this.run(run)));
      made.append(heading);
    }
    made.append(...body.map((run) => this.run(run)));
    if (beside) {
      const other = element("span", "beside", beside);
      other.lang = "en";
      made.append(other);
    }
    if (key) this.starts?.set(key, made);
    return made;
  }

  /** @param {Run} run */
  run(run) {
    if (typeof run === "string") return document.createTextNode(run);
    const [text, number] = run;
    const { id, place, hint } = /** @type {Contents["marks"]} */ (this.marks)[number];
    const made = place ? this.link(text, id, place) : element("span", "name", text);
    if (hint !== text) made.title = hint;
    this.passages?.set(id, [...(this.passages.get(id) ?? []), made]);
    return made;
  }

  /**
   * A link, because a button does not break into lines; opened in another tab it shows the same passage.
   * @param {string} text @param {string} id of the scenario @param {string} place
   */
  link(text, id, place) {
    const made = element("a", "mark", text);
    made.href = `?${this.data?.lang === "en" ? "lang=en&" : ""}site=${encodeURIComponent(place)}`;
    made.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.picked = id;
      this.report(place);
    };
    return made;
  }

  /** @param {Branch} branch @returns {HTMLLIElement} */
  branch({ key, title, places, children }) {
    const link = element("button", "", title);
    link.type = "button";
    if (places) link.append(" ", element("small", "", String(places)));
    link.onclick = () => {
      if (narrow.matches) this.tree.open = false;
      this.go(this.starts?.get(key));
    };
    this.links?.set(key, link);
    const level = key.split("-")[0];
    const made = element("li", level, link);
    const below = children.map((child) => this.branch(child));
    if (below.length) made.append(element("ul", level === "theme" ? "" : "deep", ...below));
    return made;
  }

  /** @param {Data} data */
  show({ selected, dimmed }) {
    const dim = new Set(dimmed);
    for (const [id, passages] of this.passages ?? []) {
      for (const passage of passages) {
        passage.classList.toggle("dim", dim.has(id));
        passage.ariaCurrent = id === selected ? "true" : null;
      }
    }
    if (selected !== this.shown && selected !== this.picked && selected) {
      this.go(this.passages?.get(selected)?.[0]);
    }
    this.shown = selected;
    this.picked = null;
    this.follow();
  }

  /** Scroll to a passage. @param {HTMLElement | undefined} passage */
  go(passage) {
    if (!passage) return;
    const top = passage.getBoundingClientRect().top - this.text.getBoundingClientRect().top;
    this.text.scrollTop += top - MARGIN;
    this.follow();
  }

  // The tree shows where the text is, with the branches above and below.
  follow() {
    const edge = this.text.getBoundingClientRect().top + MARGIN + 4;
    let current = "";
    for (const [key, start] of this.starts ?? []) {
      if (start.getBoundingClientRect().top > edge) break;
      current = key;
    }
    if (current === this.current) return;
    this.current = current;
    for (const one of this.tree.querySelectorAll(".open")) one.classList.remove("open");
    for (const [key, link] of this.links ?? []) link.ariaCurrent = key === current ? "location" : null;
    const link = this.links?.get(current);
    /** @type {Element | null | undefined} */
    let at = link?.closest("li");
    for (; at; at = at.parentElement?.closest("li")) at.classList.add("open");
    if (link) this.reveal(link);
  }

  /** @param {HTMLElement} link */
  reveal(link) {
    const [mine, frame] = [link.getBoundingClientRect(), this.tree.getBoundingClientRect()];
    if (mine.top < frame.top || mine.bottom > frame.bottom) {
      this.tree.scrollTop += mine.top - frame.top - frame.height / 3;
    }
  }
}

/** @param {ShadowRoot} parentElement @returns {Mounted<Data>} */
export default function (parentElement) {
  const reader = new Reader(parentElement);
  return { update: (component) => void reader.update(component) };
}
