"""Decisions over what was found, and taking them back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geo.geocode.model import MatchStatus
from geo.geocode.worklist import DecidedBy, Decision, Worklist
from geo.ingest import Table
from tests.geocode.things import ambiguous, candidate, resolved, unresolved

NAMES = ["三河村", "永丰村", " 永丰村", "永丰村", "云上体验馆"]
REGIONS = ["", "", "", "崇州市", ""]


def worklist() -> Worklist:
    table = Table(("名称",), tuple((name,) for name in NAMES))
    found = [resolved(), ambiguous(), ambiguous(), ambiguous(), unresolved()]
    return Worklist(table, NAMES, REGIONS, found)


def picture(work: Worklist):
    return [(work.status(row), work.by(row), work.place(row)) for row in range(len(work))]


def test_a_choice_settles_all_rows_of_the_same_name_and_region():
    work = worklist()
    assert work.alike(1) == [1, 2]
    chosen = work.outcomes[1].candidates[1]
    work.decide(work.alike(1), Decision(DecidedBy.CANDIDATE, chosen))
    assert work.counts() == {
        MatchStatus.RESOLVED: 3,
        MatchStatus.AMBIGUOUS: 1,
        MatchStatus.UNRESOLVED: 1,
    }
    assert work.place(2) is chosen
    assert work.by(0) is DecidedBy.NAME
    assert work.rows(MatchStatus.AMBIGUOUS) == [3]


def test_a_row_may_be_left_without_a_place():
    work = worklist()
    work.decide([0], Decision(DecidedBy.NOWHERE, None))
    assert work.status(0) is MatchStatus.UNRESOLVED
    assert work.place(0) is None


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("decide"), st.sets(st.integers(0, 4), min_size=1), st.booleans()),
        st.tuples(st.just("answer"), st.sets(st.integers(0, 4), min_size=1), st.booleans()),
        st.tuples(st.sampled_from(["undo", "redo"]), st.just(set()), st.just(True)),
    ),
    max_size=25,
)


@given(STEPS)
def test_every_step_can_be_taken_back_and_done_again(steps):
    """Against the plain way: keep a picture of everything after each step."""
    work = worklist()
    pictures, at = [picture(work)], 0
    for kind, rows, flag in steps:
        if kind == "undo":
            assert bool(work.undo()) == (at > 0)
            at = max(0, at - 1)
        elif kind == "redo":
            assert bool(work.redo()) == (at < len(pictures) - 1)
            at = min(len(pictures) - 1, at + 1)
        else:
            if kind == "decide":
                work.decide(rows, Decision(DecidedBy.CANDIDATE, candidate()) if flag else None)
            else:
                work.answer(dict.fromkeys(rows, resolved() if flag else unresolved()))
            pictures[at + 1 :] = [picture(work)]
            at += 1
        assert picture(work) == pictures[at]
        assert work.can_undo == (at > 0)
        assert work.can_redo == (at < len(pictures) - 1)


def test_what_holds_for_a_row_with_what_was_found_beside_it():
    work = worklist()
    first, second = work.outcomes[1].candidates
    assert work.outcome(1) is work.outcomes[1]
    work.decide([1], Decision(DecidedBy.CANDIDATE, second))
    chosen = work.outcome(1)
    assert (chosen.query, chosen.status, chosen.method) == ("永丰村", "resolved", "candidate")
    assert chosen.candidates == (second, first)
    work.decide([1], Decision(DecidedBy.NOWHERE, None))
    left = work.outcome(1)
    assert (left.query, left.status, left.method) == ("永丰村", "unresolved", "nowhere")
    assert left.candidates == (first, second)
    work.decide([1], None)
    assert work.outcome(1) is work.outcomes[1]
    typed = candidate("", id="point:1")
    work.decide([4], Decision(DecidedBy.COORDINATES, typed))
    assert (work.outcome(4).candidates, work.outcome(4).method) == ((typed,), "coordinates")


def test_who_says_where_a_row_lies():
    work = worklist()
    assert [work.by(row) for row in range(5)] == [DecidedBy.NAME, None, None, None, None]
    assert [work.place(row) for row in range(5)] == [work.outcomes[0].best, *[None] * 4]
    work.decide([0, 4], Decision(DecidedBy.COUNTY, candidate()))
    assert (work.by(0), work.by(4), work.status(4)) == (
        DecidedBy.COUNTY,
        DecidedBy.COUNTY,
        MatchStatus.RESOLVED,
    )
    assert work.rows() == [0, 1, 2, 3, 4]
    assert work.rows(MatchStatus.RESOLVED) == [0, 4]
    work.decide([0], Decision(DecidedBy.NOWHERE, None))
    assert (work.by(0), work.rows(MatchStatus.UNRESOLVED)) == (DecidedBy.NOWHERE, [0])


def test_rows_that_are_alike_have_the_same_name_and_region():
    work = worklist()
    assert [work.alike(row) for row in range(5)] == [[0], [1, 2], [1, 2], [3], [4]]


def test_what_was_taken_back():
    work = worklist()
    assert (work.undo(), work.redo(), work.can_undo, work.can_redo) == ([], [], False, False)
    work.decide([1, 2], Decision(DecidedBy.NOWHERE, None))
    work.answer({4: resolved()})
    assert (work.undo(), work.undo()) == ([4], [1, 2])
    assert (work.redo(), work.can_redo) == ([1, 2], True)
    work.decide([0], None)
    assert (work.can_redo, work.undo()) == (False, [0])


def test_two_hundred_steps_can_be_taken_back():
    work = worklist()
    for _ in range(201):
        work.decide([0], Decision(DecidedBy.NOWHERE, None))
    taken = 0
    while work.can_undo:
        work.undo()
        taken += 1
    assert taken == 200
    assert work.by(0) is DecidedBy.NOWHERE  # the first step is beyond reach
