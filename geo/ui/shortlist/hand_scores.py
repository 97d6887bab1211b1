"""Scores by hand: a criterion whose values the person types for each place of the list."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from geo.errors import RankError
from geo.rank.criteria import Measure
from geo.rank.shortlist_ranking import criteria_of, new_criterion
from geo.shortlist.edits import VALUE
from geo.shortlist.model import Shortlist
from geo.shortlist.rules import MAX_NAME
from geo.ui.escaping import visible
from geo.ui.shortlist.edit_table import TableColumn, draw_edit_table
from geo.ui.shortlist.ranking import add_criterion
from geo.ui.shortlist.site_columns import name_column
from geo.ui.state.session import Page, Session, set_widget, widget_value

NAME, LOW, HIGH = (f"hand_score_{part}" for part in ("name", "low", "high"))
SCALE = (0.0, 10.0)  # of the form, until the person types another one
KEY = "score_table"
HEIGHT_ROWS = 12


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
    names = [one.column for one in criteria_of(here) if one.measure is Measure.COLUMN]
    if not names:
        return
    with st.expander(page.text("hand_score.table"), key="rank_scores"):
        st.caption(page.text("hand_score.table_help"))
        columns = [name_column(page, here), *(_score_column(here, name) for name in names)]
        label = page.text("hand_score.table")
        draw_edit_table(page, here, columns, key=KEY, label=label, rows=HEIGHT_ROWS)


def _score_column(here: Shortlist, name: str) -> TableColumn:
    cells = [item.custom_values.get(name, "") for item in here.items]
    return TableColumn(VALUE + name, "score", visible(name), cells, 110)
