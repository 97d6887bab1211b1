"""What names of the tiny province mean (its drawing: tests/province), with literal answers."""

import pytest

from geo.errors import UnknownValueError
from geo.geocode import ReasonCode
from geo.geocode.resolver import Resolver
from geo.model import Precision
from tests.support.scopes import for_the_module

A, B, C, NORTH, SOUTH = "519101", "519102", "519201", "519100", "519200"


@pytest.fixture(scope=for_the_module)
def resolver(tiny):
    return Resolver(tiny.database)


CASES = [
    # text, region, status, ids or adcodes of the candidates in their order
    ("甲山县", None, "resolved", [A]),
    ("甲山", None, "resolved", [A]),
    ("乙水县双桥镇双村", None, "resolved", [B]),
    ("双村", None, "ambiguous", [B, C]),
    ("雙村", None, "ambiguous", [B, C]),
    ("双村", "丙原县", "resolved", [C]),
    ("双村", "南州", "ambiguous", [B, C]),  # B belonged to it until 2016
    ("双村", "519102", "resolved", [B]),
    ("乙河县", None, "resolved", [B]),  # its name until 2015
    ("老塔乡", None, "resolved", [A]),
    ("渡口镇", None, "resolved", [C]),
    ("北州市", None, "resolved", [NORTH]),
    ("Beizhou", None, "resolved", [NORTH]),
    ("石头村数字乡村建设", None, "resolved", [A]),
    ("重庆万州区", None, "outside", ["500101"]),
    ("西安市新城区", None, "outside", ["610102"]),
    ("数字建设方案", None, "unresolved", []),
    ("", None, "unresolved", []),
    ("石塔", None, "resolved", [A]),
    ("清江", None, "resolved", [NORTH]),
    ("上坝水电站", None, "resolved", [A]),
    ("北州机场", None, "resolved", [B]),
    ("甲山县石头村", "乙水县", "ambiguous", [A]),
]


@pytest.mark.parametrize(("text", "region", "status", "codes"), CASES)
def test_what_a_name_means(resolver, text, region, status, codes):
    outcome = resolver.resolve(text, region)
    found = [one.adcode for one in outcome.candidates]
    assert (outcome.status, found[: len(codes)]) == (status, codes), outcome
    assert outcome.query == text


def test_a_village_stands_for_its_county_and_says_so(resolver):
    best = resolver.resolve("石头村").best
    assert (best.prefecture, best.county, best.town, best.village) == (
        "北州市",
        "甲山县",
        "塔山镇",
        "石头村",
    )
    assert best.label == "北州市甲山县塔山镇石头村"
    # its town's seat is known; from there half a county may be the town's
    assert (best.lon, best.lat) == (103.05, 30.25)
    assert best.span == (0, 3)


def test_a_county_has_a_label_point_and_reaches_its_farthest_corner(resolver):
    best = resolver.resolve("乙水县").best
    assert (best.lon, best.lat, best.precision) == (103.8, 30.4, Precision.AREA)
    assert best.uncertainty_m == pytest.approx(29_400, abs=150)  # √(19.2² + 22.2²) km
    assert best.adcode == B


WHY = [
    ("甲山县", ReasonCode.FULL_NAME, "甲山县"),
    ("甲山", ReasonCode.SHORT_NAME, "甲山"),
    ("乙河县", ReasonCode.FORMER_NAME, "2015"),
    ("渡口乡", ReasonCode.OTHER_SUFFIX, "渡口镇"),
    ("石头社区", ReasonCode.OTHER_SUFFIX, "石头村"),
    ("塔山镇石头村", ReasonCode.WITHIN, "塔山镇"),
]


@pytest.mark.parametrize(("text", "code", "value"), WHY)
def test_why(resolver, text, code, value):
    reasons = {reason.code: reason.value for reason in resolver.resolve(text).best.reasons}
    assert reasons.get(code) == value


def test_many_names_at_once_in_their_order(resolver):
    seen = []
    outcomes = resolver.resolve_many(
        ["甲山县", 5, "双村", "甲山县"],
        [None, None, "乙水县", None],
        lambda done, of: seen.append((done, of)),
    )
    assert [one.status for one in outcomes] == ["resolved", "unresolved", "resolved", "resolved"]
    assert outcomes[0] is outcomes[3]
    assert seen == [(0, 4), (4, 4)]


def test_names_in_a_running_text(resolver):
    text = "在甲山县建石塔景区，在双村试点。"
    found = resolver.find_in_text(text)
    assert [(one.text, text[slice(*one.span)], one.outcome.status) for one in found] == [
        ("甲山县", "甲山县", "resolved"),
        ("石塔", "石塔", "resolved"),
        ("双村", "双村", "ambiguous"),
    ]


def test_a_region_before_decides_which_of_two_in_the_same_sentence(resolver):
    (county, village) = resolver.find_in_text("乙水县的试点，在双村。")
    assert county.outcome.best.adcode == B
    assert village.outcome.best.adcode == B
    assert {reason.code: reason.value for reason in village.outcome.reasons}[
        ReasonCode.CONTEXT
    ] == ("乙水县")


@pytest.mark.parametrize("end", ["。", "！", "？", "!", ". "])
def test_a_region_of_another_sentence_decides_nothing(resolver, end):
    (_, village) = resolver.find_in_text(f"乙水县试点{end}双村也是")
    assert village.outcome.status == "ambiguous"


def test_regions(resolver):
    unknown = resolver.resolve("双村", "无此县")
    assert ReasonCode.UNKNOWN_REGION in {reason.code for reason in unknown.reasons}
    for known in ("乙水", "519102", "北州市", "北部经济区"):
        resolver.require_region(known)
    for other in ("无此县", "519999"):
        with pytest.raises(UnknownValueError):
            resolver.require_region(other)
