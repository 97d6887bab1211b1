// The server may be restarted while the kiosk keeps running. Streamlit reconnects by itself and sends the
// contents again; if it has not done so in time, the page is reloaded.

const ASK_EVERY_MS = 4000;
const PATIENCE_MS = 20000;
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
    this.timer = setInterval(() => this.look(), ASK_EVERY_MS);
    this.watch = new MutationObserver(([{ target }]) => {
      const now = /** @type {Element} */ (target).getAttribute(CONNECTION);
      if (now !== "CONNECTED") this.miss();
    });
    const app = document.querySelector(APP);
    if (app) this.watch.observe(app, { attributeFilter: [CONNECTION] });
  }

  // No connection, for now.
  miss() {
    this.lost = true;
    this.giveUpWaiting();
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
    clearInterval(this.timer);
    this.giveUpWaiting();
  }

  giveUpWaiting() {
    if (this.waiting !== null) clearTimeout(this.waiting);
    this.waiting = null;
  }
}
