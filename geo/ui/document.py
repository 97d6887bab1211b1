"""Properties of the whole document: language, Streamlit's English words, and the address bar.

The server sends the desired address, and the browser writes it. Streamlit could write it too
(`st.query_params`), but the browser may have navigated in the meantime: a late answer would undo a
step back. The browser manages its own history (`assets/address/address.js`), and is told which of
its steps the session has processed.
"""

from __future__ import annotations

from dataclasses import asdict
from urllib.parse import urlencode

import streamlit as st

from geo.ui.component import module_component
from geo.ui.state.session import Session
from geo.ui.static import root_path

_document = module_component("shutu_document", "document.js")
_address = module_component("shutu_address", "address/component.js")


def draw_document(lang: str) -> None:
    """Streamlit always says `<html lang="en">`, and some of its words are English only."""
    with st.container(key="document"):
        _document(data={"lang": lang}, key="document_language")


def draw_address(session: Session, path: str) -> None:
    """Tell the browser which address the page at `path` (in the address, '' the first) should have.

    Draw it last, after the page has applied its part of the address.
    """
    session.address.wanted = {
        **session.subjects.parameters(path),
        **session.choice.address(session.lang),
    }
    with st.container(key="address"):
        _address(
            key="address_component",
            data={
                "page": path,
                "root": root_path(),
                "query": urlencode(session.address.wanted, safe=","),
                "taken": urlencode(session.address.taken, safe=","),
                "steps": session.choice.steps,
                "jump": asdict(session.address.jump),
            },
        )
