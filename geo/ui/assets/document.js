// Properties of the whole document: its language, and Streamlit's English-only texts (buttons of tables and
// charts, the uploader, its dialogs). `words` maps them to ours; only whole texts in Streamlit's own elements
// are replaced, so that no user data is translated. There is one file per language, made from geo/i18n
// (geo/ui/asset_files.py).

import { followLink } from "./address/address.js";
import { fetchPictures } from "./print.js";

/** @import { Component, Mounted } from "./types.js" */

/** @typedef {{ words: Record<string, string>, errors: [string, string][] }} Words */

const NAMES = ["aria-label", "aria-roledescription", "title", "placeholder"];
const PLACES = ["[role=dialog]", "[role=tooltip]", "[role=listbox]", "[data-testid=stElementToolbar]",
  "[data-testid=stFileUploaderDropzone]", "[data-testid=stSkipToContent]"].join();

// Where Streamlit reports upload errors; those texts contain types and sizes, so `errors` has pairs of a
// regular expression for the whole text and our text.
const TROUBLES = ["[data-testid=stFileChip] [role=alert]", "[role=tooltip]"].join();

/** @param {Node} node */
function textOf(node) {
  return (node.nodeValue ?? "").trim();
}

/** @param {Node} node @param {Words["errors"]} errors */
function sayError(node, errors) {
  if (!node.parentElement?.closest(TROUBLES)) return;
  const text = textOf(node);
  const replacement = errors.find(([expression]) => new RegExp(`^(?:${expression})$`).test(text))?.[1];
  if (replacement) node.nodeValue = replacement;
}

/** @param {Element} element @param {Words["words"]} words */
function speak(element, words) {
  for (const name of NAMES) {
    const replacement = words[element.getAttribute(name) ?? ""];
    if (replacement) element.setAttribute(name, replacement);
  }
}

/** @param {Node} node @param {Words} data */
function sayText(node, { words, errors }) {
  sayError(node, errors);
  const replacement = words[textOf(node)];
  if (replacement && node.parentElement?.closest(PLACES)) node.nodeValue = replacement;
}

/** @param {Node} root @param {Words} data */
function sayAll(root, data) {
  if (root.nodeType === Node.TEXT_NODE) sayText(root, data);
  if (!(root instanceof Element)) return;
  speak(root, data.words);
  for (const element of root.querySelectorAll(NAMES.map((name) => `[${name}]`).join())) {
    speak(element, data.words);
  }
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) sayText(texts.currentNode, data);
}

/**
 * Only one observer at a time: two of different languages would replace each other's texts forever.
 * @type {MutationObserver | null}
 */
let watch = null;
let wanted = ""; // the language of the newest data
/** @type {Record<string, Promise<Words>>} by language */
const loading = {};

/** @param {string} lang @returns {Promise<Words>} */
function wordsOf(lang) {
  loading[lang] ??= fetch(new URL(`words-${lang}.json`, import.meta.url)).then((answer) => answer.json());
  loading[lang].catch(() => delete loading[lang]); // the next run retries
  return loading[lang];
}

/** @param {Component<{ lang: string }>} component */
async function update({ data: { lang } }) {
  document.documentElement.lang = lang === "zh" ? "zh-CN" : lang;
  wanted = lang;
  const data = await wordsOf(lang);
  if (wanted !== lang) return;
  watch?.disconnect();
  watch = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") speak(/** @type {Element} */ (target), data.words);
      else if (type === "characterData") sayText(target, data);
      else addedNodes.forEach((node) => sayAll(node, data));
    }
  });
  sayAll(document.body, data);
  watch.observe(document.body, { subtree: true, childList: true, characterData: true,
                                 attributes: true, attributeFilter: NAMES });
}

addEventListener("beforeprint", () => fetchPictures());

// This component is drawn before every page, so that links are followed as soon as they are seen.
document.addEventListener("click", followLink);

/**
 * The observer stays when the component is removed: the next page needs the same texts.
 * @returns {Mounted<{ lang: string }>}
 */
export default function () {
  return { update };
}
