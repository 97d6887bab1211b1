// Texts in lines.

// Where a line may end: after a Chinese character or a space.
const PIECES = /[\p{Script=Han}\p{Script=Hiragana}]|[^\p{Script=Han}\p{Script=Hiragana}\s]+|\s+/gu;
const NOT_FIRST = /^[，。、：；！？）》”’·—%]/u; // of a line

/**
 * A text in lines that fit; a word that is wider than a line is parted.
 * @param {string} text @param {number} room @param {(text: string) => number} measure @returns {string[]}
 */
export function wrapped(text, room, measure) {
  /** @type {string[]} */
  const lines = [];
  let line = "";
  const put = (/** @type {string} */ piece) => {
    if (measure((line + piece).trimEnd()) <= room || (NOT_FIRST.test(piece) && [...piece].length === 1)) {
      line += piece;
    } else if (line.trim()) {
      lines.push(line.trimEnd());
      line = "";
      if (piece.trim()) put(piece);
    } else if ([...piece].length > 1) {
      for (const char of piece) put(char);
    } else {
      line = piece;
    }
  };
  for (const [piece] of text.matchAll(PIECES)) put(piece);
  if (line.trim()) lines.push(line.trimEnd());
  return lines;
}

/**
 * The same with lines of about the same length, none much longer than asked for.
 * @param {string} text @param {number} room @param {(text: string) => number} measure @returns {string[]}
 */
export function balanced(text, room, measure) {
  const whole = measure(text);
  const count = Math.ceil(whole / room);
  if (count < 2) return [text];
  for (let width = whole / count; width < room; width *= 1.08) {
    const lines = wrapped(text, width, measure);
    if (lines.length <= count) return lines;
  }
  return wrapped(text, room, measure);
}
