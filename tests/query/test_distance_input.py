"""What people type as a distance filter, on a handful of names: the place, or what is said."""

from __future__ import annotations

import pytest

from geo.errors import UnknownValueError
from geo.query.distance_input import EXAMPLES, read_distance_filter
from geo.query.pinyin import romanize
from geo.query.search import SearchIndex, SearchName
from geo.query.spatial import DistanceFilter

POINTS = {
    "tower": (103.1, 30.3),
    "tower-dam": (103.2, 30.5),
    "east-hill": (104.0, 30.0),
    "west-hill": (102.0, 30.0),
    "ghost": None,
    **{f"mill-{number}": (103.0 + number / 10, 31.0) for number in range(6)},
}
NAMES = [
    ("place", "tower", "石塔"),
    ("place", "tower", "Stone Tower"),
    ("station", "tower-dam", "石塔"),  # a station of the name of a place
    ("place", "east-hill", "东山"),
    ("place", "east-hill", "Hill"),
    ("place", "west-hill", "西山"),
    ("place", "west-hill", "Hill"),
    ("place", "ghost", "无踪"),
    ("region", "519101", "甲山县"),
    *[("place", f"mill-{number}", "磨坊") for number in range(6)],
]
INDEX = SearchIndex(
    SearchName(kind, code, text, "" if text.isascii() else romanize(text), number)
    for number, (kind, code, text) in enumerate(NAMES)
)


def find(text: str) -> DistanceFilter:
    return read_distance_filter(text, POINTS, INDEX, lambda code: f"name of {code}")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("tower,50", DistanceFilter(103.1, 30.3, 50, "tower")),
        (" tower , 50 ", DistanceFilter(103.1, 30.3, 50, "tower")),
        ("石塔,0.5", DistanceFilter(103.1, 30.3, 0.5, "tower")),  # the place before its station
        ("石塔，5", DistanceFilter(103.1, 30.3, 5, "tower")),
        ("石塔、5", DistanceFilter(103.1, 30.3, 5, "tower")),
        ("Stone Tower,5", DistanceFilter(103.1, 30.3, 5, "tower")),
        ("stone,5", DistanceFilter(103.1, 30.3, 5, "tower")),
        ("shita,5", DistanceFilter(103.1, 30.3, 5, "tower")),
        ("tower-dam,5", DistanceFilter(103.2, 30.5, 5, "tower-dam")),
        ("104.06,30.66,100", DistanceFilter(104.06, 30.66, 100)),
        ("104.06 ， 30.66 ， 100", DistanceFilter(104.06, 30.66, 100)),
    ],
)
def test_found(text, near):
    assert find(text) == near


REFUSED = [
    # text, the nearest, a part of the reason
    ("石塔", EXAMPLES, "'石塔' has no distance; write PLACE,KM"),
    ("", EXAMPLES, "'' has no distance"),
    ("104.06,30.66", EXAMPLES, None),
    ("200,30,5", EXAMPLES, None),
    ("1,2,3,4", EXAMPLES, None),
    ("石塔,东山,5", EXAMPLES, None),
    ("12,5", EXAMPLES, None),
    (",5", EXAMPLES, None),
    ("石塔,x", EXAMPLES, "'x' is not a distance in kilometres above 0 and up to"),
    ("石塔, -1", EXAMPLES, "'-1' is not a distance"),
    ("石塔,0", EXAMPLES, "'0' is not a distance"),
    (
        "Hill,5",
        ["east-hill (name of east-hill)", "west-hill (name of west-hill)"],
        "'Hill' may be 2 places; give the id of one",
    ),
    (
        "磨坊,5",
        [f"mill-{number} (name of mill-{number})" for number in range(5)],
        "'磨坊' may be 6 places",
    ),
    ("无踪,5", None, "'无踪' has no known position, so that no distance to it can be measured"),
    ("ghost,5", None, "'ghost' has no known position"),
]


@pytest.mark.parametrize(("text", "nearest", "reason"), REFUSED)
def test_refused(text, nearest, reason):
    with pytest.raises(UnknownValueError) as error:
        find(text)
    assert (error.value.field, error.value.value) == ("near", text)
    if nearest is not None:
        assert list(error.value.nearest) == list(nearest)
    assert all("ghost" not in one for one in error.value.nearest)  # it would not do either
    if reason:
        assert reason in str(error.value)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("石踏,5", "tower (name of tower)"),
        ("Stone Towr,5", "tower (name of tower)"),
        ("甲山县,5", None),
    ],
)
def test_unknown_names_the_nearest_that_have_a_position(text, first):
    with pytest.raises(UnknownValueError) as error:
        find(text)
    nearest = list(error.value.nearest)
    assert first in (None, nearest[0])
    assert len(nearest) == len(set(nearest)) <= 5
    assert not any("519101" in one for one in nearest)
