"""Reasons and rules of a ranking in words, in both languages."""

from dataclasses import replace

import pytest

from geo.rank import code
from geo.rank.code import encode_sets
from geo.rank.criteria import Criterion, Measure
from geo.rank.score import Failing, Missing, Rule
from geo.rank.weights import WeightSet
from geo.rank.words import exported_ranking, threshold_words, value_words
from geo.shortlist.model import Item, OwnPlace, Shortlist, own_item


def cost(**values) -> Criterion:
    return Criterion(Measure.COLUMN, Rule(3.0, False, **values), column="cost")


def ranked(catalog, *criteria, costs=("10", "20", ""), lang="en", sets=()):
    """Own sites A, B, C by their costs: id of the name → what an export says of it."""
    items = [
        own_item(OwnPlace(name, columns=(("cost", cell),) if cell else ()))
        for name, cell in zip("ABC", costs, strict=False)
    ]
    here = Shortlist(items=tuple(items)).rank_by(code.encode(criteria))
    found, about = exported_ranking(catalog, here.with_weight_sets(encode_sets(sets)), lang)
    return {item.own.name: found[item.id] for item in items}, about


def test_a_list_without_criteria_has_no_ranking(tiny):
    assert exported_ranking(tiny, Shortlist(items=(Item("a"),)), "en") == (None, "")


@pytest.mark.parametrize(
    ("lang", "why", "about"),
    [
        ("en", "fails a threshold, ranked last: cost 20, must be at most 15; cost 20 (0.0 points)",
         "cost 100.0 % (less is better, must be at most 15, ranked last if it fails)"),
        ("zh", "未达门槛，排在最后：cost 20，须不高于 15；cost 20（0.0 分）",
         "cost 100.0 %（数值小者优、须不高于 15、未达门槛的排在最后）"),
    ],
)  # fmt: skip
def test_who_fails_says_why_it_is_last(tiny, lang, why, about):
    found, how = ranked(tiny, cost(at_most=15.0, missing=Missing.WORST), lang=lang)
    assert {name: one.rank for name, one in found.items()} == {"A": 1, "C": 2, "B": 3}
    assert found["B"].why == why
    assert how == about


def test_who_is_left_out_says_why(tiny):
    rule = {"missing": Missing.DROP, "at_least": 12.0, "failing": Failing.DROP}
    found, about = ranked(tiny, cost(**rule), sets=[WeightSet("Mine", {"column:cost": 9.0})])
    assert (found["A"].rank, found["A"].score) == (None, None)
    assert found["A"].why == "Weights “Mine” · Left out: cost 10, must be at least 12"
    assert found["C"].why == "Weights “Mine” · Left out: cost has no value"
    assert found["B"].rank == 1
    assert about.startswith("Weights “Mine” · cost 100.0 % (")


def test_a_value_hardly_beyond_its_threshold_does_not_read_like_it(tiny):
    found, _ = ranked(tiny, cost(at_most=100.0), costs=("100.0004", "20"))
    assert "cost 100.0004, must be at most 100" in found["A"].why
    between, _ = ranked(tiny, cost(at_least=15.0, at_most=18.0))
    assert "cost 20, must be from 15 to 18" in between["B"].why


@pytest.mark.parametrize(
    ("km", "words"), [(0.0684, "68.4 m"), (0.9, "900 m"), (1.0, "1 km"), (0.0, "0 km")]
)
def test_distances_below_a_kilometre_are_in_metres(km, words):
    distance = Criterion(Measure.DISTANCE, Rule(1.0, False))
    assert value_words(Shortlist(), distance, km, "en") == words


@pytest.mark.parametrize(
    ("column", "cells", "value", "threshold", "words", "must"),
    [
        ("GDP（亿）", ("1200.5", "3"), 1200.5, 130.0, "1,200.5 亿", "must be at least 130.0 亿"),
        ("占比", ("8.9%", "12%"), 0.089, 0.1, "8.9%", "must be at least 10.0%"),
        ("客流", ("12", "7"), 12.0, 9.0, "12", "must be at least 9"),
    ],
)  # fmt: skip
def test_own_values_have_their_unit_and_decimals_everywhere(
    column, cells, value, threshold, words, must
):
    items = tuple(own_item(OwnPlace(cell, columns=((column, cell),))) for cell in cells)
    here = Shortlist(items=items)
    one = Criterion(Measure.COLUMN, Rule(1.0, True, at_least=threshold), column=column)
    assert value_words(here, one, value, "en") == words
    assert threshold_words(here, one, "en") == must


def test_a_typed_value_hardly_beyond_its_threshold_has_more_decimals(tiny):
    items = tuple(own_item(OwnPlace(cell, columns=(("km", cell),))) for cell in ("9.96", "3.5"))
    here = Shortlist(items=items, types=(("km", "number;1;km"),)).rank_by(
        code.encode([Criterion(Measure.COLUMN, Rule(1.0, False, at_most=9.95), column="km")])
    )
    found, _ = exported_ranking(tiny, here, "en")
    assert "km 10.0 km, must be at most 9.95 km" in found[items[0].id].why
    worse = (own_item(OwnPlace("c", columns=(("km", "9.9500001"),))), items[1])
    found, _ = exported_ranking(tiny, replace(here, items=worse), "en")
    assert "must be at most 9.95 km" in found[worse[0].id].why
    whole = Shortlist(items=tuple(own_item(OwnPlace(c, columns=(("n", c),))) for c in ("9", "8")))
    half = Criterion(Measure.COLUMN, Rule(1.0, False, at_most=8.5), column="n")
    assert threshold_words(whole, half, "en") == "must be at most 8.5"
