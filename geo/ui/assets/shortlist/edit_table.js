// A table whose cells are edited in place. It shows the server's data with the edits that the server has not
// taken yet (queue.js); a field that is being typed in is never overwritten.

import { filled } from "../texts.js";
import { element, makeCell } from "./cells.js";
import { letDrag } from "./drag.js";
import { afterMoves, arrange, readPosition } from "./order.js";
import { EditQueue } from "./queue.js";
import { suggestions } from "./tags.js";
import { Typing } from "./typing.js";

/** @import { Component, Mounted } from "../types.js" */
/** @import { Cell } from "./cells.js" */
/** @import { Field } from "./typing.js" */

/** @typedef {{ key: string, kind: string, label: string, help: string, width: number }} Column */
/** @typedef {{ id: string, cells: any[] }} Row the cells of each kind: geo/ui/shortlist/edit_table.py */
/**
 * @typedef {object} Data what geo/ui/shortlist/edit_table.py sends with every run
 * @property {string} list
 * @property {number} applied the number of the last edit that was taken
 * @property {number[]} refused
 * @property {string | null} focus the place that is displayed
 * @property {string} label
 * @property {string} lang
 * @property {string} comma
 * @property {number} visible rows, at most
 * @property {Record<string, number>} longest text, by the kind of column
 * @property {Record<string, string>} texts
 * @property {string[]} tags of the list
 * @property {Column[]} columns
 * @property {Row[]} rows
 */
/** @typedef {{ row: Row, line: HTMLTableRowElement, cells: Cell[], shown: string }} Line */

const PICK = "pick", FOCUS = "focus", POSITION = "position", NOTE = "note", TAGS = "tags";
const EDITED = new Set([PICK, POSITION, NOTE, TAGS, "score"]); // kinds
const STUCK = new Set([PICK, POSITION, "name"]); // kinds of columns that stay when the others scroll

/** @type {Storage | undefined} */
let storage;
try { storage = sessionStorage; } catch { storage = undefined; } // forbidden: the queue is in memory only
const queue = new EditQueue(storage, (call, ms) => setTimeout(call, ms)); // of all tables of the page

class EditTable {
  /** @param {ShadowRoot} parentElement */
  constructor(parentElement) {
    this.root = parentElement;
    this.head = element("thead");
    this.body = element("tbody");
    this.table = element("table", "", this.head, this.body);
    this.scroller = element("div", "scroller", this.table);
    this.status = element("div", "hidden");
    this.status.role = "status";
    this.waiting = element("div", "waiting");
    this.known = element("datalist");
    this.known.id = "tags";
    parentElement.append(this.scroller, this.waiting, this.status, this.known);
    /** @type {Data | undefined} */
    this.data = undefined;
    /** @type {Map<string, Line>} by the id of their place */
    this.lines = new Map();
    /** @type {string[]} ids as they are shown */
    this.order = [];
    this.columns = "";
    this.arranging = false;
    this.typing = new Typing((field, step) => this.add(field, step));
    letDrag(this.scroller, this.head, this.body, (line, position) => {
      this.move(idOf(line), position, false);
    });
    // Whoever turns to something else of the page acts on what was typed.
    this.away = (/** @type {Event} */ event) => {
      if (!event.composedPath().includes(this.root)) this.leaving();
    };
    this.leaving = () => {
      this.typing.commit();
      queue.flush();
    };
    this.late = () => this.showWaiting();
    this.listen();
  }

  listen() {
    const { body } = this;
    body.addEventListener("focusin", ({ target }) => this.arranging || this.entered(target));
    body.addEventListener("focusout", ({ target }) => {
      if (!this.arranging && target === this.typing.field) this.left(/** @type {Field} */ (target));
    });
    body.addEventListener("input", (event) => this.typed(/** @type {InputEvent} */ (event)));
    body.addEventListener("compositionend", () => this.typing.changed(this.kindOf(this.typing.field) === NOTE));
    body.addEventListener("keydown", (event) => this.key(event));
    body.addEventListener("click", (event) => this.click(event));
    for (const name of ["pointerdown", "focusin"]) document.addEventListener(name, this.away, true);
    document.addEventListener("click", holdBack, true);
    addEventListener("pagehide", this.leaving);
    document.addEventListener("visibilitychange", this.leaving);
    queue.listeners.add(this.late);
  }

  end() {
    queue.unbind(this); // what is typed is sent by the next table
    this.typing.end();
    queue.listeners.delete(this.late);
    for (const name of ["pointerdown", "focusin"]) document.removeEventListener(name, this.away, true);
    if (!queue.senders.size) document.removeEventListener("click", holdBack, true);
    removeEventListener("pagehide", this.leaving);
    document.removeEventListener("visibilitychange", this.leaving);
  }

  /** @param {Component<Data>} component */
  update({ data, setTriggerValue }) {
    if (this.data && this.data.list !== data.list) this.typing.end();
    this.data = data;
    queue.bind(this, (edits) => setTriggerValue("edits", edits));
    queue.settle(data.applied, data.refused);
    queue.deliver();
    this.draw(data);
    this.showWaiting();
  }

  /** @param {Data} data */
  draw(data) {
    const columns = JSON.stringify([data.list, data.lang, data.columns]);
    if (columns !== this.columns) {
      this.typing.end();
      this.columns = columns;
      this.lines.clear();
      this.body.replaceChildren();
      this.drawHead(data);
    }
    for (const row of data.rows) this.drawLine(row, data);
    this.showFocus(data.focus);
    const ids = new Set(data.rows.map(({ id }) => id));
    for (const [id, { line }] of this.lines) {
      if (ids.has(id)) continue;
      if (line.contains(this.typing.field)) this.typing.end();
      line.remove();
      this.lines.delete(id);
    }
    this.showOrder();
  }

  /** @param {Data} data */
  drawHead({ columns, label, visible }) {
    this.table.ariaLabel = label;
    this.scroller.style.setProperty("--visible", String(visible));
    let left = 0;
    const groups = element("colgroup");
    const heads = columns.map(({ kind, label: text, help, width }) => {
      const head = element("th", kind, text);
      head.scope = "col";
      head.title = help || text;
      const col = element("col");
      col.style.width = `${width}px`;
      groups.append(col);
      if (STUCK.has(kind)) this.table.style.setProperty(`--left-${kind}`, `${left}px`);
      if (STUCK.has(kind)) left += width;
      return head;
    });
    this.table.querySelector("colgroup")?.remove();
    this.table.prepend(groups);
    this.table.style.width = `${columns.reduce((sum, { width }) => sum + width, 0)}px`;
    this.head.replaceChildren(element("tr", "", ...heads));
  }

  /** @param {Row} row @param {Data} data */
  drawLine(row, data) {
    let line = this.lines.get(row.id);
    if (!line) {
      const cells = data.columns.map((column) => makeCell(column, data));
      const made = element("tr", "", ...cells.map(({ box }) => box));
      made.dataset.id = row.id;
      line = { row, line: made, cells, shown: "" };
      this.lines.set(row.id, line);
      this.body.append(made);
    }
    line.row = row;
    const values = data.columns.map(({ key, kind }, at) =>
      (EDITED.has(kind) ? queue.value(data.list, row.id, key) : undefined) ?? row.cells[at]);
    const refused = data.columns.map(({ key }) => queue.isRefused(data.list, row.id, key));
    const shown = JSON.stringify([values, refused]);
    if (shown === line.shown) return;
    line.shown = shown;
    const name = nameOf(row, data);
    line.cells.forEach(({ field, fill }, at) => {
      if (field && this.typing.isOpen(field)) {
        line.shown = ""; // filled when it is left
        return;
      }
      fill(values[at], name, data);
      if (field) this.typing.refilled(field);
      if (field) field.ariaInvalid = refused[at] ? "true" : null;
      if (field && refused[at]) field.title = data.texts.refused;
    });
  }

  /** @param {string | null} place that is displayed */
  showFocus(place) {
    for (const [id, { line }] of this.lines) {
      line.classList.toggle("current", id === place);
      line.ariaCurrent = id === place ? "true" : null;
    }
  }

  /**
   * The rows in the order of the list, after the moves that the server has not made yet.
   * @param {boolean} [follow] the row with the focus stays where it is on the screen
   */
  showOrder(follow = true) {
    const data = /** @type {Data} */ (this.data);
    const order = afterMoves(data.rows.map(({ id }) => id), queue.moves(data.list));
    if (order.join() === this.order.join() && order.length === this.body.childElementCount) return;
    this.order = order;
    const lines = order.map((id) => /** @type {Line} */ (this.lines.get(id)));
    const active = this.root.activeElement?.closest("tr") ?? null;
    const before = active && follow ? active.getBoundingClientRect().top : 0;
    this.arranging = true;
    arrange(this.body, lines.map(({ line }) => line), active);
    this.arranging = false;
    if (active && follow) this.scroller.scrollTop += active.getBoundingClientRect().top - before;
    const at = data.columns.findIndex(({ kind }) => kind === POSITION);
    if (at < 0) return;
    lines.forEach(({ cells }, number) => {
      const { field } = cells[at];
      const text = String(number + 1);
      if (!field || field.value === text || this.typing.isOpen(field)) return;
      field.value = text;
      this.typing.refilled(field);
    });
  }

  showWaiting() {
    const count = queue.late ? queue.pending.length : 0;
    this.waiting.textContent = count && this.data ? filled(this.data.texts.waiting, { count }) : "";
  }

  /** @param {Element | EventTarget | null} field @returns {string} the kind of its column */
  kindOf(field) {
    const key = field instanceof HTMLElement ? field.dataset.field : undefined;
    return this.data?.columns.find((column) => column.key === key)?.kind ?? "";
  }

  /** @param {EventTarget | null} target */
  entered(target) {
    if (!isTyped(target)) return;
    this.typing.begin(target);
    if (this.kindOf(target) === TAGS) this.suggest(target.value);
    if (this.kindOf(target) === POSITION) target.select();
  }

  /** @param {Field} field */
  left(field) {
    this.typing.end();
    const line = this.lines.get(idOf(field));
    if (line && this.data) this.drawLine(line.row, this.data);
  }

  /** @param {InputEvent} event */
  typed({ target, isComposing }) {
    if (target instanceof HTMLInputElement && target.type === "checkbox") {
      this.put(idOf(target), PICK, target.checked);
      return;
    }
    if (!isTyped(target)) return;
    const kind = this.kindOf(target);
    if (kind === TAGS) this.suggest(target.value);
    this.typing.changed(kind === NOTE && !isComposing);
  }

  /** @param {string} text */
  suggest(text) {
    const { tags, comma } = /** @type {Data} */ (this.data);
    this.known.replaceChildren(...suggestions(text, tags, comma).map((value) => {
      const option = element("option");
      option.value = value;
      return option;
    }));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const vertical = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (vertical && (event.altKey || target.classList.contains("grip"))) {
      event.preventDefault();
      this.typing.commit();
      const id = idOf(target);
      this.move(id, this.order.indexOf(id) + 1 + vertical);
      return;
    }
    if (!isTyped(target) || event.isComposing) return;
    if (event.key === "Escape") this.typing.revert();
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.typing.commit();
    if (this.kindOf(target) === POSITION) target.select();
    else this.goTo(target, 1);
  }

  // The same field of the next row.
  /** @param {Field} field @param {number} step */
  goTo(field, step) {
    const next = this.lines.get(this.order[this.order.indexOf(idOf(field)) + step]);
    const there = next?.cells.find((cell) => cell.field?.dataset.field === field.dataset.field)?.field;
    if (there) there.focus();
    else field.blur();
  }

  /** @param {MouseEvent} event */
  click(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const site = target.closest(".site");
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!site && target.closest("a, button, input, textarea")) return;
    if (site) event.preventDefault();
    this.put(idOf(target), FOCUS, true);
    this.showFocus(idOf(target));
  }

  /** @param {string} id @param {number} position @param {boolean} [follow] see `showOrder` */
  move(id, position, follow = true) {
    const data = /** @type {Data} */ (this.data);
    const wanted = Math.min(Math.max(position, 1), this.order.length);
    if (this.order[wanted - 1] === id) return;
    this.put(id, POSITION, String(wanted));
    this.showOrder(follow);
    const line = this.lines.get(id);
    this.status.textContent = filled(data.texts.moved, { name: line ? nameOf(line.row, data) : "", position: wanted });
  }

  // What was typed in a field, into the queue; the step that it is part of.
  /** @param {Field} field @param {number} step */
  add(field, step) {
    const kind = this.kindOf(field);
    const text = field.value;
    if (kind === POSITION) {
      const position = readPosition(text);
      if (position !== null) this.move(idOf(field), position);
      field.value = String(this.order.indexOf(idOf(field)) + 1);
      this.typing.known = field.value;
      return 0;
    }
    return this.put(idOf(field), /** @type {string} */ (field.dataset.field), text, step);
  }

  /** @param {string} place @param {string} field @param {string | boolean} value @param {number} [step] */
  put(place, field, value, step = 0) {
    const data = /** @type {Data} */ (this.data);
    const made = queue.add({ list: data.list, place, field, value }, step);
    queue.deliver();
    const line = this.lines.get(place);
    if (line) this.drawLine(line.row, data);
    return made;
  }
}

/**
 * Streamlit (1.67) sends what is reported in one moment together, and then lets a button act before a component:
 * a click waits until the edits before it are on their way.
 * @param {MouseEvent} event
 */
function holdBack(event) {
  const [target] = event.composedPath();
  if (!queue.leaves || !event.isTrusted || !(target instanceof HTMLElement)) return;
  event.stopImmediatePropagation();
  event.preventDefault();
  queue.whenGone(() => target.click());
}

/** @param {EventTarget | null} target @returns {target is Field} */
function isTyped(target) {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === "text");
}

/** @param {Row} row @param {Data} data @returns {string} */
function nameOf({ cells }, { columns }) {
  return cells[columns.findIndex(({ kind }) => kind === "name")][0];
}

/** @param {Element} part of a row @returns {string} the id of its place */
function idOf(part) {
  return /** @type {HTMLElement} */ (part.closest("tr")).dataset.id ?? "";
}

/** @param {ShadowRoot} parentElement @returns {Mounted<Data>} */
export default function (parentElement) {
  return new EditTable(parentElement);
}
