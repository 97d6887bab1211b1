// The address bar: what is a step of the history, what replaces one, and which answers are too late.

import assert from "node:assert/strict";
import test from "node:test";

import { AddressBar } from "./address.js";

// A window with a history. `go` steps through it as a person does, `open` opens a page as Streamlit does.
class Tab {
  constructor(address) {
    this.entries = [address];
    this.at = 0;
    this.listeners = [];
    this.history = {
      state: null,
      pushState: (_state, _title, to) => {
        this.entries = [...this.entries.slice(0, this.at + 1), this.absolute(to)];
        this.at += 1;
      },
      replaceState: (_state, _title, to) => {
        this.entries[this.at] = this.absolute(to);
      },
    };
  }

  absolute(to) {
    return to.startsWith("/") ? to : this.location.pathname + to;
  }

  get location() {
    return new URL(this.entries[this.at], "http://shutu.test");
  }

  addEventListener(name, act) {
    assert.equal(name, "popstate");
    this.listeners.push(act);
  }

  dispatchEvent({ type }) {
    assert.equal(type, "popstate");
    for (const act of this.listeners) act();
  }

  go(by) {
    this.at += by;
    this.dispatchEvent({ type: "popstate" });
  }

  open(path) {
    this.history.pushState({}, "", path);
  }
}

// A tab, its bar, and a session that answers: `answer` with what changed in it.
function begun(address, { root = "" } = {}) {
  const tab = new Tab(address);
  const clock = { now: 0 };
  const bar = new AddressBar(tab, () => clock.now);
  const session = { page: "", root, query: "", taken: "", steps: 0,
    jump: { number: 0, page: "", query: "" } };
  const take = (query, changes = {}) =>
    Object.assign(session, { taken: query, query, steps: session.steps + 1 }, changes);
  const answer = (changes = {}) => bar.update({ ...Object.assign(session, changes) });
  return { tab, bar, clock, session, take, answer };
}

test("what the session has changed is a step, and says nothing of the view", () => {
  const { tab, take, answer } = begun("/?at=104,30,7");
  take("");
  answer();
  assert.deepEqual(tab.entries, ["/?at=104,30,7"]);
  answer({ query: "sector=energy" });
  answer({ query: "sector=energy&lang=en" });
  assert.deepEqual(tab.entries, [
    "/?at=104,30,7", "/?sector=energy&at=104,30,7", "/?sector=energy&lang=en&at=104,30,7",
  ]);
});

test("an address that is to be opened is, once, and the present entry stays for Back", () => {
  const { tab, take, answer } = begun("/map/coverage?lang=en&embed=true", { root: "/map" });
  const asked = [];
  tab.addEventListener("popstate", () => asked.push(tab.location.pathname));
  take("lang=en", { page: "coverage" });
  answer();
  const jump = { number: 1, page: "", query: "sector=energy&lang=en" };
  answer({ jump });
  answer(); // the page of before, in another run
  assert.deepEqual(tab.entries, [
    "/map/coverage?lang=en&embed=true", "/map/?sector=energy&lang=en&embed=true",
  ]);
  assert.deepEqual(asked, ["/map/"]); // by which Streamlit runs that page
  take("sector=energy&lang=en", { page: "" });
  answer();
  tab.go(-1);
  take("lang=en", { page: "coverage" });
  answer();
  assert.equal(tab.at, 0);
  assert.equal(tab.entries.length, 2);
});

test("what was opened before a page was loaded is not opened again", () => {
  const { tab, take, answer } = begun("/coverage");
  take("", { page: "coverage", jump: { number: 3, page: "", query: "sector=energy" } });
  answer();
  assert.deepEqual(tab.entries, ["/coverage"]);
});

test("the first answer replaces what the page reads otherwise", () => {
  const { tab, take, answer } = begun("/?sector=energy,nonsense#top");
  take("sector=energy,nonsense", { query: "sector=energy" });
  answer();
  assert.deepEqual(tab.entries, ["/?sector=energy#top"]);
});

test("the same said otherwise is left as it is written", () => {
  const { tab, take, answer } = begun("/?lang=en&sector=energy%2Cwater");
  take("sector=energy,water&lang=en");
  answer();
  assert.deepEqual(tab.entries, ["/?lang=en&sector=energy%2Cwater"]);
});

test("how the page is framed stays", () => {
  const { tab, take, answer } = begun("/?embed=true&embed_options=show_toolbar&embed_options=x");
  take("");
  answer();
  answer({ query: "site=min-river" });
  assert.equal(
    tab.entries.at(-1), "/?site=min-river&embed=true&embed_options=show_toolbar&embed_options=x");
});

test("an answer of another page is ignored, also below a path of the server", () => {
  const { tab, take, answer } = begun("/map/sources", { root: "/map" });
  take("", { page: "" });
  answer({ query: "sector=energy" });
  assert.deepEqual(tab.entries, ["/map/sources"]);
  answer({ page: "sources" });
  assert.deepEqual(tab.entries, ["/map/sources?sector=energy"]);
});

test("parameters that a page change dropped are put back, and so is the view", () => {
  const { tab, take, answer } = begun("/?at=104,30,7");
  take("");
  answer();
  answer({ query: "sector=energy" });
  tab.open("/sources");
  answer({ query: "sector=energy&lang=en" }); // of the page before
  assert.equal(tab.entries.at(-1), "/sources");
  answer({ page: "sources", query: "sector=energy" });
  assert.deepEqual(tab.entries, [
    "/?at=104,30,7", "/?sector=energy&at=104,30,7", "/sources?sector=energy&at=104,30,7",
  ]);
});

test("after a step back late answers are ignored until the session has taken it", () => {
  const { tab, take, answer } = begun("/");
  take("");
  answer();
  answer({ query: "sector=energy" });
  answer({ query: "sector=energy&task=8" });
  tab.go(-1);
  answer({ query: "sector=energy&task=8&site=min-river" }); // a click before the step
  assert.equal(tab.entries[1], "/?sector=energy");
  take("sector=energy");
  answer();
  assert.equal(tab.entries.length, 3); // one may still go forward
  answer({ query: "sector=energy&relation=named" });
  assert.deepEqual(tab.entries, ["/", "/?sector=energy", "/?sector=energy&relation=named"]);
});

test("a run under way that took the very query of the step before is late, too", () => {
  const { tab, take, answer } = begun("/");
  take("");
  answer();
  answer({ query: "sector=energy" });
  tab.go(-1); // to what the session took when the page was loaded
  answer({ query: "sector=energy&task=8" });
  assert.deepEqual(tab.entries, ["/", "/?sector=energy"]);
  take("");
  answer();
  assert.deepEqual(tab.entries, ["/", "/?sector=energy"]);
});

for (const dropped of [false, true]) {
  test(`quick steps back, forward, back; some runs ${dropped ? "dropped" : "answered"}`, () => {
    const { tab, take, answer } = begun("/");
    take("");
    answer();
    answer({ query: "sector=energy" });
    for (const by of [-1, 1, -1]) tab.go(by);
    for (const query of dropped ? [""] : ["", "sector=energy", ""]) {
      take(query);
      answer();
    }
    assert.deepEqual([tab.entries, tab.at], [["/", "/?sector=energy"], 0]);
    answer({ query: "task=8" });
    assert.deepEqual(tab.entries, ["/", "/?task=8"]);
  });
}

test("a step to another reading of the page is put right without a new step", () => {
  const { tab, take, answer } = begun("/?site=gone");
  take("site=gone");
  tab.open("/?sector=energy");
  answer({ query: "sector=energy" });
  tab.go(-1);
  take("site=gone", { query: "" });
  answer();
  assert.deepEqual(tab.entries, ["/", "/?sector=energy"]);
});

test("a session that does not know the step has its way after a while", () => {
  const { tab, clock, take, answer } = begun("/");
  take("");
  answer();
  answer({ query: "sector=energy" });
  tab.go(-1);
  clock.now = 9_000;
  answer({ query: "task=8" });
  assert.deepEqual(tab.entries, ["/", "/?sector=energy"]);
  clock.now = 11_000;
  answer({ query: "task=9" });
  assert.equal(tab.entries[0], "/?task=9");
});

test("a page that is opened after a step does not wait for it", () => {
  const { tab, take, answer } = begun("/");
  take("");
  answer();
  answer({ query: "sector=energy" });
  tab.go(-1);
  tab.open("/sources");
  answer({ page: "sources", query: "lang=en" });
  assert.deepEqual(tab.entries, ["/", "/sources?lang=en"]);
});

test("a step that changes only the view or the fragment waits for nothing", () => {
  const { tab, take, answer } = begun("/");
  take("");
  answer();
  tab.open("/?at=104,30,7#map");
  tab.go(-1);
  answer({ query: "sector=energy" });
  assert.deepEqual(tab.entries, ["/", "/?sector=energy"]);
});

test("a new session that was given an older address is asked to look again", () => {
  const { tab, session, take, answer } = begun("/");
  take("");
  answer();
  answer({ query: "sector=energy" });
  tab.go(-1);
  take("");
  answer();
  answer({ query: "task=8" });
  let asked = 0;
  tab.listeners.push(() => { asked += 1; });
  session.steps = 0; // the server has been started anew
  take("");
  answer();
  assert.deepEqual([tab.entries, asked], [["/", "/?task=8"], 1]);
  take("task=8");
  answer();
  assert.deepEqual([tab.entries, asked], [["/", "/?task=8"], 1]);
});

test("a new session that reads the present address otherwise puts it right without a step", () => {
  const { tab, session, take, answer } = begun("/");
  take("");
  answer();
  answer({ query: "sector=energy&area=1" });
  take("", { steps: 5 });
  answer({ query: "sector=energy&area=1" });
  session.steps = 0;
  take("sector=energy&area=1", { query: "sector=energy" }); // the area was that session's
  answer();
  assert.deepEqual(tab.entries, ["/", "/?sector=energy"]);
});

test("the map replaces its view, and a home view leaves the address", () => {
  const { tab, bar, take, answer } = begun("/?sector=energy&embed=true");
  take("sector=energy");
  answer();
  bar.setView("104.06,30.66,7");
  assert.deepEqual(tab.entries, ["/?sector=energy&at=104.06,30.66,7&embed=true"]);
  bar.setView(null);
  assert.deepEqual(tab.entries, ["/?sector=energy&embed=true"]);
});

test("until a step is known the map of before says nothing", () => {
  const { tab, bar, take, answer } = begun("/?at=1,2,3");
  take("");
  answer();
  answer({ query: "sector=energy" });
  bar.setView("4,5,6");
  tab.go(-1);
  bar.setView("7,8,9");
  assert.deepEqual(tab.entries, ["/?at=1,2,3", "/?sector=energy&at=4,5,6"]);
  take("");
  answer();
  bar.setView("1,2,4");
  assert.equal(tab.entries[0], "/?at=1,2,4");
});

test("a link to what is seen has the view, and nothing of this session or this frame", () => {
  const { bar } = begun("/map/?area=2&sector=energy&at=104,30,7&embed=true&embed_options=x#top");
  assert.equal(bar.currentLink(), "http://shutu.test/map/?sector=energy&at=104,30,7");
});
