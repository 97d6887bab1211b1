"""What counts: named places, or inferred ones, too. One switch for rows, facets, regions, matrices,
exports, words and links, compared with counts of pandas over the Parquet tables of the build.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.catalog import Facet
from geo.export.make_dataset import make_dataset
from geo.query.filters import FIELDS, Filter
from geo.query.permalink import NUMBERS, ViewState, decode, encode
from geo.shortlist.drift import pick
from geo.shortlist.model import Shortlist
from tests.query.test_filters import draw_bounded
from tests.query.test_province import DAMS, NAMED, A, B, ids

ABA = "513200"
# The filter, all of its places, those that the plan names, and the same two for Aba.
SHOWN = [
    ({}, 123, 62, 16, 7),
    ({"sector": "energy"}, 71, 10, 11, 2),
    ({"task": "8"}, 117, 56, 16, 7),
    ({"task": "10"}, 40, 0, 3, 0),
    ({"region": ABA}, 16, 7, 16, 7),
    ({"region": ABA, "sector": "energy"}, 11, 2, 11, 2),
    ({"precision": "site"}, 38, 9, 5, 1),
    ({"relation": "derived"}, 61, 61, 9, 9),  # a chosen relation wins over the switch
    ({"relation": "applicable", "task": "10"}, 40, 40, 3, 3),
    ({"kind": "hydropower_station"}, 61, 0, 9, 0),
    ({"near": "dujiangyan,50"}, 16, 12, 4, 1),
]


@pytest.mark.parametrize(("values", "every", "named", "aba", "aba_named"), SHOWN)
def test_the_places_and_regions_of_the_plan(catalog, values, every, named, aba, aba_named):
    for inferred, places, in_aba in ((True, every, aba), (False, named, aba_named)):
        chosen = catalog.filter(**values, inferred=inferred)
        assert catalog.places(chosen).num_rows == places
        assert catalog.counts.by_region(chosen)[ABA] == in_aba


class Tables:
    """The Parquet tables of a build, and what a filter of one value per field should count."""

    def __init__(self, folder):
        links = pd.read_parquet(folder / "links.parquet")[["place", "task", "relation"]]
        places = pd.read_parquet(folder / "places.parquet")
        kept = ["id", "sectors", "regions", "prefectures", "kind", "precision", "lon"]
        self.pairs = links.merge(places[kept], left_on="place", right_on="id")

    def passing(self, *, inferred, sector=None, task=None, region=None, relation=None):
        pairs = self.pairs
        if relation:
            pairs = pairs[pairs["relation"] == relation]
        elif not inferred:
            pairs = pairs[pairs["relation"] == "named"]
        if task:
            pairs = pairs[pairs["task"] == int(task)]
        for name, value in (("sectors", sector), ("regions", region)):
            if value:
                pairs = pairs[pairs[name].map(lambda held, value=value: value in held).astype(bool)]
        return pairs


@pytest.fixture(scope="module")
def tables(built):
    return Tables(built)


ASKED = [
    {},
    {"sector": "energy"},
    {"task": "8"},
    {"task": "10"},
    {"region": ABA},
    {"region": "510100"},
    {"region": "chengdu-plain", "sector": "platform"},
    {"relation": "derived"},
    {"relation": "applicable", "task": "9"},
]


@pytest.mark.parametrize("inferred", [False, True])
@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_rows_facets_regions_and_exports_count_the_same_as_pandas(catalog, tables, asked, inferred):
    chosen = catalog.filter(**asked, inferred=inferred)
    expected = set(tables.passing(**asked, inferred=inferred)["place"])
    assert {row["id"] for row in catalog.rows(chosen)} == expected
    dataset = make_dataset(catalog, chosen, date="2026-11-29")
    assert set(dataset.places["id"]) == expected
    facets = catalog.counts.facets(chosen)
    for name, column in (("sectors", "sector"), ("tasks", "task"), ("regions", "region")):
        for term in catalog.codelists.terms(name):
            narrowed = tables.passing(**{**asked, column: term.code}, inferred=inferred)
            count = facets[name].get(term.code, Facet(0, 0)).total
            assert count == narrowed["place"].nunique(), (name, term.code)
    if "region" not in asked:
        counts = catalog.counts.by_region(chosen)
        for adcode in catalog.regions.names:
            within = tables.passing(**asked, region=adcode, inferred=inferred)
            assert counts[adcode] == within["place"].nunique(), adcode


@pytest.mark.parametrize("relation", [None, "derived"])
@pytest.mark.parametrize("inferred", [False, True])
@pytest.mark.parametrize("by", ["sectors", "tasks"])
def test_a_matrix_counts_the_same_as_pandas(catalog, tables, by, inferred, relation):
    chosen = Filter(relations=(relation,) if relation else (), inferred=inferred)
    for cell in catalog.counts.coverage(by, chosen.counted):
        asked = {by.removesuffix("s"): cell["code"], "region": cell["adcode"]}
        found = tables.passing(**asked, relation=relation, inferred=inferred)
        assert cell["places"] == found["place"].nunique(), cell


def test_a_place_known_only_to_its_prefecture_counts_there(catalog):
    centre = catalog.place("national-uhd-video-innovation-centre")
    assert (centre["lon"], centre["adcodes"], centre["prefectures"]) == (
        None,
        ["510100"],
        ["510100"],
    )
    chosen = Filter(regions=("510100",))
    assert centre["id"] in {row["id"] for row in catalog.rows(chosen)}
    assert catalog.counts.facets(chosen)["regions"]["510100"].named == 32
    places = make_dataset(catalog, chosen, date="2026-11-29").places.set_index("id")
    row = places.loc[centre["id"]]
    assert (row["prefecture_label"], row["county_label"]) == ("成都市", "")
    assert row.geometry is None
    assert catalog.place("jiepai-oil-field")["regions"] == []


def test_places_that_were_picked_are_exported_whatever_counts(catalog):
    station = catalog.places(Filter(relations=("derived",)))["id"][0].as_py()
    picked = make_dataset(catalog, Filter(), date="2026-11-29", ids=[station])
    assert list(picked.places["id"]) == [station]
    listed = Shortlist(items=pick(catalog, [station]))
    assert list(
        make_dataset(catalog, Filter(), date="2026-11-29", shortlist=listed).places["id"]
    ) == [station]


def test_what_the_plan_names_stays_and_what_is_inferred_goes(tiny):
    assert ids(tiny, inferred=True) == NAMED | DAMS
    assert ids(tiny, inferred=False) == NAMED
    assert ids(tiny, inferred=False, tasks=(3,)) == set()
    assert ids(tiny, inferred=False, relations=("derived",)) == DAMS


def test_facets_count_what_the_switch_counts(tiny):
    with_them, without = (tiny.counts.facets(Filter(inferred=on)) for on in (True, False))
    assert with_them["sectors"]["energy"] == Facet(2, 4)
    assert without["sectors"]["energy"] == Facet(2, 2)
    assert (with_them["regions"][A], with_them["regions"][B]) == (Facet(2, 3), Facet(3, 4))
    assert (without["regions"][A], without["regions"][B]) == (Facet(2, 2), Facet(3, 3))
    assert "hydropower_station" not in without["kinds"]
    assert without["tasks"] == {"1": Facet(1, 1), "2": Facet(6, 6)}
    assert without["relations"] == with_them["relations"]  # choosing one wins over the switch


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_a_facet_promises_what_its_value_gives(catalog, data):
    chosen = replace(draw_bounded(data, catalog), inferred=data.draw(st.booleans()))
    name = data.draw(st.sampled_from(FIELDS))
    for value, facet in catalog.counts.facets(chosen)[name].items():
        code = int(value) if name in NUMBERS else value
        assert catalog.places(replace(chosen, **{name: (code,)})).num_rows == facet.total


SENTENCES = [
    (Filter(), "全部列明地点", "All named places"),
    (
        Filter(inferred=True),
        "全部地点 · 计入推导电站和适用地点",
        "All places · with derived stations and applicable places",
    ),
    (Filter(sectors=("energy",)), "领域：能源", "Sector: Energy"),
    (
        Filter(sectors=("energy",), inferred=True),
        "领域：能源 · 计入推导电站和适用地点",
        "Sector: Energy · with derived stations and applicable places",
    ),
    (Filter(relations=("derived",), inferred=True), "关系：推导", "Relation: Derived"),
]


@pytest.mark.parametrize(("chosen", "zh", "en"), SENTENCES)
def test_the_sentence_says_what_counts(catalog, chosen, zh, en):
    assert catalog.descriptions.sentence(chosen, "zh") == zh
    assert catalog.descriptions.sentence(chosen, "en") == en


LINKS = [
    ({}, False),
    ({"inferred": "1"}, True),
    ({"inferred": "0"}, False),
    ({"stations": "0"}, False),  # links of before the switch
    ({"stations": "1"}, True),
    ({"stations": "0", "inferred": "1"}, True),
    ({"stations": "1", "inferred": "0"}, False),
]


@pytest.mark.parametrize(("given", "inferred"), LINKS)
def test_a_link_carries_it_as_part_of_the_filter(catalog, given, inferred):
    state, dropped = decode(given, catalog.codelists, catalog.spatial.points)
    assert (state, dropped) == (ViewState(Filter(inferred=inferred)), [])
    assert encode(state) == ({"inferred": "1"} if inferred else {})
