// A server that went away and came back: node --test, with a page and a clock of the test's own.

import assert from "node:assert/strict";
import test from "node:test";

import { Lifeline } from "./reconnect.js";

/**
 * A lifeline on a page whose server the test turns off and on.
 * @param {import("node:test").TestContext} t
 */
function kiosk(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const page = { well: true, state: "CONNECTED", reloads: 0, changed: (/** @type {string} */ _state) => {} };
  const target = { getAttribute: () => page.state };
  const globals = /** @type {any} */ (globalThis);
  globals.document = { querySelector: () => target };
  globals.fetch = async () => {
    if (!page.well) throw new TypeError("refused");
    return { ok: true };
  };
  globals.MutationObserver = class {
    /** @param {(changes: object[]) => void} act */
    constructor(act) {
      page.changed = (state) => {
        page.state = state;
        act([{ target }]);
      };
    }
    observe() {}
    disconnect() {}
  };
  const lifeline = new Lifeline("", "one", () => { page.reloads += 1; });
  const pass = async (/** @type {number} */ seconds) => {
    for (let step = 0; step < seconds * 10; step += 1) {
      t.mock.timers.tick(100);
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    }
  };
  return { page, lifeline, pass };
}

test("while the server is well nothing is loaded anew", async (t) => {
  const { page, lifeline, pass } = kiosk(t);
  await pass(120);
  assert.equal(page.reloads, 0);
  lifeline.stop();
});

test("a server that is back but finds no connection: the page is loaded anew within five seconds", async (t) => {
  const { page, lifeline, pass } = kiosk(t);
  page.well = false;
  page.changed("PINGING_SERVER");
  await pass(30);
  assert.equal(page.reloads, 0); // not while there is nothing to load
  page.well = true;
  await pass(5);
  assert.equal(page.reloads, 1);
  lifeline.stop();
});

test("a page that has its contents again is left alone", async (t) => {
  const { page, lifeline, pass } = kiosk(t);
  page.well = false;
  page.changed("PINGING_SERVER");
  await pass(5);
  page.well = true;
  page.changed("CONNECTED");
  await pass(0.3);
  assert.equal(page.reloads, 0);
  lifeline.connected("two");
  await pass(60);
  assert.equal(page.reloads, 0);
  lifeline.stop();
});

test("a connection without contents does not last", async (t) => {
  const { page, lifeline, pass } = kiosk(t);
  page.changed("PINGING_SERVER");
  page.changed("CONNECTED");
  await pass(12);
  assert.equal(page.reloads, 1);
  lifeline.stop();
});
