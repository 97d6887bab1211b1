"""Rules of shortlists as the README and the docstrings promise them, with literal values."""

import pytest

from geo.errors import ShortlistError
from geo.shortlist.model import Item, OwnPlace, Position, Shortlist, own_item
from geo.shortlist.ranked import Ranked

ACCEPTED = [(180, 90), (-180, -90), (0, 0), (103.5, 30.1)]
REFUSED = [
    (103, 120),
    (103, 90.1),
    (103, -90.1),
    (180.1, 30),
    (-180.1, 30),
    (float("nan"), 30),
    (103, float("inf")),
    (103, None),
    (None, 30),
    ("103", "30"),
    (True, False),
]


@pytest.mark.parametrize(("lon", "lat"), ACCEPTED)
def test_degrees_on_earth_are_taken(lon, lat):
    assert Position(lon, lat, "site").lon == lon
    assert OwnPlace("x", lon, lat, "site").lat == lat


@pytest.mark.parametrize(("lon", "lat"), REFUSED)
def test_degrees_that_are_none_are_refused(lon, lat):
    for make in (lambda: Position(lon, lat, "site"), lambda: OwnPlace("x", lon, lat, "site")):
        with pytest.raises(ShortlistError):
            make()


LIMITS = [
    # what, the most that is taken, one more
    (lambda n: Shortlist(items=tuple(Item(f"p{i}") for i in range(n))), 5_000),
    (lambda n: Shortlist(name="x" * n), 200),
    (lambda n: Item("p", "x" * n), 4_000),
    (lambda n: Item("p" * n), 200),
    (lambda n: Item("p", tags=tuple(map(str, range(n)))), 20),
    (lambda n: Item("p", tags=("x" * n,)), 100),
    (lambda n: Item("p", columns=tuple((str(i), "") for i in range(n))), 200),
    (lambda n: Item("p", columns=(("c", "x" * n),)), 32_000),
    (lambda n: OwnPlace("x" * n), 32_000),
    (lambda n: own_item(OwnPlace("a")) if n < 1 else Item("own-" + "0" * n, own=OwnPlace("a")), 40),
]


@pytest.mark.parametrize(("make", "most"), LIMITS)
def test_the_limits_of_a_list(make, most):
    make(most)
    with pytest.raises(ShortlistError):
        make(most + 1)


@pytest.mark.parametrize("metres", [-1, 0.5, float("nan"), 2e15, "1", True])
def test_an_uncertainty_is_a_whole_number_of_metres(metres):
    with pytest.raises(ShortlistError):
        Position(1, 1, "site", metres)
    with pytest.raises(ShortlistError):
        OwnPlace("x", 1, 1, "site", metres)


def test_an_uncertainty_of_nothing_or_none_is_taken():
    assert Position(1, 1, "site", 0).uncertainty_m == 0
    assert Position(1, 1, "site", None).uncertainty_m is None


def test_defaults():
    fresh = Shortlist()
    assert (fresh.name, fresh.items, fresh.build, fresh.filter, fresh.criteria) == (
        "",
        (),
        "",
        (),
        (),
    )
    assert (fresh.updated, fresh.version) == ("", 0)
    assert len(fresh.id) >= 22  # 128 bits
    assert fresh.id != Shortlist().id
    assert OwnPlace("x").precision == "unlocated"
    assert Ranked(1, 0.5).why == ""
