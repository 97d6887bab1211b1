import assert from "node:assert/strict";
import { test } from "node:test";
import { afterMoves, arrange, dropPosition, moved, readPosition } from "./order.js";

const IDS = ["a", "b", "c", "d"];

test("a row moves to a position, which is clamped", () => {
  assert.deepEqual(moved(IDS, "a", 3), ["b", "c", "a", "d"]);
  assert.deepEqual(moved(IDS, "d", 1), ["d", "a", "b", "c"]);
  assert.deepEqual(moved(IDS, "b", 99), ["a", "c", "d", "b"]);
  assert.deepEqual(moved(IDS, "b", -4), ["b", "a", "c", "d"]);
  assert.deepEqual(moved(IDS, "gone", 1), IDS);
});

test("moves are made one after the other, what is no position is none", () => {
  const moves = [{ place: "a", value: "4" }, { place: "d", value: "１" }, { place: "c", value: "first" }];
  assert.deepEqual(afterMoves(IDS, moves), ["d", "b", "c", "a"]);
  assert.deepEqual(["7", " ７ ", "-1", "", "1.5", "x"].map(readPosition), [7, 7, -1, null, null, null]);
});

test("a dropped row stands where it was let go", () => {
  const middles = [15, 45, 75, 105];
  assert.equal(dropPosition(middles, 0, 0), 1);
  assert.equal(dropPosition(middles, 0, 50), 2); // below the second
  assert.equal(dropPosition(middles, 0, 40), 1);
  assert.equal(dropPosition(middles, 3, 50), 3);
  assert.equal(dropPosition(middles, 3, 10), 1);
  assert.equal(dropPosition(middles, 1, 500), 4);
});

class Parent {
  constructor(names) {
    this.nodes = names.map((name) => ({ name, parentElement: this, moves: 0 }));
    for (const node of this.nodes) {
      Object.defineProperty(node, "nextElementSibling", {
        get: () => this.nodes[this.nodes.indexOf(node) + 1] ?? null,
      });
    }
  }

  insertBefore(node, after) {
    node.moves += 1;
    this.nodes.splice(this.nodes.indexOf(node), 1);
    this.nodes.splice(after ? this.nodes.indexOf(after) : this.nodes.length, 0, node);
  }
}

const orders = (names) => names.length < 2 ? [names] : names.flatMap((one) =>
  orders(names.filter((other) => other !== one)).map((rest) => [one, ...rest]));

test("rows come into any order, and the one with the focus is never taken out", () => {
  for (const order of orders(IDS)) {
    for (const still of [...IDS, null]) {
      const parent = new Parent(IDS);
      const node = (name) => parent.nodes.find((one) => one.name === name) ?? null;
      const [children, focused] = [order.map(node), node(still)];
      arrange(parent, children, focused);
      assert.deepEqual(parent.nodes.map(({ name }) => name), order);
      if (focused) assert.equal(focused.moves, 0);
    }
  }
});

test("rows that stand right are left alone", () => {
  const parent = new Parent(IDS);
  arrange(parent, [...parent.nodes], null);
  assert.deepEqual(parent.nodes.map(({ moves }) => moves), [0, 0, 0, 0]);
});
