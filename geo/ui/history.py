"""The address bar and the browser's history: which of address and session counts in a run.

Streamlit 1.67 sends the query string along with every request, and adds a step to the history with
every address that it is given. So a run can meet an address that is not the one written last:

* A person went back or forward. The address counts.
* The browser is late: it asked before the last address had reached it. The session counts.
* Another page was opened through the navigation, which drops all parameters. The session counts.

Where the map is belongs to the address, but moving it is no step: it replaces the address (JS).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.query.permalink import VIEW
from geo.ui.component import module_component

_KNOWN, _PAGE = "_address_known", "_address_page"
MOST_LATE = 20  # addresses that a browser may be late with
_view = module_component("shutu_address", "address.js")
Parameters = dict[str, str]


@dataclass(frozen=True)
class Known:
    """The address that was written or met last, and what the browser may still show instead.

    `before` is empty once the browser has shown that it knows `last`. `repeat`: an older address,
    still on its way to the browser, may replace this one there.
    """

    last: Parameters
    before: tuple[Parameters, ...] = ()
    repeat: bool = False


def take_up() -> Parameters | None:
    """The address of this run when it is a person's choice, to be read anew; else None.

    Call it once, at the beginning of a run of the whole page.
    """
    given = st.query_params.to_dict()
    here = _steps(given)
    known: Known | None = st.session_state.get(_KNOWN)
    if known and here == known.last:
        st.session_state[_KNOWN] = Known(here)
        return None
    if known and _is_late(here, known):
        return None
    repeat = known is not None and bool(known.before) and here not in known.before
    st.session_state[_KNOWN] = Known(here, repeat=repeat)
    return given


def _is_late(here: Parameters, known: Known) -> bool:
    """Whether a browser sent an address only because it did not know better.

    One that goes through its history says so, in an attribute of the run that Streamlit has for its
    own widgets (read, never written); the mark is lost when a click or a report of the map is
    joined to the step. Without a browser, as in AppTest, nothing can be late.
    """
    run = get_script_run_ctx()
    if st.context.url is None or run is None or run.is_history_navigation:
        return False
    opened = run.page_script_hash != st.session_state.get(_PAGE)
    return here in known.before or (opened and not here)


def note_page() -> None:
    """Note which page is shown, when Streamlit has found out."""
    run = get_script_run_ctx()
    st.session_state[_PAGE] = run.page_script_hash if run else None


def was_dropped() -> bool:
    """Whether the address lost all its parameters, as it does when another page is opened."""
    known: Known | None = st.session_state.get(_KNOWN)
    return known is not None and bool(known.last) and not _steps(st.query_params.to_dict())


def restore(wanted: Mapping[str, str]) -> None:
    """Give an address that lost its parameters those of the choice.

    Before the navigation is drawn, and so before the browser changes its path: then page and
    parameters are one step of the history. Until it knows them, the browser may ask without any.
    """
    known: Known = st.session_state[_KNOWN]
    before = (*(one for one in known.before if one), {})
    st.session_state[_KNOWN] = replace(known, before=before)
    st.query_params.from_dict(dict(wanted))


def write(wanted: Mapping[str, str]) -> None:
    """Put parameters into the address bar; a step of the history unless only the map has moved."""
    if expect(wanted):
        st.query_params.from_dict(dict(wanted))


def expect(wanted: Mapping[str, str]) -> bool:
    """Note that these parameters are being written; False when the address has them already."""
    steps = _steps(wanted)
    known: Known = st.session_state.get(_KNOWN) or Known(_steps(st.query_params.to_dict()))
    if steps == known.last and not known.repeat:
        return False
    before = (*known.before, known.last)[-MOST_LATE:]
    st.session_state[_KNOWN] = Known(steps, before)
    return True


def replace_view(wanted: Mapping[str, str]) -> None:
    """Let the browser put the view of the map into the address of the present step."""
    with st.container(key="address_view"):
        _view(key="address", data={"query": urlencode(wanted), "view": VIEW})


def _steps(parameters: Mapping[str, str]) -> Parameters:
    """The parameters whose change is a step of the history."""
    return {name: value for name, value in parameters.items() if name != VIEW}
