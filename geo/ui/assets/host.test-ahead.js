// A module ahead that fails, for host.test.js.

/** @type {unknown[]} what it was given */
export const given = [];

/** @param {unknown} data */
export default function (data) {
  given.push(data);
  throw new Error("no head start");
}
