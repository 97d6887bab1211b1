// Links that lead the keyboard past the filters: to the map, to the list. They are seen while they have the
// focus. Buttons, not anchors: a fragment in the address would be a step of the history.

/** @import { Mounted } from "./types.js" */
/** @typedef {{ name: string, text: string, target: string }} SkipLink */

/**
 * What takes the focus in a part of the page: the map in its component, or the part's heading.
 * @param {string} target a CSS selector @returns {HTMLElement | null}
 */
function focusTarget(target) {
  const part = document.querySelector(target);
  if (!part) return null;
  for (const host of part.querySelectorAll("*")) {
    const map = host.shadowRoot?.querySelector(".map");
    if (map instanceof HTMLElement) return map;
  }
  const heading = /** @type {HTMLElement} */ (part.querySelector("h1, h2") ?? part);
  heading.tabIndex = -1;
  return heading;
}

/** @param {ShadowRoot} parentElement @returns {Mounted<{ links: SkipLink[] }>} */
export default function (parentElement) {
  const row = document.createElement("nav");
  parentElement.append(row);
  return {
    update({ data }) {
      row.replaceChildren(...data.links.map(({ name, text, target }) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = name;
        button.textContent = text;
        button.onclick = () => {
          const place = focusTarget(target);
          place?.scrollIntoView({ block: "nearest" });
          place?.focus({ preventScroll: true });
        };
        return button;
      }));
      row.ariaLabel = data.links.map(({ text }) => text).join(" · ");
    },
  };
}
