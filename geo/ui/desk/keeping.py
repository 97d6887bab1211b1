"""Saving and opening lists in the database; what goes wrong becomes a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TypeVar

import streamlit as st

from geo import i18n, settings
from geo.errors import ShortlistError, StoreError
from geo.shortlist.faults import ConflictError
from geo.shortlist.model import Shortlist
from geo.shortlist.quota import Quota
from geo.shortlist.store import Saved, Store, as_new
from geo.ui import state
from geo.ui.desk import basket, memory

_CONFLICT = "_desk_conflict"
_PAUSE = "_desk_pause"
PAUSE_S = 30.0  # an unreachable server takes seconds to say so
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


def guarded(ask: Callable[[], Result]) -> Result | None:
    """The answer, or None after telling the visitor in the next run why there is none."""
    try:
        return ask()
    except (ShortlistError, StoreError) as error:
        group = "shortlist" if isinstance(error, ShortlistError) else "desk_store"
        basket.fail(i18n.text(state.language(), f"{group}.{error.key}", **error.values))
    return None


def save() -> None:
    """Save the present list; a conflict is kept for the visitor to settle."""
    _told(_stored(basket.current()))


def _stored(shortlist: Shortlist) -> Shortlist | None:
    """The list as the database has it now; None when it could not be saved, which is told."""
    try:
        return guarded(lambda: store().save(shortlist, owner=memory.owner()))
    except ConflictError as error:
        st.session_state[_CONFLICT] = error
        return None


def _told(kept: Shortlist | None) -> None:
    if kept:
        memory.keep_owner()
        basket.was_saved(kept)
        words = i18n.text(state.language(), "desk.saved", name=kept.name, version=kept.version)
        basket.say(words)


def conflict() -> ConflictError | None:
    """The conflict of the present list that waits for an answer."""
    found: ConflictError | None = st.session_state.get(_CONFLICT)
    return found if found and found.mine.id == basket.current().id else None


def settle(decided: Shortlist | None) -> None:
    """Answer the conflict: go on with `decided`, saved on top of theirs, or decide later (None).

    The database comes first: Streamlit may end a run wherever the session is touched, when the page
    reports something else, and then a list must not be merged here but saved nowhere.
    """
    found: ConflictError | None = st.session_state.get(_CONFLICT)
    if found is None or decided is None:
        st.session_state.pop(_CONFLICT, None)
        return
    theirs = found.theirs
    kept = theirs if decided == theirs else _stored(decided)
    basket.change(kept or decided)
    if st.session_state.get(_CONFLICT) is found:
        st.session_state.pop(_CONFLICT)
    if decided == theirs:
        basket.was_saved(theirs)
    else:
        _told(kept)


def save_copy(name: str) -> None:
    """Save the present list as a new one beside the old one, and work on that."""
    st.session_state.pop(_CONFLICT, None)
    copy = as_new(basket.current(), name)
    basket.put(copy)
    _told(_stored(copy))


@dataclass(frozen=True)
class Shelf:
    """The saved and the deleted lists of this person, or why the database cannot tell."""

    saved: Sequence[Saved] = ()
    deleted: Sequence[Saved] = ()
    fault: str = ""


def shelf(lang: str) -> Shelf:
    """What this person has saved. A database that does not answer is left alone for a while."""
    until, fault = st.session_state.get(_PAUSE, (0.0, None))
    if fault is None or monotonic() > until:
        try:
            listing = partial(store().listing, memory.owner())
            found = Shelf(listing(), listing(deleted=True))
        except StoreError as error:
            fault = error
            st.session_state[_PAUSE] = (monotonic() + PAUSE_S, error)
        else:
            st.session_state.pop(_PAUSE, None)
            return found
    return Shelf(fault=i18n.text(lang, f"desk_store.{fault.key}", **fault.values))


def open_saved(list_id: str) -> None:
    """Lay a saved list on the desk; one that is there already is only turned to."""
    if list_id in basket.desk().histories:
        basket.switch(list_id)
        return
    found = guarded(lambda: store().open(list_id))
    if found:
        basket.put(found, kept=True)


def open_passed_on(list_id: str) -> None:
    """Open a list whose address somebody passed on, and put it among this person's lists."""
    open_saved(list_id)
    if list_id in basket.desk().histories:
        guarded(lambda: store().keep(list_id, memory.owner()))
        memory.keep_owner()


def delete(list_id: str) -> None:
    """Delete a saved list for everybody; it can be restored."""
    guarded(lambda: store().delete(list_id))
    basket.close(list_id)


def restore(list_id: str) -> None:
    """Bring a deleted list back to the desk."""
    found = guarded(lambda: store().restore(list_id))
    if found:
        basket.put(found, kept=True)


def bring_back(number: int) -> None:
    """Make an old version of the present list the current one."""
    here = basket.current()
    try:
        found = guarded(lambda: store().bring_back(here.id, number, base=here.version))
    except ConflictError as error:
        st.session_state[_CONFLICT] = error
        return
    if found:
        basket.change(found)
        basket.was_saved(found)
