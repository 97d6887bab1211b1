// The files without which nothing can be drawn. Imports next to nothing: they are asked for while the
// map's other modules are still on their way (ahead.js).

import { ask, askAt } from "./files.js";

/** @import { Common } from "./scene.js" */

const GROUND_MS = 2000; // the first picture waits no longer for its ground
/** @type {WeakMap<any[], Promise<any[]>>} */
const whole = new WeakMap(); // the layers of a look, with their ground

/**
 * The ground of the far view is waited for, so that the first picture is whole and drawn once; a map
 * without it is better than none.
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
 * The layers of a look, when their ground is here or has had its time. Waited for once: what comes
 * later, deck.gl loads, and no later run of the page waits for it again.
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
