"""The pages about one region and one task, without a browser."""

from __future__ import annotations

import re

import pytest

from geo.ui.links import UNLISTED, region_link, task_link
from tests.ui.apptest import address, field, go, html, opened
from tests.ui.test_downloads import links as downloads

REGION, TASK = "pages/region.py", "pages/task.py"


def sentence(app) -> str:
    return re.search(r'<h1 class="shutu-sentence">(.*?)</h1>', html(app))[1]


def linked(app) -> set[str]:
    """The addresses within the app that a page links to."""
    return set(re.findall(r'class="shutu-go[^"]*"[^>]*href="([^"]+)"', html(app)))


@pytest.mark.parametrize(
    ("lang", "said", "parts"),
    [
        ("zh", "成都市：《行动计划》列明 32 处地点", ("按领域", "缺少：", "本图的推断", "推导：")),
        ("en", "Chengdu: the plan names 32 places", ("By sector", "Missing:", "our inference")),
    ],
)
def test_a_region_says_what_is_named_applicable_derived_and_missing(lang, said, parts):
    app = opened(REGION, of="510100", lang=lang)
    body = html(app)
    assert sentence(app).startswith(said.partition("市")[0])
    for part in parts:
        assert part in body, part
    assert address(app) == {"of": "510100", **({"lang": "en"} if lang == "en" else {})}
    tail = "&amp;lang=en" if lang == "en" else ""
    assert {f"/?site=dujiangyan{tail}", f"/task?of=8{tail}", f"/region?of=510181{tail}"} <= linked(
        app
    )
    label = "PDF 简报" if lang == "zh" else "PDF brief"
    assert downloads(app, brief=True)[label].startswith("/export/pdf?region=510100")


def test_a_region_stands_beside_the_province_or_another_one():
    app = opened(REGION, of="513200")
    assert "<th>全省</th>" not in html(app)
    assert '<th class="number">全省</th>' in html(app)
    app.selectbox(key=field(app, "region_beside")).set_value("510100").run()
    assert not app.exception
    assert address(app) == {"of": "513200", "with": "510100"}
    assert '<th class="number">成都</th>' in html(app)
    row = re.search(r"<tr><td>城市</td><td[^>]*>(\d+)</td><td[^>]*>(\d+)</td>", html(app))
    assert row.groups() == ("0", "10")  # of the ten cityscapes Chengdu has all


def test_back_and_forward_and_the_language_keep_the_region():
    app = opened(REGION, of="510100")
    app.selectbox(key=field(app, "region_of")).set_value("510300").run()
    assert "自贡" in sentence(app)
    assert address(app) == {"of": "510300"}
    go(app, {"of": "510100"})
    assert "成都" in sentence(app)
    app.button(key="language_switch").click().run()
    assert "Chengdu" in sentence(app)
    assert address(app) == {"of": "510100", "lang": "en"}
    go(app, {})
    assert "21" in sentence(app)


@pytest.mark.parametrize(
    ("page", "code", "said", "count"),
    [(REGION, "999999", "没有编号为“999999”的地区", 21), (TASK, "19", "没有编号为“19”的任务", 18)],
)
def test_an_unknown_code_is_told_and_the_index_shown(page, code, said, count):
    app = opened(page, of=code)
    assert said in app.warning[0].value
    assert str(count) in sentence(app)
    assert address(app) == {}


def test_an_unknown_region_to_compare_with_gives_the_province():
    app = opened(REGION, of="510100", **{"with": "x<b>"})
    assert "可供对照" in app.warning[0].value
    assert address(app) == {"of": "510100"}
    assert '<th class="number">全省</th>' in html(app)


def test_the_index_has_all_prefectures_and_all_tasks(catalog):
    regions = linked(opened(REGION))
    assert {region_link(row["adcode"], "zh") for row in catalog.regions.prefectures} <= regions
    tasks = {one.replace("&amp;", "&") for one in linked(opened(TASK, lang="en"))}
    assert {task_link(number, "en") for number in range(1, 19)} <= tasks


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", ["1", "2", "8", "9"])
def test_a_task_shows_its_boxes_and_places(catalog, code, lang):
    app = opened(TASK, of=code, lang=lang)
    body = html(app)
    rows = [row for row in catalog.plan.tree() if str(row["task"]) == code]
    assert rows[0][f"theme_{lang}"] in body
    for row in rows:
        if row["scenario"]:
            name = row[f"site_{lang}"] if row["place"] else row[f"scenario_{lang}"]
            assert name.replace("'", "&#x27;") in body, name


def test_every_place_of_a_county_is_there(catalog):
    app = opened(REGION, of="510185")
    for place in catalog.rows(catalog.filter(region="510185")):
        assert f"/?site={place['id']}" in linked(app)


def test_one_click_from_the_detail_the_filter_and_the_coverage_page():
    assert {"/region?of=510681", "/task?of=8"} <= linked(opened(site="sanxingdui"))
    assert {"/region?of=513200", "/task?of=9"} <= linked(opened(region="513200", task="9"))
    coverage = linked(opened("pages/coverage.py", matrix="tasks"))
    assert {"/region?of=510100", "/region?of=510700", "/task?of=1"} <= coverage


def test_they_are_reached_by_links_and_not_by_the_navigation():
    assert {"region", "task"} == UNLISTED
    assert region_link("510100", "zh") == "/region?of=510100"
    assert region_link("510100", "en") == "/region?of=510100&lang=en"
    assert region_link("", "zh") == "/region"
