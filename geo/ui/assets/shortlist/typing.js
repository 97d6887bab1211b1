// What is typed in the field that has the focus: a burst of typing is one step, which undo takes back. A note is
// sent after a short pause as well, other cells when their field is left or Enter is pressed.

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

const PAUSE_MS = 600;

export class Typing {
  /** @param {(field: Field, step: number) => number} add puts the value of a field into the queue; the step */
  constructor(add) {
    this.add = add;
    /** @type {Field | null} */
    this.field = null;
    this.first = ""; // its value when it got the focus
    this.known = ""; // its value that was added last
    this.step = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** @param {Field} field */
  begin(field) {
    this.field = field;
    this.first = this.known = field.value;
    this.step = 0;
  }

  /** @param {Field} field @returns {boolean} whether it has a value that was not added yet */
  isOpen(field) {
    return field === this.field && field.value !== this.known;
  }

  /** A field got another value, not by typing. @param {Field} field */
  refilled(field) {
    if (field === this.field && field.value !== this.known) this.begin(field);
  }

  /** The value changed; `soon`: it is added after a pause. @param {boolean} soon */
  changed(soon) {
    clearTimeout(this.timer);
    if (soon) this.timer = setTimeout(() => this.commit(), PAUSE_MS);
  }

  /** Add the value now, if it is another one. */
  commit() {
    clearTimeout(this.timer);
    if (!this.field || this.field.value === this.known) return;
    this.known = this.field.value;
    this.step = this.add(this.field, this.step);
  }

  /** Back to the value before. */
  revert() {
    if (!this.field) return;
    this.field.value = this.first;
    this.commit();
  }

  end() {
    this.commit();
    this.field = null;
  }
}
