"""The one session of a visitor, and the only module that touches `st.session_state`.

A session is created in the first run and ends with its browser (`session_end.py`). Its parts are
plain Python objects whose methods are widget callbacks. No run is interrupted during such a method
(`geo/web/run_queue.py`), so that each is one step.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo import i18n
from geo.catalog import Catalog
from geo.errors import LocalizedError
from geo.query.filters import Filter
from geo.query.permalink import LANGUAGE, OF, SITE, WITH, decode
from geo.ui.links import PAGES
from geo.ui.state.choice import AREA, Choice
from geo.ui.state.imported import Imported
from geo.ui.state.indicator import IndicatorState
from geo.ui.state.notices import Notices
from geo.ui.state.own_layers import OwnLayers
from geo.ui.state.reports import Reports
from geo.ui.state.shortlists import Memory, Shortlists
from geo.ui.state.subjects import Subject, Subjects
from geo.ui.static import root_path
from geo.web.offers import Offer

T = TypeVar("T")
_KEY = "session"


@dataclass(frozen=True)
class WidgetValue:
    """The key counter of a field's widget, and the last value under the previous key."""

    number: int = 0
    former: Any = None


@dataclass(frozen=True)
class Remembered:
    """A value derived from a visitor's data, and the key that it was made for."""

    key: Hashable
    value: Any


@dataclass
class Upload:
    """An uploader: the number of accepted files, and the error of the current one; `errors` are
    those of the last upload where it may have several files.
    """

    round: int = 0
    error: LocalizedError | None = None
    errors: list[LocalizedError] = field(default_factory=list)


@dataclass(frozen=True)
class Navigation:
    """An address for the browser to open, like a clicked link.

    `number` counts, so that it is opened once; `page` is a path in the address.
    """

    number: int = 0
    page: str = ""
    query: str = ""


@dataclass
class Address:
    """The received and the desired address.

    `unread` is to be applied by a page; `taken` is the query applied last, so that the browser
    knows which of its steps were processed.
    """

    unread: dict[str, str] | None = None
    taken: dict[str, str] = field(default_factory=dict)
    wanted: dict[str, str] = field(default_factory=dict)
    jump: Navigation = Navigation()


@dataclass
class Session:
    """All state of one visitor, shared by all pages."""

    lang: str = i18n.DEFAULT
    choice: Choice = field(default_factory=Choice)
    subjects: Subjects = field(default_factory=Subjects)
    shortlists: Shortlists = field(default_factory=Shortlists)
    imported: Imported = field(default_factory=Imported)
    own_layers: OwnLayers = field(default_factory=OwnLayers)
    indicator: IndicatorState = field(default_factory=IndicatorState)
    notices: Notices = field(default_factory=Notices)
    reports: Reports = field(default_factory=Reports)
    memory: Memory = field(default_factory=Memory)
    address: Address = field(default_factory=Address)
    shown: dict[str, WidgetValue] = field(default_factory=dict)  # widgets, see `fields.py`
    memo: dict[str, Remembered] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)  # files by their slot on the pages
    uploads: dict[str, Upload] = field(default_factory=dict)  # boxes, see `uploader.py`
    layout: dict[str, str] = field(default_factory=dict)  # of the sheets of filters
    document_shown: bool | None = None  # the band of the explore page; None: not decided yet
    begun: bool = False  # whether the frame was drawn before
    in_frame: bool = False  # only while the frame runs a page
    locked: bool = False  # nothing but the kiosk is shown

    def set_language(self, lang: str) -> None:
        """Switch the language; all other state is kept."""
        self.lang = lang

    def hide_document(self) -> None:
        """Close the band about the plan on the explore page, for the rest of the session."""
        self.document_shown = False

    def meet(self, given: Mapping[str, str], *, is_step: bool) -> None:
        """At the start of a run: register a newly opened address to be applied.

        `is_step`: the visitor went back or forward. Any other address is the session's own, or an
        outdated one that the browser will replace.
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

    def open_link(self, link: str) -> None:
        """The same for an address such as `links.region_link` gives."""
        parts = urlsplit(link)
        page = parts.path.removeprefix(root_path()).strip("/")
        self.open_address(page, dict(parse_qsl(parts.query)))

    def open_plan(self, place_id: str | None = None) -> None:
        """Let the browser open the plan, at the passage that names a place if one is given."""
        site = {SITE: place_id} if place_id else {}
        address = self.choice.address_of(self.choice.filter, self.lang)
        self.open_address(PAGES["plan"], address | site)

    def open_place(self, place_id: str) -> None:
        """Let the browser open the explore page with a place, under the present filter."""
        address = self.choice.address_of(self.choice.filter, self.lang)
        self.open_address(PAGES["explore"], address | {SITE: place_id})

    def open_explore(self, chosen: Filter) -> None:
        """Let the browser open the explore page with a filter; Back returns to this page."""
        self.open_address(PAGES["explore"], self.choice.address_of(chosen, self.lang))

    def take_parameter(self, name: str) -> str | None:
        """Remove and return a parameter of the pending address."""
        unread = self.address.unread
        return unread.pop(name, None) if unread else None

    def read_subject(self, page: str) -> Subject:
        """Whom the page at a path is about, after its part of the pending address was applied."""
        if self.address.unread is not None:
            self.subjects.take(page, self.take_parameter(OF), self.take_parameter(WITH))
        return self.subjects.at(page)

    def read_address(self, catalog: Catalog) -> list[str]:
        """Apply the pending address, if any; returns the unrecognised parameters."""
        parameters, self.address.unread = self.address.unread, None
        if parameters is None:
            return []
        number = parameters.pop(AREA, "")
        given, dropped = decode(parameters, catalog.codelists, catalog.spatial.points)
        self.choice.take(given, number)
        return dropped

    def remembered(self, slot: str, key: Hashable, make: Callable[[], T]) -> T:
        """The result of `make`, recomputed when `key` differs from the slot's last call.

        Each slot holds one value, so that a session's memory is bounded. Use this, never
        `st.cache_data`, for a visitor's data: those caches are shared by all visitors.
        """
        kept = self.memo.get(slot)
        if kept is None or kept.key != key:
            self.memo[slot] = kept = Remembered(key, make())
        value: T = kept.value
        return value


@dataclass(frozen=True)
class Page:
    """The context of a page: the data, the visitor's session, the language."""

    catalog: Catalog
    session: Session
    lang: str

    @property
    def choice(self) -> Choice:
        """The filter and the display options of its result."""
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
    """The session at the start of a run of the frame, with the address of the run.

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
    """The value of a widget, chart or component; None if it is not drawn."""
    return st.session_state.get(key)


def has_widget(key: str) -> bool:
    """Whether a widget of this key was drawn in the last run, or is set for this one."""
    return key in st.session_state


def set_widget(key: str, value: Any) -> None:
    """Set a widget's value, before it is drawn or in a callback."""
    st.session_state[key] = value
