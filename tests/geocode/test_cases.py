"""Single names with what must come out, and why (`cases.csv`)."""

import csv
from pathlib import Path

import pytest

from geo.geocode import Ambiguous, Outside, ReasonCode, Resolved, Unresolved
from geo.model import LIMIT_M, Precision

with (Path(__file__).parent / "cases.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']}-{case['region']}")
def test_case(resolver, case):
    outcome = resolver.resolve(case["text"], case["region"] or None)
    assert outcome.status == case["status"], outcome.candidates[:3]
    codes = {item.adcode for item in outcome.candidates}
    if outcome.status == "resolved":
        best = outcome.candidates[0]
        assert (best.adcode or "", best.name_zh) == (case["adcode"], case["unit"])
    elif case["adcode"]:
        assert case["adcode"] in codes
    if case["status"] == "ambiguous" and case["unit"]:
        assert case["unit"] in {item.name_zh for item in outcome.candidates}


def test_each_outcome_is_its_own_type(resolver):
    assert isinstance(resolver.resolve("长卿镇"), Resolved)
    assert isinstance(resolver.resolve("幸福村"), Ambiguous)
    assert isinstance(resolver.resolve("贵州金沙县"), Outside)
    assert isinstance(resolver.resolve("建设方案"), Unresolved)


def test_the_plans_own_village_comes_first_among_its_namesakes(resolver):
    assert resolver.resolve("战旗村").candidates[0].kind == "site"
    assert resolver.resolve("永丰村").candidates[0].id == "yongfeng-cun"


def test_no_false_pin_for_a_village(resolver):
    best = resolver.resolve("合江县先市镇下坝村").best
    county = resolver.resolve("合江县").best
    assert (best.lon, best.lat, best.precision) == (county.lon, county.lat, Precision.AREA)
    assert best.uncertainty_m == county.uncertainty_m > LIMIT_M[Precision.LOCALITY]
    assert (best.prefecture, best.county, best.town, best.village) == (
        "泸州市",
        "合江县",
        "先市镇",
        "下坝村",
    )


def test_a_towns_seat_is_a_better_point_and_says_so(resolver):
    town = resolver.resolve("郫都区犀浦街道").best
    county = resolver.resolve("郫都区").best
    assert town.lon != county.lon
    assert town.uncertainty_m < county.uncertainty_m
    assert ReasonCode.SEAT in {reason.code for reason in town.reasons}


def test_reasons_say_what_was_forgiven(resolver):
    def reasons(text, region=None):
        outcome = resolver.resolve(text, region)
        return {item.code for item in (*outcome.candidates[0].reasons, *outcome.reasons)}

    assert ReasonCode.ONE_WRONG in reasons("梓童县")
    assert ReasonCode.FORMER_NAME in reasons("郫县")
    assert ReasonCode.SHORT_NAME in reasons("昭觉")
    assert ReasonCode.WITHIN in reasons("青城山镇泰安社区")
    assert ReasonCode.REGION in reasons("永丰村", "东坡区")
    assert ReasonCode.CONTRADICTS in reasons("郫都区青城山镇")
    assert ReasonCode.CONTRADICTS_REGION in reasons("合江县先市镇", "成都市")
    assert ReasonCode.UNKNOWN_BELOW in reasons("合江县乌有镇")
    assert ReasonCode.UNKNOWN_REGION in reasons("长卿镇", "乌有之乡")
    assert ReasonCode.SPANS_COUNTIES in reasons("成都高新区")
    assert ReasonCode.EMPTY in reasons_of_empty(resolver)


def reasons_of_empty(resolver):
    return {reason.code for reason in resolver.resolve("  ").reasons}


@pytest.mark.parametrize(
    "odd",
    [
        None,
        12,
        3.5,
        float("nan"),
        b"x",
        [],
        "",
        " \t",
        "\0",
        "村",
        "镇" * 5000,
        "合江县" * 4000,
        "＝1+1",
        "\ud800",
        "a" * 10_000,
        "｜|｜",
        "１" * 50,
    ],
)
def test_odd_input_never_raises(resolver, odd):
    assert resolver.resolve(odd).status in ("resolved", "ambiguous", "unresolved", "outside")
    assert resolver.resolve("合江县", odd).candidates[0].adcode == "510522"


def test_the_span_is_in_the_text_as_given(resolver):
    text = "２０２４年 四川省【合江縣】先市鎮数字乡村"
    best = resolver.resolve(text).best
    start, end = best.span
    assert text[start:end] == "四川省【合江縣】先市鎮"


def test_running_text(resolver):
    text = (
        "专家组先后来到合江县先市镇、福宝镇调研,又赴贵州省赤水市座谈。"
        "在郫都区,战旗村的做法受到好评;都江堰水利工程和岷江的数字孪生正在推进。"
    )
    found = resolver.find_in_text(text)
    message = {mention.text: mention.outcome for mention in found}
    assert [text[start:end] for start, end in (m.span for m in found)] == list(message)
    assert message["合江县先市镇"].candidates[0].town == "先市镇"
    assert message["福宝镇"].candidates[0].county == "合江县"
    assert message["贵州省赤水市"].status == "outside"
    assert message["战旗村"].status == "resolved"
    assert message["战旗村"].candidates[0].county == "郫都区"
    assert "岷江" in message


def test_running_text_without_names(resolver):
    assert resolver.find_in_text("坚持和平发展,建设文化中心,推进乡村振兴。") == []
    assert resolver.find_in_text("") == []
