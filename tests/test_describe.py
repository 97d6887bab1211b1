"""The facts of a place in words. The expected texts stand here, not in the locale files only."""

import pytest

from geo import describe
from geo.model import FoundBy, Licence

AREAS = {
    "513200": {"name_zh": "阿坝藏族羌族自治州", "short_zh": "阿坝", "name_en": "Aba Prefecture"},
    "513231": {"name_zh": "阿坝县", "name_en": "Aba County", "prefecture": "513200"},
    "513222": {"name_zh": "理县", "name_en": "Li County", "prefecture": "513200"},
}
CLAUSE = {
    "theme": 2,
    "theme_zh": "应用",
    "theme_en": "Uses",
    "task": 9,
    "task_zh": "文旅",
    "task_en": "Tourism",
    "box": 3,
    "box_zh": "场景",
    "box_en": "Scenes",
    "entry": 1,
    "entry_zh": "导游",
    "entry_en": "Guides",
    "label_zh": "景区",
    "scenario_zh": "岷江",
    "scenario_en": "Min River",
}
IN_THE_BODY = CLAUSE | {"box": None, "entry": None, "label_zh": None}


@pytest.mark.parametrize(
    ("clause", "lang", "options", "steps"),
    [
        (
            CLAUSE,
            "zh",
            {},
            ["主题2 应用", "任务9 文旅", "专栏3 场景", "导游", "“岷江”"],
        ),
        (
            CLAUSE,
            "zh",
            {"with_label": True},
            ["主题2 应用", "任务9 文旅", "专栏3 场景", "导游", "景区", "“岷江”"],
        ),
        (
            CLAUSE,
            "en",
            {"with_label": True},  # the label stands in the Chinese text only
            ["Theme 2 Uses", "Task 9 Tourism", "Box 3 Scenes", "Guides", "“岷江”"],
        ),
        (
            IN_THE_BODY,
            "en",
            {},
            ["Theme 2 Uses", "Task 9 Tourism", "Text of the task", "“岷江”"],
        ),
        (
            IN_THE_BODY,
            "en",
            {"name_body": False, "both_languages": True},
            ["Theme 2 Uses", "Task 9 Tourism", "“Min River · 岷江”"],
        ),
        (
            IN_THE_BODY,
            "zh",
            {"name_body": False, "both_languages": True},
            ["主题2 应用", "任务9 文旅", "“岷江”"],
        ),
    ],
)
def test_clause_chain(clause, lang, options, steps):
    assert describe.clause_chain(clause, lang, **options) == steps


@pytest.mark.parametrize(
    ("code", "metres", "of_shapes", "message"),
    [
        ("site", 300, False, "Site ±300 m"),
        ("locality", 4_600, False, "Locality ±4.6 km"),
        ("area", 30_000, False, "Area"),
        ("line", 30_000, False, "Line"),
        ("area", 30_000, True, "Area ±30 km"),
        ("unlocated", None, True, "Unlocated"),
        ("somebody's own", 5, False, "somebody's own ±5 m"),
    ],
)
def test_precision_with_radius(code, metres, of_shapes, message):
    assert describe.precision_with_radius(code, metres, "en", of_shapes=of_shapes) == message


def test_a_region_is_named_with_what_it_lies_in():
    assert describe.region("513231", AREAS, "zh") == "阿坝 / 阿坝县"
    assert describe.region("513231", AREAS, "en") == "Aba / Aba County"
    assert describe.region("513200", AREAS, "zh") == "阿坝藏族羌族自治州"


def test_of_many_regions_the_first_ones_are_named():
    assert describe.regions([], AREAS, "zh") == ""
    assert (
        describe.regions(["513222", "513231"], AREAS, "en") == "Aba / Li County, Aba / Aba County"
    )
    many = ["513222"] * 3 + ["513231"] * 2
    assert describe.regions(many, AREAS, "zh") == "、".join(["阿坝 / 理县"] * 3) + " +2"


def test_lists_say_what_they_leave_out():
    assert describe.listed(["a", "b"], "en") == "a, b"
    assert describe.listed(["a", "b"], "en", left_out=7) == "a, b +7"
    assert describe.listed_first(["a", "b"], "en", 2) == "a, b"
    assert describe.listed_first(["a", "b", "c"], "en", 1) == "a +2"


def test_what_a_source_does_not_state_is_said():
    assert describe.datum("GCJ-02", "en") == "GCJ-02"
    assert describe.datum("unknown", "en") == "not stated"
    assert describe.datum("none", "en") == ""
    assert describe.stated(None, "zh") == "未注明"


def test_the_datum_of_a_file_warns_of_offsets():
    plain = "WGS84 (EPSG:4326), longitude and latitude in degrees."
    assert describe.datum_of_file("WGS84", "EPSG:4326", "en") == plain
    offset = describe.datum_of_file("GCJ-02", None, "en")
    assert offset.startswith("GCJ-02: the offset coordinates")


@pytest.mark.parametrize(
    ("metres", "decimals"),
    [
        (97_000, 1),
        (28_000, 1),
        (5_000, 2),
        (1_000, 2),
        (500, 3),
        (100, 3),
        (12, 4),
        (10, 4),
        (1, 5),
        (0.01, 5),
        (None, 4),
        (0, 4),
    ],
)
def test_a_position_has_the_decimals_that_its_uncertainty_bears(metres, decimals):
    assert describe.decimals(metres) == decimals


@pytest.mark.parametrize("metres", [2, 5, 9, 40, 150, 300, 800, 2_000, 5_500, 9_000, 28_500])
def test_rounding_moves_no_place_beyond_its_uncertainty_and_no_digit_is_far_below_it(metres):
    """One degree of latitude is 111.32 km."""
    last_digit = 111_320 / 10 ** describe.decimals(metres)
    assert last_digit / 2 <= metres <= last_digit * 5.01


def test_coordinates_are_written_with_their_decimals():
    assert describe.degrees(104.0, 30.66667, 28_000) == ("104.0", "30.7")
    assert describe.coordinates(103.61234, 31.00567, 300, "en") == "103.612°E, 31.006°N (WGS84)"
    assert describe.coordinates(103.61234, 31.0, 1_000, "zh") == "103.61°E，31.00°N（WGS84）"
    assert describe.quoted(103.6, 10) == 103.6  # no more digits than the source has


def test_a_source_is_cited_by_its_origin():
    named = {"publisher": "新华社", "date": "2020-06-12"}
    assert describe.reference(named, "zh") == "新华社 · 2020年6月12日"
    nobody = {"publisher": "", "date": ""}
    assert describe.reference(nobody, "zh") == "发布者未注明"
    assert describe.reference(nobody, "en") == "Publisher not stated"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_licence_and_way_has_words(lang):
    for code in Licence:
        assert describe.licence(code, lang) != code
    for way in FoundBy:
        text = describe.found(way, "X1", lang)
        assert ("X1" in text) is (way not in (FoundBy.PAGE, FoundBy.PAGE_INDEX))
    assert describe.licence("facts_only", "zh") == "仅采用事实，版权归原作者"
