// The order of the rows of a table.

/**
 * The ids with one at a position from 1, which is clamped, as geo/shortlist/model.py moves.
 * @param {string[]} ids @param {string} id @param {number} position @returns {string[]}
 */
export function moved(ids, id, position) {
  if (!ids.includes(id)) return ids;
  const others = ids.filter((one) => one !== id);
  others.splice(Math.max(position - 1, 0), 0, id);
  return others;
}

/**
 * @param {string[]} ids @param {{ place: string, value: unknown }[]} moves @returns {string[]} after these moves
 */
export function afterMoves(ids, moves) {
  return moves.reduce((order, { place, value }) => {
    const position = readPosition(String(value));
    return position === null ? order : moved(order, place, position);
  }, ids);
}

/** @param {string} text a position as typed, also in full-width digits @returns {number | null} */
export function readPosition(text) {
  const plain = text.normalize("NFKC").trim();
  return /^[+-]?\d+$/.test(plain) ? Number(plain) : null;
}

/**
 * The position from 1 of a row that is dropped at a height.
 * @param {number[]} middles heights of the middles of the rows, from the top
 * @param {number} from its place among them, from 0 @param {number} y @returns {number}
 */
export function dropPosition(middles, from, y) {
  const above = middles.filter((middle, at) => at !== from && middle < y).length;
  return above + 1;
}

/**
 * Put the children of an element into an order. One of them is never moved itself, so that it keeps the focus.
 * @param {Element} parent @param {Element[]} children all of them @param {Element | null} still
 */
export function arrange(parent, children, still) {
  /** @type {Element | null} */
  let after = null;
  for (const child of children.toReversed()) {
    if (child !== still && (child.nextElementSibling !== after || child.parentElement !== parent)) {
      parent.insertBefore(child, after);
    }
    after = child;
  }
}
