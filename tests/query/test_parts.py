"""Links, distances as text, the search by sound and the names of regions, with literal values."""

from dataclasses import replace

import pytest

from geo.errors import UnknownValueError
from geo.query.codelists import Code, Codelists, short_forms, zone_short_forms
from geo.query.filters import Filter
from geo.query.permalink import (
    Viewport,
    ViewState,
    decode,
    decode_distance,
    encode,
    encode_distance,
    parameter,
)
from geo.query.pinyin import romanize
from geo.query.search import MatchType, SearchHit, SearchIndex, SearchName
from geo.query.spatial import DistanceFilter

POINTS = {"dam": (103.5, 30.5), "lost": None}
NO_TERMS = {name: [] for name in ("tasks", "themes", "regions", "kinds", "precisions", "relations")}
WORDS = Codelists(
    {
        **NO_TERMS,
        "sectors": [Code("energy", "能源", "Energy"), Code("water", "水利", "Water")],
        "tasks": [Code("3", "数字人", "Digital humans", ("任务3", "task 3"))],
        "regions": [
            Code("zone", "北部经济区", "North Economic Zone", ("North",), 0),
            Code("519100", "北州市", "Beizhou", ("北州",), 1),
            Code("519103", "北州县", "Beizhou County", ("北州", "O'Mei"), 2, "北州市"),
            Code("519104", "东县", "East County", ("东",), 2, "北州市"),
            Code("519105", "东区", "East District", ("东",), 2, "北州市"),
        ],
    }
)

LINKS = [
    # parameters of the address, what they mean
    ({}, ViewState()),
    ({"sector": "energy,water"}, ViewState(Filter(sectors=("energy", "water")))),
    ({"task": "3"}, ViewState(Filter(tasks=(3,)))),
    ({"near": "dam,50"}, ViewState(Filter(near=DistanceFilter(103.5, 30.5, 50, "dam")))),
    ({"near": "103.6,31,2.5"}, ViewState(Filter(near=DistanceFilter(103.6, 31.0, 2.5)))),
    ({"lang": "en", "site": "dam"}, ViewState(lang="en", site="dam")),
    (
        {"nomap": "1", "inferred": "1"},
        ViewState(Filter(inferred=True), list_first=True),
    ),
    ({"q": "djy", "matrix": "tasks"}, ViewState(search="djy", matrix="tasks")),
    ({"at": "103.5,30.25,7.5"}, ViewState(view=Viewport(103.5, 30.25, 7.5))),
    ({"at": "103.5,30.25,7.5,45"}, ViewState(view=Viewport(103.5, 30.25, 7.5, 45))),
]


@pytest.mark.parametrize(("given", "state"), LINKS)
def test_a_link_there_and_back(given, state):
    assert decode(given, WORDS, POINTS) == (state, [])
    assert encode(state) == given


DROPPED = [
    # damaged parameters, what is left out, what is left
    ({"sector": "energy,gold"}, ["gold"], ViewState(Filter(sectors=("energy",)))),
    ({"lang": "fr"}, ["fr"], ViewState()),
    ({"site": "nowhere"}, ["nowhere"], ViewState()),
    ({"stations": "2"}, ["2"], ViewState()),
    ({"matrix": "x"}, ["x"], ViewState()),
    ({"nomap": "yes", "inferred": "no"}, ["no", "yes"], ViewState()),
    ({"unknown": "x"}, ["unknown"], ViewState()),
    ({"near": "dam"}, ["dam"], ViewState()),
    ({"at": "103,30"}, ["103,30"], ViewState()),
    ({"at": "103,30,3.9"}, ["103,30,3.9"], ViewState()),
    ({"at": "103,30,15.1"}, ["103,30,15.1"], ViewState()),
    ({"at": "180.1,30,5"}, ["180.1,30,5"], ViewState()),
    ({"at": "103,85.1,5"}, ["103,85.1,5"], ViewState()),
    ({"at": "103,30,5,1,1"}, ["103,30,5,1,1"], ViewState()),
    ({"at": "nan,30,5"}, ["nan,30,5"], ViewState()),
    ({"sector": ""}, [], ViewState()),
    ({"lang": "", "near": "", "at": ""}, [], ViewState()),
]


@pytest.mark.parametrize(("given", "dropped", "state"), DROPPED)
def test_what_a_link_says_wrong_is_left_out_and_told(given, dropped, state):
    assert decode(given, WORDS, POINTS) == (state, dropped)


def test_the_borders_of_a_view():
    for text in ("86,17.5,4", "120,43,15"):
        assert decode({"at": text}, WORDS, POINTS)[1] == []
    for text in ("85.9,30,5", "120.1,30,5", "103,17.4,5", "103,43.1,5", "103,30,3.9"):
        assert decode({"at": text}, WORDS, POINTS)[1] == [text]
    assert decode({"at": "103,30,5,-90"}, WORDS, POINTS)[0].view.bearing == 270
    assert decode({"at": "103,30,5,359.6"}, WORDS, POINTS)[0].view.bearing == 0
    assert decode({"at": "103.123456,30,5"}, WORDS, POINTS)[0].view.lon == 103.12346
    assert decode({"q": "x" * 101}, WORDS, POINTS)[0].search == "x" * 100


NEARS = [
    ("dam,50", DistanceFilter(103.5, 30.5, 50, "dam")),
    ("lost,50", None),
    ("nobody,50", None),
    ("103,30,1000", DistanceFilter(103, 30, 1000)),
    ("103,30,1000.1", None),
    ("103,30,0", None),
    ("103,30,-1", None),
    ("103,120,5", None),
    ("103,90,5", DistanceFilter(103, 90, 5)),
    ("103,-90,5", DistanceFilter(103, -90, 5)),
    ("103,-90.1,5", None),
    ("103,90.5,5", None),
    ("180,30,5", DistanceFilter(180, 30, 5)),
    ("-180,30,5", DistanceFilter(-180, 30, 5)),
    ("181,30,5", None),
    ("-180.1,30,5", None),
    ("103,30", None),
    ("103,30,5,5", None),
    ("a,b,c", None),
    ("", None),
    ("103,30,inf", None),
    ("0,0,5", DistanceFilter(0, 0, 5)),
]


@pytest.mark.parametrize(("text", "expected"), NEARS)
def test_a_distance_as_text(text, expected):
    assert decode_distance(text, POINTS) == expected
    if expected:
        assert encode_distance(expected) == text


def test_names_of_parameters():
    assert [parameter(name) for name in ("sectors", "themes", "kinds")] == [
        "sector",
        "theme",
        "kind",
    ]


def test_filters_as_parameters_of_a_query():
    chosen = Filter(sectors=("energy",), tasks=(3,))
    assert chosen.parameters() == {
        "sectors": ["energy"],
        "tasks": [3],
        "themes": None,
        "regions": None,
        "kinds": None,
        "precisions": None,
        "relations": ["named"],
    }
    assert replace(chosen, inferred=True).parameters()["relations"] is None
    derived = replace(chosen, relations=("derived",))  # what is chosen wins over the switch
    assert derived.parameters()["relations"] == ["derived"]
    assert replace(derived, inferred=True).parameters()["relations"] == ["derived"]
    assert Filter(inferred=True).is_empty
    assert Filter().is_empty
    assert not chosen.is_empty
    assert not Filter(near=DistanceFilter(1, 2, 3)).is_empty


WORDS_TYPED = [
    ("sectors", "energy", "energy"),
    ("sectors", " ENERGY ", "energy"),
    ("sectors", "能源", "energy"),
    ("tasks", "任务3", "3"),
    ("tasks", "Task 3", "3"),
    ("tasks", "3", "3"),
    ("regions", "北州", "519100"),  # the prefecture before the county of the same short name
    ("regions", "Beizhou  County", "519103"),
    ("regions", "o’mei", "519103"),
]


@pytest.mark.parametrize(("field", "typed", "code"), WORDS_TYPED)
def test_what_people_type_for_a_code(field, typed, code):
    assert WORDS.resolve(field, typed) == code


def test_unknown_and_unclear_words_come_with_the_nearest():
    with pytest.raises(UnknownValueError) as unclear:
        WORDS.resolve("regions", "东")
    assert unclear.value.nearest == ["北州市东县 (519104)", "北州市东区 (519105)"]
    assert (unclear.value.field, unclear.value.value) == ("region", "东")
    with pytest.raises(UnknownValueError) as unknown:
        WORDS.resolve("regions", "East Distrikt")
    assert unknown.value.nearest[:2] == ["北州市东区 (519105)", "北州市东县 (519104)"]
    assert len(unknown.value.nearest) == 3
    with pytest.raises(UnknownValueError):
        WORDS.resolve("sectors", "")
    assert WORDS.label("sectors", "water", "en") == "Water"
    assert WORDS.label("sectors", "water", "zh") == "水利"
    assert WORDS.has("sectors", "water")
    assert not WORDS.has("sectors", "水利")
    assert [term.code for term in WORDS.terms("sectors")] == ["energy", "water"]


SHORT = [
    ("都江堰市", ("都江堰",)),
    ("理县", ()),
    ("峨边彝族自治县", ("峨边",)),
    ("成都", ()),
    ("阿坝藏族羌族自治州", ("阿坝",)),
    ("锦江区", ("锦江",)),
    ("甘孜藏族自治州", ("甘孜",)),
]


@pytest.mark.parametrize(("name", "expected"), SHORT)
def test_names_without_what_they_are(name, expected):
    assert short_forms(name) == expected


def test_zones_without_what_they_are():
    assert zone_short_forms("Chengdu Plain Economic Zone") == ("Chengdu Plain",)
    assert zone_short_forms("Northwest Sichuan Ecological Demonstration Zone") == (
        "Northwest Sichuan",
    )
    assert zone_short_forms("Chengdu") == ()


READINGS = [
    # as the places themselves are called, against what a dictionary alone would say
    ("都江堰", "du jiang yan"),
    ("郫都区", "pi du qu"),
    ("什邡", "shi fang"),
    ("长宁", "chang ning"),
    ("筠连", "jun lian"),
    ("荥经", "ying jing"),
    ("川藏铁路", "chuan zang tie lu"),
    ("成都", "cheng du"),
    ("ABC", "abc"),
]


@pytest.mark.parametrize(("text", "expected"), READINGS)
def test_how_names_are_read(text, expected):
    assert romanize(text) == expected


NAMES = [
    SearchName("place", "dujiangyan", "都江堰", "du jiang yan"),
    SearchName("place", "dujiangyan", "Dujiangyan", "", 1),
    SearchName("region", "510181", "都江堰市", "du jiang yan shi"),
    SearchName("region", "510181", "510181", "", 3),
    SearchName("station", "dam", "二滩水电站", "er tan shui dian zhan"),
    SearchName("place", "emei", "峨眉山", "e mei shan"),
    SearchName("place", "emei", "Mount Emei", "", 1),
    SearchName("place", "centre", "National Innovation Centre", "", 1),
]
TYPED = [
    # typed, (code, match) of all answers in their order
    ("都江堰", [("dujiangyan", MatchType.EXACT), ("510181", MatchType.PREFIX)]),
    ("dujiangyan", [("dujiangyan", MatchType.EXACT), ("510181", MatchType.PREFIX)]),
    ("Du Jiang Yan", [("dujiangyan", MatchType.EXACT), ("510181", MatchType.PREFIX)]),
    ("djy", [("dujiangyan", MatchType.INITIALS), ("510181", MatchType.WORD)]),
    ("djys", [("510181", MatchType.INITIALS)]),
    ("都江", [("dujiangyan", MatchType.PREFIX), ("510181", MatchType.PREFIX)]),
    ("jiangyan", [("dujiangyan", MatchType.WORD), ("510181", MatchType.WORD)]),
    ("水电", [("dam", MatchType.INSIDE)]),
    ("510181", [("510181", MatchType.EXACT)]),
    ("510182", []),  # another code is another region
    ("mt emei", [("emei", MatchType.WORD)]),
    ("innovation center", [("centre", MatchType.WORD)]),
    ("都江偃", [("dujiangyan", MatchType.SOUND), ("510181", MatchType.SOUND)]),
    ("dujiangyam", [("dujiangyan", MatchType.FUZZY), ("510181", MatchType.FUZZY_START)]),
    ("dujiagnyan", [("dujiangyan", MatchType.FUZZY), ("510181", MatchType.FUZZY_START)]),
    ("峨嵋山", [("emei", MatchType.SOUND)]),
    ("uid", [("dam", MatchType.INSIDE)]),  # within a syllable: from three letters on
    ("ui", []),
    ("center", []),  # only beside other words
    ("dujjiang", [("dujiangyan", MatchType.FUZZY_START), ("510181", MatchType.FUZZY_START)]),
    ("dujang", [("dujiangyan", MatchType.FUZZY_START), ("510181", MatchType.FUZZY_START)]),
    ("xyz", []),
    ("", []),
    ("  ·-", []),
    ("ｄｊｙ", [("dujiangyan", MatchType.INITIALS), ("510181", MatchType.WORD)]),
]


@pytest.mark.parametrize(("typed", "expected"), TYPED)
def test_what_a_search_finds_and_how(typed, expected):
    assert [(hit.code, hit.match) for hit in SearchIndex(NAMES).find(typed)] == expected


def test_a_search_without_forgiving_and_with_a_limit():
    index = SearchIndex(NAMES)
    assert index.find("dujiangyam", fuzzy=False) == []
    assert [hit.code for hit in index.find("都江", limit=1)] == ["dujiangyan"]
    hit = index.find("djy")[0]
    assert (hit.kind, hit.text, hit.fuzzy) == ("place", "都江堰", False)
    assert index.find("dujiangyam")[0].fuzzy
    assert index.find("都江偃")[0].fuzzy


def test_what_looks_most_like_a_search_that_found_nothing():
    codes = [hit.code for hit in SearchIndex(NAMES).nearest("dujianxxan")]
    assert codes[0] == "dujiangyan"
    assert len(codes) == 3
    assert len(set(codes)) == 3


def test_what_stands_for_the_defaults_is_no_fault():
    given = {"stations": "0", "nomap": "0", "inferred": "0", "matrix": "sectors", "lang": "zh"}
    assert decode(given, WORDS, POINTS) == (ViewState(), [])


ONE_OFF = ["dujianggyan", "dujiagyan", "dujiangyen", "udjiangyan", "djiangyan", "xdujiangyan"]
TWO_OFF = ["dujianggyen", "djiangyen", "ujdiangayn"]


@pytest.mark.parametrize("typed", ONE_OFF)
def test_one_letter_too_many_too_few_wrong_or_swapped_is_forgiven(typed):
    assert SearchIndex(NAMES).find(typed)[0].code == "dujiangyan"
    assert SearchIndex(NAMES).find(typed)[0].match is MatchType.FUZZY


@pytest.mark.parametrize("typed", TWO_OFF)
def test_two_are_not(typed):
    assert not any(hit.match is MatchType.FUZZY for hit in SearchIndex(NAMES).find(typed))


def test_the_nearest_name_is_a_hit_like_others():
    (first, *_) = SearchIndex(NAMES).nearest("dujianxxan")
    assert first == SearchHit("place", "dujiangyan", "都江堰", MatchType.FUZZY)


def test_of_what_is_nearly_meant_the_same_length_comes_first():
    names = [
        SearchName("place", "shorter", "acdefg", ""),
        SearchName("place", "same", "abcdefg", ""),
    ]
    assert [hit.code for hit in SearchIndex(names).find("axcdefg")] == ["same", "shorter"]
