// Asks for deck.gl and the files of a map while its modules are still on their way. That something
// cannot be had is the map's own affair: it asks again, and says so.

import { loadBundle } from "./bundle.js";
import { essentials } from "./essentials.js";

/** @param {{ bundle: string, folder: string, theme: string }} data */
export default function (data) {
  for (const asked of [essentials(data), loadBundle(data.bundle)]) asked.catch(() => {});
}
