// The files without which nothing can be drawn. Imports next to nothing: they are asked for while the
// map's other modules are still on their way (ahead.js).

import { ask, askAt } from "./files.js";

/** @import { Common } from "./scene.js" */

const GROUND_MS = 2000; // the first picture waits no longer for its ground

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

/** @param {any[]} layers */
async function withFarGround(layers) {
  const far = layers.filter(isGround).filter(({ zoomRange }) => !zoomRange?.[0]);
  await new Promise((resolve) => {
    const patience = setTimeout(resolve, GROUND_MS);
    Promise.allSettled(far.map(({ data }) => askAt(data))).then(() => {
      clearTimeout(patience);
      resolve(null);
    });
  });
  return layers;
}
