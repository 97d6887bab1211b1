// Prefetches deck.gl and the files of a map while its modules are loading. Errors are ignored: the map itself
// retries and reports them.

import { loadBundle } from "./bundle.js";
import { essentials } from "./essentials.js";

/** @param {{ bundle: string, folder: string, theme: string }} data */
export default function (data) {
  for (const asked of [essentials(data), loadBundle(data.bundle)]) asked.catch(() => {});
}
