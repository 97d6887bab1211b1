"""Criteria with their defaults on the tiny province: which way each one sorts, in which unit."""

import pytest

from geo.query.filters import Filter
from geo.rank.criteria import (
    LESS_IS_BETTER,
    SPANS,
    Criterion,
    Measure,
    RankingContext,
    criterion_values,
)
from geo.rank.score import Missing, Rule, rank
from geo.rank.sites import Site, site_of
from tests.support.scopes import for_the_module

A, B, NORTH = "519101", "519102", "519100"

# As the README and the help texts have it: what a planner expects who changes nothing.
LESS = {"uncertainty", "gap", "distance"}
MORE = {"precision", "confidence", "tasks", "column"}


@pytest.fixture(scope=for_the_module)
def sites(tiny):
    rows = tiny.places(Filter(inferred=True)).to_pylist()
    return [site_of(row, tiny.spatial.shape(row["id"])) for row in rows]


@pytest.fixture(scope=for_the_module)
def values(tiny, sites):
    """What a criterion measures, by id."""

    def measure(name, **about):
        criterion = Criterion(Measure(name), **about)
        ground = RankingContext(
            sites, {"stone-tower": tiny.spatial.shape("stone-tower")}, {"own": {"harbour": 7.0}}
        )
        (column,) = criterion_values(sites, [criterion], ground)
        return column.values

    return measure


def test_less_is_better_where_it_should_be():
    assert {str(measure) for measure in LESS_IS_BETTER} == LESS
    assert {str(measure) for measure in Measure} == LESS | MORE
    assert Rule() == Rule(1.0, True, Missing.LAST, None)
    assert SPANS == {Measure.PRECISION: (0.0, 4.0), Measure.CONFIDENCE: (1.0, 3.0)}


TABLE = {  # id → precision, uncertainty in km, confidence, tasks
    "lake-heart": (4, 0.05, 3, 2),
    "stone-tower": (3, 0.5, 3, 2),
    "upper-dam": (3, 1, 3, 1),
    "harbour": (2, 3, 2, 2),
    "lower-dam": (2, 2, 2, 1),
    "twin-village": (2, 5, 1, 1),
    "qing-river": (1, 80, 3, 1),
    "tea-hill": (0, 30, 2, 1),
    "ghost-field": (None, None, None, 1),
}


@pytest.mark.parametrize(("place", "expected"), TABLE.items())
def test_what_the_criteria_measure(values, place, expected):
    names = ("precision", "uncertainty", "confidence", "tasks")
    assert tuple(values(name)[place] for name in names) == expected


def test_gap_counts_the_other_named_places_of_the_sector(values):
    prefectures = values("gap")
    # tourism: stone-tower in the north, lake-heart in the south; the stations are not named
    assert prefectures == {
        "stone-tower": 0,
        "lake-heart": 0,
        "harbour": 0,
        "tea-hill": 0,
        "twin-village": 0,
        "qing-river": 0,
        "upper-dam": 1,
        "lower-dam": 1,
        "ghost-field": None,
    }
    counties = values("gap", level="counties")
    assert counties["upper-dam"] == 1
    assert counties["ghost-field"] is None


def test_gap_counts_in_the_county_or_in_the_prefecture():
    """Two of a sector in different counties of one prefecture, and one in several counties."""
    one = Site("one", ("one",), (A,), (NORTH,), ("energy",), named=True)
    other = Site("other", ("other",), (B,), (NORTH,), ("energy",), named=True)
    both = Site("both", ("both",), (A, B), (NORTH,), ("energy",))
    derived = Site("derived", ("derived",), (A,), (NORTH,), ("energy",))
    water = Site("water", ("water",), (A,), (NORTH,), ("water",), named=True)
    none = Site("none", ("none",), (A,), (NORTH,), (), named=True)  # of no sector: no gap to count
    everywhere = [one, other, both, derived, water, none]

    def gap(level):
        criterion = Criterion(Measure.GAP, level=level)
        return criterion_values(everywhere, [criterion], RankingContext(everywhere))[0].values

    assert gap("prefectures") == {
        "one": 1,
        "other": 1,
        "both": 2,
        "derived": 2,
        "water": 0,
        "none": None,
    }
    assert gap("counties") == {
        "one": 0,
        "other": 0,
        "both": 1,
        "derived": 1,
        "water": 0,
        "none": None,
    }


def test_distance_is_in_kilometres_from_the_whole_place(values):
    away = values("distance", origin="stone-tower")
    # on paper: see REACHED in tests/query/test_province.py
    expected = {
        "stone-tower": 0,
        "lake-heart": 22.2,
        "qing-river": 27.7,
        "upper-dam": 29.3,
        "harbour": 44.4,
        "tea-hill": 48.1,
        "lower-dam": 72.8,
        "twin-village": 77.0,
    }
    assert away.pop("ghost-field") is None
    assert away == pytest.approx(expected, abs=0.1)
    assert set(values("distance", origin="nowhere").values()) == {None}


def test_own_columns_give_only_what_the_planner_gave(values):
    assert {k: v for k, v in values("column", column="own").items() if v is not None} == {
        "harbour": 7.0
    }


def test_nearer_is_better(tiny, sites):
    """The default of a distance, as the page sets it from LESS_IS_BETTER."""
    rule = Rule(more_is_better=Measure.DISTANCE not in LESS_IS_BETTER)
    criterion = Criterion(Measure.DISTANCE, rule, origin="stone-tower")
    ground = RankingContext(origins={"stone-tower": tiny.spatial.shape("stone-tower")})
    order = rank([site.id for site in sites], criterion_values(sites, [criterion], ground)).order
    assert order == (
        "stone-tower",
        "lake-heart",
        "qing-river",
        "upper-dam",
        "harbour",
        "tea-hill",
        "lower-dam",
        "twin-village",
        "ghost-field",
    )


def test_what_ranking_knows_of_a_place(sites):
    by_id = {site.id: site for site in sites}
    tower, dam = by_id["stone-tower"], by_id["upper-dam"]
    assert tower.named
    assert not dam.named
    assert tower.names == ("石塔", "Stone Tower", "甲山石塔", "Old Tower")
    assert tower.tasks == (2, 3)
    assert tower.adcodes == ("519101",)
    assert tower.prefectures == ("519100",)


def test_a_criterion_is_known_by_what_it_is_about():
    assert Criterion(Measure.PRECISION).key == "precision"
    assert Criterion(Measure.GAP).key == "gap:prefectures"
    assert Criterion(Measure.GAP, level="counties").key == "gap:counties"
    assert Criterion(Measure.DISTANCE, origin="103,30").key == "distance:103,30"
    assert Criterion(Measure.COLUMN, column="预算").key == "column:预算"


# weight 2 on the first, 1 on the second: a by hand 2/3·1 + 1/3·0, b 2/3·½ + 1/3·1, c 0
BY_HAND = {"a": (10.0, 0.0, 2 / 3), "b": (5.0, 4.0, 2 / 3), "c": (0.0, 0.0, 0.0)}


def test_a_score_by_hand():
    from geo.rank.score import CriterionColumn

    first = CriterionColumn("x", Rule(2.0), {key: row[0] for key, row in BY_HAND.items()})
    second = CriterionColumn("y", Rule(1.0), {key: row[1] for key, row in BY_HAND.items()})
    ranking = rank(list("abc"), [first, second])
    assert {one.id: one.score for one in ranking.sites} == {
        key: row[2] for key, row in BY_HAND.items()
    }
    assert [one.rank for one in ranking.sites] == [1, 1, 3]
    share = ranking.sites[0].contributions["x"]
    assert (share.value, share.utility, share.weight, share.points) == (10.0, 1.0, 2 / 3, 2 / 3)
