"""The list below the map: the same rows, in pinyin order; a chosen row flies the map there."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from typing import Any

import pandas as pd
import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.mapping.palette import data_uri, mark, station_svg, symbol_svg
from geo.model import Precision, Relation
from geo.query.filters import Filter
from geo.ui import state, table_cells, words
from geo.ui.desk.adding import draw_add_filtered, draw_add_rows
from geo.ui.fields import emptied

LIST_HEIGHT = 250
OPENER = "open_row"
_CHOSEN = "_list_chosen"


def draw_list(explorer: Explorer, rows: list[dict[str, Any]], chosen: Filter, lang: str) -> None:
    """Draw the list; its key names its rows and step, so that a selection never points to another
    place, and none is left when a person has gone back."""
    ids = [row["id"] for row in rows]
    shown = sha256("|".join(ids).encode()).hexdigest()[:12]
    key = f"list_{state.steps_taken()}_{shown}"
    _head(explorer, ids, key, chosen, lang)
    if not rows:
        with st.container(height=LIST_HEIGHT, key="list_empty"):
            st.info(i18n.text(lang, "explore.empty"))
        return
    st.dataframe(
        _table(explorer, rows, chosen, lang),
        key=key,
        height=LIST_HEIGHT,
        hide_index=True,
        selection_mode="multi-row",
        on_select=partial(_on_select, key, ids),
        placeholder="",
        column_config={
            "": st.column_config.ImageColumn(width=32),
            i18n.text(lang, "column.uncertainty"): table_cells.uncertainty_column(lang),
        },
    )


def _head(explorer: Explorer, ids: list[str], key: str | None, chosen: Filter, lang: str) -> None:
    """How many rows there are, and the buttons that put them, or the chosen ones, onto a list."""
    with st.container(horizontal=True, vertical_alignment="center", key="list_head"):
        st.html(f'<h2 class="shutu-h">{i18n.text(lang, "explore.list", count=len(ids))}</h2>')
        if key and ids:
            _opener(explorer, ids, lang)
            draw_add_rows(explorer, [ids[row] for row in _chosen_rows(key)], lang)
        draw_add_filtered(explorer, chosen, ids, lang)


def _opener(explorer: Explorer, ids: list[str], lang: str) -> None:
    """Open a place of the list by typing: the table itself is a canvas."""
    st.selectbox(
        i18n.text(lang, "explore.open_row"),
        ids,
        format_func=lambda place_id: explorer.brief(place_id)[f"name_{lang}"],
        placeholder=i18n.text(lang, "explore.open_row"),
        label_visibility="collapsed",
        width=210,
        **emptied(OPENER, partial(state.select, move=True), ids),
    )


def draw_accessible_list(
    explorer: Explorer, rows: list[dict[str, Any]], chosen: Filter, lang: str
) -> None:
    """The same rows as buttons that every keyboard and screen reader knows, for use without map."""
    _head(explorer, [row["id"] for row in rows], None, chosen, lang)
    if not rows:
        st.info(i18n.text(lang, "explore.empty"))
    for row in rows:
        sectors = [explorer.vocabulary.label("sectors", code, lang) for code in row["sectors"]]
        about = [
            i18n.text(lang, "unit.comma").join(sectors),
            words.region(explorer, row, lang, chosen.regions),
            precision_words(row, lang),
            i18n.text(lang, f"relation.{row['relation']}"),
        ]
        name = words.markdown_safe(row[f"name_{lang}"])
        st.button(
            f"**{name}** · " + words.markdown_safe(" · ".join(filter(None, about))),
            key=f"row_{row['id']}",
            type="tertiary",
            on_click=state.select,
            args=(row["id"],),
            kwargs={"move": True},
        )


def draw_without_place(explorer: Explorer, chosen: Filter, lang: str) -> None:
    """Scenarios that the plan names but ties to no place."""
    found = explorer.scenarios_without_place(chosen)
    with st.expander(
        i18n.text(lang, "explore.without_place", count=len(found)), key="without_place"
    ):
        st.caption(i18n.text(lang, "explore.without_place_help"))
        for entry in dict.fromkeys(row[f"entry_{lang}"] for row in found):
            members = [row for row in found if row[f"entry_{lang}"] == entry]
            tags = "".join(
                f'<span class="shutu-tag">{words.safe(row[f"name_{lang}"])}</span>'
                for row in members
            )
            task = explorer.vocabulary.label("tasks", str(members[0]["task"]), lang)
            head = i18n.text(lang, "detail.task", number=members[0]["task"], title=task)
            st.html(
                f'<div class="shutu-small"><b>{words.safe(head)} › {words.safe(entry)}</b></div>'
                f"<div>{tags}</div>"
            )


def _table(
    explorer: Explorer, rows: list[dict[str, Any]], chosen: Filter, lang: str
) -> pd.DataFrame:
    vocabulary = explorer.vocabulary

    def named(field: str, codes: list[Any]) -> str:
        return words.shortened([vocabulary.label(field, str(code), lang) for code in codes], lang)

    columns: dict[str, Any] = {
        "": [draw_icon(row) for row in rows],
        "name": [row[f"name_{lang}"] for row in rows],
        "sector": [named("sectors", row["sectors"]) for row in rows],
        "task": [_tasks(row) for row in rows],
        "region": [words.region(explorer, row, lang, chosen.regions) for row in rows],
        "precision": [table_cells.precision(row["precision"], lang) for row in rows],
        "uncertainty": table_cells.uncertainties(rows),
        "relation": [i18n.text(lang, f"relation.{row['relation']}") for row in rows],
        "kind": [i18n.text(lang, f"kind.{row['kind']}") for row in rows],
    }
    return pd.DataFrame(
        {i18n.text(lang, f"column.{key}") if key else "": data for key, data in columns.items()}
    )


def draw_icon(row: dict[str, Any]) -> str:
    """The symbol of a place as the address of an image."""
    if row["relation"] == Relation.DERIVED:
        return data_uri(station_svg(Precision(row["precision"])))
    return data_uri(symbol_svg(mark(row["sectors"]), Precision(row["precision"])))


def _tasks(row: dict[str, Any]) -> str:
    """Tasks that name the place; in brackets those that apply to it by sector."""
    applicable = table_cells.numbers(row["applicable_tasks"])
    return table_cells.numbers(row["tasks"]) + (f" (+{applicable})" if applicable else "")


def precision_words(row: dict[str, Any], lang: str) -> str:
    """The precision class of a place, with its radius where that says more."""
    text = i18n.text(lang, f"precision.{row['precision']}")
    if row["uncertainty_m"] is None or row["precision"] in (Precision.AREA, Precision.LINE):
        return text
    return f"{text} ±{i18n.metres(lang, row['uncertainty_m'])}"


def _chosen_rows(key: str) -> list[int]:
    held = st.session_state.get(key)
    return list(held["selection"]["rows"]) if held else []


def _on_select(key: str, ids: list[str]) -> None:
    """Fly to the row that was chosen last; giving one up moves nothing."""
    chosen = _chosen_rows(key)
    before = st.session_state.get(_CHOSEN, (key, []))
    newly = [row for row in chosen if before[0] != key or row not in before[1]]
    st.session_state[_CHOSEN] = (key, chosen)
    if newly:
        state.select(ids[newly[-1]], move=True)
