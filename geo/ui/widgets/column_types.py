"""The types of a person's own columns: what each is taken for, and the widgets to correct it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
from geo.ui.escaping import escape_html, visible
from geo.ui.state.session import Page
from geo.ui.widgets.fields import field

MAX_SHOWN = 5  # cells of an example
MOST_READ = 5_000  # cells of a long list: a page may not wait for more
Declare = Callable[[str, ColumnType], None]


def draw_column_types(
    page: Page,
    slot: str,
    columns: Mapping[str, Sequence[str]],
    types: Mapping[str, ColumnType],
    declare: Declare,
) -> None:
    """Draw the choice of a column, its type, and how its cells then read; nothing without one.

    `slot` names the widgets, `declare` is called with the column and its new type.
    """
    if not types:
        return
    with st.expander(page.text("column_type.title"), key=f"{slot}_types"):
        st.caption(page.text("column_type.help"))
        name = st.selectbox(
            page.text("column_type.column"),
            list(types),
            key=f"{slot}_type_column",
            format_func=visible,
        )
        if name in types:
            _type(page, f"{slot}_type", name, types[name], declare)
            _preview(page, columns[name], types[name])


def _type(page: Page, slot: str, name: str, kind: ColumnType, declare: Declare) -> None:
    def change(about: str, value: Any) -> None:
        """A new value of one property of the type; an emptied one is no unit, or no decimals."""
        given: dict[str, Any] = {about: value or {"unit": "", "decimals": 0}.get(about, kind.kind)}
        declare(name, replace(kind, **given))

    session = page.session
    with st.container(horizontal=True):
        st.selectbox(
            page.text("column_type.kind"),
            list(ColumnKind),
            format_func=lambda code: page.text(f"column_type.{code}"),
            **field(
                session,
                f"{slot}_kind_{name}",
                kind.kind,
                partial(change, "kind"),
                tuple(ColumnKind),
            ),
        )
        if kind.kind in (ColumnKind.INTEGER, ColumnKind.NUMBER):
            st.text_input(
                page.text("column_type.unit"),
                max_chars=MAX_UNIT,
                **field(session, f"{slot}_unit_{name}", kind.unit, partial(change, "unit")),
            )
        if kind.kind in (ColumnKind.NUMBER, ColumnKind.PERCENT):
            st.number_input(
                page.text("column_type.decimals"),
                min_value=0,
                max_value=MAX_DECIMALS,
                step=1,
                **field(
                    session, f"{slot}_decimals_{name}", kind.decimals, partial(change, "decimals")
                ),
            )


def _preview(page: Page, cells: Sequence[str], kind: ColumnType) -> None:
    """The first cells as they read now, and those that the type does not hold."""
    filled = [cell for cell in cells if cell]
    filled = filled[:MOST_READ]
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
