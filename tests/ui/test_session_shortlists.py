"""The shortlists of a session, without Streamlit: which are open, steps, saves, edits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.errors import ShortlistError
from geo.rank.shortlist_ranking import criteria_of, new_criterion
from geo.shortlist.edits import Edit
from geo.shortlist.model import Item, OwnPlace, Shortlist, own_item
from geo.shortlist.rules import MAX_ITEMS, MAX_NOTE
from geo.ui.shortlist.edit_table import take_edits
from geo.ui.shortlist.ranking import replace_rule, set_criteria
from geo.ui.shortlist.site_rows import focus_of, set_focus
from geo.ui.state.session import Session
from geo.ui.state.shortlists import Shortlists


def listed(*ids: str, name: str = "one") -> Shortlist:
    return Shortlist(name=name).add(*map(Item, ids))


def with_lists(*lists: Shortlist) -> Shortlists:
    shortlists = Shortlists()
    for one in lists:
        shortlists.put(one)
    return shortlists


def test_the_first_places_open_a_list_that_knows_where_they_came_from():
    shortlists = Shortlists()
    assert (shortlists.has_list, shortlists.current.items) == (False, ())
    count = shortlists.add([Item("a"), Item("b")], "en", build="today", origin={"sector": "x"})
    assert count == 2
    here = shortlists.current
    assert (here.ids, here.build, dict(here.filter)) == (("a", "b"), "today", {"sector": "x"})
    assert shortlists.add([Item("b"), Item("c")], "en", build="later") == 1
    assert (shortlists.current.ids, shortlists.current.build) == (("a", "b", "c"), "today")
    shortlists.undo()
    assert shortlists.current.ids == ("a", "b")


def test_places_that_a_list_has_no_room_for_change_nothing():
    shortlists = with_lists(listed("a"))
    with pytest.raises(ShortlistError):
        shortlists.add([Item(str(number)) for number in range(MAX_ITEMS)], "en")
    assert shortlists.current.ids == ("a",)
    assert not shortlists.history.past


def test_every_new_list_has_a_name_of_its_own():
    shortlists = Shortlists()
    for _ in range(3):
        shortlists.create("en")
    shortlists.close(shortlists.opened[1].id)
    shortlists.create("en")
    names = [one.name for one in shortlists.opened]
    assert len(set(names)) == len(names) == 3


def test_a_closed_list_stays_closed_and_the_one_opened_last_is_worked_on():
    first, second, third = (listed(name=name) for name in "abc")
    shortlists = with_lists(first, second, third)
    shortlists.close(third.id)
    assert shortlists.current == second
    shortlists.change(third.add(Item("late")))
    assert shortlists.opened == [first, second]
    shortlists.close(first.id)
    shortlists.close(second.id)
    assert (shortlists.has_list, shortlists.current_id) == (False, "")
    shortlists.undo()  # nothing to undo, and nothing breaks


def test_what_is_ticked_is_of_the_list_that_is_worked_on():
    shortlists = with_lists(listed("a", "b"), listed("b", "c"))
    shortlists.picked = ("b", "c")
    shortlists.take_out("c")
    assert (shortlists.current.ids, shortlists.picked) == (("b",), ("b",))
    shortlists.switch(shortlists.opened[0].id)
    assert shortlists.picked == ()


def test_what_an_undo_brings_back_after_a_save_is_on_top_of_that_save():
    shortlists = with_lists(listed("a"))
    shortlists.add([Item("b")], "en")
    saved = Shortlist(**{**vars(shortlists.current), "version": 3})
    shortlists.was_saved(saved)
    assert shortlists.is_kept(shortlists.current)
    shortlists.undo()
    assert (shortlists.current.ids, shortlists.current.version) == (("a",), 3)
    assert not shortlists.is_kept(shortlists.current)
    shortlists.redo()
    assert shortlists.is_kept(shortlists.current)


def test_the_rule_of_one_criterion_changes_and_can_be_undone():
    shortlists = with_lists(listed("a"))
    made = [new_criterion("tasks", more_is_better=True), new_criterion("gap", more_is_better=True)]
    set_criteria(shortlists, made)
    replace_rule(shortlists, made[1].key, weight=4.0)
    assert [one.rule.weight for one in criteria_of(shortlists.current)] == [1.0, 4.0]
    shortlists.undo()
    assert [one.rule.weight for one in criteria_of(shortlists.current)] == [1.0, 1.0]


def test_a_place_of_the_plan_is_looked_at_everywhere_an_own_one_in_its_list():
    session = Session()
    own = own_item(OwnPlace("mine"))
    session.shortlists.put(listed("a").add(own))
    assert focus_of(session) is None
    set_focus(session, "a")
    assert (focus_of(session), session.choice.selected) == ("a", "a")
    assert session.choice.camera.value == "a"
    set_focus(session, own.id)
    assert (focus_of(session), session.choice.selected) == (own.id, "a")
    session.shortlists.take_out(own.id)
    assert focus_of(session) is None
    set_focus(session, None)
    assert (session.choice.selected, session.shortlists.shown) == (None, "")


def note(number: int, text: str, list_id: str, *, place: str = "a", step: int = 0) -> Edit:
    return Edit(number, list_id, place, "note", text, step or number)


def test_a_burst_of_typing_is_one_step_and_another_begins_the_next():
    here = listed("a", "b")
    shortlists = with_lists(here)
    for number, text in enumerate(("o", "on", "one"), 1):
        shortlists.edit(note(number, text, here.id, step=1))
    shortlists.edit(note(4, "two", here.id))
    notes = []
    for _ in range(3):
        notes.append(shortlists.current.item("a").note)
        shortlists.undo()
    assert notes == ["two", "one", ""]
    shortlists.redo()
    assert shortlists.current.item("a").note == "one"


def test_a_burst_that_goes_on_after_an_undo_or_a_save_is_a_new_step():
    here = listed("a")
    shortlists = with_lists(here)
    shortlists.edit(note(1, "one", here.id, step=1))
    shortlists.was_saved(replace(shortlists.current, version=1))
    shortlists.edit(note(2, "one more", here.id, step=1))
    shortlists.undo()
    assert shortlists.current.item("a").note == "one"
    assert shortlists.is_kept(shortlists.current)
    shortlists.edit(note(3, "other", here.id, step=1))
    shortlists.undo()
    assert shortlists.current.item("a").note == "one"


def test_an_edit_belongs_to_its_list_also_when_another_one_is_worked_on():
    first, second = listed("a", name="one"), listed("a", name="two")
    shortlists = with_lists(first, second)
    shortlists.edit(note(1, "of the first", first.id))
    shortlists.edit(note(2, "of none", "closed"))
    assert shortlists.current == second
    shortlists.switch(first.id)
    assert shortlists.current.item("a").note == "of the first"


def sent(number: int, here: Shortlist, field: str, value: object, place: str = "a") -> dict:
    """An edit as the browser sends it."""
    return {
        "number": number,
        "step": number,
        "list": here.id,
        "place": place,
        "field": field,
        "value": value,
    }


def test_what_the_browser_sends_again_counts_once_and_ticks_select():
    session = Session()
    here = listed("a", "b")
    session.shortlists.put(here)
    message = [
        sent(2, here, "position", "1", "b"),
        sent(1, here, "note", "first"),
        sent(3, here, "pick", True, "b"),
        sent(4, here, "pick", True, "gone"),
    ]
    for _ in range(2):
        take_edits(session, message)
    assert session.shortlists.current.ids == ("b", "a")
    assert session.shortlists.current.item("a").note == "first"
    assert len(session.shortlists.history.past) == 2
    assert session.shortlists.picked == ("b",)
    assert focus_of(session) == "b"
    take_edits(session, [sent(5, here, "focus", True), sent(6, here, "pick", False, "b")])
    assert (focus_of(session), session.shortlists.picked) == ("a", ())
    assert session.shortlists.deliveries.applied == 6


def test_a_value_that_is_not_allowed_is_told_and_the_others_count():
    session = Session()
    here = listed("a", "b")
    session.shortlists.put(here)
    long = "x" * (MAX_NOTE + 1)
    take_edits(
        session,
        [
            sent(1, here, "note", long),
            sent(2, here, "position", "first"),
            sent(3, here, "own:roads", "many"),
            sent(4, here, "note", "short"),
        ],
    )
    assert session.shortlists.deliveries.refused == (1, 2, 3)
    assert session.shortlists.current.item("a").note == "short"
    assert session.notices.failed
