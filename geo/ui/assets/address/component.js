// The component of geo/ui/document.py: it draws nothing, and hands on what each run says.

import { followLink, update } from "./address.js";

/** @import { Answer } from "./address.js" */
/** @import { Mounted } from "../types.js" */

document.addEventListener("click", followLink);

/** @returns {Mounted<Answer>} */
export default function () {
  return { update: ({ data }) => update(data) };
}
