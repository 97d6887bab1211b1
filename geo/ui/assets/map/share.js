// The current view as a link: text to copy, and a QR code for a phone.

import { currentLink } from "../address/address.js";

const COPIED_MS = 2000;
const GAP_PX = 6; // between the button and its panel

export class SharePanel {
  /** @param {HTMLElement} line */
  constructor(line) {
    /** @template {HTMLElement} [E=HTMLElement] @param {string} selector @returns {E} */
    const find = (selector) => /** @type {E} */ (line.querySelector(selector));
    this.button = find(".share");
    this.label = find(".share span");
    this.panel = find(".share-panel");
    this.help = find(".help");
    this.note = find(".without");
    /** @type {HTMLTextAreaElement} */
    this.link = find(".link");
    /** @type {HTMLImageElement} */
    this.code = find(".qr");
    this.copy = find(".copy");
    /** @type {Record<string, string>} */
    this.texts = {};
    this.root = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.link.onfocus = () => this.link.select();
    this.copy.onclick = () => this.copyLink();
    this.code.onload = () => {
      this.code.hidden = false;
      this.put();
    };
    this.code.onerror = () => { this.code.hidden = true; }; // e.g. a link too long for a code
    this.panel.addEventListener("beforetoggle", () => this.write());
    this.panel.addEventListener("toggle", () => {
      this.button.setAttribute("aria-expanded", String(this.isOpen));
      if (this.isOpen) this.put();
      else this.giveFocusBack();
    });
  }

  get isOpen() {
    return this.panel.matches(":popover-open");
  }

  /**
   * @param {Record<string, string>} texts @param {string} root
   * @param {{ area: boolean, table?: boolean }} without what the link does not carry
   */
  update(texts, root, { area, table }) {
    this.texts = texts;
    this.root = root;
    this.label.textContent = texts.share;
    this.panel.ariaLabel = this.link.ariaLabel = texts.share;
    this.help.textContent = texts.share_help;
    const notes = [area && texts.share_without_area, table && texts.share_without_table].filter(Boolean);
    this.note.textContent = notes.join("\n");
    this.note.hidden = notes.length === 0;
    this.copy.textContent = texts.copy;
    this.code.alt = texts.qr;
    if (this.isOpen) this.write();
  }

  write() {
    const link = currentLink();
    this.link.value = link;
    const source = `${this.root}/qr.svg?link=${encodeURIComponent(link)}`;
    if (this.code.getAttribute("src") !== source) this.code.src = source;
  }

  // The focus was in the panel and would now be lost. Chromium restores it by itself, but not to a button in
  // a shadow root.
  giveFocusBack() {
    const root = /** @type {ShadowRoot} */ (this.panel.getRootNode());
    const isInside = document.activeElement === root.host;
    const isLost = document.activeElement === document.body || (isInside && !root.activeElement);
    if (isLost || this.panel.contains(root.activeElement)) this.button.focus();
  }

  // Above its button if there is room, else below, and always inside the window. The QR code loads later and
  // makes it higher.
  put() {
    const { right, top, bottom } = this.button.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.panel;
    const least = GAP_PX;
    const most = window.innerHeight - height - GAP_PX;
    const above = top - GAP_PX - height;
    const at = above >= least ? above : Math.min(bottom + GAP_PX, most);
    const edge = Math.min(right - width, window.innerWidth - width - GAP_PX);
    this.panel.style.left = `${Math.max(least, edge)}px`;
    this.panel.style.top = `${Math.max(least, at)}px`;
  }

  // Without a secure connection there is no clipboard API: use the legacy method.
  async copyLink() {
    try {
      await navigator.clipboard.writeText(this.link.value);
    } catch {
      this.link.select();
      document.execCommand("copy");
    }
    this.copy.textContent = this.texts.copied;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.copy.textContent = this.texts.copy; }, COPIED_MS);
  }

  end() {
    clearTimeout(this.timer);
  }
}
