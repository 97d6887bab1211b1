// The server may be stopped and started; the kiosk goes on meanwhile. Streamlit connects again by
// itself and sends the contents anew; where it has not done so in time, the page is loaded again.

const ASK_EVERY_MS = 4000;
const PATIENCE_MS = 20000;
// Where Streamlit (1.67.0) says whether it is connected: a restart may pass between two looks.
const APP = '[data-testid="stApp"]';
const CONNECTION = "data-test-connection-state";

export class Lifeline {
  /** @param {string} base @param {string} server @param {() => void} reload */
  constructor(base, server, reload) {
    this.address = `${base}/_stcore/health`;
    this.server = server; // the run of the server that the contents came from
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
   * Contents have come, so there is a connection.
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
