// The picture of the map as a canvas, at twice the resolution of the map: title, filter, names, legend, notes.

import { shot } from "./map_shot.js";
import { brushOf, haloed, widthIn } from "./picture_brush.js";
import { paintNames } from "./picture_names.js";
import { COUNT_GAP_PX, ICON_GAP_PX, ICON_PX, STYLES, pictureLayout } from "./picture_layout.js";
import { pictureLegend } from "./own_layers.js";
import { penOf } from "./labels.js";

/** @import { MapView } from "./component.js" */
/** @import { Brush } from "./picture_brush.js" */
/** @import { Item, Legend, Line, PictureText, Style } from "./picture_layout.js" */

const AROUND_ITEM_PX = 100; // margins, icon and number around a line of the legend
export const SCALE = 2; // pixels of the picture for one of the page

/**
 * @param {MapView} map @param {{ headed: boolean }} how whether it has title and filter
 * @returns {HTMLCanvasElement | null} null while there is no map
 */
export function pictureOf(map, { headed }) {
  const ground = shot(map, SCALE);
  if (!ground) return null;
  const picture = document.createElement("canvas");
  const brush = brushOf(map, penOf(picture));
  const { clientWidth: width, clientHeight: height } = map.box;
  const measure = (/** @type {string} */ text, /** @type {Style} */ style) => widthIn(text, style, brush);
  const fits = (/** @type {string} */ text) => measure(text, STYLES.item) <= width - AROUND_ITEM_PX;
  const legends = legendsOf(map).map(({ heading, entries }) => ({ heading, entries: pictureLegend(entries, fits) }));
  const layout = pictureLayout({ width, height }, textOf(map, headed), legends, measure);
  picture.width = layout.width * SCALE;
  picture.height = layout.height * SCALE;
  const { pen, shades } = brush;
  pen.scale(SCALE, SCALE);
  pen.fillStyle = shades.paper;
  pen.fillRect(0, 0, layout.width, layout.height);
  pen.save();
  pen.translate(0, layout.map.y);
  paintMap(map, ground, brush);
  pen.restore();
  for (const line of layout.lines) paintLine(line, brush);
  const icons = iconsOf(map);
  for (const item of layout.items) paintItem(item, icons, brush);
  return picture;
}

/**
 * The words of the picture.
 * @param {MapView} map @param {boolean} headed @returns {PictureText}
 */
export function textOf({ data }, headed) {
  const { texts, filter, choropleth } = data;
  const made = texts.made.replace("{date}", dateIn(texts.date, new Date()));
  return {
    title: headed ? texts.picture_title : "",
    filter: headed ? filter : "",
    notes: [texts.boundary, choropleth?.source ?? "", texts.source, made].filter(Boolean),
  };
}

/**
 * What the symbols mean, and the classes of the indicator.
 * @param {MapView} map @returns {Legend[]}
 */
export function legendsOf({ data: { texts, legend, choropleth } }) {
  const classes = choropleth ? [{ heading: choropleth.title, entries: choropleth.legend }] : [];
  return [{ heading: texts.legend, entries: legend }, ...classes];
}

/** @param {string} template @param {Date} day */
export function dateIn(template, day) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const padded = template.includes("-"); // 2023-09-12, but 2023年9月12日
  const [month, date] = [day.getMonth() + 1, day.getDate()];
  return template.replace("{year}", String(day.getFullYear()))
    .replace("{month}", padded ? two(month) : String(month)).replace("{day}", padded ? two(date) : String(date));
}

/** @param {MapView} map @param {HTMLCanvasElement} ground @param {Brush} brush */
function paintMap(map, ground, brush) {
  const { pen, shades } = brush;
  const { clientWidth: width, clientHeight: height } = map.box;
  pen.beginPath();
  pen.rect(0, 0, width, height);
  pen.clip();
  pen.fillStyle = shades.ground;
  pen.fillRect(0, 0, width, height);
  pen.drawImage(ground, 0, 0, width, height);
  paintNames(map, brush);
  paintScale(map, brush);
  paintNorth(map, brush);
  pen.strokeStyle = shades.line;
  pen.lineWidth = 1;
  pen.strokeRect(0.5, 0.5, width - 1, height - 1);
}

/** @param {MapView} map @param {Brush} brush */
function paintScale(map, { pen, font, shades }) {
  const bar = map.find(".scale");
  const wide = parseFloat(bar.style.width) || 0;
  const [left, foot] = [12, map.box.clientHeight - 12];
  pen.beginPath();
  for (const [x, y] of [[left, foot - 6], [left, foot], [left + wide, foot], [left + wide, foot - 6]]) pen.lineTo(x, y);
  pen.lineJoin = "round";
  for (const [colour, width] of /** @type {const} */ ([[shades.halo, 4], [shades.quiet, 1.5]])) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.stroke();
  }
  pen.font = `400 11px ${font}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  haloed(bar.textContent ?? "", left + wide / 2, foot - 9, { pen, font, shades }, shades.quiet);
}

/** @param {MapView} map @param {Brush} brush */
function paintNorth(map, brush) {
  const { pen, shades, font } = brush;
  pen.save();
  pen.translate(map.box.clientWidth - 24, 34);
  pen.rotate((-(map.view.bearing ?? 0) * Math.PI) / 180);
  pen.beginPath();
  for (const [x, y] of [[0, -12], [6, 10], [0, 6], [-6, 10]]) pen.lineTo(x, y);
  pen.closePath();
  pen.strokeStyle = shades.halo;
  pen.lineWidth = 3;
  pen.stroke();
  pen.fillStyle = shades.north;
  pen.fill();
  pen.font = `600 12px ${font}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  haloed(map.data.texts.north, 0, -20, brush, shades.ink);
  pen.restore();
}

/** @param {Line} line @param {Brush} brush */
function paintLine({ text, x, y, size, weight, tone }, { pen, font, shades }) {
  pen.font = `${weight} ${size}px ${font}`;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.fillStyle = shades[tone];
  pen.fillText(text, x, y);
}

/**
 * The pictures of the legend on the page, by their address.
 * @param {MapView} map @returns {Map<string, HTMLImageElement>}
 */
function iconsOf(map) {
  const images = /** @type {NodeListOf<HTMLImageElement>} */ (map.root.querySelectorAll(".legend li img"));
  return new Map([...images].map((image) => [image.getAttribute("src") ?? "", image]));
}

/** @param {Item} item @param {Map<string, HTMLImageElement>} icons @param {Brush} brush */
function paintItem({ entry, x, y }, icons, brush) {
  const icon = icons.get(entry.icon ?? "");
  if (entry.color) paintSwatch(entry.color, x, y, brush);
  else if (icon?.complete && icon.naturalWidth) brush.pen.drawImage(icon, x, y - ICON_PX / 2, ICON_PX, ICON_PX);
  paintLine({ ...STYLES.item, text: entry.text, x: x + ICON_PX + ICON_GAP_PX, y }, brush);
  const end = x + ICON_PX + ICON_GAP_PX + widthIn(entry.text, STYLES.item, brush);
  paintLine({ ...STYLES.item, tone: "quiet", text: String(entry.count ?? ""), x: end + COUNT_GAP_PX, y }, brush);
}

/** @param {string} color @param {number} x @param {number} y @param {Brush} brush */
function paintSwatch(color, x, y, { pen, shades }) {
  const high = ICON_PX * 0.7;
  pen.fillStyle = color;
  pen.fillRect(x, y - high / 2, ICON_PX, high);
  pen.strokeStyle = shades.line;
  pen.lineWidth = 1;
  pen.strokeRect(x + 0.5, y - high / 2 + 0.5, ICON_PX - 1, high - 1);
}
