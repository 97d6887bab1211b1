"""The sites of the list as a table whose notes, tags and positions are edited in place."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from geo import describe
from geo.errors import ShortlistError
from geo.rank.score import Ranking
from geo.schema.place import PlaceRow
from geo.schema.rows import in_language
from geo.shortlist.drift import pick
from geo.shortlist.model import Shortlist
from geo.shortlist.rules import MAX_NOTE
from geo.ui.shortlist.own_cells import own_cells, own_column_config
from geo.ui.shortlist.site_rows import row_of, set_focus
from geo.ui.shortlist.sort_box import draw_sort_box
from geo.ui.state.session import Page, Session, widget_value
from geo.ui.state.shortlists import Shortlists
from geo.ui.state.table_edits import EDITABLE, NOTE, PICK, POSITION, TAGS, Edits, TableSnapshot
from geo.ui.widgets import table_cells
from geo.ui.widgets.add_buttons import add_items
from geo.ui.widgets.fields import emptied
from geo.ui.widgets.place_list import draw_icon
from geo.ui.widgets.print_sheet import draw_printed_frame

HEIGHT_ROWS = 14
ROW_PX = 31
ADD = "shortlist_add_place"


def draw_site_table(page: Page, here: Shortlist, ranking: Ranking | None) -> None:
    """Draw the tools for ticked sites, the table, and the box to add a place by name."""
    if here.items:
        _tools(page, here)
        base = _base(page, here, ranking)
        key = page.session.shortlists.editor.key
        st.data_editor(
            _frame(page, here, base, ranking),
            key=key,
            hide_index=True,
            height=ROW_PX * (min(len(here.items), HEIGHT_ROWS) + 1) + 3,
            placeholder="",
            disabled=[name for name in _columns(here, ranking) if name not in EDITABLE],
            column_config=_config(page, here, ranking),
            on_change=_on_edit,
            args=(page.session, key, base),
        )
        draw_printed_frame(_printed(page, here, ranking), "shortlist")
    with st.container(horizontal=True, key="shortlist_below_table"):
        _add(page, here)
        if here.items:
            draw_sort_box(page)


def _base(page: Page, here: Shortlist, ranking: Ranking | None) -> TableSnapshot:
    """The base of the present table; a new one, and a new table, when the list was changed
    elsewhere."""
    now = _snapshot(page, here, ranking)
    editor = page.session.shortlists.editor
    if editor.base is None or editor.base.edited(_edits(editor.key)) != now:
        editor.renew(now)
        return now
    return editor.base


def _snapshot(page: Page, here: Shortlist, ranking: Ranking | None) -> TableSnapshot:
    return TableSnapshot(
        here.id,
        here.ids,
        tuple(item.note for item in here.items),
        tuple(item.tags for item in here.items),
        tuple(_picked(page, here)),
        tuple(_columns(here, ranking)),
        page.lang,
    )


def _picked(page: Page, here: Shortlist) -> list[str]:
    """The ticked sites, in the order of the list."""
    picked = set(page.session.shortlists.picked)
    return [place for place in here.ids if place in picked]


def _edits(key: str) -> Edits:
    edited = widget_value(key) or {}
    return {int(row): cells for row, cells in edited.get("edited_rows", {}).items()}


def _on_edit(session: Session, key: str, base: TableSnapshot) -> None:
    """Apply the edits. A typed position moves the site there."""
    shortlists, edits = session.shortlists, _edits(key)
    wanted, changed = base.edited(edits), shortlists.current
    if changed.id != base.list_id or changed.ids != base.ids:
        return
    try:
        changed = _written(changed, base, wanted)
    except ShortlistError as error:
        session.notices.fail_with(error)
        shortlists.editor.use_up()
        return
    for row, cells in edits.items():
        if cells.get(POSITION):
            changed = changed.move(base.ids[row], int(cells[POSITION]) - 1)
            shortlists.editor.use_up()
    shortlists.change(changed)
    newly = [place for place in wanted.picked if place not in shortlists.picked]
    shortlists.picked = wanted.picked
    if newly:
        set_focus(session, newly[-1])


def _written(changed: Shortlist, base: TableSnapshot, wanted: TableSnapshot) -> Shortlist:
    """A list with other notes and tags."""
    for place, note, tags in zip(base.ids, wanted.notes, wanted.tags, strict=True):
        item = changed.item(place)
        if item.note != note:
            changed = changed.note(place, note)
        if item.tags != tags:
            changed = changed.tag(place, *tags)
    return changed


def _columns(here: Shortlist, ranking: Ranking | None) -> list[str]:
    own = dict.fromkeys(f"own:{name}" for item in here.items for name in item.custom_values)
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
    page: Page, here: Shortlist, base: TableSnapshot, ranking: Ranking | None
) -> pd.DataFrame:
    """The cells as they were when the editor was made."""
    rows = [row_of(page.catalog, item) for item in here.items]
    standings = {one.id: one for one in ranking.sites} if ranking else {}
    cells: dict[str, list[Any]] = {
        PICK: [place in base.picked for place in here.ids],
        POSITION: list(range(1, len(rows) + 1)),
        "icon": [draw_icon(row) for row in rows],
        "name": [in_language(row, "name", page.lang) for row in rows],
        NOTE: list(base.notes),
        TAGS: [list(tags) for tags in base.tags],
        "region": [
            describe.regions(row["adcodes"], page.catalog.regions.names, page.lang) for row in rows
        ],
        "sector": [_sectors(page, row) for row in rows],
        "precision": [table_cells.precision(row["precision"], page.lang) for row in rows],
        "uncertainty": table_cells.uncertainties(rows),  # type: ignore[dict-item]
    }
    if ranking:
        found = [standings[place] for place in here.ids]
        cells["rank"] = pd.array([one.rank for one in found], dtype="Int64")  # type: ignore[assignment]
        cells["score"] = [None if one.score is None else 100 * one.score for one in found]
    for column in _columns(here, ranking):
        if column.startswith("own:"):
            cells[column] = own_cells(here, column.removeprefix("own:"))
    return pd.DataFrame({name: cells[name] for name in _columns(here, ranking)})


def _printed(page: Page, here: Shortlist, ranking: Ranking | None) -> pd.DataFrame:
    """The cells as they are now, under their labels."""
    frame = _frame(page, here, _snapshot(page, here, ranking), ranking)
    labels = {name: str(one["label"]) for name, one in _config(page, here, ranking).items()}
    return frame.drop(columns=[PICK, "icon"]).rename(columns=labels)


def _sectors(page: Page, row: PlaceRow) -> str:
    known = [code for code in row["sectors"] if page.catalog.codelists.has("sectors", code)]
    if not known:
        return page.text("shortlist.own_place")
    labels = [page.catalog.codelists.label("sectors", code, page.lang) for code in known]
    return describe.listed_first(labels, page.lang, describe.MOST_REGIONS)


def _config(page: Page, here: Shortlist, ranking: Ranking | None) -> dict[str, Any]:
    columns, text = st.column_config, page.text
    tags = sorted({tag for item in here.items for tag in item.tags})
    config: dict[str, Any] = {
        PICK: columns.CheckboxColumn(text("shortlist.column.pick"), width=40, pinned=True),
        POSITION: columns.NumberColumn(
            text("shortlist.column.position"),
            help=text("shortlist.column.position_help"),
            min_value=1,
            max_value=max(len(here.items), 1),
            step=1,
            width=50,
            pinned=True,
        ),
        "icon": columns.ImageColumn("", width=34),
        "name": columns.TextColumn(text("column.name"), width=150),
        NOTE: columns.TextColumn(text("shortlist.column.note"), max_chars=MAX_NOTE, width=190),
        TAGS: columns.MultiselectColumn(
            text("shortlist.column.tags"), options=tags, accept_new_options=True, width=130
        ),
        "region": columns.TextColumn(text("column.region"), width=130),
        "sector": columns.TextColumn(text("column.sector"), width=80),
        "precision": columns.TextColumn(text("column.precision"), width=90),
        "uncertainty": table_cells.uncertainty_column(page.lang, width=80),
        "rank": columns.NumberColumn(
            text("shortlist.column.rank"),
            help=text("shortlist.column.rank_help"),
            width=50,
        ),
        "score": columns.ProgressColumn(
            text("shortlist.column.score"),
            min_value=0,
            max_value=100,
            format="%.1f",
            width=110,
        ),
    }
    for column in _columns(here, ranking):
        if column.startswith("own:"):
            config[column] = own_column_config(here, column.removeprefix("own:"), page.lang)
    return config


def _tools(page: Page, here: Shortlist) -> None:
    """What can be done with the ticked sites."""
    shortlists = page.session.shortlists
    picked = _picked(page, here)
    with st.container(horizontal=True, vertical_alignment="center", key="shortlist_tools"):
        count = page.text("shortlist.picked", count=len(picked))
        st.html(f'<div class="shutu-small" role="status">{count}</div>')
        for name in ("top", "up", "down", "bottom"):
            st.button(
                page.text(f"shortlist.move.{name}"),
                key=f"shortlist_move_{name}",
                disabled=not picked,
                on_click=_move,
                args=(shortlists, name),
            )
        st.button(
            page.text("shortlist.remove"),
            key="shortlist_remove",
            disabled=not picked,
            on_click=shortlists.take_out,
            args=tuple(picked),
        )


def _move(shortlists: Shortlists, where: str) -> None:
    here = shortlists.current
    shortlists.change(here.reorder(moved(here.ids, shortlists.picked, where)))


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


def _add(page: Page, here: Shortlist) -> None:
    """Add a place by its name, without leaving the page."""
    missing = [place for place in page.catalog.spatial.points if place not in here.ids]
    st.selectbox(
        page.text("shortlist.add_place"),
        missing,
        format_func=lambda place: in_language(page.catalog.summary_row(place), "name", page.lang),
        placeholder=page.text("shortlist.add_place"),
        label_visibility="collapsed",
        **emptied(ADD, partial(_add_place, page), missing),
    )


def _add_place(page: Page, place: str) -> None:
    add_items(page.session, page.catalog, pick(page.catalog, [place]))
