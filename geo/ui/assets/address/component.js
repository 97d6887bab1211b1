// The component of geo/ui/document.py: it draws nothing, and hands on what each run says.

import { update } from "./address.js";

/** @import { Answer } from "./address.js" */
/** @import { Mounted } from "../types.js" */

/** @returns {Mounted<Answer>} */
export default function () {
  return { update: ({ data }) => update(data) };
}
