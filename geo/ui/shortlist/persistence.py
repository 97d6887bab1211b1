"""Saving and opening lists in the database; errors become messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TypeVar

import streamlit as st

from geo import settings
from geo.errors import ShortlistError, StoreError
from geo.shortlist.errors import ConflictError
from geo.shortlist.model import Shortlist
from geo.shortlist.quota import Quota
from geo.shortlist.store import SavedVersion, Store, as_new
from geo.ui.state.notices import Notices
from geo.ui.state.session import Session
from geo.ui.state.shortlists import Pause

PAUSE_S = 30.0  # an unreachable server takes seconds to time out
Result = TypeVar("Result")


@st.cache_resource(show_spinner=False)
def _store(url: str, quota: Quota) -> Store:
    return Store(url, quota)


def store() -> Store:
    """The database of the settings, one connection pool for all sessions."""
    quota = Quota(
        settings.shortlist_versions(),
        int(settings.shortlist_megabytes() * 1_000_000),
        int(settings.shortlists_megabytes() * 1_000_000),
    )
    return _store(settings.shortlists_url(), quota)


def guarded(notices: Notices, ask: Callable[[], Result]) -> Result | None:
    """The result, or None with an error message for the next run."""
    try:
        return ask()
    except (ShortlistError, StoreError) as error:
        notices.fail_with(error)
    return None


def save(session: Session) -> None:
    """Save the current list; a conflict is stored for the visitor to resolve."""
    _note_saved(session, _stored(session, session.shortlists.current))


def _stored(session: Session, shortlist: Shortlist) -> Shortlist | None:
    """The saved list; None with a message if it could not be saved."""
    owner = session.memory.owner
    try:
        return guarded(session.notices, lambda: store().save(shortlist, owner=owner))
    except ConflictError as error:
        session.shortlists.conflict = error.with_traceback(None)
        return None


def _note_saved(session: Session, kept: Shortlist | None) -> None:
    if kept:
        session.memory.keep_owner()
        session.shortlists.was_saved(kept)
        session.notices.say("shortlist.saved", name=kept.name, version=kept.version)


def conflict(session: Session) -> ConflictError | None:
    """The unresolved conflict of the current list."""
    shortlists = session.shortlists
    found = shortlists.conflict
    return found if found and found.mine.id == shortlists.current.id else None


def settle(session: Session, decided: Shortlist | None) -> None:
    """Resolve the conflict: continue with `decided`, saved after theirs, or decide later (None).

    The database is written first, so that a failure leaves no merged but unsaved list.
    """
    shortlists = session.shortlists
    found = shortlists.conflict
    if found is None or decided is None:
        shortlists.conflict = None
        return
    theirs = found.theirs
    kept = theirs if decided == theirs else _stored(session, decided)
    shortlists.change(kept or decided)
    if shortlists.conflict is found:
        shortlists.conflict = None
    if decided == theirs:
        shortlists.was_saved(theirs)
    else:
        _note_saved(session, kept)


def save_copy(session: Session, name: str) -> None:
    """Save the current list as a new list, and make that current."""
    session.shortlists.conflict = None
    copy = as_new(session.shortlists.current, name)
    session.shortlists.put(copy)
    _note_saved(session, _stored(session, copy))


@dataclass(frozen=True)
class SavedLists:
    """The saved and the deleted lists of this user, or the database error."""

    saved: Sequence[SavedVersion] = ()
    deleted: Sequence[SavedVersion] = ()
    error: StoreError | None = None


def saved_lists(session: Session) -> SavedLists:
    """The user's saved lists. A database that does not respond is not queried again for a while."""
    shortlists = session.shortlists
    if shortlists.pause and not shortlists.pause.is_over:
        return SavedLists(error=shortlists.pause.error)
    listing = partial(store().listing, session.memory.owner)
    try:
        found = SavedLists(listing(), listing(deleted=True))
    except StoreError as error:
        shortlists.pause = Pause(monotonic() + PAUSE_S, error.with_traceback(None))
        return SavedLists(error=error)
    shortlists.pause = None
    return found


def open_saved(session: Session, list_id: str) -> None:
    """Open a saved list, or switch to it if it is open."""
    shortlists = session.shortlists
    if list_id in shortlists.histories:
        shortlists.switch(list_id)
        return
    _put_kept(session, guarded(session.notices, lambda: store().open(list_id)))


def open_shared(session: Session, list_id: str) -> None:
    """Open a shared list, and add it to the user's lists."""
    open_saved(session, list_id)
    if list_id in session.shortlists.histories:
        guarded(session.notices, lambda: store().subscribe(list_id, session.memory.owner))
        session.memory.keep_owner()


def delete(session: Session, list_id: str) -> None:
    """Delete a saved list for everybody; it can be restored."""
    guarded(session.notices, lambda: store().delete(list_id))
    session.shortlists.close(list_id)


def restore(session: Session, list_id: str) -> None:
    """Bring a deleted list back, and open it."""
    _put_kept(session, guarded(session.notices, lambda: store().restore(list_id)))


def _put_kept(session: Session, found: Shortlist | None) -> None:
    if found:
        session.shortlists.put(found, kept=True)


def restore_version(session: Session, number: int) -> None:
    """Make an old version of the current list the current one."""
    shortlists = session.shortlists
    here = shortlists.current
    try:
        found = guarded(
            session.notices, lambda: store().restore_version(here.id, number, base=here.version)
        )
    except ConflictError as error:
        shortlists.conflict = error.with_traceback(None)
        return
    if found:
        shortlists.change(found)
        shortlists.was_saved(found)
