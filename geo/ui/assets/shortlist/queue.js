// The edits of tables that the server has not taken yet. An edit leaves the queue only when the server says
// that it was taken; until then all of them are sent again and again, and kept over a reload of the page.

/**
 * @typedef {object} Edit what geo/shortlist/edits.py reads
 * @property {number} number rises with every edit
 * @property {number} step the same for all edits of one burst of typing in one cell
 * @property {string} list
 * @property {string} place
 * @property {string} field
 * @property {string | boolean} value
 */
/** @typedef {(edits: Edit[]) => void} Send */
/** @typedef {{ getItem(key: string): string | null, setItem(key: string, value: string): void, removeItem(key: string): void }} Store */

const KEPT = "shutu-edits";
const PATIENCE_MS = 5000, LONGEST_MS = 60_000; // for an answer, before edits are sent again
const POSITION = "position"; // every move counts; of other cells the last value of a burst

/** @template T @param {() => T} what @returns {T | undefined} */
function attempt(what) {
  try { return what(); } catch { return undefined; } // storage is full or disabled
}

export class EditQueue {
  /**
   * @param {Store | undefined} store
   * @param {(call: () => void, ms: number) => unknown} later calls it after that time
   */
  constructor(store, later) {
    this.store = store;
    this.later = later;
    /** @type {Edit[]} in the order of their numbers */
    this.pending = [];
    /** @type {Map<string, { number: number, value: string | boolean }>} refused values, by their cell */
    this.refused = new Map();
    /** @type {Map<unknown, Send>} by the table that is there, the newest last */
    this.senders = new Map();
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    /** @type {Map<string, Edit>} the last one of each cell */
    this.newest = new Map();
    this.last = 0; // number
    this.sent = 0; // all edits up to this number were sent
    this.waits = false; // for an answer
    this.patience = PATIENCE_MS;
    this.late = false; // the server has not answered in time
    this.turn = 0; // of sending
    this.leaves = 0; // the turn that was handed over in this moment, or 0
    this.begun = false; // the numbers of the server are known
  }

  /** @param {unknown} table @param {Send} send */
  bind(table, send) {
    this.senders.delete(table);
    this.senders.set(table, send);
  }

  /** @param {unknown} table */
  unbind(table) {
    this.senders.delete(table);
  }

  /**
   * @param {Omit<Edit, "number" | "step">} cell @param {number} step of the burst, 0 begins one
   * @returns {number} the step
   */
  add(cell, step = 0) {
    const number = ++this.last;
    const edit = { ...cell, number, step: step || number };
    this.refused.delete(nameOf(edit));
    this.pending = this.pending.filter((one) =>
      one.field === POSITION || one.step !== edit.step || nameOf(one) !== nameOf(edit));
    this.pending.push(edit);
    this.newest.set(nameOf(edit), edit);
    this.keep();
    return edit.step;
  }

  /**
   * What the server has taken.
   * @param {number} applied all edits up to this number @param {number[]} refused numbers
   */
  settle(applied, refused) {
    if (!this.begun) this.restore(applied);
    this.last = Math.max(this.last, applied);
    const taken = this.pending.filter(({ number }) => number <= applied);
    if (taken.length) {
      this.pending = this.pending.filter(({ number }) => number > applied);
      for (const edit of taken) {
        if (refused.includes(edit.number)) this.refused.set(nameOf(edit), edit);
      }
      this.index();
      this.patience = PATIENCE_MS;
      this.late = false;
      this.keep();
    }
    if (this.sent <= applied) this.waits = false;
  }

  /** Send what waits, unless an answer is awaited. */
  deliver() {
    if (!this.waits) this.send();
  }

  /** Send at once what was not sent: the person turns to something else. */
  flush() {
    if (this.pending.some(({ number }) => number > this.sent)) this.send();
  }

  /**
   * The value of a cell that the server does not have.
   * @param {string} list @param {string} place @param {string} field @returns {string | boolean | undefined}
   */
  value(list, place, field) {
    const name = nameOf({ list, place, field });
    return this.newest.get(name)?.value ?? this.refused.get(name)?.value;
  }

  /** @param {string} list @param {string} place @param {string} field */
  isRefused(list, place, field) {
    return this.refused.has(nameOf({ list, place, field }));
  }

  /** @param {string} list @returns {Edit[]} the moves of a list, in their order */
  moves(list) {
    return this.pending.filter((one) => one.list === list && one.field === POSITION);
  }

  /** @param {() => void} call after what was handed over is on its way */
  whenGone(call) {
    this.later(call, 0);
  }

  send() {
    const send = [...this.senders.values()].at(-1);
    if (!send || !this.pending.length) return;
    this.sent = this.last;
    this.waits = true;
    const turn = ++this.turn;
    send(this.pending);
    this.leaves = turn; // until the timers that were set before have run
    this.whenGone(() => { if (this.leaves === turn) this.leaves = 0; });
    this.later(() => {
      if (turn !== this.turn || !this.waits) return;
      this.late = true;
      this.patience = Math.min(2 * this.patience, LONGEST_MS);
      for (const tell of this.listeners) tell();
      this.send();
    }, this.patience);
  }

  index() {
    this.newest = new Map(this.pending.map((edit) => [nameOf(edit), edit]));
  }

  keep() {
    if (this.begun) attempt(() => this.pending.length
      ? this.store?.setItem(KEPT, JSON.stringify(this.pending)) : this.store?.removeItem(KEPT));
  }

  /**
   * Edits that were kept over a reload come first, with numbers that the new session has not taken.
   * @param {number} applied
   */
  restore(applied) {
    this.begun = true;
    const kept = attempt(() => JSON.parse(this.store?.getItem(KEPT) ?? "[]"));
    const former = Array.isArray(kept) ? kept.filter((one) => typeof one?.field === "string") : [];
    this.last = applied;
    this.pending = [...former, ...this.pending].map((one) => ({ ...one, number: ++this.last }));
    this.index();
  }
}

/** @param {{ list: string, place: string, field: string }} cell */
function nameOf({ list, place, field }) {
  return JSON.stringify([list, place, field]);
}
