// The browser asks before it leaves the page while a list is here that nobody else keeps.

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
