// The names of the map on its picture, as they stand on the page.

import { haloed } from "./picture_brush.js";
import { LABELS, LINE_HEIGHT, alignOf, labelPoint } from "./labels.js";
import { screen } from "./mercator.js";

/** @import { MapView } from "./component.js" */
/** @import { Brush } from "./picture_brush.js" */
/** @import { PlacedLabel } from "../types.js" */

/** @param {MapView} map @param {Brush} brush */
export function paintNames(map, brush) {
  const { pen, font, shades } = brush;
  for (const line of map.root.querySelectorAll(".legs line, .leaders line")) paintLeader(line, brush);
  pen.textBaseline = "middle";
  for (const [, label] of map.labels.shown.filter(([name]) => !name.hidden)) paintLabel(label, map, brush);
  pen.font = `${LABELS.place.weight} ${LABELS.place.size}px ${font}`;
  pen.textAlign = "center";
  for (const { at, glyphs, view, element } of map.labels.courses.written) {
    if (element.hasAttribute("hidden")) continue;
    pen.save();
    pen.translate(...screen(...at, map.view, map.box));
    pen.rotate((((view.bearing ?? 0) - (map.view.bearing ?? 0)) * Math.PI) / 180);
    for (const { char, x, y, angle } of glyphs) {
      pen.save();
      pen.translate(x, y);
      pen.rotate(angle);
      haloed(char, 0, 0, brush, shades.ink);
      pen.restore();
    }
    pen.restore();
  }
}

/** @param {PlacedLabel} label @param {MapView} map @param {Brush} brush */
function paintLabel(label, map, brush) {
  const { size, weight, centred } = LABELS[label.kind];
  const [x, y] = labelPoint(label, map.view, map.box);
  brush.pen.font = `${weight} ${size}px ${brush.font}`;
  const align = alignOf(label);
  const width = centred ? 0 : label.width ?? 0; // a centred name has its middle there, others their left end
  const end = align === "right" ? width : align === "center" ? width / 2 : 0;
  brush.pen.textAlign = align;
  const lines = label.text.split("\n");
  const high = size * LINE_HEIGHT;
  const colour = label.kind === "place" ? brush.shades.ink : brush.shades.quiet;
  for (const [number, line] of lines.entries()) {
    haloed(line, x + end, y + (number - (lines.length - 1) / 2) * high, brush, colour);
  }
}

/** @param {Element} line @param {Brush} brush */
function paintLeader(line, { pen, shades }) {
  const at = (/** @type {string} */ name) => Number(line.getAttribute(name));
  pen.beginPath();
  pen.moveTo(at("x1"), at("y1"));
  pen.lineTo(at("x2"), at("y2"));
  pen.strokeStyle = shades.quiet;
  pen.lineWidth = 1;
  pen.stroke();
}
