// Loader between Streamlit, which sends a few lines of script with every run, and our modules, which the
// browser loads once. A module's default export takes the component's element and returns {
// update(component), end() }: `update` is called with new data, `end` once, when the element is removed.
// Those lines are in geo/ui/component.py.

/** @import { Component, Mounted } from "./types.js" */

/** @typedef {(parentElement: ShadowRoot) => Mounted<unknown>} Mount the default export of a module */
/**
 * @typedef {{ newest?: Component<unknown>, shown?: Mounted<unknown> }} Seat
 *   the newest data of a component, and what shows them
 */

const PAUSES_MS = [500, 2000, 8000]; // before a retry

/** @type {Map<string, Promise<{ default: Mount }>>} by the path of their file */
const modules = new Map();
/** @type {Map<string, Promise<string>>} markup, by the path of its file */
const texts = new Map();
/** @type {Map<string, Promise<CSSStyleSheet>>} shared by all components, by their path */
const sheets = new Map();
/** @type {WeakMap<ShadowRoot, Seat>} by the element of a component */
const seats = new WeakMap();

/**
 * Load with retries: Streamlit treats the first failure of a component as final, and shows an error until the
 * page is reloaded.
 * @template T @param {(turn: number) => Promise<T>} load @returns {Promise<T>}
 */
async function patiently(load) {
  for (const [turn, pause] of PAUSES_MS.entries()) {
    try {
      return await load(turn);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return load(PAUSES_MS.length);
}

/**
 * @template T @param {Map<string, Promise<T>>} cache @param {string} path
 * @param {(path: string, turn: number) => Promise<T>} load @returns {Promise<T>}
 */
function once(cache, path, load) {
  const known = cache.get(path);
  if (known) return known;
  const loading = patiently((turn) => load(path, turn));
  loading.catch(() => cache.delete(path)); // the next run retries
  cache.set(path, loading);
  return loading;
}

/**
 * Browsers may cache that an address gave no module: a retry uses another address.
 * @param {string} path @param {number} turn @returns {Promise<{ default: Mount }>}
 */
function moduleOf(path, turn) {
  return import(`./${path}${turn ? `?turn=${turn}` : ""}`);
}

/** @param {string} path */
async function textOf(path) {
  const answer = await fetch(new URL(path, import.meta.url));
  if (!answer.ok) throw new Error(`${path} cannot be loaded (${answer.status})`);
  return answer.text();
}

/** @param {string} path */
async function sheetOf(path) {
  return new CSSStyleSheet().replace(await textOf(path));
}

/**
 * Show new data with a module. Nothing is shown until the module, its style sheets and its markup are loaded,
 * so that no element is measured unstyled; then the newest data are shown.
 * @param {Component<unknown>} component @param {string} module @param {string[]} styles
 * @param {string | null} markup
 * @param {string | null} ahead a small module whose default export is given the data meanwhile, to
 *   ask for files that will be wanted
 * @returns {Promise<() => void>} the cleanup that Streamlit calls
 */
export async function draw(component, module, styles = [], markup = null, ahead = null) {
  const { parentElement } = component;
  if (ahead && !seats.has(parentElement)) {
    import(`./${ahead}`).then(({ default: ask }) => ask(component.data)).catch(() => {}); // only a prefetch
  }
  const seat = seats.get(parentElement) ?? {};
  seats.set(parentElement, seat);
  seat.newest = component;
  const [{ default: mount }, html, ...styling] = await Promise.all([
    once(modules, module, moduleOf),
    markup === null ? null : once(texts, markup, textOf),
    ...styles.map((path) => once(sheets, path, sheetOf)),
  ]);
  if (seat.newest === component && isThere(parentElement)) {
    seat.shown ??= place(parentElement, mount, html, styling);
    seat.shown.update(component);
  }
  // Streamlit (1.67) also calls this when new data replace old ones: then the component stays.
  return () => setTimeout(() => isThere(parentElement) || leave(parentElement));
}

/**
 * @param {ShadowRoot} parentElement @param {Mount} mount @param {string | null} html
 * @param {CSSStyleSheet[]} styling
 */
function place(parentElement, mount, html, styling) {
  parentElement.adoptedStyleSheets = styling;
  if (html) parentElement.append(document.createRange().createContextualFragment(html));
  return mount(parentElement);
}

/**
 * `parentElement` is the shadow root of an element of the page.
 * @param {ShadowRoot} parentElement
 */
function isThere(parentElement) {
  return parentElement.host.isConnected;
}

/** @param {ShadowRoot} parentElement */
function leave(parentElement) {
  seats.get(parentElement)?.shown?.end?.();
  seats.delete(parentElement);
}
