"""Answers are found once for everybody, nobody can change them, and nothing personal is kept."""

from __future__ import annotations

import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, replace

import pytest
import shapely

from geo.catalog import Catalog
from geo.errors import ArtefactError
from geo.query import shared_answers
from geo.query.filters import Filter
from geo.query.shared_answers import shared_answer
from geo.query.spatial import AreaFilter, DistanceFilter

LON = 103.7139712345
AREA = AreaFilter("field", shapely.to_wkb(shapely.box(LON, 30, 105, 32)))
POINT = DistanceFilter(LON, 30.9, 50)
QUESTIONS = [
    lambda catalog, chosen: catalog.places(chosen),
    lambda catalog, chosen: catalog.rows(chosen),
    lambda catalog, chosen: catalog.counts.facets(chosen),
    lambda catalog, chosen: catalog.plan.scenarios_without_place(chosen),
    lambda catalog, chosen: catalog.counts.by_region(chosen),
]


@pytest.fixture
def own(tiny):
    """A catalog of this test's own, and the queries that it has sent."""
    catalog = Catalog(tiny.folder)
    catalog.warm_up()
    asked, send = [], catalog.database.rows

    def rows(query, parameters=None):
        asked.append(query)
        return send(query, parameters)

    catalog.database.rows = rows
    yield catalog, asked
    catalog.database.close()


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_is_answered_once(own, question):
    catalog, asked = own
    question(catalog, Filter(sectors=("energy",)))
    before = len(asked)
    question(catalog, Filter(sectors=("energy",)))
    assert len(asked) == before > 0


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_kept_is_what_the_database_says(own, question):
    catalog, _ = own
    fresh = Catalog(catalog.folder)
    for chosen in (
        Filter(),
        Filter(sectors=("energy",)),
        Filter(inferred=True),
        Filter(tasks=(3,)),
    ):
        kept = [question(catalog, chosen) for _ in range(2)]
        assert kept[0] == kept[1] == question(fresh, chosen)
    fresh.database.close()


def test_places_of_the_catalogue_are_read_once(own):
    catalog, asked = own
    first = catalog.place("qing-river")
    assert first["clause"]
    before = len(asked)
    assert catalog.place("qing-river") == first
    assert len(asked) == before
    assert catalog.place("nowhere") is None
    assert len(asked) == before


def test_nobody_changes_what_the_next_one_gets(tiny):
    chosen = Filter(sectors=("energy",))
    for change in (
        lambda: tiny.summary_row("qing-river").update(kind="port"),
        lambda: tiny.summary_row("qing-river")["sectors"].append("water"),
        lambda: tiny.rows(chosen)[0]["sectors"].append("water"),
    ):
        with pytest.raises((AttributeError, TypeError)):
            change()
    with pytest.raises(FrozenInstanceError):
        tiny.counts.facets(chosen)["sectors"]["energy"].total = 9


def test_lists_and_rows_are_the_callers_own(tiny):
    chosen = Filter()
    asked = (
        lambda: tiny.rows(chosen),
        lambda: tiny.plan.scenarios_without_place(chosen),
        lambda: tiny.counts.coverage("tasks", ()),
    )
    for ask in asked:
        before = ask()
        mine = ask()
        mine[0].clear()
        mine.pop()
        assert ask() == before
    counts = tiny.counts.facets(chosen)
    before = tiny.counts.by_region(chosen)
    counts["sectors"].clear()
    counts["tasks"] = {}
    tiny.counts.by_region(chosen).clear()
    assert tiny.counts.facets(chosen)["sectors"]
    assert tiny.counts.facets(chosen)["tasks"]
    assert tiny.counts.by_region(chosen) == before
    mine = tiny.place("qing-river")
    mine["clause"].clear()
    mine["evidence"].clear()
    mine["sectors"].clear()
    assert tiny.place("qing-river")["clause"]
    assert tiny.place("qing-river")["sectors"] == ["energy"]


@pytest.mark.parametrize(
    ("chosen", "personal"),
    [
        (Filter(sectors=("energy",), inferred=True), False),
        (Filter(near=DistanceFilter(103.1, 30.3, 20, "stone-tower")), False),
        (Filter(near=POINT), True),
        (Filter(area=AREA), True),
        (Filter(near=DistanceFilter(103.1, 30.3, 20, "stone-tower"), area=AREA), True),
    ],
)
@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_personal_is_kept(own, question, chosen, personal):
    catalog, _ = own
    assert chosen.is_personal is personal
    question(catalog, chosen)
    held = held_by(catalog)
    assert any(one.is_personal for one in held) is False
    assert not [one for one in held if LON in ((one.near.lon,) if one.near else ())]


def held_by(catalog):
    """The filters that the caches of a catalog and of its parts hold."""
    parts = (catalog, catalog._matcher, catalog.counts, catalog.plan, catalog.spatial)
    return [one for part in parts for kept in vars(part).values() for one in questions_in(kept)]


def questions_in(kept):
    """The filters that one cache holds."""
    inside = gc.get_referents(kept) if hasattr(kept, "cache_info") else []
    return [
        one for part in inside for one in [part, *gc.get_referents(part)] if isinstance(one, Filter)
    ]


def test_a_kept_filter_is_found_by_this_test(own):
    catalog, _ = own
    catalog.counts.facets(Filter(sectors=("energy",)))
    held = held_by(catalog)
    assert Filter(sectors=("energy",)) in held


def test_answers_are_bounded(own, monkeypatch):
    monkeypatch.setattr(shared_answers, "MOST", 3)
    catalog, _ = own
    for codes in (("energy",), ("water",), ("rural",), ("tourism",), ("logistics",)):
        catalog.counts.facets(Filter(sectors=codes))
    (kept,) = [one for name, one in vars(catalog.counts).items() if name.endswith("_facets")]
    assert kept.cache_info().currsize == 3


def test_a_failure_is_not_kept(own):
    catalog, _ = own
    good = catalog.database.rows

    def broken(query, parameters=None):
        raise ArtefactError("damaged")

    catalog.database.rows = broken
    with pytest.raises(ArtefactError):
        catalog.counts.facets(Filter(inferred=True))
    catalog.database.rows = good
    assert catalog.counts.facets(Filter(inferred=True))["sectors"]


def test_builds_do_not_share(tiny, catalog):
    assert tiny.counts.facets(Filter(inferred=True)) != catalog.counts.facets(Filter(inferred=True))


def test_many_ask_at_once():
    here = threading.Barrier(8, timeout=10)

    class Door:
        calls = 0

        @shared_answer
        def double(self, number: int) -> int:
            Door.calls += 1
            return number * 2

    door = Door()

    def ask(_):
        here.wait()
        return [door.double(number % 50) for number in range(2000)]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))
    assert all(answer == [number % 50 * 2 for number in range(2000)] for answer in answers)
    assert Door.calls <= 8 * 50
    before = Door.calls
    door.double(7)
    assert Door.calls == before


def test_a_filter_of_codes_alone_decides_about_scenarios(own):
    catalog, asked = own
    chosen = Filter(sectors=("energy",))
    catalog.plan.scenarios_without_place(chosen)
    before = len(asked)
    # Where the places lie says nothing about scenarios without a place, so that this is the same.
    catalog.plan.scenarios_without_place(replace(chosen, area=AREA, regions=("north",)))
    assert len(asked) == before
