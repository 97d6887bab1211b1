// deck.gl in Node.js: the bundle that the browser loads, with as much of a document as it asks for
// while it is read. Nothing can be drawn here; its arithmetic works.

import { readFileSync, readdirSync } from "node:fs";
import { runInThisContext } from "node:vm";

const WHEEL = "site-packages/pydeck/nbextension/static/index.js";

// Where tests/ui/test_modules.py says, else in the virtual environment of the working folder.
function bundlePath() {
  if (process.env.SHUTU_DECK) return process.env.SHUTU_DECK;
  const [python] = readdirSync(".venv/lib").filter((name) => name.startsWith("python"));
  return `.venv/lib/${python}/${WHEEL}`;
}

const nothing = () => null;
Object.assign(globalThis, {
  Element: class {},
  HTMLElement: class {},
  navigator: { userAgent: "", platform: "" },
  window: globalThis,
  document: {
    body: { getAttribute: nothing },
    documentElement: { style: {} },
    addEventListener: nothing,
    createElement: () => ({ style: {}, getContext: nothing }),
  },
});
runInThisContext(readFileSync(bundlePath(), "utf8"));
