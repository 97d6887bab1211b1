// The button that stops the work of a run: what it asks for, and when it can be pressed again.

import assert from "node:assert/strict";
import test from "node:test";

import mount from "./stop_button.js";

function drawn(ok = true) {
  const button = { addEventListener: (_, press) => (button.press = press) };
  const asked = [];
  globalThis.document = { createElement: () => button };
  globalThis.fetch = async (address) => {
    asked.push(address);
    if (ok === null) throw new TypeError("no connection");
    return { ok };
  };
  const shown = mount({ append() {} });
  return { button, asked, update: (address) => shown.update({ data: { label: "Stop", address } }) };
}

test("a press asks the newest address, and once is enough", async () => {
  const { button, asked, update } = drawn();
  update("/a");
  update("/b");
  await button.press();
  assert.deepEqual(asked, ["/b"]);
  assert.equal(button.textContent, "Stop");
  assert.equal(button.disabled, true);
});

test("other work can be stopped again", async () => {
  const { button, update } = drawn();
  update("/a");
  await button.press();
  update("/a");
  assert.equal(button.disabled, true);
  update("/b");
  assert.equal(button.disabled, false);
});

for (const ok of [false, null]) {
  test(`after a failure (${ok}) it can be pressed again`, async () => {
    const { button, update } = drawn(ok);
    update("/a");
    await button.press();
    assert.equal(button.disabled, false);
  });
}
