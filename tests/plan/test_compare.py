"""Parser and tables are compared both ways: every kind of difference is found."""

import pytest

from geo.plan.compare import compare
from geo.plan.parse import parse_plan


def differences(text, curated):
    return compare(text, parse_plan(text), curated.structure)


def test_real_text_and_tables_agree(plan_text, curated):
    assert differences(plan_text, curated) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("界牌油田", "界碑油田", "界牌油田"),
        ("、界牌油田", "", "界牌油田"),
        ("界牌油田", "界牌油田、新油田", "新油田"),
        ("九寨沟、黄龙", "黄龙、九寨沟", "spans"),
        ("四川省商务厅\n", "四川省商贸厅\n", "四川省商贸厅"),
        ("打造200个", "打造201个", "201"),
        ("2023年9月12日\n", "2023年9月13日\n", "2023-09-13"),
        ("(四)推进开放合作。", "(四)推进合作。", "推进合作"),
        ("18.强化数字安全能力建设。", "18.强化安全。", "强化安全"),
        ("数字人医疗应用场景", "数字人康养应用场景", "康养"),
        ("以天府实验室为核心", "以蓉城实验室为核心", "蓉城实验室"),
        ("川经信信安〔2023〕142号", "川经信信安〔2023〕143号", "143"),
    ],
)
def test_every_change_of_the_text_is_reported(plan_text, curated, old, new, expected):
    assert old in plan_text
    found = differences(plan_text.replace(old, new), curated)
    assert any(expected in line for line in found), found


def test_a_name_moved_to_another_clause_is_reported(plan_text, curated):
    moved = plan_text.replace("、黄龙、", "、").replace("天府机场、", "天府机场、黄龙、")
    assert any("黄龙" in line and "b4e04" in line for line in differences(moved, curated))
