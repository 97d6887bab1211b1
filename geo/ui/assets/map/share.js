// The present view as a link: text to copy, and a QR code for a phone beside the screen.

import { currentLink } from "../address/address.js";

const COPIED_MS = 2000;
const GAP_PX = 6; // between the button and its panel

export class SharePanel {
  constructor(line) {
    this.button = line.querySelector(".share");
    this.panel = line.querySelector(".share-panel");
    this.link = line.querySelector(".link");
    this.code = line.querySelector(".qr");
    this.copy = line.querySelector(".copy");
    this.link.onfocus = () => this.link.select();
    this.copy.onclick = () => this.copyLink();
    this.code.onload = () => {
      this.code.hidden = false;
      this.put();
    };
    this.code.onerror = () => { this.code.hidden = true; }; // e.g. a link too long for a code
    this.panel.addEventListener("beforetoggle", ({ newState }) => {
      if (newState === "open") this.write();
    });
    this.panel.addEventListener("toggle", ({ newState }) => {
      this.button.setAttribute("aria-expanded", String(newState === "open"));
      if (newState === "open") this.put();
    });
  }

  update(texts, root, withArea) {
    this.texts = texts;
    this.root = root;
    this.button.querySelector("span").textContent = texts.share;
    this.panel.ariaLabel = this.link.ariaLabel = texts.share;
    this.panel.querySelector(".help").textContent = texts.share_help;
    const note = this.panel.querySelector(".without-area");
    note.textContent = texts.share_without_area;
    note.hidden = !withArea;
    this.copy.textContent = texts.copy;
    this.code.alt = texts.qr;
    if (this.panel.matches(":popover-open")) this.write();
  }

  write() {
    const link = currentLink();
    this.link.value = link;
    const source = `${this.root}/qr.svg?link=${encodeURIComponent(link)}`;
    if (this.code.getAttribute("src") !== source) this.code.src = source;
  }

  // Above its button where there is room, else below, and always inside the window. The code comes
  // later and makes it higher.
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

  // Without a secure connection there is no clipboard to write to: then the old way.
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
