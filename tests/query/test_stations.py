"""Whether derived stations count is part of a filter: rows, facets, regions, words and links."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.catalog import Facet
from geo.query.filters import FIELDS, Filter
from geo.query.permalink import NUMBERS, ViewState, decode, encode
from tests.query.test_filters import draw_bounded
from tests.query.test_province import DAMS, NAMED, A, B, ids

ABA = "513200"
# What the pages showed before this was part of the filter: the filter, all of its places, those
# without the stations, and the same two for the prefecture of Aba.
SHOWN = [
    ({}, 123, 62, 16, 7),
    ({"sector": "energy"}, 71, 10, 11, 2),
    ({"task": "8"}, 117, 56, 16, 7),
    ({"task": "10"}, 40, 40, 3, 3),
    ({"region": ABA}, 16, 7, 16, 7),
    ({"region": ABA, "sector": "energy"}, 11, 2, 11, 2),
    ({"precision": "site"}, 38, 9, 5, 1),
    ({"relation": "derived"}, 61, 0, 9, 0),
    ({"kind": "hydropower_station"}, 61, 0, 9, 0),
    ({"near": "dujiangyan,50"}, 16, 12, 4, 1),
]


@pytest.mark.parametrize(("values", "every", "without", "aba", "aba_without"), SHOWN)
def test_the_places_and_regions_of_the_plan(catalog, values, every, without, aba, aba_without):
    for stations, places, in_aba in ((True, every, aba), (False, without, aba_without)):
        chosen = catalog.filter(**values, stations=stations)
        assert catalog.places(chosen).num_rows == places
        assert catalog.counts.by_region(chosen)[ABA] == in_aba


def test_what_the_plan_names_stays_and_only_stations_go(tiny):
    assert ids(tiny) == NAMED | DAMS
    assert ids(tiny, stations=False) == NAMED
    assert ids(tiny, stations=False, relations=("derived",)) == set()


def test_facets_count_stations_only_where_they_are_shown(tiny):
    with_them, without = (tiny.counts.facets(Filter(stations=on)) for on in (True, False))
    assert with_them["sectors"]["energy"] == Facet(2, 4)
    assert without["sectors"]["energy"] == Facet(2, 2)
    assert (with_them["regions"][A], with_them["regions"][B]) == (Facet(2, 3), Facet(3, 4))
    assert (without["regions"][A], without["regions"][B]) == (Facet(2, 2), Facet(3, 3))
    assert "derived" not in without["relations"]
    assert "hydropower_station" not in without["kinds"]
    assert without["tasks"] == {"1": Facet(1, 1), "2": Facet(6, 6), "3": Facet(0, 3)}


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_a_facet_promises_what_its_value_gives(catalog, data):
    chosen = replace(draw_bounded(data, catalog), stations=data.draw(st.booleans()))
    name = data.draw(st.sampled_from(FIELDS))
    for value, facet in catalog.counts.facets(chosen)[name].items():
        code = int(value) if name in NUMBERS else value
        assert catalog.places(replace(chosen, **{name: (code,)})).num_rows == facet.total


def test_the_sentence_says_that_they_are_left_out(catalog):
    without = Filter(stations=False)
    assert catalog.descriptions.sentence(without, "zh") == "全部地点 · 不含推导电站"
    assert catalog.descriptions.sentence(without, "en") == "All places · without derived stations"
    energy = replace(without, sectors=("energy",))
    assert (
        catalog.descriptions.sentence(energy, "en") == "Sector: Energy · without derived stations"
    )
    assert "station" not in catalog.descriptions.sentence(Filter(sectors=("energy",)), "en")


def test_a_link_carries_it_as_part_of_the_filter(catalog):
    state, dropped = decode({"stations": "0"}, catalog.codelists, catalog.spatial.points)
    assert (state, dropped) == (ViewState(Filter(stations=False)), [])
    assert encode(state) == {"stations": "0"}
    assert not state.filter.is_empty
