"""Portraits of regions and tasks, against pandas on the Parquet files of the build."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.query.filters import Filter

PREFECTURES = (
    "510100",
    "510300",
    "510400",
    "510500",
    "510600",
    "510700",
    "510800",
    "510900",
    "511000",
    "511100",
    "511300",
    "511400",
    "511500",
    "511600",
    "511700",
    "511800",
    "511900",
    "512000",
    "513200",
    "513300",
    "513400",
)
STRENGTH = ["named", "derived", "applicable"]


@pytest.fixture(scope="module")
def tables(built):
    """Places and their links to tasks, as the build wrote them."""
    columns = ["id", "regions", "prefectures", "sectors", "precision", "lon"]
    places = pd.read_parquet(built / "places.parquet", columns=columns).set_index("id")
    return places, pd.read_parquet(built / "links.parquet")


def strongest(links):
    """Place → the strongest relation that one of the links has."""
    return links.groupby("place")["relation"].agg(lambda found: min(found, key=STRENGTH.index))


def codes(column):
    """The lists of a column as sets of (code, place)."""
    return {(str(code), place) for place, listed in column.items() for code in listed}


def pairs(counted):
    return {(code, place) for code, places in counted.items() for place in places}


def check(portrait, places, links, *, task=None):
    """Every number of a portrait, from the places and links that it is about."""
    relations = strongest(links if task is None else links[links["task"] == task])
    relations = relations[relations.index.isin(places.index)]
    for name in STRENGTH:
        assert set(getattr(portrait, name)) == set(relations[relations == name].index), name
    named = places.loc[relations[relations == "named"].index]
    assert set(portrait.pinned) == set(named.index[named["lon"].notna()])
    assert pairs(portrait.sectors) == codes(named["sectors"])
    assert pairs(portrait.prefectures) == codes(named["prefectures"])
    assert {code: len(found) for code, found in portrait.precisions.items() if found} == dict(
        named["precision"].value_counts()
    )
    naming = links[(links["relation"] == "named") & links["place"].isin(named.index)]
    assert pairs(portrait.tasks) == {(str(row.task), row.place) for row in naming.itertuples()}
    fits = links[(links["relation"] == "applicable") & links["place"].isin(places.index)]
    fits = fits if task is None else fits[fits["task"] == task]
    assert sum(len(one.places) for one in portrait.applied) == len(fits)
    assert {(one.group["task"], place) for one in portrait.applied for place in one.places} == {
        (row.task, row.place) for row in fits.itertuples()
    }
    assert set(portrait.elsewhere) == set(named.index[named["prefectures"].str.len() == 0])


def within(places, code):
    return places[[code in listed for listed in places["regions"]]]


@pytest.mark.parametrize("code", PREFECTURES)
def test_a_prefecture_and_all_its_counties(catalog, tables, code):
    places, links = tables
    counties = catalog.regions.children(code)
    assert counties
    for region in (code, *counties):
        check(catalog.portrait(Filter(regions=(region,))), within(places, region), links)


def test_these_are_all_prefectures_and_counties(catalog):
    assert tuple(row["adcode"] for row in catalog.regions.prefectures) == PREFECTURES
    assert sum(len(catalog.regions.children(code)) for code in PREFECTURES) == 183


@pytest.mark.parametrize("task", range(1, 19))
def test_a_task(catalog, tables, task):
    places, links = tables
    check(catalog.portrait(Filter(tasks=(task,))), places, links, task=task)


def test_the_province_names_62_places_and_leaves_nothing_out(catalog, tables):
    whole = catalog.portrait(Filter())
    check(whole, *tables)
    assert (len(whole.named), len(whole.derived), whole.applicable) == (62, 61, ())
    assert len(whole.tasks) == 18
    assert len(whole.sectors) == 22
    assert whole.missing("tasks", whole)[0] == ()


def test_what_is_missing_says_whether_it_is_anywhere(catalog):
    whole = catalog.portrait(Filter())
    here = catalog.portrait(Filter(regions=("510100",)))
    elsewhere, nowhere = here.missing("sectors", whole)
    assert elsewhere == ("agriculture",)
    assert {*elsewhere, *nowhere, *here.sectors_here} == set(whole.sectors)
    assert not {*elsewhere, *nowhere} & {*here.sectors_here}
    assert "8" in here.tasks_here


def test_what_applies_has_a_reason_and_is_not_named_there(catalog):
    task = catalog.portrait(Filter(tasks=(10,)))
    assert not task.named
    assert len(task.applicable) == 40
    for one in task.applied:
        assert one.group["task"] == 10
        assert one.group["reason_zh"]
        assert one.group["reason_en"]
        assert set(one.places) <= set(task.applicable)
