"""Running texts on the tiny province: which hits are one name, and where names stand."""

import pytest

from geo.geocode.free_text import clusters
from geo.geocode.resolver import Resolver
from geo.geocode.suffixes import UnitRank
from geo.geocode.toponyms import NameForm, ToponymMatch
from tests.support.scopes import for_the_module


@pytest.fixture(scope=for_the_module)
def resolver(tiny):
    return Resolver(tiny.database)


def match(start, end, rank=UnitRank.COUNTY, form=NameForm.FULL, weight=3.0):
    return ToponymMatch(
        start, end, end, form, rank, True, (1,), frozenset({1}), weight, frozenset({7})
    )


class Scans:
    """A scanner that finds the given hits in any text, and notes the texts."""

    def __init__(self, *matches):
        self.matches, self.texts = matches, []

    def scan(self, text):
        self.texts.append(text)
        return list(self.matches)


def places(text, *matches):
    return [(one.start, one.end) for one in clusters(text, Scans(*matches))]


TOGETHER = [
    ([match(0, 2), match(2, 4)], [(0, 4)]),  # side by side
    ([match(0, 2), match(3, 4)], [(0, 2), (3, 4)]),  # a character between them
    ([match(0, 6), match(1, 3), match(5, 7)], [(0, 7)]),  # one inside another, one over its end
    ([match(4, 6), match(0, 2)], [(0, 2), (4, 6)]),  # in the order of the text
    ([match(1, 3)], [(1, 3)]),
    ([], []),
    ([match(0, 2, weight=1.2)], [(0, 2)]),
    ([match(0, 2, weight=1.1)], []),  # a guess
]


@pytest.mark.parametrize(("matches", "spans"), TOGETHER)
def test_hits_that_stand_together(matches, spans):
    assert places("甲乙丙丁戊己庚", *matches) == spans


@pytest.mark.parametrize(
    ("rank", "form", "sure"),
    [
        (UnitRank.PROVINCE, NameForm.SHORT, True),
        (UnitRank.PREFECTURE, NameForm.SHORT, True),
        (UnitRank.COUNTY, NameForm.SHORT, True),
        (UnitRank.COUNTY, NameForm.FUZZY, False),
        (UnitRank.TOWN, NameForm.OTHER, True),
        (UnitRank.TOWN, NameForm.SHORT, False),
        (UnitRank.VILLAGE, NameForm.OTHER, True),
        (UnitRank.VILLAGE, NameForm.SHORT, False),
        (UnitRank.THING, NameForm.ALIAS, True),
        (UnitRank.THING, NameForm.SHORT, False),
    ],
)
def test_a_bare_stem_of_a_town_is_as_often_a_word(rank, form, sure):
    assert places("甲乙丙", match(0, 2, rank, form)) == ([(0, 2)] if sure else [])
    # beside a sure name it is part of that name
    assert places("甲乙丙丁", match(0, 2, rank, form), match(2, 4)) == [(0, 4)]


def test_marks_part_names_and_keep_their_place():
    scanner = Scans(match(0, 2))
    found = list(clusters("|甲乙|丙丁戊", scanner))
    assert scanner.texts == ["甲乙", "丙丁戊"]
    assert [(one.start, one.end) for one in found] == [(1, 3), (4, 6)]
    (moved,) = found[1].matches
    assert (moved.start, moved.stem, moved.end) == (4, 6, 6)
    assert (
        moved.form,
        moved.rank,
        moved.inside,
        moved.units,
        moved.known,
        moved.weight,
        moved.reach,
    ) == (NameForm.FULL, UnitRank.COUNTY, True, (1,), frozenset({1}), 3.0, frozenset({7}))


def mentions(resolver, text):
    return [
        (one.text, one.outcome.status, one.outcome.candidates[0].adcode)
        for one in resolver.find_in_text(text)
    ]


TEXTS = [
    (
        "甲山县塔山镇和渡口镇",
        [("甲山县塔山镇", "resolved", "519101"), ("渡口镇", "resolved", "519201")],
    ),
    ("从万州区到甲山县", [("万州区", "outside", "500101"), ("甲山县", "resolved", "519101")]),
    ("（甲山縣）塔山鎮", [("甲山縣）塔山鎮", "resolved", "519101")]),
    ("数字乡村建设方案", []),
    ("", []),
    ("丙原县好，双村也好", [("丙原县", "resolved", "519201"), ("双村", "resolved", "519201")]),
    ("丙原县好。双村也好", [("丙原县", "resolved", "519201"), ("双村", "ambiguous", "519102")]),
    ("甲山县好，双村也好", [("甲山县", "resolved", "519101"), ("双村", "ambiguous", "519102")]),
    ("双村好，丙原县也好", [("双村", "ambiguous", "519102"), ("丙原县", "resolved", "519201")]),
    (
        "丙原县好，乙水县好，双村也好",
        [
            ("丙原县", "resolved", "519201"),
            ("乙水县", "resolved", "519102"),
            ("双村", "resolved", "519102"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "found"), TEXTS)
def test_names_in_a_text(resolver, text, found):
    assert mentions(resolver, text) == found


def test_spans_are_those_of_the_text_as_written(resolver):
    text = "　在【甲山縣】，Ａ区；石塔。"
    for one in resolver.find_in_text(text):
        assert text[slice(*one.span)] == one.text
    assert [one.text for one in resolver.find_in_text(text)] == ["甲山縣", "石塔"]
