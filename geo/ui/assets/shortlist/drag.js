// Rows are dragged by their grip, with a mouse, a finger or a pen.

import { dropPosition } from "./order.js";

const EDGE_PX = 28, SPEED_PX = 9; // near an edge the table scrolls

/**
 * @param {HTMLElement} scroller the box that scrolls @param {HTMLElement} head stands above the rows
 * @param {HTMLTableSectionElement} body
 * @param {(row: HTMLTableRowElement, position: number) => void} drop
 */
export function letDrag(scroller, head, body, drop) {
  const line = document.createElement("div");
  line.className = "drop";
  line.hidden = true;
  scroller.append(line);
  /** @type {{ row: HTMLTableRowElement, pointer: number, y: number, moved: boolean } | null} */
  let held = null;

  const rows = () => /** @type {HTMLTableRowElement[]} */ ([...body.children]);

  function target() {
    const all = rows();
    const middles = all.map((row) => {
      const { top, height } = row.getBoundingClientRect();
      return top + height / 2;
    });
    return dropPosition(middles, all.indexOf(/** @type {NonNullable<typeof held>} */ (held).row), held?.y ?? 0);
  }

  function show() {
    if (!held) return;
    const others = rows().filter((row) => row !== held?.row);
    const at = target() - 1;
    const next = others[at], before = others[at - 1];
    line.style.top = `${next ? next.offsetTop : before.offsetTop + before.offsetHeight}px`;
    line.hidden = others.length === 0;
  }

  function scroll() {
    if (!held) return;
    const { top, bottom } = scroller.getBoundingClientRect();
    const { y } = held;
    const step = y < top + head.offsetHeight + EDGE_PX ? -SPEED_PX : y > bottom - EDGE_PX ? SPEED_PX : 0;
    if (step && held.moved) {
      scroller.scrollTop += step;
      show();
    }
    requestAnimationFrame(scroll);
  }

  function end() {
    held?.row.classList.remove("held");
    held = null;
    line.hidden = true;
  }

  body.addEventListener("pointerdown", (event) => {
    const grip = /** @type {HTMLElement} */ (event.target).closest(".grip");
    const row = grip?.closest("tr");
    if (!(grip instanceof HTMLElement) || !row || event.button) return;
    event.preventDefault(); // no selection of text
    grip.focus({ preventScroll: true });
    grip.setPointerCapture(event.pointerId);
    held = { row, pointer: event.pointerId, y: event.clientY, moved: false };
    row.classList.add("held");
    scroll();
  });
  body.addEventListener("pointermove", (event) => {
    if (held?.pointer !== event.pointerId) return;
    held.y = event.clientY;
    held.moved = true;
    show();
  });
  body.addEventListener("pointerup", (event) => {
    if (held?.pointer !== event.pointerId) return;
    const { row, moved } = held;
    const position = target();
    end();
    if (moved) drop(row, position);
  });
  body.addEventListener("pointercancel", end);
  body.addEventListener("keydown", (event) => {
    if (held && event.key === "Escape") end();
  });
}
