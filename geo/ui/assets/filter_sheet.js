// The two buttons of the filters on a phone: one opens them over the page, one closes them. "Open" is a class
// of the document, styled in app.css.

/** @import { Mounted } from "./types.js" */
const OPEN = "shutu-filters-open", CHANGED = "shutu-filters";
const root = document.documentElement;

/** @param {boolean} open */
function turn(open) {
  root.classList.toggle(OPEN, open);
  document.dispatchEvent(new Event(CHANGED));
}

/** @param {ShadowRoot} parentElement @returns {Mounted<{ opens: boolean, text: string }>} */
export default function (parentElement) {
  const button = document.createElement("button");
  button.type = "button";
  parentElement.append(button);
  let opens = true;
  const follow = () => {
    const open = root.classList.contains(OPEN);
    if (opens) button.ariaExpanded = String(open);
    if (open !== opens && button.dataset.open !== String(open)) button.focus();
    button.dataset.open = String(open);
  };
  /** @param {KeyboardEvent} event */
  const leave = ({ key }) => {
    if (key === "Escape" && !opens && root.classList.contains(OPEN)) turn(false);
  };
  document.addEventListener(CHANGED, follow);
  document.addEventListener("keydown", leave);
  return {
    update({ data }) {
      opens = data.opens;
      button.textContent = data.text;
      button.classList.toggle("closer", !opens);
      button.dataset.open = String(root.classList.contains(OPEN));
      if (opens) button.ariaExpanded = button.dataset.open;
      button.onclick = () => turn(opens);
    },
    end() {
      document.removeEventListener(CHANGED, follow);
      document.removeEventListener("keydown", leave);
    },
  };
}
