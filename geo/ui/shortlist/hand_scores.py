"""Scores by hand: a criterion whose values the person types for each place of the list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from geo.cells.numbers import read_number
from geo.errors import RankError, ShortlistError
from geo.rank.criteria import Criterion, Measure
from geo.rank.shortlist_ranking import criteria_of, new_criterion
from geo.rank.words import item_name
from geo.shortlist.model import Shortlist
from geo.shortlist.rules import MAX_NAME
from geo.ui.escaping import visible
from geo.ui.shortlist.ranking import add_criterion
from geo.ui.state.score_edits import ScoreSheet, score_sheet
from geo.ui.state.session import Page, Session, set_widget, widget_value
from geo.ui.state.table_edits import Edits

NAME, LOW, HIGH = (f"hand_score_{part}" for part in ("name", "low", "high"))
SCALE = (0.0, 10.0)  # of the form, until the person types another one
SITE = "site"
HEIGHT_ROWS = 12
ROW_PX = 35


def draw_score_form(page: Page) -> None:
    """Draw the name and the scale of a new criterion."""
    st.caption(page.text("hand_score.help"))
    st.text_input(page.text("hand_score.name"), max_chars=MAX_NAME, key=NAME)
    with st.container(horizontal=True):
        for key, label, value in ((LOW, "low", SCALE[0]), (HIGH, "high", SCALE[1])):
            st.number_input(page.text(f"rank.{label}"), value=value, key=key, format="%g")
    st.button(
        page.text("hand_score.add"),
        key="hand_score_add",
        type="primary",
        on_click=_on_add,
        args=(page.session,),
    )


def _on_add(session: Session) -> None:
    """Add a criterion of an own column that is still empty."""
    shortlists = session.shortlists
    name = " ".join(str(widget_value(NAME) or "").split())
    if not name:
        session.notices.fail("hand_score.no_name")
        return
    made = new_criterion(Measure.COLUMN, more_is_better=True, column=name)
    if made.key in {one.key for one in criteria_of(shortlists.current)}:
        session.notices.say("rank.twice")
        return
    try:
        scale = (float(widget_value(LOW)), float(widget_value(HIGH)))
        made = replace(made, rule=replace(made.rule, span=scale))
    except (RankError, TypeError):  # an emptied number is None
        session.notices.fail("rank.span_refused")
        return
    add_criterion(shortlists, made)
    set_widget(NAME, "")


def draw_score_table(page: Page, here: Shortlist) -> None:
    """Draw the table in which the values of own columns are typed, if any ranks the list."""
    criteria = [one for one in criteria_of(here) if one.measure is Measure.COLUMN]
    if not criteria:
        return
    with st.expander(page.text("hand_score.table"), key="rank_scores"):
        st.caption(page.text("hand_score.table_help"))
        editor = page.session.shortlists.score_editor
        columns = tuple(one.column for one in criteria)
        base = editor.base_for(score_sheet(here, columns), _edits(editor.key, columns))
        key = editor.key
        st.data_editor(
            _frame(page, here, base),
            key=key,
            hide_index=True,
            height=ROW_PX * (min(len(here.items), HEIGHT_ROWS) + 1) + 3,
            placeholder="",
            disabled=[SITE],
            column_config=_config(page, criteria),
            on_change=_on_edit,
            args=(page.session, key, base),
        )


def _edits(key: str, columns: tuple[str, ...]) -> Edits:
    """Row → column name → number, as the browser has them."""
    edited = (widget_value(key) or {}).get("edited_rows", {})
    names = {_field(at): name for at, name in enumerate(columns)}
    return {
        int(row): {names[field]: value for field, value in cells.items() if field in names}
        for row, cells in edited.items()
    }


def _on_edit(session: Session, key: str, base: ScoreSheet) -> None:
    """Write the typed numbers to the places of the list."""
    shortlists = session.shortlists
    changed = shortlists.current
    if (changed.id, changed.ids) != (base.list_id, base.ids):
        return
    now = score_sheet(changed, base.columns)
    try:
        for place, cells in now.changes(base.edited(_edits(key, base.columns))).items():
            changed = changed.fill(place, cells)
    except ShortlistError as error:
        session.notices.fail_with(error)
        shortlists.score_editor.base = None
        return
    shortlists.change(changed)


def _frame(page: Page, here: Shortlist, base: ScoreSheet) -> pd.DataFrame:
    cells: dict[str, Any] = {
        SITE: [item_name(page.catalog, item, page.lang) for item in here.items]
    }
    for at in range(len(base.columns)):
        numbers = [read_number(row[at]) for row in base.cells]
        cells[_field(at)] = pd.array(numbers, dtype="Float64")
    return pd.DataFrame(cells)


def _config(page: Page, criteria: list[Criterion]) -> dict[str, Any]:
    columns = st.column_config
    return {
        SITE: columns.TextColumn(page.text("shortlist.column.site"), width=180, pinned=True),
        **{
            _field(at): columns.NumberColumn(visible(one.column), width=110, format="plain")
            for at, one in enumerate(criteria)
        },
    }


def _field(at: int) -> str:
    """A column of the table by its position: a person's name for it could be any."""
    return f"score_{at}"
