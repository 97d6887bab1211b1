"""What is measured, on the real places and against a second way of finding it."""

import pytest
import shapely
from pyproj import Geod

from geo.model import Confidence, Precision
from geo.query.filters import Filter
from geo.rank.criteria import MEASURES, Criterion, Measure, RankingContext, criterion_values
from geo.rank.score import Rule, rank
from geo.rank.sites import Site, site_of


@pytest.fixture(scope="module")
def sites(catalog):
    return [
        site_of(row, catalog.spatial.shape(row["id"]))
        for row in catalog.places(Filter(inferred=True)).to_pylist()
    ]


def values(sites, criterion, **ground):
    (column,) = criterion_values(sites, [criterion], RankingContext(**ground))
    return column.values


def test_every_measure_can_be_measured():
    assert set(MEASURES) == set(Measure)


def test_precision_confidence_and_tasks(sites, catalog):
    precision = values(sites, Criterion(Measure.PRECISION))
    confidence = values(sites, Criterion(Measure.CONFIDENCE))
    tasks = values(sites, Criterion(Measure.TASKS))
    for row in catalog.places(Filter(inferred=True)).to_pylist():
        assert (precision[row["id"]] is None) == (row["precision"] == Precision.UNLOCATED)
        assert (confidence[row["id"]] is None) == (row["confidence"] == Confidence.NONE)
        assert tasks[row["id"]] == len({*row["tasks"], *row["applicable_tasks"]})
    assert precision["sanxingdui"] == 3.0


@pytest.mark.parametrize("level", ["counties", "prefectures"])
def test_the_gap_counts_the_other_named_places_of_the_sector(sites, catalog, level):
    gap = values(sites, Criterion(Measure.GAP, level=level), everywhere=sites)
    column = "adcodes" if level == "counties" else "prefectures"
    for row in catalog.places(Filter(inferred=True)).to_pylist():
        counts = []
        known = [code for code in row[column] if (level == "counties") != (code[4:] == "00")]
        for code in known:  # in `adcodes` may be a prefecture, where only that is known
            inside = catalog.places(
                Filter(sectors=tuple(row["sectors"]), regions=(code,), relations=("named",))
            )["id"].to_pylist()
            counts.append(len(set(inside) - {row["id"]}))
        wanted = sum(counts) / len(counts) if counts else None
        assert gap[row["id"]] == wanted, row["id"]


def test_distance_goes_from_the_whole_geometry(sites, catalog):
    airport = catalog.spatial.shape("tianfu-airport")
    away = values(sites, Criterion(Measure.DISTANCE, origin="x"), origins={"x": airport})
    assert away["tianfu-airport"] == 0
    there = catalog.spatial.shape("sanxingdui")
    _, _, metres = Geod(ellps="WGS84").inv(there.x, there.y, airport.x, airport.y)
    assert away["sanxingdui"] == pytest.approx(metres / 1000, rel=1e-6)
    on_river = shapely.Point(catalog.spatial.shape("min-river").coords[0])
    river = values(sites, Criterion(Measure.DISTANCE, origin="x"), origins={"x": on_river})
    assert river["min-river"] == pytest.approx(0, abs=0.001)
    assert [key for key, km in away.items() if km is None] == [
        s.id for s in sites if s.shape is None
    ]


def test_an_origin_without_a_place_measures_nothing(sites):
    criterion = Criterion(Measure.DISTANCE, origin="gone")
    assert set(values(sites, criterion).values()) == {None}


def test_own_places_miss_what_is_not_known_of_them():
    own = Site("own-1", ("某处",), shape=shapely.Point(104, 30))
    for measure in (
        Measure.PRECISION,
        Measure.CONFIDENCE,
        Measure.TASKS,
        Measure.GAP,
        Measure.UNCERTAINTY,
        Measure.COLUMN,
    ):
        assert values([own], Criterion(measure)) == {"own-1": None}


def test_a_ranking_of_real_sites_explains_itself(sites, catalog):
    chosen = [site for site in sites if site.id in ("sanxingdui", "jiuzhaigou", "min-river")]
    ground = RankingContext(
        sites, {"a": catalog.spatial.shape("tianfu-airport")}, {"投资": {"sanxingdui": 3.0}}
    )
    criteria = [
        Criterion(Measure.DISTANCE, Rule(2.0, False), origin="a"),
        Criterion(Measure.COLUMN, Rule(1.0), column="投资"),
    ]
    ranking = rank([site.id for site in chosen], criterion_values(chosen, criteria, ground))
    assert ranking.order[0] == "sanxingdui"
    assert set(ranking.missing["column:投资"]) == {"jiuzhaigou", "min-river"}
    assert ranking.sites[0].score == pytest.approx(
        sum(share.points for share in ranking.sites[0].contributions.values())
    )
