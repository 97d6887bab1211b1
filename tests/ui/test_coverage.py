"""The coverage page without a browser: matrices, the map of a filter, what is empty, targets."""

import ast
import json

import pyarrow as pa
import pytest

from geo import settings
from geo.query.filters import Filter
from geo.ui.coverage import matrix, region_map, targets
from geo.ui.links import region_link
from geo.ui.widgets.html_table import go
from tests.ui.apptest import address, field, follow, html, opened

COVERAGE = "pages/coverage.py"


def figures(app):
    """The matrix, the map and the targets, from top to bottom."""
    return app.get("vega_lite_chart") + app.get("arrow_vega_lite_chart")


def charts(app):
    """The specifications of the figures."""
    return [json.loads(figure.proto.spec) for figure in figures(app)]


def column(figure, name):
    """The values of a column in all data frames of a figure."""
    frames = [pa.ipc.open_stream(item.data.data).read_pandas() for item in figure.proto.datasets]
    return {value for frame in frames if name in frame for value in frame[name]}


def regions_drawn(app):
    """Code → number and step of every region on the map."""
    _, chart, _ = charts(app)
    rows = chart["datasets"][chart["layer"][0]["data"]["name"]]
    return {row["adcode"]: (row["places"], row["step"]) for row in rows}


def test_both_matrices_speak_both_languages():
    for lang, word in (("zh", "个市州"), ("en", "prefectures")):
        app = opened(COVERAGE, lang=lang)
        assert word in html(app)
        app.button_group(key=field(app, "matrix")).set_value("tasks").run()
        assert not app.exception
        app.toggle(key=field(app, "inferred")).set_value(True).run()
        assert not app.exception
        assert len(charts(app)) == 3


@pytest.mark.parametrize("by", ["sectors", "tasks"])
def test_the_matrix_is_also_a_table(catalog, by):
    table = opened(COVERAGE, matrix=by, lang="en").table[0].value
    cells = [cell["places"] for cell in catalog.counts.coverage(by, inferred=False)]
    assert table.to_numpy().flatten().tolist() == cells
    assert [*table.columns][:3] == ["Chengdu", "Zigong", "Panzhihua"]
    assert [label.split(" ", 1)[-1] if by == "tasks" else label for label in table.index] == [
        term.en for term in catalog.codelists.terms(by)
    ]


def test_the_charts_load_nothing_from_elsewhere_and_are_described():
    for spec in charts(opened(COVERAGE)):
        assert "url" not in json.dumps({key: spec[key] for key in spec if key != "$schema"})
        assert spec["description"]


def test_gaps_and_targets_are_said():
    body = html(opened(COVERAGE))
    for part in (
        "其中 60 处分布在 20 / 21 个市州",
        "绵阳",
        "148 个场景",
        "62 个有地点",
        "86 个没有",
        "200 个",
        "不含进展数据",
    ):
        assert part in body, part
    assert body.count("文本没有点名可以计数的对象") == 4


def test_the_scenarios_stand_beside_the_target():
    *_, figure = figures(opened(COVERAGE, lang="en"))
    assert column(figure, "text") == {"62 with a place", "86 without", "Target: 200"}


@pytest.mark.parametrize(
    ("by", "code", "inferred", "sentence"),
    [
        ("sectors", "energy", False, "部门:能源 · 地区:阿坝藏族羌族自治州 · 关系:点名"),
        ("sectors", "energy", True, "部门:能源 · 地区:阿坝藏族羌族自治州"),
        ("tasks", "8", False, "任务:数字孪生空间 · 地区:阿坝藏族羌族自治州 · 关系:点名"),
        ("tasks", "9", True, "任务:数字人应用 · 地区:阿坝藏族羌族自治州"),
    ],
)
def test_a_cell_opens_explore_with_what_it_counts(catalog, by, code, inferred, sentence):
    app = opened(COVERAGE, precision="site", site="sanxingdui")
    app.button_group(key=field(app, "matrix")).set_value(by).run()
    app.toggle(key=field(app, "inferred")).set_value(inferred).run()
    app.selectbox(key=f"coverage_code_{by}").set_value(code).run()
    app.selectbox(key="coverage_adcode").set_value("513200").run()
    app.button(key="coverage_show").click().run()
    follow(app)
    assert f'<h1 class="shutu-sentence">{sentence}</h1>' in html(app)
    (count,) = [
        cell["places"]
        for cell in catalog.counts.coverage(by, inferred=inferred)
        if (cell["code"], cell["adcode"]) == (code, "513200")
    ]
    assert len(app.dataframe[0].value) == count > 0


@pytest.mark.parametrize("level", ["prefectures", "counties"])
@pytest.mark.parametrize(
    ("parameters", "chosen"),
    [
        ({}, Filter()),
        ({"sector": "energy", "stations": "0"}, Filter(sectors=("energy",), stations=False)),
        ({"task": "8", "region": "513200"}, Filter(tasks=(8,), regions=("513200",))),
    ],
)
def test_map_and_table_show_the_counts_of_the_filter(catalog, level, parameters, chosen):
    app = opened(COVERAGE, **parameters)
    app.button_group(key=field(app, "coverage_level")).set_value(level).run()
    assert not app.exception
    assert catalog.descriptions.sentence(chosen, "zh") in html(app)
    counts = catalog.counts.by_region(chosen)
    areas = catalog.regions.levels[level == "counties"]
    drawn = regions_drawn(app)
    assert {code: places for code, (places, _) in drawn.items()} == {
        area["adcode"]: counts[area["adcode"]] for area in areas
    }
    assert {step for places, step in drawn.values() if not places} <= {"0"}
    assert app.table[1].value["地点数"].tolist() == [counts[area["adcode"]] for area in areas]


@pytest.mark.parametrize(("level", "code"), [("prefectures", "513200"), ("counties", "513221")])
def test_a_region_opens_explore_with_the_filter_and_the_region(catalog, level, code):
    app = opened(COVERAGE, sector="energy", stations="0")
    app.button_group(key=field(app, "coverage_level")).set_value(level).run()
    app.selectbox(key=f"coverage_region_{level}").set_value(code).run()
    count, _ = regions_drawn(app)[code]
    app.button(key="coverage_region_show").click().run()
    follow(app)
    name = catalog.codelists.label("regions", code, "zh")
    assert f'<h1 class="shutu-sentence">部门:能源 · 地区:{name} · 不含派生电站</h1>' in html(app)
    assert len(app.dataframe[0].value) == count > 0


def test_the_map_has_the_filter_panel_of_explore_and_names_in_the_language():
    app = opened(COVERAGE, lang="en")
    app.button_group(key=field(app, "filter_sectors")).set_value(["tourism"]).run()
    assert not app.exception
    assert "Sector: Tourism" in html(app)
    assert regions_drawn(app)["513200"][0] == 2
    _, figure, _ = figures(app)
    assert {"Chengdu", "Aba", "Garzê"} <= column(figure, "name")
    app.switch_page("pages/explore.py").run()
    assert "Sector: Tourism" in html(app)


@pytest.mark.parametrize("inferred", [False, True])
def test_what_has_nothing_is_listed_for_a_sector(catalog, inferred):
    app = opened(COVERAGE)
    app.toggle(key=field(app, "inferred")).set_value(inferred).run()
    app.selectbox(key="coverage_gaps_sector").set_value("energy").run()
    assert not app.exception
    relations = () if inferred else ("named",)
    rows = catalog.places(Filter(sectors=("energy",), relations=relations)).to_pylist()
    covered = {code for row in rows for code in row["regions"]}
    body = html(app)
    for level, word in zip(catalog.regions.levels, ("市州", "区县"), strict=True):
        empty = [area for area in level if area["adcode"] not in covered]
        assert f"没有地点的{word}：{len(empty)} / {len(level)}" in body
    for prefecture in catalog.regions.prefectures:
        members = [
            row for row in catalog.regions.counties if row["prefecture"] == prefecture["adcode"]
        ]
        empty = [
            go(region_link(row["adcode"], "zh"), row["name_zh"])
            for row in members
            if row["adcode"] not in covered
        ]
        message = "全部" if len(empty) == len(members) else "、".join(empty)
        name = go(region_link(prefecture["adcode"], "zh"), prefecture["short_zh"])
        line = f"<b>{name} {len(empty)}/{len(members)}</b> · {message}</li>"
        assert (line in body) == bool(empty)


def test_a_sector_without_any_place_says_so_shortly():
    app = opened(COVERAGE, lang="en")
    app.selectbox(key="coverage_gaps_sector").set_value("finance").run()
    body = html(app)
    assert "<b>Prefectures with nothing: 21 of 21</b> · all of them" in body
    assert "<b>Counties with nothing: 183 of 183</b> · all of them" in body


def test_a_link_keeps_matrix_and_inferred():
    app = opened(COVERAGE, matrix="tasks", inferred="1", sector="energy")
    assert app.toggle(key=field(app, "inferred")).value
    assert app.button_group(key=field(app, "matrix")).value == "tasks"
    assert address(app) == {"matrix": "tasks", "inferred": "1", "sector": "energy"}


def test_only_the_coverage_page_uses_altair():
    for path in (settings.ROOT / "geo").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        if path.parent.name != "coverage":
            assert not [name for name in names if name.split(".")[0] == "altair"], path


def test_figures_are_written_once_for_all_visitors():
    parts = (matrix, region_map, targets)
    for part in parts:
        part._spec.cache_clear()
    first, second = charts(opened(COVERAGE)), charts(opened(COVERAGE))
    assert first == second
    assert [part._spec.cache_info().misses for part in parts] == [1, 1, 1]
    assert charts(opened(COVERAGE, lang="en")) != first
