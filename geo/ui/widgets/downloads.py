"""Links to files. Each has an address (`geo/web/exports.py`), so that a click needs no run of the
page, and no run can invalidate the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

import streamlit as st

from geo.ui.escaping import escape_html
from geo.ui.state.session import Session
from geo.ui.static import root_path
from geo.web.offers import File, Offer


def offer(session: Session, slot: str, file_name: str, mime: str, make: Callable[[], bytes]) -> str:
    """The address of a file that belongs to this session, and ends with it.

    Each `slot` of a session keeps one address; the newest `make` is used. It is called in a server
    thread without a session, when the file is requested.
    """
    file = File(file_name, mime, make)
    if slot in session.offers:
        session.offers[slot].file = file
    else:
        session.offers[slot] = Offer(file)
    return f"{root_path()}{session.offers[slot].path}"


def export_address(name: str, parameters: Mapping[str, str]) -> str:
    """The public address of an export: a format and its parameters."""
    query = urlencode(parameters, safe=",")
    return f"{root_path()}/export/{name}" + (f"?{query}" if query else "")


def draw_download(label: str, address: str, file_name: str) -> None:
    """Draw a link styled as a button; the browser saves the response."""
    st.html(
        f'<a class="shutu-download" href="{escape_html(address)}" '
        f'download="{escape_html(file_name)}">{escape_html(label)}</a>',
        width="content",
    )
