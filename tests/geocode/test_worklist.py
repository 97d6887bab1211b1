"""Decisions over what was found, and taking them back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geo.geocode.model import Status
from geo.geocode.worklist import By, Decision, Worklist
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
    work.decide(work.alike(1), Decision(By.CANDIDATE, chosen))
    assert work.counts() == {Status.RESOLVED: 3, Status.AMBIGUOUS: 1, Status.UNRESOLVED: 1}
    assert work.place(2) is chosen
    assert work.by(0) is By.NAME
    assert work.rows(Status.AMBIGUOUS) == [3]


def test_a_row_may_be_left_without_a_place():
    work = worklist()
    work.decide([0], Decision(By.NOWHERE, None))
    assert work.status(0) is Status.UNRESOLVED
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
                work.decide(rows, Decision(By.CANDIDATE, candidate()) if flag else None)
            else:
                work.answer(dict.fromkeys(rows, resolved() if flag else unresolved()))
            pictures[at + 1 :] = [picture(work)]
            at += 1
        assert picture(work) == pictures[at]
        assert work.can_undo == (at > 0)
        assert work.can_redo == (at < len(pictures) - 1)
