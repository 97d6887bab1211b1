// Tags as they are typed: between commas and semicolons of any script, as geo/shortlist/edits.py reads them.

const BETWEEN = /[,，、;；\n]+/;

/** @param {string} text @returns {string[]} each once */
export function splitTags(text) {
  return [...new Set(text.split(BETWEEN).map((tag) => tag.trim()).filter(Boolean))];
}

/**
 * What a field may be completed to: what stands before the tag that is being typed, and a known one.
 * @param {string} text @param {string[]} known @param {string} comma @returns {string[]}
 */
export function suggestions(text, known, comma) {
  const parts = text.split(BETWEEN);
  const typed = parts.pop()?.trim() ?? "";
  const before = splitTags(parts.join(","));
  return known
    .filter((tag) => !before.includes(tag) && tag !== typed && tag.includes(typed))
    .map((tag) => [...before, tag].join(comma));
}
