// Store the lists of this tab and the user's key; see geo/ui/widgets/browser_storage.py. A new session is first sent what
// is stored, and nothing is written until it has loaded that.

/** @import { Component, Mounted } from "./types.js" */
// Names of 0.1, kept so that a browser finds the lists that were saved with it.
const DRAFT = "shutu-desk", OWNER = "shutu-desk-key";
/** @type {string | undefined} */
let session;
/** @type {{ draft: string | null, owner: string | null } | null} */
let remembered = null;

/**
 * @typedef {object} Memory what geo/ui/widgets/browser_storage.py sends
 * @property {string} session a name of it
 * @property {boolean} recalled whether the session has loaded what is stored
 * @property {string} draft the open lists, or empty
 * @property {string | null} owner the user's key, once something was saved under it
 */

/** @template T @param {() => T} what @returns {T | null} */
function attempt(what) {
  try { return what(); } catch { return null; } // storage is full or disabled: the session has the data
}

/** @param {Component<Memory>} component */
function update({ data, setTriggerValue }) {
  if (session !== data.session) {
    session = data.session;
    const draft = attempt(() => sessionStorage.getItem(DRAFT));
    const owner = attempt(() => localStorage.getItem(OWNER));
    remembered = draft || owner ? { draft, owner } : null;
    if (remembered) setTriggerValue("recalled", remembered);
  }
  if (remembered && !data.recalled) return;
  attempt(() => data.draft
    ? sessionStorage.setItem(DRAFT, data.draft) : sessionStorage.removeItem(DRAFT));
  const { owner } = data;
  if (owner) attempt(() => localStorage.setItem(OWNER, owner));
}

/** @returns {Mounted<Memory>} */
export default function () {
  return { update };
}
