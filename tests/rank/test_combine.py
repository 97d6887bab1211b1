"""What the numbers of regions make of a site, and what is told of it; worked out by hand."""

import pytest

from geo.rank.combine import Combine, combine
from geo.rank.sites import Site

JINJIANG, QINGYANG, CHENGDU = "510104", "510105", "510100"
ONE = Site("one", ("一区",), (JINJIANG,), (CHENGDU,))
TWO = Site("two", ("两区",), (JINJIANG, QINGYANG), (CHENGDU,))
CITY = Site("city", ("全市",), (CHENGDU,), (CHENGDU,))
NOTES = ("several", "partial", "coarse", "unweighted")


def notes(combined):
    return {note: getattr(combined, note) for note in NOTES if getattr(combined, note)}


@pytest.mark.parametrize("how", Combine)
@pytest.mark.parametrize("site", [ONE, CITY])
def test_one_number_is_that_number_and_nothing_is_told(site, how):
    """Also of a site that is its whole prefecture: nothing finer was wanted."""
    made = combine({JINJIANG: 10, CHENGDU: 90}, [site], how, lambda *_: {})
    assert made.values == {"one": 10} if site is ONE else {"city": 90}
    assert notes(made) == {}


@pytest.mark.parametrize(
    ("numbers", "value", "told"),
    [
        ({JINJIANG: 10, QINGYANG: 20, CHENGDU: 90}, 15, {"several"}),
        ({JINJIANG: 10, CHENGDU: 90}, 10, {"partial"}),
        ({CHENGDU: 90}, 90, {"coarse"}),
    ],
)
def test_counties_count_before_their_prefecture(numbers, value, told):
    made = combine(numbers, [TWO], Combine.MEAN, None)
    assert made.values == {"two": value}
    assert notes(made) == dict.fromkeys(told, ("two",))


def test_a_site_without_any_number_is_left_out():
    made = combine({QINGYANG: 20}, [ONE, TWO], Combine.SUM, None)
    assert made.values == {"two": 20}
    assert notes(made) == {"partial": ("two",)}


def test_shares_are_asked_of_the_site_and_its_counties_with_numbers_only_where_there_are_several():
    asked = []

    def shares(site, codes):
        asked.append((site, list(codes)))
        return {JINJIANG: 3.0, QINGYANG: 1.0}

    made = combine({JINJIANG: 10, QINGYANG: 20}, [ONE, TWO], Combine.SHARE, shares)
    assert asked == [(TWO, [JINJIANG, QINGYANG])]
    assert made.values == {"one": 10, "two": 12.5}  # (3·10 + 1·20) / 4
    assert notes(made) == {"several": ("two",)}


@pytest.mark.parametrize("shares", [None, lambda *_: {}, lambda *_: {QINGYANG: 0.0}])
def test_where_shares_are_not_known_counties_count_alike_and_it_is_told(shares):
    made = combine({JINJIANG: 10, QINGYANG: 20}, [TWO], Combine.SHARE, shares)
    assert made.values == {"two": 15}
    assert notes(made) == {"several": ("two",), "unweighted": ("two",)}


def test_a_county_that_the_site_only_touches_counts_nothing():
    made = combine({JINJIANG: 10, QINGYANG: 20}, [TWO], Combine.SHARE, lambda *_: {QINGYANG: 0.5})
    assert made.values == {"two": 20}
