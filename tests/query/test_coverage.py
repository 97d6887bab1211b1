"""What the coverage page counts, against a brute-force count over the rows of `Catalog.places`."""

import json

import pytest
import shapely

from geo.query.filters import Filter


def rows_of(catalog, inferred, **chosen):
    return catalog.places(Filter(inferred=inferred, **chosen)).to_pylist()


def matrix(catalog, by, inferred):
    return {
        (cell["code"], cell["adcode"]): cell["places"]
        for cell in catalog.counts.coverage(by, Filter(inferred=inferred).counted)
    }


@pytest.mark.parametrize("inferred", [False, True])
def test_sectors_equal_brute_force(catalog, inferred):
    rows = rows_of(catalog, inferred)
    assert matrix(catalog, "sectors", inferred) == {
        (sector.code, area["adcode"]): sum(
            sector.code in row["sectors"] and area["adcode"] in row["regions"] for row in rows
        )
        for sector in catalog.codelists.terms("sectors")
        for area in catalog.regions.prefectures
    }


@pytest.mark.parametrize("inferred", [False, True])
def test_tasks_equal_brute_force(catalog, inferred):
    assert matrix(catalog, "tasks", inferred) == {
        (task.code, area["adcode"]): sum(
            area["adcode"] in row["regions"]
            for row in rows_of(catalog, inferred, tasks=(int(task.code),))
        )
        for task in catalog.codelists.terms("tasks")
        for area in catalog.regions.prefectures
    }


@pytest.mark.parametrize("by", ["sectors", "tasks"])
def test_order_is_the_plans_and_that_of_the_codes(catalog, by):
    cells = [(cell["code"], cell["adcode"]) for cell in catalog.counts.coverage(by, ("named",))]
    codes = [term.code for term in catalog.codelists.terms(by)]
    adcodes = sorted(area["adcode"] for area in catalog.regions.prefectures)
    assert cells == [(code, adcode) for code in codes for adcode in adcodes]


def test_scenarios_with_and_without_place(catalog):
    tree = [row for row in catalog.plan.tree() if row["scenario"]]
    placed = sum(row["place"] is not None for row in tree)
    expected = {"total": len(tree), "with_place": placed, "without_place": len(tree) - placed}
    assert catalog.counts.scenarios() == expected
    assert expected["total"] == 148


def codes(catalog):
    return [row["adcode"] for level in catalog.regions.levels for row in level]


FILTERS = [
    {},
    {"sectors": ("energy",)},
    {"tasks": (9,), "relations": ("applicable",)},
    {"regions": ("513200",)},
    {"regions": ("510181", "513200")},
    {"regions": ("panxi",)},
    {"sectors": ("finance",)},
]


@pytest.mark.parametrize("chosen", FILTERS, ids=str)
@pytest.mark.parametrize("inferred", [True, False])
def test_regions_count_what_the_narrowed_filter_lists(catalog, chosen, inferred):
    chosen = Filter(**chosen, inferred=inferred)
    expected = {}
    for code in codes(catalog):
        narrowed = catalog.regions.restrict_to(chosen, code)
        expected[code] = catalog.places(narrowed).num_rows if narrowed else 0
    assert catalog.counts.by_region(chosen) == expected


def test_narrowing_never_leaves_the_chosen_regions(catalog):
    narrowed = {
        code: catalog.regions.restrict_to(
            Filter(sectors=("water",), regions=("510181", "513200")), code
        )
        for code in codes(catalog)
    }
    assert narrowed["510100"].regions == ("510181",)
    assert narrowed["510181"].regions == ("510181",)
    assert narrowed["513201"].regions == ("513201",)
    assert narrowed["513200"].sectors == ("water",)
    assert narrowed["510182"] is None
    assert narrowed["513300"] is None


@pytest.mark.parametrize("inferred", [False, True])
def test_regions_with_nothing_equal_brute_force(catalog, inferred):
    for sector in [None, *(term.code for term in catalog.codelists.terms("sectors"))]:
        rows = [row for row in rows_of(catalog, inferred) if sector in (None, *row["sectors"])]
        covered = {code for row in rows for code in row["regions"]}
        chosen = Filter(sectors=(sector,) if sector else (), inferred=inferred)
        counts = catalog.counts.by_region(chosen)
        assert {code for code, places in counts.items() if not places} == {
            code for code in codes(catalog) if code not in covered
        }


def shapes_of(features):
    return [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]


def test_shapes_are_light_valid_and_clockwise_as_d3_wants_them(catalog):
    for features, areas in zip(catalog.regions.small_shapes, catalog.regions.levels, strict=True):
        assert [feature["properties"]["adcode"] for feature in features] == [
            area["adcode"] for area in areas
        ]
        assert len(json.dumps(features)) < 200_000
        for shape in shapes_of(features):
            assert shape.is_valid
            assert not any(
                ring.is_ccw for ring in shapely.get_exterior_ring(shapely.get_parts(shape))
            )


def test_counties_fill_their_prefectures(catalog):
    prefectures, counties = (
        shapely.union_all(shapes_of(level)) for level in catalog.regions.small_shapes
    )
    assert prefectures.symmetric_difference(counties).area < 1e-3 * prefectures.area


def test_citations_are_the_evidence_of_all_places(catalog):
    cited = catalog.citations()
    assert all(row["title"] and row["licence"] for row in cited)  # some name no publisher
    message: dict[str, list[str]] = {}
    for row in cited:
        message.setdefault(row["place"], []).append(row["says_zh"])
    places = catalog.places(Filter(inferred=True))["id"].to_pylist()
    assert list(message) == [place for place in places if place in message]
    for place in places:
        evidence = catalog.place(place)["evidence"]
        assert message.get(place, []) == [item["says_zh"] for item in evidence]
