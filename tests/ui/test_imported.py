"""The own list of a session, without Streamlit: columns, rows in hand, decisions, ways back."""

from __future__ import annotations

import pytest

from geo.geocode.model import MatchStatus
from geo.geocode.worklist import DecidedBy, Decision, Worklist
from geo.ingest import Grid, Table
from geo.ui.state.imported import Imported, ImportSession
from tests.geocode.things import ambiguous, resolved, unresolved

NOWHERE = Decision(DecidedBy.NOWHERE, None)


def located(*outcomes) -> ImportSession:
    names = [str(row) for row in range(len(outcomes))]
    table = Table(("name",), tuple((name,) for name in names))
    work = Worklist(table, names, [""] * len(names), list(outcomes))
    return ImportSession("list.csv", name_column="name", work=work)


def test_another_header_opens_the_choice_of_columns_again():
    here = ImportSession(
        "a.csv", Grid((("x", "y"), ("1", "2"))), name_column="y", region_column="x"
    )
    assert here.table.columns == ("x", "y")
    here.use_header(None)
    assert len(here.table.rows) == 2
    assert (here.name_column, here.region_column) == (here.table.columns[0], None)


def test_a_column_holds_names_or_regions():
    here = ImportSession("a.csv", name_column="x", region_column="y")
    here.use_names("y")
    assert (here.name_column, here.region_column) == ("y", None)
    here.use_regions("")  # the box has an entry for none
    assert here.region_column is None


def test_steps_go_round_the_rows_of_the_status_that_is_shown():
    here = located(resolved(), ambiguous(), unresolved(), ambiguous())
    here.show(MatchStatus.AMBIGUOUS)
    assert (here.rows, here.row) == ([1, 3], 1)
    seen = []
    for by in (1, 1, -1, -1, -1):
        here.step(by)
        seen.append(here.row)
    assert seen == [3, 1, 3, 1, 3]
    here.row = 2  # from a row that is not shown to the next one that is
    here.step(1)
    assert here.row == 3
    here.row = 2
    here.step(-1)
    assert here.row == 1
    here.show(MatchStatus.OUTSIDE)
    flights = here.flights
    here.step(1)
    assert (here.row, here.flights) == (1, flights)


def test_a_decision_takes_the_next_open_row_of_its_kind_in_hand():
    here = located(ambiguous(), unresolved(), ambiguous(), resolved(), ambiguous(), resolved())
    here.take_in_hand(2)
    here.wrong = (2, "outside")
    here.settle(2, [2], NOWHERE)
    assert (here.row, here.wrong) == (4, None)
    here.settle(4, [4], NOWHERE)
    assert here.row == 0  # from the end it goes on at the beginning
    here.settle(0, [0], NOWHERE)
    assert here.row == 0  # the last one of its kind stays
    here.settle(3, [3], NOWHERE)
    assert here.row == 3  # one that was not open stays
    here.undo()
    assert (here.row, here.work.status(3)) == (3, MatchStatus.RESOLVED)
    here.undo()
    assert (here.row, here.work.status(0)) == (0, MatchStatus.AMBIGUOUS)
    here.redo()
    assert here.work.status(0) is MatchStatus.UNRESOLVED


def test_when_none_of_the_shown_status_is_left_all_are_shown():
    here = located(ambiguous(), resolved())
    here.show(MatchStatus.AMBIGUOUS)
    here.settle(0, [0], Decision(DecidedBy.CANDIDATE, here.work.outcomes[0].candidates[0]))
    assert here.shown is None
    assert here.rows == [0, 1]


def test_the_result_is_kept_while_columns_are_chosen_anew():
    here = located(ambiguous())
    work = here.work
    here.choose_columns_again()
    assert here.work is None
    here.undo()  # there is nothing to undo, and nothing breaks
    here.take_result_again()
    assert (here.work, here.earlier) == (work, None)


@pytest.mark.parametrize("new", [None, ImportSession("second.csv")])
def test_the_list_before_can_be_brought_back(new):
    imported = Imported()
    first = located(resolved())
    imported.bring(first)
    assert imported.last is None
    imported.bring(new)
    assert (imported.here, imported.last) == (new, first)
    imported.bring(imported.last)
    assert imported.here is first
    imported.leave()
    assert (imported.here, imported.last) == (None, first)
