// The address bar. The server sends the desired query (geo/ui/document.py), the map reports its view, and only
// this module writes: a user's change adds a history entry, everything else replaces the current one.
//
// The user may navigate while the server is still responding. So an answer counts only on its own page, and
// after a step back or forward only once the session has processed that step. Streamlit (1.67) itself
// requests a run on Back and Forward, and drops all parameters when a page is opened.

const VIEW = "at"; // the map view; never sent by the server
const EMBEDDED = ["embed", "embed_options"]; // Streamlit's own: how the page is framed
const AREA = "area"; // the number of an uploaded area, valid in its session only
const PATIENCE_MS = 10_000; // after a step, answers of a session that has not processed it are ignored for this long

/**
 * @typedef {object} Answer the desired address from a run of the page
 * @property {string} page the page's path in the address, "" for the first one
 * @property {string} root the path of the app on its server: empty, or with a leading slash
 * @property {string} query the encoded query that the page should have, without where the map is
 * @property {string | null} taken the query that the session applied last
 * @property {number} steps the number of applied queries
 * @property {{ number: number, page: string, query: string }} jump an address that is to be opened,
 *   once, when the number is new
 */
/** @typedef {{ path: string, query: string, steps: number | null, at: number, met: boolean }} Step */
/** @typedef {Pick<Window, "location" | "history" | "addEventListener" | "dispatchEvent">} Bar the part of `window` that is used */

/**
 * A query in normal form, without the view and embedding parameters.
 * @param {string} query @returns {string}
 */
function meaning(query) {
  const parameters = new Map(new URLSearchParams(query)); // the last of several counts, as in Python
  for (const name of [VIEW, ...EMBEDDED]) parameters.delete(name);
  return JSON.stringify([...parameters].sort());
}

/**
 * The parameters of these names as they are written in a query.
 * @param {string} query @param {string[]} names @returns {string[]}
 */
function written(query, names) {
  const pairs = query.replace(/^\?/, "").split("&").filter(Boolean);
  return pairs.filter((pair) => names.includes(pair.split("=")[0]));
}

export class AddressBar {
  /** @param {Bar} window @param {() => number} now milliseconds */
  constructor(window, now = () => performance.now()) {
    this.window = window;
    this.now = now;
    this.view = this.viewOfLocation();
    /** @type {Step | null} the last step through the history, while answers may predate it */
    this.step = null;
    /** @type {{ page: string, query: string } | null} the last answer applied since a step */
    this.applied = null;
    /** @type {number | null} the number of the last address to open */
    this.jumps = null;
    /** @type {number | null} how often the session has taken an address, as far as it has told */
    this.steps = null;
    this.here = this.place();
    window.addEventListener("popstate", () => this.stepped());
  }

  get search() {
    return this.window.location.search;
  }

  viewOfLocation() {
    return new URLSearchParams(this.search).get(VIEW);
  }

  place() {
    return `${this.window.location.pathname} ${meaning(this.search)}`;
  }

  // The person went back or forward. Where only the fragment or the view has changed Streamlit asks
  // for no run, or for one that changes nothing.
  stepped() {
    this.view = this.viewOfLocation();
    if (this.place() === this.here) return;
    this.here = this.place();
    const query = meaning(this.search);
    const path = this.window.location.pathname;
    this.step = { path, query, steps: this.steps, at: this.now(), met: false };
    this.applied = null;
  }

  /** @param {Answer} answer */
  update(answer) {
    const { page, query } = answer;
    if (this.steps !== null && answer.steps < this.steps) this.begin(answer);
    const counts = this.isOfThisPage(answer) && this.knowsTheStep(answer);
    this.steps = answer.steps;
    if (!counts) return;
    const isChange = this.applied?.page === page && this.applied.query !== query;
    this.applied = { page, query };
    if (meaning(query) !== meaning(this.search)) this.write(query, isChange);
    this.here = this.place();
    this.follow(answer);
  }

  /**
   * Open an address as a link would. Streamlit's own way to switch pages writes an entry without
   * parameters first, to which Back would lead; a step through the history is what it follows.
   * @param {Answer} answer
   */
  follow({ jump, root }) {
    const isNew = this.jumps !== null && jump.number > this.jumps;
    this.jumps = jump.number;
    if (!isNew) return;
    const search = [jump.query, ...written(this.search, EMBEDDED)].filter(Boolean).join("&");
    this.open(`${root}/${jump.page}` + (search && `?${search}`));
  }

  /** Go to another address of the app. @param {string} address */
  open(address) {
    this.window.history.pushState({}, "", address);
    this.window.dispatchEvent(new Event("popstate"));
  }

  /**
   * The session is a new one: the server, or the way to it, is another. Streamlit gives it the query of
   * the last step through the history, even if the address has changed since; then it is asked to
   * look again, which is what a step does.
   * @param {Answer} answer
   */
  begin({ taken, steps }) {
    this.applied = null;
    this.step = null;
    const query = meaning(this.search);
    if (meaning(taken ?? "") === query) return;
    const path = this.window.location.pathname;
    this.step = { path, query, steps, at: this.now(), met: false };
    this.window.dispatchEvent(new Event("popstate"));
  }

  /** @param {Answer} answer */
  isOfThisPage({ page, root }) {
    const trimmed = (/** @type {string} */ path) => path.replace(/\/+$/, "");
    return trimmed(this.window.location.pathname) === trimmed(`${root}/${page}`);
  }

  /**
   * Whether an answer was made after the last step. A run that was under way when the person stepped
   * may have taken the very same query before: then the number tells.
   * @param {Answer} answer
   */
  knowsTheStep({ taken, steps }) {
    const { step } = this;
    if (!step) return true;
    const isOver = this.now() - step.at > PATIENCE_MS || step.path !== this.window.location.pathname;
    if (isOver) {
      this.step = null;
      return true;
    }
    const knows = taken !== null && meaning(taken) === step.query;
    step.met ||= knows && steps !== step.steps;
    return knows && step.met;
  }

  /** @param {string} query the server's part @param {boolean} isStep */
  write(query, isStep) {
    const view = this.view ? `${VIEW}=${encodeURIComponent(this.view).replaceAll("%2C", ",")}` : "";
    const search = [query, view, ...written(this.search, EMBEDDED)].filter(Boolean).join("&");
    const { pathname, hash } = this.window.location;
    const address = pathname + (search && `?${search}`) + hash;
    if (isStep) this.window.history.pushState({}, "", address);
    else this.window.history.replaceState(this.window.history.state, "", address);
    this.here = this.place();
  }

  /**
   * The map has come to rest: at a view, or (null) where the page would open it by itself. What it
   * says before the session knows a step is about the map of before.
   * @param {string | null} code
   */
  setView(code) {
    if (this.step && !this.step.met && this.now() - this.step.at <= PATIENCE_MS) return;
    if (code === this.view && code === this.viewOfLocation()) return;
    this.view = code;
    const parameters = this.search.replace(/^\?/, "").split("&").filter(Boolean);
    const view = written(this.search, [VIEW, ...EMBEDDED]);
    this.write(parameters.filter((pair) => !view.includes(pair)).join("&"), false);
  }

  /** A link to what is seen, for somebody else. @returns {string} */
  currentLink() {
    const { href, search } = this.window.location;
    const dropped = written(search, [...EMBEDDED, AREA]);
    const kept = search.replace(/^\?/, "").split("&").filter((pair) => pair && !dropped.includes(pair));
    return href.split(/[?#]/)[0] + (kept.length ? `?${kept.join("&")}` : "");
  }
}

/** @type {AddressBar | null} */
let bar = null;

// The one of this window. It listens from the first use on, and Streamlit draws the component of the
// address with the first run.
function addressBar() {
  bar ??= new AddressBar(window);
  return bar;
}

/**
 * A click on one of our links opens its address without loading the page anew, so that the session goes on; with
 * another button or a key the browser does what it always does.
 * @param {MouseEvent} event
 */
export function followLink(event) {
  const link = event.target instanceof Element ? event.target.closest("a.shutu-go") : null;
  const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!(link instanceof HTMLAnchorElement) || !isPlain || event.defaultPrevented) return;
  event.preventDefault();
  addressBar().open(link.pathname + link.search);
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
}

/** @param {Answer} answer */
export function update(answer) {
  addressBar().update(answer);
}

/** Where the map has come to rest, for the address. @param {string | null} code */
export function setView(code) {
  addressBar().setView(code);
}

/** A link to what is seen. @returns {string} */
export function currentLink() {
  return addressBar().currentLink();
}
