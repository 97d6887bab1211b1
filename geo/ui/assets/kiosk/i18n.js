// Elements and texts.

/** @import { Mark } from "./contents.js" */

/**
 * An element that the markup has.
 * @param {ParentNode} root @param {string} selector @returns {HTMLElement}
 */
export function find(root, selector) {
  return /** @type {HTMLElement} */ (root.querySelector(selector));
}

/**
 * @param {string} tag @param {string} className @param {string | number} [text]
 * @returns {HTMLElement}
 */
export function make(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  if (text !== undefined) element.textContent = String(text);
  return element;
}

/** @param {string} className @param {string | undefined} text @param {() => void} act */
export function makeButton(className, text, act) {
  const button = document.createElement("button");
  button.className = className;
  if (text !== undefined) button.textContent = text;
  button.type = "button";
  button.onclick = act;
  return button;
}

/** @param {string} source @returns {HTMLImageElement} */
export function makeImage(source) {
  const image = document.createElement("img");
  image.className = "icon";
  image.src = source;
  image.alt = "";
  image.draggable = false;
  return image;
}

/** @param {number} size @param {string} path @param {string} fill @returns {SVGElement} */
export function makeDrawing(size, path, fill) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(space, "path");
  shape.setAttribute("d", path);
  shape.setAttribute("fill", fill);
  shape.setAttribute("fill-rule", "evenodd");
  svg.append(shape);
  return svg;
}

/**
 * The white symbol of a sector on a disc of its colour.
 * @param {Mark} mark @returns {HTMLElement}
 */
export function makeSymbol({ colour, path }) {
  const disc = make("span", "symbol");
  disc.style.setProperty("--colour", colour);
  disc.append(makeDrawing(24, path, "#fff"));
  return disc;
}

const QUIET = 4; // modules of white around a QR code

/** @param {string} modules lines of 0 and 1 @returns {SVGElement} */
export function makeCode(modules) {
  const lines = modules.split("\n");
  const path = lines.map((line, y) =>
    [...line].map((module, x) =>
      module === "1" ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "").join("")).join("");
  const code = makeDrawing(lines.length + 2 * QUIET, path, "#000");
  code.setAttribute("class", "code");
  code.setAttribute("shape-rendering", "crispEdges");
  return code;
}
