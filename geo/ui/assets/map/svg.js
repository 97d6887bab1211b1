// Elements of a drawing above the canvas.

/** @param {string} name @param {Record<string, string | number>} attributes */
export function svgElement(name, attributes) {
  const shape = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, String(value));
  return shape;
}
