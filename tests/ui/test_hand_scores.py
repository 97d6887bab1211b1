"""Scores by hand: the table of the page, and what its edits do to the list."""

from __future__ import annotations

import pytest

from geo.rank.criteria import Criterion, Measure
from geo.rank.score import Rule
from geo.rank.shortlist_ranking import criteria_of
from geo.shortlist.model import Item, Shortlist
from geo.ui.shortlist import hand_scores
from geo.ui.state.score_edits import ScoreEditor, number_text, score_sheet
from geo.ui.state.session import Session
from tests.ui.apptest import html
from tests.ui.test_shortlist import click, listed, now, opened_list, panel

HERE = Shortlist(items=(Item("a", columns=(("roads", "1,200"),)), Item("b"), Item("c")))
SHEET = score_sheet(HERE, ("roads", "water"))


def test_a_score_is_added_with_its_scale_and_then_typed(catalog):
    app = panel(opened_list(listed(catalog, "sanxingdui", "jinsha-site"), lang="en"), "rank")
    click(app, "hand_score_add")
    assert "Enter a name" in " ".join(e.value for e in app.error)
    app.text_input(key="hand_score_name").set_value("Roads & *rail*").run()
    app.number_input(key="hand_score_high").set_value(5.0).run()
    click(app, "hand_score_add")
    assert criteria_of(now(app)) == [
        Criterion(Measure.COLUMN, Rule(100.0, span=(0.0, 5.0)), column="Roads & *rail*")
    ]
    assert "2 without a value" in html(app)
    app.text_input(key="hand_score_name").set_value("Upside down").run()
    app.number_input(key="hand_score_low").set_value(9.0).run()
    click(app, "hand_score_add")
    assert len(now(app).criteria) == 1


def test_only_edited_cells_change_and_texts_stay_as_they_were():
    assert SHEET.cells == (("1,200", ""), ("", ""), ("", ""))
    wanted = SHEET.edited({1: {"roads": 7}, 2: {"water": 0.5, "gone": 3}, 9: {"roads": 1}})
    assert SHEET.changes(wanted) == {"b": {"roads": "7"}, "c": {"water": "0.5"}}
    assert SHEET.changes(SHEET.edited({0: {"roads": None}})) == {"a": {"roads": ""}}


def test_the_table_stays_while_the_list_is_what_was_typed_and_is_new_after_an_undo():
    editor = ScoreEditor()
    editor.base_for(SHEET, {})
    key, edits = editor.key, {1: {"roads": 7.0}}
    typed = score_sheet(HERE.fill("b", {"roads": "7"}), ("roads", "water"))
    assert editor.base_for(typed, edits) == SHEET
    assert editor.key == key
    assert editor.base_for(SHEET, edits) == SHEET  # undone: the edits of the browser are stale
    assert editor.key != key


def test_what_is_typed_is_written_to_the_list(monkeypatch):
    session = Session()
    session.shortlists.put(HERE)
    edited = {"edited_rows": {"1": {"score_0": 3, "score_1": 4.25}, "0": {"score_0": None}}}
    monkeypatch.setattr(hand_scores, "widget_value", lambda _key: edited)
    hand_scores._on_edit(session, "key", SHEET)
    after = session.shortlists.current
    assert after.item("b").custom_values == {"roads": "3", "water": "4.25"}
    assert after.item("a").custom_values == {}
    session.shortlists.undo()
    assert session.shortlists.current == HERE


def test_edits_of_another_list_are_ignored(monkeypatch):
    session = Session()
    other = Shortlist(items=HERE.items)
    session.shortlists.put(other)
    edited = {"edited_rows": {"1": {"score_0": 3}}}
    monkeypatch.setattr(hand_scores, "widget_value", lambda _key: edited)
    hand_scores._on_edit(session, "key", SHEET)
    assert session.shortlists.current == other


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (0.0, "0"), (-3, "-3"), (2.5, "2.5"), (1e20, "1e+20")]
)
def test_numbers_are_written_shortly(value, text):
    assert number_text(value) == text
