// The cells of a table that is edited in place: how each kind is drawn, filled and read.

import { filled } from "../texts.js";

/** @import { Column, Data } from "./edit_table.js" */

/**
 * @typedef {object} Cell
 * @property {HTMLTableCellElement} box
 * @property {HTMLInputElement | HTMLTextAreaElement} [field] what is typed or ticked in
 * @property {(value: any, name: string, data: Data) => void} fill with a value of its kind, see
 *   geo/ui/shortlist/edit_table.py; `name` is the place's
 */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {string} [className] @param {...(string | Node)} inside
 */
export function element(tag, className = "", ...inside) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...inside);
  return made;
}

/** @param {string} kind @param {string} [tag] */
function box(kind, tag = "td") {
  const made = /** @type {HTMLTableCellElement} */ (document.createElement(tag));
  made.className = kind;
  return made;
}

/** @type {Record<string, (column: Column, data: Data) => Cell>} */
const KINDS = {
  pick: (column) => {
    const field = element("input");
    field.type = "checkbox";
    return fieldCell(column, field, (value) => { field.checked = value; });
  },

  position: (column, { texts }) => {
    const field = textField("numeric");
    const grip = element("button", "grip");
    grip.type = "button";
    const cell = fieldCell(column, field, () => {});
    cell.box.prepend(grip);
    return { ...cell, fill: (value, name, data) => {
      cell.fill(value, name, data);
      grip.ariaLabel = filled(texts.grip, { name });
    } };
  },

  name: ({ kind }) => {
    const made = box(kind, "th");
    made.scope = "row";
    return { box: made, fill: ([name, symbol, address]) => {
      const image = element("img");
      image.src = symbol;
      image.alt = "";
      const link = address ? element("a", "site", name) : element("button", "site", name);
      if (link instanceof HTMLAnchorElement) link.href = address;
      else link.type = "button";
      link.title = name;
      made.replaceChildren(image, link);
    } };
  },

  note: (column, data) => {
    const field = element("textarea");
    field.rows = 1;
    return typedCell(column, field, data);
  },

  tags: (column, data) => {
    const field = textField("text");
    field.setAttribute("list", "tags");
    return typedCell(column, field, data);
  },

  score: (column, data) => typedCell(column, textField("decimal"), data),

  bar: ({ kind }) => {
    const made = box(kind);
    return { box: made, fill: (value) => {
      const known = typeof value === "number";
      made.textContent = known ? value.toFixed(1) : "";
      made.style.setProperty("--part", known ? `${value}%` : "0");
    } };
  },

  links: ({ kind }, { comma }) => {
    const made = box(kind);
    return { box: made, fill: ({ links, more, text }) => {
      const parts = links.flatMap((/** @type {[string, string]} */ [label, address], /** @type {number} */ at) => {
        const link = element("a", "", label);
        link.href = address;
        return at ? [comma, link] : [link];
      });
      made.replaceChildren(...parts, more);
      made.title = text;
    } };
  },

  text: ({ kind }) => textCell(kind),
  number: ({ kind }) => textCell(kind),
};

/** @param {Column} column @param {Data} data @returns {Cell} */
export function makeCell(column, data) {
  return KINDS[column.kind](column, data);
}

/** @param {string} mode of the keyboard on a phone */
function textField(mode) {
  const field = element("input");
  field.type = "text";
  field.inputMode = mode;
  field.autocomplete = "off";
  return field;
}

/** @param {string} kind @returns {Cell} */
function textCell(kind) {
  const made = box(kind);
  return { box: made, fill: (value) => { made.textContent = made.title = value ?? ""; } };
}

/**
 * A cell with a field; its place and column name it.
 * @param {Column} column @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {(value: any) => void} show @returns {Cell}
 */
function fieldCell({ kind, key, label }, field, show) {
  const made = box(kind);
  made.append(field);
  field.dataset.field = key;
  return { box: made, field, fill: (value, name, { texts }) => {
    field.ariaLabel = filled(texts.cell, { column: label, name });
    show(value);
  } };
}

/**
 * @param {Column} column @param {HTMLInputElement | HTMLTextAreaElement} field @param {Data} data
 * @returns {Cell}
 */
function typedCell(column, field, { longest }) {
  field.maxLength = longest[column.kind];
  return fieldCell(column, field, (value) => {
    if (field.value !== value) field.value = value;
    field.title = value;
  });
}
