import assert from "node:assert/strict";
import { test } from "node:test";
import { EditQueue } from "./queue.js";

const store = () => {
  const kept = new Map();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
};

function queueWith(kept = store()) {
  const timers = [], sent = [], soon = [];
  const queue = new EditQueue(kept, (call, ms) => ms ? timers.push({ call, ms }) : soon.push(call));
  queue.bind("table", (edits) => sent.push(structuredClone(edits)));
  return { queue, timers, sent, kept, soon };
}

const note = (value, place = "a") => ({ list: "l", place, field: "note", value });
const numbers = (edits) => edits.map(({ number }) => number);

test("an edit leaves the queue when the server has taken it, and not before", () => {
  const { queue, sent } = queueWith();
  queue.settle(0, []);
  queue.add(note("one"));
  queue.deliver();
  queue.add(note("two", "b"));
  queue.deliver(); // waits for the answer to the first
  assert.deepEqual(sent.map(numbers), [[1]]);
  queue.settle(0, []); // a run that began before
  assert.equal(queue.value("l", "a", "note"), "one");
  queue.settle(1, []);
  queue.deliver();
  assert.deepEqual(sent.map(numbers), [[1], [2]]);
  assert.equal(queue.value("l", "a", "note"), undefined);
  queue.settle(2, []);
  assert.deepEqual(queue.pending, []);
});

test("what gets no answer is sent again, more and more patiently, with all that came meanwhile", () => {
  const { queue, sent, timers } = queueWith();
  let told = 0;
  queue.listeners.add(() => { told += 1; });
  queue.settle(0, []);
  queue.add(note("one"));
  queue.deliver();
  queue.add(note("two", "b"));
  timers[0].call();
  assert.deepEqual(sent.map(numbers), [[1], [1, 2]]);
  assert.deepEqual(timers.map(({ ms }) => ms), [5000, 10_000]);
  assert.deepEqual([queue.late, told], [true, 1]);
  timers[0].call(); // an old one does nothing
  assert.equal(sent.length, 2);
  queue.settle(2, []);
  timers[1].call();
  assert.equal(sent.length, 2);
  assert.equal(queue.late, false);
});

test("whoever turns away from the table has everything sent at once, but once", () => {
  const { queue, sent } = queueWith();
  queue.settle(0, []);
  queue.add(note("one"));
  queue.deliver();
  queue.add(note("two", "b"));
  queue.flush();
  queue.flush();
  assert.deepEqual(sent.map(numbers), [[1], [1, 2]]);
});

test("edits leave in the moment in which they are handed over", () => {
  const { queue, soon } = queueWith();
  queue.settle(0, []);
  queue.add(note("one"));
  queue.deliver();
  queue.add(note("two"));
  queue.flush();
  assert.ok(queue.leaves);
  soon[0]();
  assert.ok(queue.leaves); // the second has not gone
  soon[1]();
  assert.ok(!queue.leaves);
});

test("a burst of typing is one edit, and of moves each counts", () => {
  const { queue } = queueWith();
  queue.settle(7, []);
  const step = queue.add(note("o"));
  assert.equal(queue.add(note("on"), step), step);
  queue.add(note("other", "b"), step);
  queue.add(note("new burst"));
  for (const value of ["3", "1"]) queue.add({ list: "l", place: "a", field: "position", value }, step);
  assert.deepEqual(queue.pending.map(({ number, step, value }) => [number, step, value]), [
    [9, 8, "on"], [10, 8, "other"], [11, 11, "new burst"], [12, 8, "3"], [13, 8, "1"],
  ]);
  assert.equal(queue.value("l", "a", "note"), "new burst");
  assert.deepEqual(numbers(queue.moves("l")), [12, 13]);
  assert.deepEqual(queue.moves("other"), []);
});

test("what the server refuses stays in its cell until it is typed anew", () => {
  const { queue } = queueWith();
  queue.settle(0, []);
  queue.add(note("far too long"));
  queue.settle(1, [1]);
  assert.equal(queue.value("l", "a", "note"), "far too long");
  assert.equal(queue.isRefused("l", "a", "note"), true);
  queue.add(note("short"));
  queue.settle(2, [1]);
  assert.equal(queue.isRefused("l", "a", "note"), false);
});

test("a reload of the page keeps what was not taken, before what is typed then", () => {
  const first = queueWith();
  first.queue.settle(40, []);
  first.queue.add(note("old"));
  const { queue } = queueWith(first.kept);
  queue.add(note("new", "b"));
  queue.settle(0, []);
  assert.deepEqual(queue.pending.map(({ number, value }) => [number, value]), [[1, "old"], [2, "new"]]);
  queue.settle(2, []);
  assert.equal(first.kept.kept.size, 0);
});

test("without storage, or with a damaged one, everything works until the reload", () => {
  const broken = { getItem: () => "[{", setItem: () => { throw new Error("full"); }, removeItem() {} };
  for (const one of [undefined, broken]) {
    const queue = new EditQueue(one, () => {});
    queue.settle(0, []);
    queue.add(note("one"));
    queue.deliver(); // no table is there to send it
    assert.deepEqual(numbers(queue.pending), [1]);
  }
});

test("of several tables the newest sends for all", () => {
  const { queue, sent } = queueWith();
  const other = [];
  queue.settle(0, []);
  queue.bind("scores", (edits) => other.push(edits));
  queue.add(note("one"));
  queue.deliver();
  assert.deepEqual([sent.length, other.length], [0, 1]);
  queue.unbind("scores");
  queue.settle(1, []);
  queue.add(note("two"));
  queue.deliver();
  assert.deepEqual([sent.length, other.length], [1, 1]);
});

// A server that loses messages, takes others late, and answers with what it knew some time ago.
function badServer(chance) {
  const cells = new Map(), order = [], waiting = [], answers = [0];
  let applied = 0;
  return {
    cells,
    order,
    receive: (edits) => { if (chance() > 0.3) waiting.push(structuredClone(edits)); },
    work() {
      while (waiting.length && chance() > 0.4) {
        const [message] = waiting.splice(Math.floor(chance() * waiting.length), 1);
        for (const { number, place, value } of message) {
          if (number <= applied) continue;
          applied = number;
          cells.set(place, value);
          order.push(number);
        }
        answers.push(applied);
      }
      return answers[Math.max(0, answers.length - 1 - Math.floor(3 * chance()))];
    },
  };
}

test("200 edits reach a server that loses, repeats and swaps messages, each once and in order", () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    let state = seed;
    const chance = () => { state = (state * 48271) % 2147483647; return state / 2147483647; };
    const server = badServer(chance), timers = [];
    const queue = new EditQueue(store(), (call, ms) => ms && timers.push(call));
    queue.bind("table", server.receive);
    queue.settle(0, []);
    for (let at = 0; at < 200; at += 1) {
      queue.add(note(`note ${at}`, `place ${at % 150}`));
      queue.deliver();
      if (chance() < 0.2) queue.flush();
      if (chance() < 0.2) timers.shift()?.();
      if (chance() < 0.5) queue.settle(server.work(), []);
    }
    for (let round = 0; queue.pending.length && round < 500; round += 1) {
      timers.splice(0).forEach((call) => call());
      queue.settle(server.work(), []);
      queue.deliver();
    }
    assert.deepEqual(queue.pending, []);
    assert.deepEqual(server.order, Array.from({ length: 200 }, (_, at) => at + 1));
    for (let at = 50; at < 200; at += 1) assert.equal(server.cells.get(`place ${at % 150}`), `note ${at}`);
  }
});
