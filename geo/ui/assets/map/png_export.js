// The visible map as a PNG file.

import { legendsOf, pictureOf, textOf } from "./picture.js";
import { pictureName } from "./picture_layout.js";

/** @import { MapView } from "./component.js" */

/** @param {MapView} map */
export async function savePicture(map) {
  if (!map.deck) return;
  await withGlyphs(map);
  const picture = pictureOf(map, { headed: true });
  picture?.toBlob((blob) => {
    if (!blob) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = pictureName(map.data.texts.file, textOf(map, true).filter, today());
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }, "image/png");
}

/** @returns {string} as 2023-09-12, where the browser is */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/**
 * The font comes in slices by character; those that only the picture needs have to be loaded.
 * @param {MapView} map
 */
async function withGlyphs(map) {
  const { title, filter, notes } = textOf(map, true);
  const legends = legendsOf(map).flatMap(({ heading, entries }) => [heading, ...entries.map(({ text }) => text)]);
  const font = getComputedStyle(map.frame).fontFamily;
  const words = [title, filter, ...legends, ...notes].join("");
  await Promise.allSettled([400, 600, 700].map((weight) => document.fonts.load(`${weight} 12px ${font}`, words)));
}
