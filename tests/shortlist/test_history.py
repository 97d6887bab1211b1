"""Undo and redo of a list, also across a save."""

import pytest

from geo.history import History
from geo.shortlist.compare import based_on
from geo.shortlist.model import Shortlist


def named(number):
    return Shortlist(id="x", name=str(number))


@pytest.mark.parametrize("steps", [1, 99, 100, 101, 200, 201, 350])
def test_the_last_hundred_steps_can_be_undone_and_done_again(steps):
    history = History(named(0))
    for number in range(1, steps + 1):
        history = history.do(named(number))
    back = min(steps, 100)
    for number in range(1, back + 1):
        history = history.undo()
        assert history.now == named(steps - number)
    assert history.undo() == history
    for number in range(back - 1, -1, -1):
        history = history.redo()
        assert history.now == named(steps - number)
    assert history.redo() == history


def test_a_new_step_forgets_what_was_undone_and_no_change_is_no_step():
    history = History(named(0)).do(named(1)).do(named(2)).undo()
    assert history.do(named(1)) is history
    history = history.do(named(9))
    assert history.redo() == history
    assert [history.now, *history.past, *history.future] == [named(9), named(0), named(1)]


def test_a_save_goes_through_all_steps():
    kept = Shortlist(id="kept", name="2", version=7, updated="2030-02-02")
    history = History(named(0)).do(named(1)).do(named(2)).undo().do(named(2))
    history = based_on(history, kept)
    assert history.now is kept
    assert [(s.id, s.name, s.version, s.updated) for s in (*history.past, *history.future)] == [
        ("kept", "0", 7, "2030-02-02"),
        ("kept", "1", 7, "2030-02-02"),
    ]


def test_what_was_done_again_can_be_undone_again_also_after_a_save():
    history = History(named(0)).do(named(1)).do(named(2)).undo().redo()
    assert history.past == (named(0), named(1))
    assert history.undo().now == named(1)
    kept = Shortlist(id="kept", name="1", version=7, updated="2030-02-02")
    saved = based_on(history.undo(), kept)
    (later,) = saved.future
    assert (later.id, later.name, later.version) == ("kept", "2", 7)
    assert saved.redo().now.name == "2"
