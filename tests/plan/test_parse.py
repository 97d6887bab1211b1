"""The parser on a small made-up plan, and on the real one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import PlanTextError
from geo.plan.parse import clause_text, parse_plan

SMALL = """关于印发计划的通知

川经信信安〔2099〕7号

现印发给你们,请认真贯彻落实。

甲厅

乙局

2099年3月4日

计划

(2099—2101年)

一、总体要求

(二)主要目标

——规模。产业规模达到12亿元,产业竞争力提升。

二、主要任务

(一)聚焦测试。

1.建设空间。面向行业。

专栏4  空间工程

数字孪生能源应用场景:聚焦水电。打造甲江、乙江等数字孪生水电站,丙气田等数字孪生油气田典型应用场景。

数字孪生物流应用场景:聚焦仓储。打造甲城和乙港空物流、和平村等数字孪生仓储、分拣等典型应用场景。

数字人旅游应用场景:聚焦导览。打造三岔TOD(以公共交通为导向)等数字孪生社区的典型应用场景。

三、保障措施

(一)强化领导。落实。
"""


def test_small_plan_is_read_whole():
    plan = parse_plan(SMALL)
    assert (plan.document_number, plan.date) == ("川经信信安〔2099〕7号", "2099-03-04")
    assert plan.period == (2099, 2101)
    assert plan.departments == ["甲厅", "乙局"]
    assert [(t.value, t.unit_zh) for t in plan.targets] == [(12, "亿元")]
    assert [task.name_zh for task in plan.tasks] == ["建设空间"]
    assert plan.boxes[0].parent == 1
    assert plan.sectors == ["能源", "物流", "旅游"]


def test_scenarios_carry_clause_label_and_span():
    plan = parse_plan(SMALL)
    listed = [(s.entry, s.name_zh, s.label_zh) for s in plan.scenarios]
    assert listed == [
        ("b4e01", "甲江", "数字孪生水电站"),
        ("b4e01", "乙江", "数字孪生水电站"),
        ("b4e01", "丙气田", "数字孪生油气田"),
        ("b4e02", "甲城", "数字孪生仓储、分拣"),
        ("b4e02", "乙港空物流", "数字孪生仓储、分拣"),
        ("b4e02", "和平村", "数字孪生仓储、分拣"),
        ("b4e02", "数字孪生仓储", None),
        ("b4e02", "分拣", None),
        ("b4e03", "三岔TOD", "数字孪生社区"),
    ]
    for scenario in plan.scenarios:
        assert SMALL[slice(*scenario.span)] == scenario.name_zh
    assert clause_text(SMALL, plan.scenarios[0].span).startswith("数字孪生能源应用场景:")


def test_windows_newlines_change_nothing():
    assert parse_plan(SMALL.replace("\n", "\r\n")) == parse_plan(SMALL)


@given(st.text(max_size=200))
def test_any_other_text_is_refused_in_one_line(text):
    with pytest.raises(PlanTextError) as caught:
        parse_plan(text)
    assert "\n" not in str(caught.value)


def test_real_plan_has_the_known_size(plan_text):
    plan = parse_plan(plan_text)
    assert len(plan.departments) == 16
    assert [t.value for t in plan.targets] == [2500, 200, 15, 150, 300]
    assert (len(plan.themes), len(plan.tasks), len(plan.boxes)) == (5, 18, 7)
    assert (len(plan.groups), len(plan.sectors), len(plan.entries)) == (27, 20, 40)
    names = {s.name_zh: s.entry for s in plan.scenarios}
    assert names["智慧燃气"] == "b6e02"
    assert names["金沙"] == "b4e04"
    assert names["成都双流"] == "b4e06"
