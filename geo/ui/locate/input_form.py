"""Input of a list: a file, pasted lines, a running text, or the example."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from geo import i18n
from geo.errors import IngestError, ListFileError
from geo.ingest import PAGE_LIMITS, Grid
from geo.ingest.user_files import page_files
from geo.ui.escaping import error_text, escape_markdown
from geo.ui.locate import geocoding
from geo.ui.session_end import gone_minutes
from geo.ui.state.imported import ImportKind, ImportSession
from geo.ui.state.session import Page, widget_value
from geo.ui.widgets.fields import field
from geo.ui.widgets.prose import note
from geo.ui.widgets.uploader import draw_uploader

WAYS: tuple[ImportKind, ...] = ("file", "lines", "text")
WAY, FILE, PASTED, TEXT = (f"locate_{name}" for name in ("way", "file", "pasted", "text"))
MAX_TEXT = 100_000  # characters of a running text


def draw_input_form(page: Page) -> None:
    """Draw the input options, with their limits shown before anything is sent."""
    imported = page.session.imported
    with st.container(horizontal=True, vertical_alignment="center", key="locate_ways"):
        st.segmented_control(
            page.text("locate.way"),
            WAYS,
            format_func=lambda way: page.text(f"locate.way_{way}"),
            required=True,
            label_visibility="collapsed",
            **field(page.session, WAY, imported.way, imported.choose_way, WAYS),
        )
        kind = "text" if imported.way == "text" else "list"
        st.button(
            page.text(f"locate.example_{kind}"),
            key=f"locate_example_{kind}",
            type="tertiary",
            on_click=_on_example,
            args=(page, kind),
        )
    {"file": _file, "lines": _lines, "text": _text}[imported.way](page)
    draw_error(page)
    before = imported.last
    if before:
        name = escape_markdown(before.source or page.text("locate.pasted"))
        st.button(
            page.text("locate.bring_back", name=name),
            key="locate_bring_back",
            on_click=imported.bring,
            args=(before,),
        )
    st.html(note(page.text("locate.private", minutes=gone_minutes())))


def _limits(page: Page) -> str:
    return page.text(
        "locate.limits",
        megabytes=PAGE_LIMITS.bytes // 1_000_000,
        rows=PAGE_LIMITS.rows,
        columns=PAGE_LIMITS.columns,
        cell=PAGE_LIMITS.cell,
    )


def draw_error(page: Page) -> None:
    """The error of the last list, if it was not a file."""
    error = page.session.imported.error
    if error:
        st.error(error_text(error, page.lang))


def _file(page: Page) -> None:
    draw_uploader(
        page,
        FILE,
        page.text("locate.file"),
        None,  # by content, whatever the file is called; an error says how to convert it
        partial(_on_file, page),
    )
    st.html(note(_limits(page)))


def _lines(page: Page) -> None:
    st.text_area(
        page.text("locate.lines"),
        height=170,
        key=PASTED,
        placeholder=page.text("locate.lines_hint"),
    )
    st.html(note(_limits(page)))
    st.button(
        page.text("locate.take_lines"),
        key="locate_take_lines",
        on_click=_on_lines,
        args=(page,),
    )


def _text(page: Page) -> None:
    st.text_area(
        page.text("locate.text"),
        height=170,
        max_chars=MAX_TEXT,
        key=TEXT,
        placeholder=page.text("locate.text_hint"),
    )
    st.html(note(page.text("locate.text_limits", limit=MAX_TEXT)))
    st.button(
        page.text("locate.take_text"),
        key="locate_take_text",
        type="primary",
        on_click=_on_text,
        args=(page,),
    )


def _on_file(page: Page, name: str, data: bytes) -> None:
    page.session.imported.error = None
    _bring(page, _from_file(name, data))


def _from_file(name: str, data: bytes) -> ImportSession:
    found = page_files().read_list(name, data)
    kept = data if found.sheet is not None else b""
    return ImportSession(name, found.grid, found.sheets, kept, found.sheet)


def choose_sheet(page: Page, here: ImportSession, sheet: str) -> None:
    """Read another sheet of the workbook instead of the current one."""

    def read() -> ImportSession:
        found = page_files().read_list(here.source, here.data, sheet)
        return ImportSession(here.source, found.grid, here.sheets, here.data, sheet)

    _take(page, read)


def _on_lines(page: Page) -> None:
    _take(page, lambda: ImportSession("", page_files().read_pasted(widget_value(PASTED))))


def _on_text(page: Page) -> None:
    text = widget_value(TEXT)
    if text.strip():
        _take(page, lambda: geocoding.read_text(page.catalog, text, page.lang))


def _on_example(page: Page, kind: str) -> None:
    if kind == "text":
        text = page.text("locate.example_words")
        _take(page, lambda: geocoding.read_text(page.catalog, text, page.lang))
        return
    _take(page, lambda: ImportSession(page.text("locate.example_name"), _example(page.lang)))


def _take(page: Page, read: Callable[[], ImportSession]) -> None:
    """Set the list that was read; on an error show it and keep the current list."""
    try:
        _bring(page, read())
    except (ListFileError, IngestError) as error:
        page.session.imported.error = error.with_traceback(None)


def _bring(page: Page, new: ImportSession) -> None:
    geocoding.guess_columns(page.catalog, new)
    page.session.imported.bring(new)


def _example(lang: str) -> Grid:
    """The lines of `locate.example_lines`, their cells apart by `|`."""
    lines = i18n.text(lang, "locate.example_lines").splitlines()
    return Grid(tuple(tuple(cell.strip() for cell in line.split("|")) for line in lines if line))
