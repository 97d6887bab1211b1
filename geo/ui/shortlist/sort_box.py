"""Sort the list by a column: the table's headers work with a mouse only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from math import inf

import streamlit as st

from geo.query.pinyin import romanize
from geo.schema.place import PlaceRow
from geo.ui.shortlist.site_rows import row_of
from geo.ui.state.session import Page
from geo.ui.widgets import table_cells
from geo.ui.widgets.fields import emptied

BY = "shortlist_order_by"
COLUMNS = ("name", "region", "precision", "uncertainty")
LAST = "~"  # behind all digits and letters


def draw_sort_box(page: Page) -> None:
    """Draw the box that orders the list by a column, at once and with undo."""
    st.selectbox(
        page.text("shortlist.order_by"),
        COLUMNS,
        format_func=lambda column: page.text(f"column.{column}"),
        placeholder=page.text("shortlist.order_by"),
        label_visibility="collapsed",
        **emptied(BY, partial(_order, page), COLUMNS),
    )


def _order(page: Page, column: str) -> None:
    shortlists = page.session.shortlists
    here = shortlists.current
    rows = {item.id: row_of(page.catalog, item) for item in here.items}
    shortlists.change(here.reorder(sorted_ids(rows, column, page.lang)))


def sorted_ids(rows: Mapping[str, PlaceRow], column: str, lang: str) -> Sequence[str]:
    """The ids of rows in the order of a column of `COLUMNS`; equal values keep their order.

    Names go by pinyin or alphabet, regions in official order, precision from exact to unlocated,
    uncertainty from small to large; what has no value comes last.
    """

    def place_in(row: PlaceRow) -> float | str:
        if column == "name":
            return romanize(row["name_zh"]) if lang == "zh" else str(row["name_en"]).casefold()
        if column == "region":
            return min(row["adcodes"], default=LAST)
        if column == "precision":
            return table_cells.accuracy(row["precision"])
        metres = table_cells.uncertainty(row["precision"], row["uncertainty_m"])
        return inf if metres is None else metres

    return sorted(rows, key=lambda place: place_in(rows[place]))
