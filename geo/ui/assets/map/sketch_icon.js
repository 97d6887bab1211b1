// The icon of the button that opens drawing.

import { svgElement } from "./svg.js";

export function pencil() {
  const icon = svgElement("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
  icon.append(svgElement("path", { d: "M3 13l.7-3L10.800 2.900a1.200 1.200 0 0 1 1.700 0l.600.600a1.200 1.200 0 0 1 0 1.700L6 12.300zM9.500 4.200l2.300 2.300" }));
  return icon;
}
