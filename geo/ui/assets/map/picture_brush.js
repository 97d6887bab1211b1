// What the picture of the map is painted with: a pen, and font and colours of the page.

/** @import { MapView } from "./component.js" */
/** @import { Style } from "./picture_layout.js" */
/** @typedef {{ pen: CanvasRenderingContext2D, font: string, shades: Record<string, string> }} Brush */

const SHADES = ["ink", "quiet", "paper", "ground", "halo", "line", "north"];
const HALO_PX = 3.5;

/** @param {MapView} map @param {CanvasRenderingContext2D} pen @returns {Brush} */
export function brushOf(map, pen) {
  const style = getComputedStyle(map.frame);
  const shades = Object.fromEntries(SHADES.map((name) => [name, style.getPropertyValue(`--shutu-${name}`).trim()]));
  return { pen, font: style.fontFamily, shades };
}

/** @param {string} text @param {Style} style @param {Brush} brush */
export function widthIn(text, { size, weight }, { pen, font }) {
  pen.font = `${weight} ${size}px ${font}`;
  return pen.measureText(text).width;
}

/** @param {string} text @param {number} x @param {number} y @param {Brush} brush @param {string} colour */
export function haloed(text, x, y, { pen, shades }, colour) {
  pen.lineJoin = "round";
  pen.lineWidth = HALO_PX;
  pen.strokeStyle = shades.halo;
  pen.strokeText(text, x, y);
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}
