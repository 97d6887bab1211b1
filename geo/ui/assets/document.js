// What concerns the whole document: its language, and the words that Streamlit has in English only
// (buttons of tables and charts, the uploader, its dialogs). `words` maps them to ours; only whole
// texts count, and only in Streamlit's own places, so that nobody's data is translated.

const NAMES = ["aria-label", "title", "placeholder"];
const PLACES = ["[role=dialog]", "[role=tooltip]", "[role=listbox]", "[data-testid=stElementToolbar]",
  "[data-testid=stFileUploaderDropzone]", "[data-testid=stSkipToContent]"].join();

// Where Streamlit says what went wrong with a file; those texts hold kinds and sizes, so that
// `errors`, pairs of an expression for the whole text and our sentence, say which one is meant.
const TROUBLES = ["[data-testid=stFileChip] [role=alert]", "[data-testid=stDownloadButtonError]",
  "[role=tooltip]"].join();

function sayError(node, errors) {
  if (!node.parentElement?.closest(TROUBLES)) return;
  const text = node.nodeValue.trim();
  const said = errors.find(([expression]) => new RegExp(`^(?:${expression})$`).test(text))?.[1];
  if (said) node.nodeValue = said;
}

function speak(element, words) {
  for (const name of NAMES) {
    const said = words[element.getAttribute(name)];
    if (said) element.setAttribute(name, said);
  }
}

function sayText(node, { words, errors }) {
  sayError(node, errors);
  const said = words[node.nodeValue.trim()];
  if (said && node.parentElement?.closest(PLACES)) node.nodeValue = said;
}

function sayAll(root, data) {
  if (root.nodeType === Node.TEXT_NODE) sayText(root, data);
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  speak(root, data.words);
  for (const element of root.querySelectorAll(NAMES.map((name) => `[${name}]`).join())) {
    speak(element, data.words);
  }
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) sayText(texts.currentNode, data);
}

export default function ({ data }) {
  document.documentElement.lang = data.lang;
  // One at a time: two of different languages would take each other's words for Streamlit's, forever.
  window.shutuWords?.disconnect();
  const watch = (window.shutuWords = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") speak(target, data.words);
      else if (type === "characterData") sayText(target, data);
      else addedNodes.forEach((node) => sayAll(node, data));
    }
  }));
  sayAll(document.body, data);
  watch.observe(document.body, { subtree: true, childList: true, characterData: true,
                                 attributes: true, attributeFilter: NAMES });
  return () => watch.disconnect();
}
