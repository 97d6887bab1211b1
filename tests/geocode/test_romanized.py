"""Texts of Latin letters against a handful of names: which words are hits, and at which level."""

import pytest

from geo.geocode.romanized import romanized_matches
from geo.geocode.suffixes import UnitRank
from geo.geocode.toponyms import NameForm

LATIN = {
    "yaan": (0,),
    "yibin": (0, 1),
    "lushan": (1, 2),
    "qingriver": (3,),
    "qing": (2,),
    "ctu": (3,),
    "tashan": (2, 5),
    "xian": (1, 4),
    "onetwothreefourfivesix": (3,),
    "onetwothreefourfivesixseven": (2,),
}


class Few:
    """Six units: what `romanized_matches` asks of the names of a build."""

    rank = (
        UnitRank.PREFECTURE,
        UnitRank.COUNTY,
        UnitRank.TOWN,
        UnitRank.THING,
        UnitRank.COUNTY,
        UnitRank.TOWN,
    )
    inside = (True, True, True, True, False, True)
    today = (0, 1, 2, 3, 4, 2)  # the last is a former name of the third
    latin = LATIN


def found(text):
    return [
        (match.start, match.end, match.rank, match.form, match.units)
        for match in romanized_matches(text, Few())
    ]


TEXTS = [
    ("yaan", [(0, 4, UnitRank.PREFECTURE, NameForm.SHORT, (0,))]),
    ("ya|an", [(0, 5, UnitRank.PREFECTURE, NameForm.SHORT, (0,))]),
    ("ya||an", [(0, 6, UnitRank.PREFECTURE, NameForm.SHORT, (0,))]),
    ("in|yaan|city", [(3, 7, UnitRank.PREFECTURE, NameForm.FULL, (0,))]),
    ("qing|river", [(0, 10, UnitRank.THING, NameForm.ALIAS, (3,))]),  # the longest name
    ("qing|lake", [(0, 4, UnitRank.TOWN, NameForm.SHORT, (2,))]),
    ("ctu", [(0, 3, UnitRank.THING, NameForm.ALIAS, (3,))]),
    ("to|ctu", []),  # a short code stands alone
    (
        "yaan|qing",
        [
            (0, 4, UnitRank.PREFECTURE, NameForm.SHORT, (0,)),
            (5, 9, UnitRank.TOWN, NameForm.SHORT, (2,)),
        ],
    ),
    (
        "lushan",
        [
            (0, 6, UnitRank.COUNTY, NameForm.SHORT, (1,)),
            (0, 6, UnitRank.TOWN, NameForm.SHORT, (2,)),
        ],
    ),
    ("lushan|county", [(0, 6, UnitRank.COUNTY, NameForm.FULL, (1,))]),
    ("lushan|district", [(0, 6, UnitRank.COUNTY, NameForm.FULL, (1,))]),
    ("lushan|town", [(0, 6, UnitRank.TOWN, NameForm.FULL, (2,))]),
    ("lushan|township", [(0, 6, UnitRank.TOWN, NameForm.FULL, (2,))]),
    (
        "lushan|city",
        [(0, 6, UnitRank.COUNTY, NameForm.FULL, (1,))],
    ),  # a city may be a county, no town
    ("yibin|county", [(0, 5, UnitRank.COUNTY, NameForm.FULL, (1,))]),
    (
        "yibin|prefecture",
        [
            (0, 5, UnitRank.PREFECTURE, NameForm.FULL, (0,)),
            (0, 5, UnitRank.COUNTY, NameForm.FULL, (1,)),
        ],
    ),
    ("lushan|village", []),
    ("qing|river|town", [(0, 10, UnitRank.THING, NameForm.ALIAS, (3,))]),
    ("tashan", [(0, 6, UnitRank.TOWN, NameForm.SHORT, (2, 5))]),  # one hit for one level
    ("one|two|three|four|five|six", [(0, 27, UnitRank.THING, NameForm.ALIAS, (3,))]),
    ("one|two|three|four|five|six|seven", [(0, 27, UnitRank.THING, NameForm.ALIAS, (3,))]),
    ("unknown|words", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "matches"), TEXTS)
def test_hits(text, matches):
    assert found(text) == matches


def test_here_and_elsewhere_are_two_hits():
    here, there = romanized_matches("xian", Few())
    assert (here.inside, here.units, there.inside, there.units) == (True, (1,), False, (4,))


def test_a_former_name_is_known_as_the_one_of_today():
    (match,) = romanized_matches("tashan|town", Few())
    assert (match.known, match.stem, match.end) == (frozenset({2}), 6, 6)


def test_what_a_hit_weighs():
    weights = [
        romanized_matches(text, Few())[0].weight
        for text in ("yaan", "yaan|city", "qing|town", "qing", "ctu")
    ]
    assert weights == [2.8, 3.5, 3.0, 1.3, 3.5]
