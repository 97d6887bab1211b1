// The theme switch. Streamlit stores the choice under this key per page path and reads it when a page loads;
// it has no API for switching (checked in 1.67.0). The state of the page is in the address, so that reloading
// loses nothing.

/** @import { Mounted } from "./types.js" */

const VERSION = 2;

/**
 * @param {ShadowRoot} parentElement
 * @returns {Mounted<{ paths: string[], other: string, text: string }>}
 */
export default function (parentElement) {
  const button = document.createElement("button");
  button.type = "button";
  parentElement.append(button);
  return {
    update({ data }) {
      button.textContent = button.title = data.text;
      button.onclick = () => {
        for (const path of data.paths) {
          localStorage.setItem(`stActiveTheme-${path}-v${VERSION}`, JSON.stringify(data.other));
        }
        window.location.reload();
      };
    },
  };
}
