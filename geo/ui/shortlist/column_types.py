"""The types of a list's own columns: what each is taken for, and the widgets to correct it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from geo import describe
from geo.cells.column_types import (
    MAX_DECIMALS,
    MAX_UNIT,
    ColumnKind,
    ColumnType,
    loses,
    typed,
    with_unit,
)
from geo.errors import ShortlistError
from geo.shortlist.model import Shortlist
from geo.ui.escaping import escape_html, visible
from geo.ui.state.session import Page, Session
from geo.ui.widgets.fields import field

CHOSEN, KIND, UNIT, DECIMALS = (
    f"column_type_{name}" for name in ("chosen", "kind", "unit", "decimals")
)
MAX_SHOWN = 5  # cells of an example


def draw_column_types(page: Page, here: Shortlist) -> None:
    """Draw the choice of a column, its type, and how its cells then read; nothing without one."""
    types = here.column_types
    if not types:
        return
    with st.expander(page.text("column_type.title"), key="column_types"):
        st.caption(page.text("column_type.help"))
        name = st.selectbox(
            page.text("column_type.column"), list(types), key=CHOSEN, format_func=visible
        )
        if name in types:
            _type(page, name, types[name])
            _preview(page, [_cell(here, place, name) for place in here.ids], types[name])


def _cell(here: Shortlist, place: str, name: str) -> str:
    return here.item(place).custom_values.get(name, "")


def _type(page: Page, name: str, kind: ColumnType) -> None:
    session = page.session
    with st.container(horizontal=True):
        st.selectbox(
            page.text("column_type.kind"),
            list(ColumnKind),
            format_func=lambda code: page.text(f"column_type.{code}"),
            **field(
                session,
                f"{KIND}_{name}",
                kind.kind,
                partial(_declare, session, name, kind, "kind"),
                tuple(ColumnKind),
            ),
        )
        if kind.kind in (ColumnKind.INTEGER, ColumnKind.NUMBER):
            st.text_input(
                page.text("column_type.unit"),
                max_chars=MAX_UNIT,
                **field(
                    session,
                    f"{UNIT}_{name}",
                    kind.unit,
                    partial(_declare, session, name, kind, "unit"),
                ),
            )
        if kind.kind in (ColumnKind.NUMBER, ColumnKind.PERCENT):
            st.number_input(
                page.text("column_type.decimals"),
                min_value=0,
                max_value=MAX_DECIMALS,
                step=1,
                **field(
                    session,
                    f"{DECIMALS}_{name}",
                    kind.decimals,
                    partial(_declare, session, name, kind, "decimals"),
                ),
            )


def _declare(session: Session, name: str, kind: ColumnType, about: str, value: Any) -> None:
    """Change one property of a column's type."""
    shortlists = session.shortlists
    given = value or (0 if about == "decimals" else "")
    if about == "kind" and not given:
        return
    changed: dict[str, Any] = {about: given}
    try:
        shortlists.change(shortlists.current.declare(name, replace(kind, **changed)))
    except ShortlistError as error:
        session.notices.fail_with(error)


def _preview(page: Page, cells: list[str], kind: ColumnType) -> None:
    """The first cells as they read now, and those that the type does not hold."""
    filled = [cell for cell in cells if cell]
    shown = [with_unit(value, kind) for cell in filled if (value := typed(cell, kind)) is not None]
    lines = [
        page.text("column_type.reads")
        + describe.listed(shown[:MAX_SHOWN], page.lang, left_out=max(0, len(shown) - MAX_SHOWN))
    ]
    lost = [cell[:20] for cell in filled if loses(cell, kind)]
    if lost:
        lines.append(
            page.text("column_type.lost", count=len(lost))
            + describe.listed(lost[:MAX_SHOWN], page.lang, left_out=max(0, len(lost) - MAX_SHOWN))
        )
    items = "".join(f"<li>{escape_html(line)}</li>" for line in lines)
    st.html(f'<ul class="shutu-small shutu-points" role="status">{items}</ul>')
