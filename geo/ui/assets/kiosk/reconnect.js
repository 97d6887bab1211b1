// The server may be restarted while the kiosk keeps running. Streamlit reconnects by itself and sends the
// contents again, but it waits twice as long after every failure. So if it has not done so soon after the
// server answers again, the page is reloaded.

const ASK_EVERY_MS = 4000;
const ASK_LOST_MS = 400;
// Longer than until its next attempt after a usual restart of some six seconds: to load the page anew takes longer.
const PATIENCE_MS = 4000;
// A new server knows no session of this page, and Streamlit (1.67.0) then asks it for nothing: traced, no
// message was sent in the ten seconds after the connection.
const CONTENTS_MS = 500;
// Where Streamlit (1.67.0) shows its connection state: a restart may happen between two checks.
const APP = '[data-testid="stApp"]';
const CONNECTION = "data-test-connection-state";

export class Lifeline {
  /** @param {string} base @param {string} server @param {() => void} reload */
  constructor(base, server, reload) {
    this.address = `${base}/_stcore/health`;
    this.server = server; // the server process that sent the contents
    this.reload = reload;
    this.lost = false;
    /** @type {number | null} */
    this.waiting = null;
    this.ended = false;
    this.timer = 0;
    this.askIn(ASK_EVERY_MS);
    this.watch = new MutationObserver(([{ target }]) => {
      const now = /** @type {Element} */ (target).getAttribute(CONNECTION);
      if (now !== "CONNECTED") {
        this.miss();
        this.askIn(ASK_LOST_MS);
      } else if (this.lost) {
        this.giveUpWaiting();
        this.waiting = setTimeout(() => this.reload(), CONTENTS_MS);
      }
    });
    const app = document.querySelector(APP);
    if (app) this.watch.observe(app, { attributeFilter: [CONNECTION] });
  }

  // No connection, for now.
  miss() {
    this.lost = true;
    this.giveUpWaiting();
  }

  /** @param {number} ms */
  askIn(ms) {
    clearTimeout(this.timer);
    if (!this.ended) this.timer = setTimeout(() => this.look(), ms);
  }

  async look() {
    let well = false;
    try {
      well = (await fetch(this.address, { cache: "no-store" })).ok;
    } catch {
      // Refused: the server is away.
    }
    if (!well) this.miss();
    else if (this.lost) {
      this.waiting ??= setTimeout(() => this.reload(), PATIENCE_MS);
    }
    this.askIn(this.lost ? ASK_LOST_MS : ASK_EVERY_MS);
  }

  /**
   * Contents were received, so there is a connection.
   * @param {string} server
   */
  connected(server) {
    this.server = server;
    this.lost = false;
    this.giveUpWaiting();
  }

  stop() {
    this.watch.disconnect();
    this.ended = true;
    clearTimeout(this.timer);
    this.giveUpWaiting();
  }

  giveUpWaiting() {
    if (this.waiting !== null) clearTimeout(this.waiting);
    this.waiting = null;
  }
}
