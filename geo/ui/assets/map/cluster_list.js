// The list beside the map of places at one point that are too many to fan out.

import { counted } from "../texts.js";

/** @import { Icon } from "../types.js" */

/** @type {Record<string, number>} */
const ROW_KEYS = { ArrowDown: 1, ArrowUp: -1 };

export class ClusterList {
  /**
   * `act` is { pick(id), closed() }.
   * @param {HTMLElement} panel @param {{ pick(id: string): void, closed(): void }} act
   */
  constructor(panel, act) {
    this.panel = panel;
    this.act = act;
    /** @type {string | null} the content of the list, while it is open */
    this.content = null;
    this.find(".close").onclick = () => this.leave();
    panel.addEventListener("keydown", (event) => this.key(event));
  }

  /** @param {string} selector @returns {HTMLElement} */
  find(selector) {
    return /** @type {HTMLElement} */ (this.panel.querySelector(selector));
  }

  get open() {
    return !this.panel.hidden;
  }

  /**
   * Show the members, and move the focus to the selected one, or else the first.
   * @param {Icon[]} members @param {string | null} selected
   * @param {Record<string, string>} texts @param {string} lang
   */
  show(members, selected, texts, lang) {
    this.panel.hidden = false;
    this.write(members, selected, texts, lang);
    const rows = this.rows();
    const first = rows.find((row) => row.hasAttribute("aria-current")) ?? rows[0];
    first.focus({ preventScroll: true });
  }

  /**
   * Update names, symbols and texts if they changed; the focus is kept.
   * @param {Icon[]} members @param {string | null} selected
   * @param {Record<string, string>} texts @param {string} lang
   */
  write(members, selected, texts, lang) {
    const content = JSON.stringify([members.map(({ id, tip, note }) => [id, tip, note]), selected, texts.close]);
    if (content === this.content) return;
    this.content = content;
    const focused = this.rows().find((row) => row.matches(":focus"))?.dataset.place;
    this.find("h2").textContent = counted(texts, "cluster", lang, members.length);
    const close = this.find(".close");
    close.title = close.ariaLabel = texts.close;
    this.find(".members").replaceChildren(...members.map((member) => this.row(member, selected)));
    this.rows().find(({ dataset }) => dataset.place === focused)?.focus();
  }

  /** @param {Icon} member @param {string | null} selected @returns {HTMLElement} */
  row({ id, tip, note, icon }, selected) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.place = id;
    if (id === selected) button.setAttribute("aria-current", "true");
    button.onclick = () => this.act.pick(id);
    const image = document.createElement("img");
    image.src = icon.url;
    image.alt = "";
    const name = document.createElement("b");
    name.textContent = tip;
    const small = document.createElement("small");
    small.textContent = note ?? "";
    button.append(image, name, small);
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  /** @returns {HTMLElement[]} */
  rows() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (
      this.panel.querySelectorAll(".members button"))];
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Escape") {
      this.leave();
    } else if (event.key in ROW_KEYS) {
      const rows = this.rows();
      const now = rows.indexOf(/** @type {HTMLElement} */ (event.target));
      rows[Math.max(0, Math.min(rows.length - 1, now + ROW_KEYS[event.key]))].focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  // Closed by the user; `hide` is for when the map moves.
  leave() {
    this.hide();
    this.act.closed();
  }

  hide() {
    this.panel.hidden = true;
    this.content = null;
    this.find(".members").replaceChildren();
  }
}
