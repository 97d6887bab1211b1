"""What must hold for every name of the lists, not for chosen ones."""

import random
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.geocode.fuzzy_index import deletes, is_near
from geo.geocode.normalize import normalize, numeral
from geo.geocode.suffixes import UnitRank, split
from tests.geocode.conftest import rows

CHANCE = random.Random(7)
COUNTIES = {row["adcode"]: row["name_zh"] for row in rows("counties")}
TOWNS = {row["code"]: row["name_zh"] for row in rows("towns")}
VILLAGES = CHANCE.sample(rows("villages"), 2500)
OUTSIDE = {row["code"]: row["name_zh"] for row in rows("outside")}
NAMES = st.text(alphabet="合江先市镇下坝村泸州县成都青城山泰安社区永丰 ,(", max_size=14)


def wrong(resolver, texts):
    """The texts whose answer is another county, and those not answered."""
    outcomes = [(text, code, resolver.resolve(text)) for text, code in texts]
    return [
        text
        for text, code, outcome in outcomes
        if code not in {item.adcode for item in outcome.candidates[:100]}
        or (outcome.status == "resolved" and outcome.candidates[0].adcode != code)
    ]


def test_full_paths_resolve_to_their_county(resolver):
    for row in VILLAGES:
        code = row["code"]
        path = COUNTIES[code[:6]] + TOWNS[code[:9]] + row["name_zh"]
        outcome = resolver.resolve(path)
        assert outcome.status == "resolved", path
        assert outcome.candidates[0].adcode == code[:6], path
        assert outcome.candidates[0].town == TOWNS[code[:9]], path


def test_town_and_village_are_right_or_among_the_candidates(resolver):
    texts = [(TOWNS[row["code"][:9]] + row["name_zh"], row["code"][:6]) for row in VILLAGES]
    assert wrong(resolver, texts) == []


def test_bare_villages_and_towns_are_right_or_among_the_candidates(resolver):
    texts = [(row["name_zh"], row["code"][:6]) for row in VILLAGES[:800]]
    texts += [(name, code[:6]) for code, name in TOWNS.items()]
    assert wrong(resolver, texts) == []


def test_dropped_suffixes_keep_the_county(resolver):
    texts = [
        (split(COUNTIES[code[:6]], UnitRank.COUNTY)[0] + split(name, UnitRank.TOWN)[0], code[:6])
        for code, name in TOWNS.items()
        if COUNTIES[code[:6]] != "市中区"
    ]
    missed = wrong(resolver, texts)
    assert len(missed) <= len(texts) * 0.005, missed


def test_other_provinces_never_resolve_inside(resolver):
    texts = [OUTSIDE[code[:2]] + name for code, name in OUTSIDE.items() if len(code) == 6]
    texts += [
        OUTSIDE[code[:4]] + name
        for code, name in OUTSIDE.items()
        if len(code) == 6 and code[:4] in OUTSIDE
    ]
    towns = CHANCE.sample(rows("outside_towns"), 1500)
    texts += [
        OUTSIDE[row["code"][:6]] + row["name_zh"] for row in towns if row["code"][:6] in OUTSIDE
    ]
    inside = [text for text in texts if resolver.resolve(text).status == "resolved"]
    assert inside == []


def test_the_order_of_names_does_not_matter(resolver):
    texts = [row["name_zh"] for row in VILLAGES[:50]] * 2
    assert resolver.resolve_many(texts) == [resolver.resolve(text) for text in texts]


@given(NAMES)
@settings(max_examples=150)
def test_folding_twice_is_folding_once(resolver, text):
    simplified = resolver.gazetteer.simplified
    once = normalize(text, simplified)
    assert normalize(once.text, simplified).text == once.text
    assert resolver.resolve(once.text).status == resolver.resolve(text).status
    assert all(0 <= place < max(len(text), 1) for place in once.origin)


@given(
    st.text(alphabet="甲乙丙", min_size=2, max_size=5),
    st.text(alphabet="甲乙丙", min_size=2, max_size=5),
)
def test_near_is_an_edit_distance_of_one(one, other):
    assert is_near(one, other) == (distance(one, other) == 1)
    if is_near(one, other):
        assert deletes(one) & deletes(other)


def distance(one, other):
    """Levenshtein's, by the book."""
    before = list(range(len(other) + 1))
    for place, char in enumerate(one, start=1):
        row = [place]
        for column, match in enumerate(other, start=1):
            row.append(min(before[column] + 1, row[-1] + 1, before[column - 1] + (char != match)))
        before = row
    return before[-1]


def test_numerals():
    assert [numeral(n) for n in (0, 1, 10, 13, 20, 45)] == [
        "零",
        "一",
        "十",
        "十三",
        "二十",
        "四十五",
    ]


def test_a_cell_or_a_text_of_nothing_but_names_is_read_in_time(resolver):
    began = process_time()
    resolver.resolve("都江堰永丰村成都眉山" * 200)
    resolver.find_in_text("都江堰永丰村成都眉山" * 200)
    assert process_time() - began < 2  # every name was compared with every other: 5 s
