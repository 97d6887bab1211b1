"""The list below the map: the same rows, in pinyin order; a chosen row flies the map there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256

import pyarrow as pa
import streamlit as st

from geo import describe
from geo.mapping.styles import style_key
from geo.mapping.symbols import data_uri
from geo.schema.place import PlaceRow, PlaceRows
from geo.schema.rows import ScenarioRow, in_language
from geo.ui.asset_files import asset
from geo.ui.escaping import escape_html, escape_markdown
from geo.ui.state.choice import Choice
from geo.ui.state.session import Page, widget_value
from geo.ui.static import assets_published, assets_url
from geo.ui.widgets import table_cells
from geo.ui.widgets.add_buttons import draw_add_filtered, draw_add_rows
from geo.ui.widgets.fields import emptied
from geo.ui.widgets.place_table import within_first

LIST_HEIGHT = 250
OPENER = "open_row"


def draw_list(page: Page, rows: PlaceRows) -> None:
    """Draw the list; its key names its rows and step, so that a selection never points to another
    place, and is cleared when the visitor goes back."""
    ids = [row["id"] for row in rows]
    shown = sha256("|".join(ids).encode()).hexdigest()[:12]
    key = f"list_{page.choice.steps}_{shown}"
    _head(page, ids, key)
    if not rows:
        with st.container(height=LIST_HEIGHT, key="list_empty"):
            _nothing(page)
        return
    st.dataframe(
        _table(page, rows),
        key=key,
        height=LIST_HEIGHT,
        hide_index=True,
        selection_mode="multi-row",
        on_select=partial(_on_select, page.choice, key, ids),
        placeholder="",
        column_config={
            "": st.column_config.ImageColumn(width=32),
            page.text("column.uncertainty"): table_cells.uncertainty_column(page.lang),
        },
    )


def _nothing(page: Page) -> None:
    """Why there is no place, and what to do: the switch, where that would bring some."""
    chosen = page.choice.filter
    more = 0 if chosen.relations else len(page.catalog.rows(replace(chosen, inferred=True)))
    if more:
        st.info(page.text("counting.only_inferred", count=more))
    else:
        st.info(page.text("explore.empty"))


def _head(page: Page, ids: list[str], key: str | None) -> None:
    """The number of rows, and the buttons that add them, or the selected ones, to a list."""
    with st.container(horizontal=True, vertical_alignment="center", key="list_head"):
        st.html(f'<h2 class="shutu-h">{page.text("explore.list", count=len(ids))}</h2>')
        if key and ids:
            _opener(page, ids)
            draw_add_rows(page, [ids[row] for row in _chosen_rows(key)])
        draw_add_filtered(page, ids)


def _opener(page: Page, ids: list[str]) -> None:
    """Open a place of the list by typing: the table itself is a canvas."""
    st.selectbox(
        page.text("explore.open_row"),
        ids,
        format_func=lambda place_id: in_language(
            page.catalog.summary_row(place_id), "name", page.lang
        ),
        placeholder=page.text("explore.open_row"),
        label_visibility="collapsed",
        width=210,
        **emptied(OPENER, partial(page.choice.select, move=True), ids),
    )


def draw_accessible_list(page: Page, rows: PlaceRows) -> None:
    """The same rows as buttons for keyboards and screen readers, for use without the map."""
    _head(page, [row["id"] for row in rows], None)
    if not rows:
        _nothing(page)
    for row in rows:
        about = [
            _labels(page, "sectors", row["sectors"]),
            _region(page, row),
            describe.precision_with_radius(row["precision"], row["uncertainty_m"], page.lang),
            page.text(f"relation.{row['relation']}"),
        ]
        name = escape_markdown(in_language(row, "name", page.lang))
        st.button(
            f"**{name}** · " + escape_markdown(" · ".join(filter(None, about))),
            key=f"row_{row['id']}",
            type="tertiary",
            on_click=page.choice.select,
            args=(row["id"],),
            kwargs={"move": True},
        )


def _labels(page: Page, name: str, codes: Sequence[object]) -> str:
    label = page.catalog.codelists.label
    labels = [label(name, str(code), page.lang) for code in codes]
    return describe.listed(labels, page.lang)


def _region(page: Page, row: PlaceRow) -> str:
    """The regions of a place, those first that the filter asks for."""
    adcodes = within_first(page, row["adcodes"], page.choice.filter.regions)
    return describe.regions(adcodes, page.catalog.regions.names, page.lang)


def draw_without_place(page: Page) -> None:
    """Scenarios that the plan names but ties to no place."""
    found = page.catalog.plan.scenarios_without_place(page.choice.filter)
    with st.expander(page.text("explore.without_place", count=len(found)), key="without_place"):
        st.caption(page.text("explore.without_place_help"))
        blocks = [
            _entry(
                page, name, [row for row in found if in_language(row, "entry", page.lang) == name]
            )
            for name in dict.fromkeys(in_language(row, "entry", page.lang) for row in found)
        ]
        if blocks:
            st.html("".join(blocks))


def _entry(page: Page, name: str, members: Sequence[ScenarioRow]) -> str:
    """An entry of a box with its scenarios."""
    tags = "".join(
        f'<span class="shutu-tag">{escape_html(in_language(row, "name", page.lang))}</span>'
        for row in members
    )
    number = members[0]["task"]
    task = page.catalog.codelists.label("tasks", str(number), page.lang)
    head = describe.numbered("task", number, task, page.lang)
    return (
        f'<div class="shutu-small"><b>{escape_html(head)} › {escape_html(name)}</b></div>'
        f"<div>{tags}</div>"
    )


def _table(page: Page, rows: PlaceRows) -> pa.Table:
    """The rows in words. Each symbol is sent once, however many rows have it."""
    lang, label = page.lang, page.catalog.codelists.label

    def named(name: str, codes: Sequence[object]) -> str:
        labels = [label(name, str(code), lang) for code in codes]
        return describe.listed_first(labels, lang, describe.MOST_REGIONS)

    columns: dict[str, list[str] | pa.Array] = {
        "": pa.array([draw_icon(row) for row in rows], pa.string()).dictionary_encode(),
        "name": [in_language(row, "name", lang) for row in rows],
        "sector": [named("sectors", row["sectors"]) for row in rows],
        "task": [_tasks(row) for row in rows],
        "region": [_region(page, row) for row in rows],
        "precision": [table_cells.precision(row["precision"], lang) for row in rows],
        "uncertainty": pa.array(
            [table_cells.uncertainty(row["precision"], row["uncertainty_m"]) for row in rows],
            pa.float64(),
        ),
        "relation": [page.text(f"relation.{row['relation']}") for row in rows],
        "kind": [page.text(f"kind.{row['kind']}") for row in rows],
    }
    return pa.table(
        {page.text(f"column.{key}") if key else "": data for key, data in columns.items()}
    )


def draw_icon(row: PlaceRow) -> str:
    """The symbol of a place as the address of an image, which the browser loads once."""
    path = f"symbols/{style_key(row).symbol}.svg"
    return assets_url(path) if assets_published() else data_uri(asset(path))


def _tasks(row: PlaceRow) -> str:
    """Tasks that name the place; in brackets those that apply to it by sector."""
    applicable = table_cells.numbers(row["applicable_tasks"])
    return table_cells.numbers(row["tasks"]) + (f" (+{applicable})" if applicable else "")


def _chosen_rows(key: str) -> list[int]:
    held = widget_value(key)
    return list(held["selection"]["rows"]) if held else []


def _on_select(choice: Choice, key: str, ids: list[str]) -> None:
    choice.tick(key, _chosen_rows(key), ids)
