"""The one session of a visitor, and the only module that touches `st.session_state`.

A session is made with the first run and goes with its browser (`session_end.py`). Its parts are
plain Python objects; their methods are what widgets call. No run is interrupted while such a method
is at work (`geo/web/turns.py`), so that each is one step.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo import i18n
from geo.catalog import Catalog
from geo.errors import LocalizedError
from geo.query.permalink import LANGUAGE, decode
from geo.ui.state.browser_memory import Memory
from geo.ui.state.choice import AREA, Choice
from geo.ui.state.imported import Imported
from geo.ui.state.notices import Notices
from geo.ui.state.shortlists import Shortlists
from geo.web.offers import Offer

T = TypeVar("T")
_KEY = "session"


@dataclass(frozen=True)
class WidgetValue:
    """How often the widget of a field got a new key, and what its former one showed last."""

    number: int = 0
    former: Any = None


@dataclass(frozen=True)
class Remembered:
    """A value that was made from what a visitor brought, and what it was made for."""

    key: Hashable
    value: Any


@dataclass
class Upload:
    """A box for files: how many it has taken, and why it has not taken the one that it holds."""

    round: int = 0
    error: LocalizedError | None = None


@dataclass(frozen=True)
class Navigation:
    """An address that the browser is to open, as if a person had clicked a link to it.

    `number` counts, so that it is opened once; `page` is a path in the address.
    """

    number: int = 0
    page: str = ""
    query: str = ""


@dataclass
class Address:
    """What the address bar said and should say.

    `unread` waits for a page to take it over; `taken` is the query that a session took over last,
    so that the browser can tell which of its steps a page already knows.
    """

    unread: dict[str, str] | None = None
    taken: dict[str, str] = field(default_factory=dict)
    wanted: dict[str, str] = field(default_factory=dict)
    jump: Navigation = Navigation()


@dataclass
class Session:
    """Everything of one visitor, shared by all pages."""

    lang: str = i18n.DEFAULT
    choice: Choice = field(default_factory=Choice)
    shortlists: Shortlists = field(default_factory=Shortlists)
    imported: Imported = field(default_factory=Imported)
    notices: Notices = field(default_factory=Notices)
    memory: Memory = field(default_factory=Memory)
    address: Address = field(default_factory=Address)
    shown: dict[str, WidgetValue] = field(default_factory=dict)  # widgets, see `fields.py`
    memo: dict[str, Remembered] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)  # files by their slot on the pages
    uploads: dict[str, Upload] = field(default_factory=dict)  # boxes, see `uploader.py`
    begun: bool = False  # whether the frame was drawn before
    in_frame: bool = False  # only while the frame runs a page
    locked: bool = False  # nothing but the kiosk is shown

    def set_language(self, lang: str) -> None:
        """Switch the language; everything else that was chosen stays."""
        self.lang = lang

    def meet(self, given: Mapping[str, str], *, is_step: bool) -> None:
        """At the beginning of a run: an address that a person went to waits to be taken over.

        `is_step`: the person went back or forward. Any other address is the one of this session,
        or one that the browser has not yet been told to change.
        """
        if not is_step:
            return
        self.address.unread = dict(given)
        self.address.taken = dict(given)
        lang = given.get(LANGUAGE)
        self.lang = lang if lang in i18n.LANGUAGES else i18n.DEFAULT

    def open_address(self, page: str, parameters: Mapping[str, str]) -> None:
        """Let the browser open another page of the app with these parameters."""
        query = urlencode(parameters, safe=",")
        self.address.jump = Navigation(self.address.jump.number + 1, page, query)

    def take_parameter(self, name: str) -> str | None:
        """A parameter of an address that waits, which then is no longer part of it."""
        unread = self.address.unread
        return unread.pop(name, None) if unread else None

    def read_address(self, catalog: Catalog) -> list[str]:
        """Take over the address that waits, if one does; returns what was not recognised."""
        parameters, self.address.unread = self.address.unread, None
        if parameters is None:
            return []
        number = parameters.pop(AREA, "")
        given, dropped = decode(parameters, catalog.codelists, catalog.spatial.points)
        self.choice.take(given, number)
        return dropped

    def remembered(self, slot: str, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made anew only when `key` is not that of the last call with this slot.

        Each slot holds one value, so that a session holds no more than what its visitor looks at.
        Use this, and never `st.cache_data`, for whatever a visitor brings: those caches are
        everybody's.
        """
        kept = self.memo.get(slot)
        if kept is None or kept.key != key:
            self.memo[slot] = kept = Remembered(key, make())
        value: T = kept.value
        return value


@dataclass(frozen=True)
class Page:
    """What every part of a page draws from: the data, the visitor's session, the language."""

    catalog: Catalog
    session: Session
    lang: str

    @property
    def choice(self) -> Choice:
        """The filter and how one looks at what it leaves."""
        return self.session.choice

    def text(self, key: str, **values: object) -> str:
        """A text in the language of the page."""
        return i18n.text(self.lang, key, **values)


def current_session() -> Session:
    """The session of the visitor whose script runs."""
    found: Session | None = st.session_state.get(_KEY)
    if found is None:
        st.session_state[_KEY] = found = Session()
    return found


def begin_run() -> Session:
    """The session at the beginning of a run of the frame, with the address that the run came with.

    An address counts when the session is new, and when Streamlit marks the run as a step through
    the history of the browser (read here, in an attribute that its own widgets use; never written).
    """
    session = current_session()
    run = get_script_run_ctx()
    is_step = not session.begun or (run is not None and bool(run.is_history_navigation))
    session.begun = True
    session.meet(st.query_params.to_dict(), is_step=is_step)
    return session


def widget_value(key: str) -> Any:
    """What a widget, chart or component holds; None where it is not drawn."""
    return st.session_state.get(key)


def has_widget(key: str) -> bool:
    """Whether a widget of this key was drawn in the last run, or is set for this one."""
    return key in st.session_state


def set_widget(key: str, value: Any) -> None:
    """Set what a widget shows, before it is drawn or in a callback."""
    st.session_state[key] = value
