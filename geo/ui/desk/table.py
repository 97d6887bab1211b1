"""The sites of the list as a table whose notes, tags and positions are edited in place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from geo import i18n
from geo.errors import ShortlistError
from geo.explorer import Explorer
from geo.rank.score import Ranking
from geo.shortlist.drift import pick
from geo.shortlist.model import MAX_NOTE, Shortlist
from geo.ui import state, table_cells, words
from geo.ui.desk import basket
from geo.ui.desk.ordering import draw_ordering
from geo.ui.desk.rows import Row, row_of
from geo.ui.fields import emptied
from geo.ui.place_list import draw_icon

EDITABLE = PICK, POSITION, NOTE, TAGS = "pick", "position", "note", "tags"
_BASE = "_desk_table_base"
_ROUND = "_desk_table_round"
HEIGHT_ROWS = 14
ROW_PX = 31
ADD = "desk_add_place"


@dataclass(frozen=True)
class Base:
    """What the editor was made from; its edits are kept beside it by the browser.

    As long as base plus edits is the list as it stands, the editor stays as it is, and whoever
    types in it keeps their place. Any other change of the list makes a new editor.
    """

    list_id: str
    ids: tuple[str, ...]
    notes: tuple[str, ...]
    tags: tuple[tuple[str, ...], ...]
    picked: tuple[str, ...]
    columns: tuple[str, ...]
    lang: str


def draw_table(explorer: Explorer, here: Shortlist, ranking: Ranking | None, lang: str) -> None:
    """Draw the tools for ticked sites, the table, and the box to add a place by name."""
    if here.items:
        _tools(here, lang)
        base = _base(here, ranking, lang)
        key = f"desk_table_{st.session_state.get(_ROUND, 0)}"
        st.data_editor(
            _frame(explorer, here, base, ranking, lang),
            key=key,
            hide_index=True,
            height=ROW_PX * (min(len(here.items), HEIGHT_ROWS) + 1) + 3,
            placeholder="",
            disabled=[name for name in _columns(here, ranking) if name not in EDITABLE],
            column_config=_config(here, ranking, lang),
            on_change=_on_edit,
            args=(key, base),
        )
    with st.container(horizontal=True, key="desk_below_table"):
        _add(explorer, here, lang)
        if here.items:
            draw_ordering(explorer, lang)


def _base(here: Shortlist, ranking: Ranking | None, lang: str) -> Base:
    """The base of the present editor; a new one, and a new editor, when the list went elsewhere."""
    now = _snapshot(here, ranking, lang)
    base: Base | None = st.session_state.get(_BASE)
    key = f"desk_table_{st.session_state.get(_ROUND, 0)}"
    if base is None or _edited(base, key) != now:
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        st.session_state[_BASE] = base = now
    return base


def _snapshot(here: Shortlist, ranking: Ranking | None, lang: str) -> Base:
    return Base(
        here.id,
        here.ids,
        tuple(item.note for item in here.items),
        tuple(item.tags for item in here.items),
        tuple(place for place in here.ids if place in basket.desk().picked),
        tuple(_columns(here, ranking)),
        lang,
    )


def _edits(key: str) -> dict[int, dict[str, Any]]:
    edited = st.session_state.get(key) or {}
    return {int(row): cells for row, cells in edited.get("edited_rows", {}).items()}


def _edited(base: Base, key: str) -> Base:
    """What base and edits together say; positions are carried out at once and are no part of it."""
    edits = _edits(key)
    notes, tags, picked = list(base.notes), list(base.tags), dict.fromkeys(base.picked)
    for row, cells in edits.items():
        if NOTE in cells:
            notes[row] = cells[NOTE] or ""
        if TAGS in cells:
            tags[row] = _clean_tags(cells[TAGS])
        if PICK in cells:
            picked.pop(base.ids[row], None)
            if cells[PICK]:
                picked[base.ids[row]] = None
    ordered = tuple(place for place in base.ids if place in picked)
    moved = any(POSITION in cells for cells in edits.values())
    return replace(
        base,
        ids=() if moved else base.ids,
        notes=tuple(notes),
        tags=tuple(tags),
        picked=ordered,
    )


def _clean_tags(tags: list[str] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.strip() for tag in tags or [] if tag.strip()))


def _on_edit(key: str, base: Base) -> None:
    """Carry out what was edited. Typing a position moves the site there."""
    wanted = _edited(base, key)
    changed = basket.current()
    if changed.id != base.list_id or changed.ids != base.ids:
        return
    try:
        for place, note, tags in zip(base.ids, wanted.notes, wanted.tags, strict=True):
            item = changed.item(place)
            if item.note != note:
                changed = changed.note(place, note)
            if item.tags != tags:
                changed = changed.tag(place, *tags)
    except ShortlistError as error:
        basket.fail(i18n.text(state.language(), f"shortlist.{error.key}", **error.values))
        st.session_state.pop(_BASE, None)
        return
    for row, cells in _edits(key).items():
        if cells.get(POSITION):
            changed = changed.move(base.ids[row], int(cells[POSITION]) - 1)
            st.session_state.pop(_BASE, None)  # the number that was typed is used up
    basket.change(changed)
    newly = [place for place in wanted.picked if place not in basket.desk().picked]
    basket.desk().picked = wanted.picked
    if newly:
        basket.look_at(newly[-1])


def _columns(here: Shortlist, ranking: Ranking | None) -> list[str]:
    own = dict.fromkeys(f"own:{name}" for item in here.items for name in item.cells)
    score = ["rank", "score"] if ranking else []
    return [
        PICK,
        POSITION,
        *score,
        "icon",
        "name",
        NOTE,
        TAGS,
        "region",
        "sector",
        "precision",
        "uncertainty",
        *own,
    ]


def _frame(
    explorer: Explorer, here: Shortlist, base: Base, ranking: Ranking | None, lang: str
) -> pd.DataFrame:
    """The cells as they were when the editor was made."""
    rows = [row_of(explorer, item) for item in here.items]
    standings = {one.id: one for one in ranking.standings} if ranking else {}
    cells: dict[str, list[Any]] = {
        PICK: [place in base.picked for place in here.ids],
        POSITION: list(range(1, len(rows) + 1)),
        "icon": [draw_icon(row) for row in rows],
        "name": [row[f"name_{lang}"] for row in rows],
        NOTE: list(base.notes),
        TAGS: [list(tags) for tags in base.tags],
        "region": [words.region(explorer, row, lang) for row in rows],
        "sector": [_sectors(explorer, row, lang) for row in rows],
        "precision": [table_cells.precision(row["precision"], lang) for row in rows],
        "uncertainty": table_cells.uncertainties(rows),  # type: ignore[dict-item]
    }
    if ranking:
        found = [standings[place] for place in here.ids]
        cells["rank"] = pd.array([one.rank for one in found], dtype="Int64")  # type: ignore[assignment]
        cells["score"] = [None if one.score is None else 100 * one.score for one in found]
    for column in _columns(here, ranking):
        if column.startswith("own:"):
            cells[column] = [item.cells.get(column.removeprefix("own:")) for item in here.items]
    return pd.DataFrame({name: cells[name] for name in _columns(here, ranking)})


def _sectors(explorer: Explorer, row: Row, lang: str) -> str:
    known = [code for code in row["sectors"] if explorer.vocabulary.has("sectors", code)]
    if not known:
        return i18n.text(lang, "desk.own_place")
    return words.shortened(
        [explorer.vocabulary.label("sectors", code, lang) for code in known], lang
    )


def _config(here: Shortlist, ranking: Ranking | None, lang: str) -> dict[str, Any]:
    columns, text = st.column_config, i18n.text
    tags = sorted({tag for item in here.items for tag in item.tags})
    config: dict[str, Any] = {
        PICK: columns.CheckboxColumn(text(lang, "desk.column.pick"), width=40, pinned=True),
        POSITION: columns.NumberColumn(
            text(lang, "desk.column.position"),
            help=text(lang, "desk.column.position_help"),
            min_value=1,
            max_value=max(len(here.items), 1),
            step=1,
            width=50,
            pinned=True,
        ),
        "icon": columns.ImageColumn("", width=34),
        "name": columns.TextColumn(text(lang, "column.name"), width=150),
        NOTE: columns.TextColumn(text(lang, "desk.column.note"), max_chars=MAX_NOTE, width=190),
        TAGS: columns.MultiselectColumn(
            text(lang, "desk.column.tags"), options=tags, accept_new_options=True, width=130
        ),
        "region": columns.TextColumn(text(lang, "column.region"), width=130),
        "sector": columns.TextColumn(text(lang, "column.sector"), width=80),
        "precision": columns.TextColumn(text(lang, "column.precision"), width=90),
        "uncertainty": table_cells.uncertainty_column(lang, width=80),
        "rank": columns.NumberColumn(
            text(lang, "desk.column.rank"), help=text(lang, "desk.column.rank_help"), width=50
        ),
        "score": columns.ProgressColumn(
            text(lang, "desk.column.score"), min_value=0, max_value=100, format="%.1f", width=110
        ),
    }
    for column in _columns(here, ranking):
        if column.startswith("own:"):
            config[column] = columns.TextColumn(words.visible(column.removeprefix("own:")))
    return config


def _tools(here: Shortlist, lang: str) -> None:
    """What can be done with the ticked sites."""
    picked = [place for place in here.ids if place in basket.desk().picked]
    with st.container(horizontal=True, vertical_alignment="center", key="desk_tools"):
        count = i18n.text(lang, "desk.picked", count=len(picked))
        st.html(f'<div class="shutu-small" role="status">{count}</div>')
        for name in ("top", "up", "down", "bottom"):
            st.button(
                i18n.text(lang, f"desk.move.{name}"),
                key=f"desk_move_{name}",
                disabled=not picked,
                on_click=_move,
                args=(name,),
            )
        st.button(
            i18n.text(lang, "desk.remove"),
            key="desk_remove",
            disabled=not picked,
            on_click=basket.take_out,
            args=tuple(picked),
        )


def _move(where: str) -> None:
    here = basket.current()
    basket.change(here.reorder(moved(here.ids, basket.desk().picked, where)))


def moved(ids: tuple[str, ...], picked: tuple[str, ...], where: str) -> list[str]:
    """The ids with the picked ones moved `up` or `down` by one, to the `top` or the `bottom`.

    Picked ones keep their order among themselves; those at an end stay there.
    """
    chosen = set(picked)
    if where in ("top", "bottom"):
        ours = [place for place in ids if place in chosen]
        rest = [place for place in ids if place not in chosen]
        return ours + rest if where == "top" else rest + ours
    order = list(ids if where == "up" else reversed(ids))
    for index in range(1, len(order)):
        if order[index] in chosen and order[index - 1] not in chosen:
            order[index - 1], order[index] = order[index], order[index - 1]
    return order if where == "up" else order[::-1]


def _add(explorer: Explorer, here: Shortlist, lang: str) -> None:
    """Add a place by its name, without leaving the desk."""
    missing = [place for place in explorer.points if place not in here.ids]
    st.selectbox(
        i18n.text(lang, "desk.add_place"),
        missing,
        format_func=lambda place: explorer.brief(place)[f"name_{lang}"],
        placeholder=i18n.text(lang, "desk.add_place"),
        label_visibility="collapsed",
        **emptied(ADD, partial(_add_place, explorer), missing),
    )


def _add_place(explorer: Explorer, place: str) -> None:
    basket.add(pick(explorer, [place]), build=explorer.database.build_id)
