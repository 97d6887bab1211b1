"""More names of the tiny province (its drawing: tests/province), their reasons and their parts."""

import pytest

from geo.errors import UnknownValueError
from geo.geocode import ReasonCode, UnitLevel
from geo.geocode.resolver import Resolver
from geo.model import Precision
from tests.support.scopes import for_the_module

A, B, C, NORTH, SOUTH = "519101", "519102", "519201", "519100", "519200"


@pytest.fixture(scope=for_the_module)
def resolver(tiny):
    return Resolver(tiny.database)


CASES = [
    # text, region, status, name and adcode of the first candidate
    ("北州市甲山县塔山镇石头村", None, "resolved", "石头村", A),
    ("甲山县塔山镇", None, "resolved", "塔山镇", A),
    ("甲山塔山石头村", None, "resolved", "石头村", A),
    ("北州甲山", None, "resolved", "甲山县", A),
    ("甲山县中心小学", None, "resolved", "甲山县", A),
    ("塔山镇", None, "resolved", "塔山镇", A),
    ("塔山乡", None, "resolved", "塔山镇", A),
    ("湖心乡", None, "resolved", "湖心乡", C),
    ("塔脚村", None, "resolved", "塔脚村", A),
    ("老塔乡塔脚村", None, "resolved", "塔脚村", A),
    ("渡口镇双村", None, "resolved", "双村", C),
    ("双桥镇双村", None, "resolved", "双村", B),
    ("丙原双村", None, "resolved", "双村", C),
    ("南州市双村", None, "ambiguous", "双村", B),  # B belonged to it until 2016
    ("南州市渡口镇", None, "resolved", "渡口镇", C),
    ("北州市渡口镇", None, "ambiguous", "北州市", NORTH),
    ("甲山县渡口镇", None, "ambiguous", "甲山县", A),
    ("甲山县无名镇", None, "resolved", "甲山县", A),
    ("石头村", A, "resolved", "石头村", A),
    ("石头村", "北州市", "resolved", "石头村", A),
    ("石头村", "北部经济区", "resolved", "石头村", A),
    ("石头村", "南州市", "ambiguous", "石头村", A),
    ("石头村", "万州区", "outside", "万州区", "500101"),
    ("数字建设", "甲山县", "resolved", "甲山县", A),
    ("数字建设", "北州市", "unresolved", None, None),
    ("万州区高笋塘街道", None, "outside", "高笋塘街道", "500101"),
    ("重庆市", None, "outside", "重庆市", "500000"),
    ("陕西西安新城区", None, "outside", "新城区", "610102"),
    ("西安路小学", None, "unresolved", None, None),
    ("甲山县西安路12号", None, "resolved", "甲山县", A),
    ("塔三镇", None, "ambiguous", "塔山镇", A),  # a short name with a slip, and nothing else
    ("塔三镇", "甲山县", "resolved", "塔山镇", A),
    ("甲山县石斗村", None, "resolved", "石头村", A),
    ("清江新区", None, "resolved", "清江新区", NORTH),
    ("清江开发区", None, "resolved", "清江新区", NORTH),
    ("码头", None, "resolved", "渡口", C),
    ("茶山基地", None, "resolved", "茶山", B),
    ("下坝水电站", None, "resolved", "下坝水电站", B),
    ("石头村高笋塘街道", None, "ambiguous", "石头村", A),  # of ours and of elsewhere
    ("Jiashan County", None, "resolved", "甲山县", A),
    ("Jiashan", None, "resolved", "甲山县", A),
    ("jiashanxian", None, "unresolved", None, None),
    ("Nanzhou City", None, "resolved", "南州市", SOUTH),
    ("Beizhou Jiashan", None, "resolved", "甲山县", A),
    ("Beizhou Airport", None, "resolved", "北州机场", B),
    ("Qing River", None, "resolved", "清江", NORTH),
    ("ZZZ", None, "resolved", "北州机场", B),
    ("the ZZZ", None, "unresolved", None, None),
    ("Jiashan town", None, "unresolved", None, None),
]


@pytest.mark.parametrize(("text", "region", "status", "name", "code"), CASES)
def test_name(resolver, text, region, status, name, code):
    outcome = resolver.resolve(text, region)
    first = outcome.candidates[0] if outcome.candidates else None
    found = (outcome.status, first and first.name_zh, first and (code and first.adcode))
    assert found == (status, name, code), outcome


REASONS = [
    # text, region, reasons of the first candidate, reasons of the whole
    ("甲山县", None, [(ReasonCode.FULL_NAME, "甲山县")], [(ReasonCode.ONLY_ONE, "")]),
    ("甲山", None, [(ReasonCode.SHORT_NAME, "甲山")], [(ReasonCode.ONLY_ONE, "")]),
    ("甲山市", None, [(ReasonCode.OTHER_SUFFIX, "甲山县")], [(ReasonCode.ONLY_ONE, "")]),
    (
        "乙河县",
        None,
        [(ReasonCode.FORMER_NAME, "2015"), (ReasonCode.FULL_NAME, "乙河县")],
        [(ReasonCode.ONLY_ONE, "")],
    ),
    ("石塔", None, [(ReasonCode.FULL_NAME, "石塔")], [(ReasonCode.ONLY_ONE, "")]),
    (
        "清江",
        None,
        [(ReasonCode.FULL_NAME, "清江"), (ReasonCode.SPANS_COUNTIES, "2")],
        [(ReasonCode.ONLY_ONE, "")],
    ),
    (
        "塔山镇",
        None,
        [(ReasonCode.FULL_NAME, "塔山镇"), (ReasonCode.SEAT, "塔山镇")],
        [(ReasonCode.ONLY_ONE, "")],
    ),
    (
        "双桥镇",
        None,
        [(ReasonCode.FULL_NAME, "双桥镇")],
        [(ReasonCode.ONLY_ONE, "")],
    ),  # no seat is known
    (
        "甲山县塔山镇",
        None,
        [
            (ReasonCode.FULL_NAME, "塔山镇"),
            (ReasonCode.WITHIN, "甲山县"),
            (ReasonCode.SEAT, "塔山镇"),
        ],
        [],
    ),
    (
        "北州市甲山县塔山镇",
        None,
        [
            (ReasonCode.FULL_NAME, "塔山镇"),
            (ReasonCode.WITHIN, "北州市"),
            (ReasonCode.WITHIN, "甲山县"),
            (ReasonCode.SEAT, "塔山镇"),
        ],
        [],
    ),
    (
        "塔三镇",
        "甲山县",
        [
            (ReasonCode.ONE_WRONG, "塔山镇"),
            (ReasonCode.REGION, "甲山县"),
            (ReasonCode.SEAT, "塔山镇"),
        ],
        [(ReasonCode.ONLY_ONE, "")],
    ),
    (
        "双桥镇",
        "甲山县",
        [(ReasonCode.FULL_NAME, "双桥镇")],
        [(ReasonCode.CONTRADICTS_REGION, "甲山县")],
    ),
    (
        "双桥镇",
        " 乙水县 ",
        [(ReasonCode.FULL_NAME, "双桥镇"), (ReasonCode.REGION, "乙水县")],
        [(ReasonCode.ONLY_ONE, "")],
    ),
    (
        "双桥镇",
        "无此地",
        [(ReasonCode.FULL_NAME, "双桥镇")],
        [(ReasonCode.ONLY_ONE, ""), (ReasonCode.UNKNOWN_REGION, "无此地")],
    ),
    (
        "甲山县无名镇",
        None,
        [(ReasonCode.FULL_NAME, "甲山县")],
        [(ReasonCode.ONLY_ONE, ""), (ReasonCode.UNKNOWN_BELOW, "无名镇")],
    ),
    ("数字建设", "甲山县", [(ReasonCode.REGION, "甲山县")], []),
    ("双村", None, [(ReasonCode.FULL_NAME, "双村")], [(ReasonCode.SEVERAL, "2")]),
    ("万州区", None, [(ReasonCode.FULL_NAME, "万州区")], [(ReasonCode.OTHER_PROVINCE, "重庆市")]),
    (
        "西安新城区",
        None,
        [(ReasonCode.FULL_NAME, "新城区"), (ReasonCode.WITHIN, "西安市")],
        [(ReasonCode.OTHER_PROVINCE, "陕西省")],
    ),
    (
        "石头村",
        "万州区",
        [(ReasonCode.FULL_NAME, "万州区")],
        [(ReasonCode.OTHER_PROVINCE, "重庆市")],
    ),
]


@pytest.mark.parametrize(("text", "region", "own", "whole"), REASONS)
def test_reasons(resolver, text, region, own, whole):
    outcome = resolver.resolve(text, region)
    first = outcome.candidates[0]
    assert [(one.code, one.value) for one in first.reasons] == own
    assert [(one.code, one.value) for one in outcome.reasons] == whole


def test_nothing_known_and_nothing_given(resolver):
    reasons = [resolver.resolve(text).reasons[0].code for text in ("数字建设", "", " ，。", None)]
    assert reasons == [ReasonCode.NO_NAME, ReasonCode.EMPTY, ReasonCode.EMPTY, ReasonCode.EMPTY]
    assert resolver.resolve("数字建设", "北州市").candidates == ()


KINDS = [
    ("北州市", UnitLevel.PREFECTURE, NORTH, Precision.AREA, None),
    ("甲山县", UnitLevel.COUNTY, A, Precision.AREA, None),
    ("塔山镇", UnitLevel.TOWN, "519101001", Precision.AREA, (103.05, 30.25)),
    ("石头村", UnitLevel.VILLAGE, "519101001001", Precision.AREA, (103.05, 30.25)),
    ("石塔", UnitLevel.SITE, "stone-tower", Precision.SITE, (103.1, 30.3)),
    ("湖心", UnitLevel.SITE, "lake-heart", Precision.EXACT, None),
    ("北州机场", UnitLevel.AIRPORT, None, None, (103.7, 30.3)),
    ("上坝水电站", UnitLevel.STATION, "upper-dam", Precision.SITE, (103.2, 30.55)),
    ("清江新区", UnitLevel.AREA, None, None, None),
    ("北部经济区", UnitLevel.ZONE, None, None, None),
]


@pytest.mark.parametrize(("text", "kind", "known", "precision", "point"), KINDS)
def test_what_a_place_is(resolver, text, kind, known, precision, point):
    best = resolver.resolve(text).candidates[0]
    assert best.kind is kind
    assert known in (None, best.id)
    assert precision in (None, best.precision)
    assert point is None or (best.lon, best.lat) == pytest.approx(point)
    assert best.province == ""


def test_a_place_elsewhere_names_its_province_and_has_no_point(resolver):
    best = resolver.resolve("万州区").candidates[0]
    assert (best.province, best.prefecture, best.county, best.adcode) == (
        "重庆市",
        "",
        "万州区",
        "500101",
    )
    assert (best.lon, best.lat) == (None, None)
    xian = resolver.resolve("西安市").candidates[0]
    assert (xian.province, xian.prefecture, xian.county, xian.adcode) == (
        "陕西省",
        "西安市",
        "",
        "610100",
    )


SPANS = [
    ("甲山县塔山镇石头村", (0, 9)),
    ("数字甲山县", (2, 5)),
    ("在（甲山縣）塔山鎮建设", (2, 9)),
    ("甲山县，石头村", (0, 7)),
    ("in Jiashan County", (3, 17)),
]


@pytest.mark.parametrize(("text", "span"), SPANS)
def test_the_part_of_the_text_that_was_understood(resolver, text, span):
    assert resolver.resolve(text).candidates[0].span == span


def scores(resolver, *asked):
    return [resolver.resolve(*one).candidates[0].score for one in asked]


def test_the_more_a_text_says_the_surer_the_answer(resolver):
    rising = scores(
        resolver,
        ("塔山乡",),
        ("塔山镇",),
        ("甲山塔山镇",),
        ("甲山县塔山镇",),
        ("北州市甲山县塔山镇",),
        ("北州市甲山县塔山镇", "甲山县"),
    )
    assert rising == sorted(set(rising))
    assert all(0 < one <= 1 for one in rising)
    one_of_two, the_only = scores(resolver, ("双村",), ("双村", "乙水县"))
    assert one_of_two < the_only
    slip, right = scores(resolver, ("甲山县石斗村",), ("甲山县石头村",))
    assert slip <= 0.7 < right


REGIONS = [
    ("甲山县", {A}),
    (" 甲山 ", {A}),
    (A, {A}),
    ("乙河县", {B}),
    ("北州市甲山县", {A}),
    ("北州", {NORTH}),
    (NORTH, {NORTH}),
    ("塔山镇", {"519101001"}),
    ("清江新区", {A, B}),
    ("Jiashan County", None),
    ("无此地", None),
    ("四川省", None),
    ("", None),
    ("519999", None),
]


@pytest.mark.parametrize(("text", "codes"), REGIONS)
def test_region(resolver, text, codes):
    found = resolver.region(text)
    assert (found and {resolver.gazetteer.id[unit] for unit in found}) == codes


def test_a_region_elsewhere_is_no_region_of_ours(resolver):
    found = resolver.region("重庆市万州区")
    assert (found.status, found.candidates[0].adcode) == ("outside", "500101")
    with pytest.raises(UnknownValueError):
        resolver.require_region("重庆市万州区")


def test_a_memo_is_asked_before_and_filled_after(resolver):
    memo = {}
    first = resolver.region("甲山县", memo)
    assert memo == {"甲山县": first}
    memo["乙水县"] = first
    assert resolver.region("乙水县", memo) is first
    assert resolver.resolve("石头村", "乙水县", memo).status == "resolved"


def test_three_names_like_an_unknown_region(resolver):
    with pytest.raises(UnknownValueError) as error:
        resolver.require_region("万州县")
    assert (error.value.field, error.value.value) == ("region", "万州县")
    assert len(error.value.nearest) == 3
    assert set(error.value.nearest) <= {"北州市", "南州市", "甲山县", "乙水县", "丙原县"}
