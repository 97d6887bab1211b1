// The files required for drawing. Has few imports: the files are requested while the map's other modules are
// loading (ahead.js).

import { ask, askAt } from "./files.js";

/** @import { Common } from "./scene.js" */

const GROUND_MS = 2000; // maximum wait of the first picture for its ground
/** @type {WeakMap<any[], Promise<any[]>>} */
const whole = new WeakMap(); // the layers of a look, with their ground

/**
 * Wait for the ground of the far view, so that the first picture is complete and drawn once, but not forever.
 * @param {{ folder: string, theme: string }} data
 * @returns {Promise<{ common: Common, layers: any[] }>}
 */
export async function essentials({ folder, theme }) {
  const [common, layers] = await Promise.all([
    ask(folder, "places"),
    ask(folder, `layers-${theme}`).then(withFarGround),
  ]);
  return { common, layers };
}

/**
 * Whether a layer has an address in place of data.
 * @param {{ data: unknown }} layer
 */
export function isGround({ data }) {
  return typeof data === "string";
}

/**
 * The layers of a theme, once their ground is loaded or timed out. Waited for once: afterwards deck.gl loads
 * it, and no later run of the page waits again.
 * @param {any[]} layers @returns {Promise<any[]>}
 */
function withFarGround(layers) {
  const known = whole.get(layers);
  if (known) return known;
  const far = layers.filter(isGround).filter(({ zoomRange }) => !zoomRange?.[0]);
  /** @type {Promise<any[]>} */
  const waiting = new Promise((resolve) => {
    const patience = setTimeout(() => resolve(layers), GROUND_MS);
    Promise.allSettled(far.map(({ data }) => askAt(data))).then(() => {
      clearTimeout(patience);
      resolve(layers);
    });
  });
  whole.set(layers, waiting);
  return waiting;
}
