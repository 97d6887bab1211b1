"""The lists on a visitor's desk. They live in the session, never beyond it or in another one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from geo import i18n
from geo.errors import ShortlistError
from geo.shortlist.history import History
from geo.shortlist.model import OWN, Item, Shortlist, as_pairs
from geo.ui import state, words

_DESK = "_desk"
_SAID = "_desk_said"
_FAULT = "_desk_fault"
_FAULT_SHOWN = "_desk_fault_shown"


@dataclass
class Desk:
    """The open lists by id, in the order in which they were opened.

    `kept` are they as the database has them; `picked` the sites ticked in the table, and `shown`
    the one that is looked at.
    """

    histories: dict[str, History] = field(default_factory=dict)
    kept: dict[str, Shortlist] = field(default_factory=dict)
    current: str = ""
    picked: tuple[str, ...] = ()
    shown: str = ""


def desk() -> Desk:
    """What lies on this visitor's desk."""
    found: Desk = st.session_state.setdefault(_DESK, Desk())
    return found


def current() -> Shortlist:
    """The list that is worked on; an empty one, not yet on the desk, when there is none."""
    here = desk()
    if here.current in here.histories:
        return here.histories[here.current].now
    return Shortlist()


def open_lists() -> list[Shortlist]:
    """All lists on the desk."""
    return [history.now for history in desk().histories.values()]


def has_list() -> bool:
    """Whether any list is on the desk."""
    return bool(desk().histories)


def put(shortlist: Shortlist, *, kept: bool = False) -> None:
    """Lay a list on the desk and work on it; `kept`: the database has it exactly so."""
    here = desk()
    here.histories[shortlist.id] = History(shortlist)
    if kept:
        here.kept[shortlist.id] = shortlist
    else:
        here.kept.pop(shortlist.id, None)
    switch(shortlist.id)


def create() -> None:
    """A new empty list with a name that no other one has."""
    lang = state.language()
    taken = {one.name for one in open_lists()}
    number = len(taken) + 1
    while (name := i18n.text(lang, "desk.new_name", number=number)) in taken:
        number += 1
    put(Shortlist(name=name))


def switch(list_id: str) -> None:
    """Work on another list of the desk."""
    here = desk()
    here.current, here.picked = list_id, ()


def close(list_id: str) -> None:
    """Take a list from the desk; what was saved of it stays saved."""
    here = desk()
    here.histories.pop(list_id, None)
    here.kept.pop(list_id, None)
    if here.current == list_id:
        switch(next(reversed(here.histories), ""))


def change(changed: Shortlist) -> None:
    """Go on with a changed version of a list on the desk, which can be undone.

    One that was put away while the change was on its way stays away.
    """
    _step(changed.id, lambda history: history.do(changed))


def undo() -> None:
    """One step back in the present list."""
    _step(desk().current, History.undo)


def redo() -> None:
    """One undone step forth in the present list."""
    _step(desk().current, History.redo)


def _step(list_id: str, take: Callable[[History], History]) -> None:
    histories = desk().histories
    if list_id in histories:
        histories[list_id] = take(histories[list_id])


def was_saved(shortlist: Shortlist) -> None:
    """Note that the database has the list now, as this version."""
    here = desk()
    here.histories[shortlist.id] = here.histories[shortlist.id].saved(shortlist)
    here.kept[shortlist.id] = shortlist


def is_kept(shortlist: Shortlist) -> bool:
    """Whether the database has the list exactly as it is."""
    return desk().kept.get(shortlist.id) == shortlist


def add(items: Iterable[Item], *, build: str = "", origin: Mapping[str, str] | None = None) -> None:
    """Add places to the present list (a new one if there is none), and say so.

    `build` is the id of the build that they come from, `origin` the address parameters of the
    filter; an empty list takes both over.
    """
    lang = state.language()
    if not has_list():
        create()
    before = current()
    start = (
        before
        if before.items
        else replace(before, build=build, filter=as_pairs(dict(origin or {})))
    )
    try:
        after = start.add(*items)
    except ShortlistError as error:
        say(i18n.text(lang, f"shortlist.{error.key}", **error.values))
        return
    change(after)
    count = len(after.items) - len(before.items)
    say(i18n.text(lang, "desk.added", count=count, name=after.name, total=len(after.items)))


def look_at(place_id: str) -> None:
    """Look at a site of the list; a place of the plan is then the selected one everywhere."""
    desk().shown = place_id
    if not place_id.startswith(OWN):
        state.select(place_id, move=True)


def looked_at() -> str | None:
    """The site of the present list that is looked at."""
    here = current()
    shown = desk().shown
    if shown.startswith(OWN):
        return shown if shown in here.ids else None
    selected = state.selected()
    return selected if selected in here.ids else None


def take_out(*item_ids: str) -> None:
    """Remove places from the present list; undo brings them back."""
    after = current().remove(*item_ids)
    change(after)
    here = desk()
    here.picked = tuple(place for place in here.picked if place in after.ids)


def say(text: str) -> None:
    """Say something short in the next run, wherever the visitor then is."""
    st.session_state[_SAID] = text


def tell() -> None:
    """Say what there is to say."""
    said = st.session_state.pop(_SAID, None)
    if said:
        st.toast(words.markdown_safe(said))  # names come from anywhere


def fail(text: str) -> None:
    """Remember what went wrong until it is shown."""
    st.session_state[_FAULT] = text


def tell_fault() -> None:
    """Show what went wrong, once."""
    text = st.session_state.pop(_FAULT, None)
    st.session_state[_FAULT_SHOWN] = text
    if text:
        st.error(words.markdown_safe(text))  # it may quote a file or a link


def repeat_fault() -> None:
    """Show it once more: the page was run anew before anybody could read it."""
    if st.session_state.get(_FAULT_SHOWN):
        fail(st.session_state[_FAULT_SHOWN])
