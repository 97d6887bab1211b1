"""Counted texts: which have plural forms, and what a person reads for none, one and several."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import i18n
from geo.i18n.plurals import PluralText, plural_category

# A number, then a plural noun, with at most one word between: "{count} chosen places".
COUNTED = re.compile(r"\{(\w+)[^}]*\} (?:[a-z]+ )?[a-z]+s\b")
# Of a total that is never small: "in {covered} of the {total} counties".
OF_TOTAL = re.compile(r"of the \{\w+\} \w+s\b")
# Words that end in s and are no plural.
NO_NOUN = {
    *("was", "is", "has", "does", "this", "lies", "bears", "belongs", "differs", "matches"),
    *("needs", "repeats", "reports", "accepts", "rejects"),
}
# Their numbers are limits in the code, each far above one.
LIMITS = {"limit", "most", "minutes", "megabytes", "features", "vertices", "columns", "km"}
LIMIT_TEXTS = {"own_column.help", "locate.limits", "shortlist.versions_kept"}
# Their numbers have a decimal, which takes the plural in English: "1.0 points".
DECIMAL_TEXTS = {"rank.points_of", "rank.standing", "rank.why_part"}


def counted_nouns(template: str) -> list[str]:
    """The phrases with a number before a plural noun."""
    found = COUNTED.finditer(OF_TOTAL.sub("", template))
    return [
        match[0]
        for match in found
        if match[1] not in LIMITS and not set(match[0].split()[1:]) & NO_NOUN
    ]


def plural_texts() -> dict[str, PluralText]:
    texts = i18n.all_texts("en")
    return {key: text for key, text in texts.items() if isinstance(text, PluralText)}


def test_every_english_text_that_counts_has_plural_forms():
    missing = {
        key: counted_nouns(text)
        for key, text in i18n.all_texts("en").items()
        if isinstance(text, str) and counted_nouns(text) and key not in LIMIT_TEXTS | DECIMAL_TEXTS
    }
    assert missing == {}
    assert len(plural_texts()) >= 40


def test_the_test_above_notices_a_counted_noun():
    assert counted_nouns("{count} places") == ["{count} places"]
    assert counted_nouns("and {count:,} more rows follow") == ["{count:,} more rows"]
    assert counted_nouns("in {covered} of the {total} counties") == []
    assert counted_nouns("{name} is larger than {limit} rows") == []


@pytest.mark.parametrize("key", plural_texts())
def test_a_text_has_exactly_the_forms_of_english_and_decides_by_a_number_it_has(key):
    text = plural_texts()[key]
    assert set(text.forms) == {"one", "other"}
    assert text.forms["one"] != text.forms["other"]
    named = set(re.findall(r"\{(\w+)", text.forms["other"]))
    assert text.by in named or not named
    assert counted_nouns(text.forms["one"]) == []


@given(key=st.sampled_from(sorted(plural_texts())), number=st.integers(0, 10**6))
def test_one_never_has_a_plural_noun_and_all_others_never_the_singular(key, number):
    text = plural_texts()[key]
    names = set(re.findall(r"\{(\w+)", text.forms["other"]))
    values = dict.fromkeys(names, 7) | {text.by: number}
    expected = text.forms["one" if number == 1 else "other"].format(**values)
    assert i18n.text("en", key, **values) == expected


@given(number=st.integers(0, 10**6), lang=st.sampled_from(i18n.LANGUAGES))
def test_only_english_distinguishes_one(number, lang):
    one = lang == "en" and number == 1
    assert plural_category(lang, number) == ("one" if one else "other")


READ = {
    "explore.list": (
        "List · 0 places, the same as on the map",
        "List · 1 place, the same as on the map",
        "List · 2 places, the same as on the map",
    ),
    "export.from_shortlist": (
        "0 places of a shortlist",
        "1 place of a shortlist",
        "2 places of a shortlist",
    ),
    "export.map.off_map": (
        "0 places lie outside this map.",
        "1 place lies outside this map.",
        "2 places lie outside this map.",
    ),
    "export.brief.more": ("0 counties", "1 county", "2 counties"),
    "locate.candidates": ("0 candidates", "1 candidate", "2 candidates"),
    "locate.to_shortlist": (
        "Add 0 rows to the shortlist",
        "Add 1 row to the shortlist",
        "Add 2 rows to the shortlist",
    ),
    "shortlist.versions": ("0 versions", "1 version", "2 versions"),
    "own_column.without": (
        "0 sites have no number: ",
        "1 site has no number: ",
        "2 sites have no number: ",
    ),
}


@pytest.mark.parametrize("key", READ)
def test_what_a_person_reads_for_none_one_and_two(key):
    assert tuple(i18n.text("en", key, count=count) for count in (0, 1, 2)) == READ[key]


def test_the_named_number_decides_where_a_text_has_several():
    facts = {"names": "Mianyang", "prefectures": 21}
    read = [i18n.text("en", "covered.headline_some", covered=count, **facts) for count in (1, 20)]
    assert read == [
        "1 of the 21 prefectures has a place; none in Mianyang",
        "20 of the 21 prefectures have a place; none in Mianyang",
    ]


def test_the_number_must_be_one():
    with pytest.raises(TypeError, match="count"):
        i18n.text("en", "about.places", count="1")


def test_what_the_browser_gets():
    assert i18n.forms("en", "map.cluster") == {
        "": "{count} places at one point",
        ".one": "{count} place at one point",
    }
    assert set(i18n.forms("zh", "map.cluster")) == {""}
    assert i18n.forms("en", "map.close") == {"": i18n.text("en", "map.close")}


def test_texts_of_the_browser_are_chosen_by_count():
    for key, text in plural_texts().items():
        if key.split(".")[0] in ("map", "kiosk"):
            assert text.by == "count", key


def test_counts_of_the_command_line():
    read = [i18n.english_count(number, "entry", "entries") for number in (0, 1, 2)]
    assert read == ["0 entries", "1 entry", "2 entries"]
