"""Scores by hand: the table of the page, and what its edits do to the list."""

from __future__ import annotations

from geo.rank import code
from geo.rank.criteria import Criterion, Measure
from geo.rank.score import Rule
from geo.rank.shortlist_ranking import criteria_of
from geo.ui.shortlist.edit_table import take_edits
from tests.ui.apptest import html, session, table_data
from tests.ui.test_shortlist import click, listed, now, opened_list, panel


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


def test_what_is_typed_is_written_to_the_list_and_shown_in_its_table(catalog):
    here = listed(catalog, "sanxingdui", "jinsha-site").fill("sanxingdui", {"roads": "1,200"})
    here = here.rank_by(code.encode([Criterion(Measure.COLUMN, column="roads")]))
    app = panel(opened_list(here, lang="en"), "rank")
    typed = {"list": now(app).id, "place": "jinsha-site", "field": "own:roads", "step": 1}
    take_edits(session(app), [{**typed, "number": 1, "value": " ７.50 "}])
    app.run()
    assert now(app).item("jinsha-site").custom_values == {"roads": "7.5"}
    table = table_data(app, "score_table")
    assert [row["cells"][1] for row in table["rows"]] == ["1,200", "7.5"]
    assert table["applied"] == 1
    click(app, "shortlist_undo")
    assert now(app).item("jinsha-site").custom_values == {}
