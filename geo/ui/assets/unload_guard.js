// The browser asks for confirmation before leaving the page while the session has what cannot be recalled.

/** @import { Mounted } from "./types.js" */

/** @param {BeforeUnloadEvent} event */
function ask(event) {
  event.preventDefault();
}

/** @returns {Mounted<{ kept: boolean }>} */
export default function () {
  return {
    update({ data }) {
      window.onbeforeunload = data.kept ? ask : null;
    },
    end() {
      window.onbeforeunload = null;
    },
  };
}
