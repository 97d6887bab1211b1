// The visible map as a PNG file.

import { LABELS, labelPoint, penOf } from "./labels.js";

/** @import { MapView } from "./component.js" */

const PICTURE = "shutu-map.png";

/**
 * The canvas keeps its pixels only until the browser has displayed them, so it is copied right after a
 * redraw.
 * @param {MapView} map
 */
export function savePicture(map) {
  const { deck, canvas } = map;
  if (!deck || !canvas) return;
  deck.redraw("picture");
  const picture = document.createElement("canvas");
  picture.width = canvas.width;
  picture.height = canvas.height;
  const pen = penOf(picture);
  pen.fillStyle = getComputedStyle(map.frame).backgroundColor;
  pen.fillRect(0, 0, picture.width, picture.height);
  pen.drawImage(canvas, 0, 0);
  const ratio = picture.width / map.box.clientWidth;
  pen.scale(ratio, ratio);
  paintLabels(map, pen);
  paintFoot(map, pen);
  paintLegend(map, pen);
  picture.toBlob((blob) => {
    if (!blob) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = PICTURE;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }, "image/png");
}

/** @param {MapView} map @param {CanvasRenderingContext2D} pen */
function paintLabels(map, pen) {
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 3.5;
  pen.strokeStyle = getComputedStyle(map.frame).backgroundColor;
  for (const [name, label] of map.labels.shown.filter(([name]) => !name.hidden)) {
    const [x, y] = labelPoint(label, map.view, map.box);
    usePenOf(name, pen);
    pen.textAlign = LABELS[label.kind].centred ? "center" : "left";
    pen.strokeText(label.text, x, y);
    pen.fillText(label.text, x, y);
  }
}

/**
 * Where an element of the page lies on the map.
 * @param {Element} element @param {MapView} map
 */
function placeOf(element, map) {
  const frame = map.box.getBoundingClientRect();
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: x - frame.x, y: y - frame.y, width, height, middle: y - frame.y + height / 2 };
}

/**
 * The legend, if it is open, as far as it shows.
 * @param {MapView} map @param {CanvasRenderingContext2D} pen
 */
function paintLegend(map, pen) {
  const { legend } = map.furniture;
  if (!legend.open) return;
  const panel = placeOf(legend, map);
  pen.save();
  pen.beginPath();
  pen.roundRect(panel.x, panel.y, panel.width, panel.height, 6);
  pen.fillStyle = getComputedStyle(legend).backgroundColor;
  pen.fill();
  pen.strokeStyle = getComputedStyle(legend).borderTopColor;
  pen.lineWidth = 1;
  pen.stroke();
  pen.clip();
  pen.textAlign = "left";
  /** @param {Element} element @param {number} x */
  const write = (element, x) => {
    usePenOf(element, pen);
    pen.fillText(element.textContent ?? "", x, placeOf(element, map).middle);
  };
  const summary = map.find(".legend summary");
  write(summary, placeOf(summary, map).x);
  for (const item of legend.querySelectorAll("li")) {
    const [icon, number] = [...item.children];
    const text = item.childNodes[1]; // between them (legendItem in map_furniture.js)
    const { x, y, width, height, middle } = placeOf(icon, map);
    pen.drawImage(/** @type {HTMLImageElement} */ (icon), x, y, width, height);
    usePenOf(item, pen);
    pen.fillText(text.textContent ?? "", x + width + 6, middle);
    const count = placeOf(number, map);
    write(number, count.x + parseFloat(getComputedStyle(number).paddingLeft));
  }
  pen.restore();
}

/**
 * The scale bar and the note on the borders, where the page has them.
 * @param {MapView} map @param {CanvasRenderingContext2D} pen
 */
function paintFoot(map, pen) {
  /** @param {Element} element */
  const at = (element) => placeOf(element, map);
  const [foot, scale, note] = [".foot", ".scale", ".note"].map((name) => map.find(name));
  const band = at(foot);
  pen.fillStyle = getComputedStyle(foot).backgroundColor;
  pen.fillRect(band.x, band.y, band.width, band.height);

  const bar = at(scale);
  pen.lineWidth = 1.5;
  pen.strokeStyle = getComputedStyle(scale).borderBottomColor;
  pen.beginPath();
  pen.moveTo(bar.x, bar.y);
  pen.lineTo(bar.x, bar.y + bar.height);
  pen.lineTo(bar.x + bar.width, bar.y + bar.height);
  pen.lineTo(bar.x + bar.width, bar.y);
  pen.stroke();
  usePenOf(scale, pen);
  pen.textAlign = "center";
  pen.fillText(scale.textContent ?? "", bar.x + bar.width / 2, bar.middle);

  const words = at(note);
  usePenOf(note, pen);
  pen.textAlign = "left";
  pen.fillText(note.textContent ?? "", words.x, words.middle, band.width - words.x - 10);
}

/**
 * Draw text on a picture in the style of an element.
 * @param {Element} element @param {CanvasRenderingContext2D} pen
 */
function usePenOf(element, pen) {
  const { fontWeight, fontSize, fontFamily, color } = getComputedStyle(element);
  pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  pen.fillStyle = color;
}
