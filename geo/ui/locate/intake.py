"""How a list comes in: a file, pasted lines, a running text, or our example."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from geo import i18n
from geo.errors import IngestError, ListFileError
from geo.ingest import FORMATS, PAGE_LIMITS
from geo.ingest.foreign import page_files
from geo.ui.foreign import error_text
from geo.ui.locate import example, finding
from geo.ui.locate.session import Brought, bring, last
from geo.ui.reading import note
from geo.ui.session_end import gone_minutes
from geo.ui.words import markdown_safe

WAYS = ("file", "lines", "text")
WAY, PASTED, TEXT = "locate_way", "locate_pasted", "locate_text"
MAX_TEXT = 100_000  # characters of a running text
_ERROR, _ROUND = "_locate_error", "_locate_round"


def draw_intake(lang: str) -> None:
    """Draw the ways in, with their limits before anything is sent."""
    st.session_state.setdefault(WAY, WAYS[0])
    with st.container(horizontal=True, vertical_alignment="center", key="locate_ways"):
        st.segmented_control(
            i18n.text(lang, "locate.way"),
            WAYS,
            format_func=lambda way: i18n.text(lang, f"locate.way_{way}"),
            key=WAY,
            required=True,
            label_visibility="collapsed",
        )
        way = st.session_state[WAY]
        kind = "text" if way == "text" else "list"
        st.button(
            i18n.text(lang, f"locate.example_{kind}"),
            key=f"locate_example_{kind}",
            type="tertiary",
            on_click=_on_example,
            args=(kind, lang),
        )
    {"file": _file, "lines": _lines, "text": _text}[way](lang)
    error = st.session_state.get(_ERROR)
    if error:
        st.error(error_text(error, lang))
    before = last()
    if before:
        name = markdown_safe(before.source or i18n.text(lang, "locate.pasted"))
        st.button(
            i18n.text(lang, "locate.bring_back", name=name), key="locate_bring_back",
            on_click=bring, args=(before,),
        )  # fmt: skip
    st.html(note(i18n.text(lang, "locate.private", minutes=gone_minutes())))


def _limits(lang: str) -> str:
    return i18n.text(
        lang,
        "locate.limits",
        megabytes=PAGE_LIMITS.bytes // 1_000_000,
        rows=PAGE_LIMITS.rows,
        columns=PAGE_LIMITS.columns,
        cell=PAGE_LIMITS.cell,
    )


def _file(lang: str) -> None:
    key = f"locate_file_{st.session_state.get(_ROUND, 0)}"
    st.file_uploader(
        i18n.text(lang, "locate.file"),
        type=[*FORMATS, "xls"],  # .xls comes through so that we can say what to do with it
        key=key,
        on_change=_on_file,
        args=(key,),
    )
    st.html(note(_limits(lang)))


def _lines(lang: str) -> None:
    st.text_area(
        i18n.text(lang, "locate.lines"),
        height=170,
        key=PASTED,
        placeholder=i18n.text(lang, "locate.lines_hint"),
    )
    st.html(note(_limits(lang)))
    st.button(i18n.text(lang, "locate.take_lines"), key="locate_take_lines", on_click=_on_lines)


def _text(lang: str) -> None:
    st.text_area(
        i18n.text(lang, "locate.text"),
        height=170,
        max_chars=MAX_TEXT,
        key=TEXT,
        placeholder=i18n.text(lang, "locate.text_hint"),
    )
    st.html(note(i18n.text(lang, "locate.text_limits", limit=MAX_TEXT)))
    st.button(
        i18n.text(lang, "locate.take_text"), key="locate_take_text", type="primary",
        on_click=_on_text, args=(lang,),
    )  # fmt: skip


def _on_file(key: str) -> None:
    uploaded: Any = st.session_state[key]
    if uploaded is not None:
        _take(partial(_from_file, uploaded.name, uploaded.getvalue()))


def _from_file(name: str, data: bytes) -> Brought:
    found = page_files().read_list(name, data)
    sheets = found.sheets
    several = len(sheets) > 1
    kept = data if several else b""
    return Brought(name, found.grid, sheets, kept, sheets[0] if several else None)


def choose_sheet(here: Brought, sheet: str) -> None:
    """Read another sheet of the workbook in place of the present one."""

    def read() -> Brought:
        found = page_files().read_list(here.source, here.data, sheet)
        return Brought(here.source, found.grid, here.sheets, here.data, sheet)

    _take(read)


def _on_lines() -> None:
    _take(lambda: Brought("", page_files().read_pasted(st.session_state[PASTED])))


def _on_text(lang: str) -> None:
    text = st.session_state[TEXT]
    if text.strip():
        _take(lambda: finding.read_text(text, lang))


def _on_example(kind: str, lang: str) -> None:
    if kind == "text":
        _take(lambda: finding.read_text(i18n.text(lang, "locate.example_words"), lang))
        return
    _take(lambda: Brought(i18n.text(lang, "locate.example_name"), example.grid(lang)))


def _take(read: Any) -> None:
    """Let what was read be the list; when it cannot be read, say why and keep the present one."""
    st.session_state[_ERROR] = None
    try:
        new = read()
    except (ListFileError, IngestError) as error:
        st.session_state[_ERROR] = error
        return
    finding.guess(new)
    bring(new)


def leave() -> None:
    """Forget the list; a new uploader takes the place of the one that holds the file."""
    bring(None)
    st.session_state[_ERROR] = None
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
