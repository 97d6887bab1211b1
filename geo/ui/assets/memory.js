// Remember the desk of this tab and the person's key; see geo/ui/desk/memory.py. A session that is
// new to this page is first told what is remembered, and until it has taken that over nothing is
// written.
const DRAFT = "shutu-desk", OWNER = "shutu-desk-key";
let session, remembered;

function attempt(what) {
  try { return what(); } catch { return null; } // storage is full or switched off: the session has it
}

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
  if (data.owner) attempt(() => localStorage.setItem(OWNER, data.owner));
}

export default function () {
  return { update };
}
