"""The coverage page without a browser: matrices, the map of a filter, what is empty, targets."""

import ast
import json

import pyarrow as pa
import pytest

from geo import settings
from geo.query.filters import Filter
from geo.ui.coverage import matrix, region_map
from geo.ui.links import region_link
from geo.ui.widgets.html_table import go
from tests.ui.apptest import address, field, follow, html, opened

COVERAGE = "pages/coverage.py"
INFERRED = "计入推导电站和适用地点"


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
    """Code → number and colour of every region on the map."""
    _, chart = charts(app)
    rows = chart["datasets"][chart["layer"][0]["data"]["name"]]
    return {row["adcode"]: (row["value"], row["color"]) for row in rows}


def test_both_matrices_speak_both_languages():
    for lang, word in (("zh", "个市州"), ("en", "prefectures")):
        app = opened(COVERAGE, lang=lang)
        assert word in html(app)
        app.button_group(key=field(app, "matrix")).set_value("tasks").run()
        assert not app.exception
        app.toggle(key=field(app, "inferred")).set_value(True).run()
        assert not app.exception
        assert len(charts(app)) == 2


@pytest.mark.parametrize("by", ["sectors", "tasks"])
def test_the_matrix_is_also_a_table(catalog, by):
    table = opened(COVERAGE, matrix=by, lang="en").table[0].value
    cells = [cell["places"] for cell in catalog.counts.coverage(by, ("named",))]
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
        "21 个市州中 20 个有地点；没有地点的：绵阳",
        "不计入任何市州：界牌油田",
        "场景 148 个，是拟打造的内容，不是完成数",
        "62 个写明地点",
        "86 个没有",
        "200个",
        "不含进展数据",
    ):
        assert part in body, part
    assert body.count("文本没有逐一列明") == 4


def test_no_figure_lets_named_scenarios_read_as_progress():
    app = opened(COVERAGE, lang="en")
    assert "not a count of what is done" in html(app)
    values = {value for figure in figures(app) for value in column(figure, "text")}
    assert not values & {"62", "86", "148", "200"}
    assert len(figures(app)) == 2  # the matrix and the map


@pytest.mark.parametrize(
    ("parameters", "covered", "counted"),
    [
        ({}, "20", "列明地点 62 处。"),
        ({"inferred": "1"}, "20", f"地点 123 处，{INFERRED}。"),
        ({"relation": "derived"}, "11", "地点 61 处，关系：推导。"),
    ],
)
def test_the_headline_names_the_prefectures_without_a_place(catalog, parameters, covered, counted):
    app = opened(COVERAGE, **parameters)
    relation = parameters.get("relation")
    chosen = catalog.filter(relation=relation, inferred="inferred" in parameters)
    rows = catalog.places(chosen).to_pylist()
    held = {code for row in rows for code in row["prefectures"]}
    bare = [row["short_zh"] for row in catalog.regions.prefectures if row["adcode"] not in held]
    assert 21 - len(bare) == int(covered)
    body = html(app)
    assert f"21 个市州中 {covered} 个有地点；没有地点的：{'、'.join(bare)}</h1>" in body
    assert counted in body
    assert app.toggle(key=field(app, "inferred")).disabled == bool(relation)


@pytest.mark.parametrize(
    ("by", "code", "inferred", "sentence"),
    [
        ("sectors", "energy", False, "领域：能源 · 地区：阿坝藏族羌族自治州"),
        ("sectors", "energy", True, f"领域：能源 · 地区：阿坝藏族羌族自治州 · {INFERRED}"),
        ("tasks", "8", False, "任务：数字孪生空间 · 地区：阿坝藏族羌族自治州"),
        ("tasks", "9", True, f"任务：数字人应用 · 地区：阿坝藏族羌族自治州 · {INFERRED}"),
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
        for cell in catalog.counts.coverage(by, Filter(inferred=inferred).counted)
        if (cell["code"], cell["adcode"]) == (code, "513200")
    ]
    assert len(app.dataframe[0].value) == count > 0


@pytest.mark.parametrize("level", ["prefectures", "counties"])
@pytest.mark.parametrize(
    ("parameters", "chosen"),
    [
        ({}, Filter()),
        ({"sector": "energy", "inferred": "1"}, Filter(sectors=("energy",), inferred=True)),
        ({"task": "8", "region": "513200"}, Filter(tasks=(8,), regions=("513200",))),
    ],
)
def test_map_and_table_show_the_counts_of_the_filter(catalog, level, parameters, chosen):
    app = opened(COVERAGE, **parameters)
    app.button_group(key=field(app, "coverage_level")).set_value(level).run()
    assert not app.exception
    assert catalog.descriptions.sentence(chosen, "zh") in html(app)
    counts = catalog.counts.by_region(chosen)
    codes = [area["adcode"] for area in catalog.regions.levels[level == "counties"]]
    excluded = {code for code in codes if chosen.regions and not code.startswith("5132")}
    drawn = regions_drawn(app)
    assert {code: places for code, (places, _) in drawn.items()} == {
        code: None if code in excluded else counts[code] for code in codes
    }
    assert {drawn[code][1] for code in excluded} <= {"#ffffff"}  # the land
    numbers = {places for places, _ in drawn.values() if places is not None}
    weakest = "#dceaf7" if len(numbers) > 1 else "#6ba3d0"  # a single class has the middle colour
    assert {color for places, color in drawn.values() if places == min(numbers)} == {weakest}
    table = app.table[1].value["地点数（个）"]
    assert table.tolist() == ["" if code in excluded else str(counts[code]) for code in codes]


@pytest.mark.parametrize(("level", "code"), [("prefectures", "513200"), ("counties", "513221")])
def test_a_region_opens_explore_with_the_filter_and_the_region(catalog, level, code):
    app = opened(COVERAGE, sector="energy", inferred="1")
    app.button_group(key=field(app, "coverage_level")).set_value(level).run()
    app.selectbox(key=f"coverage_region_{level}").set_value(code).run()
    count, _ = regions_drawn(app)[code]
    app.button(key="coverage_region_show").click().run()
    follow(app)
    name = catalog.codelists.label("regions", code, "zh")
    assert f'<h1 class="shutu-sentence">领域：能源 · 地区：{name} · {INFERRED}</h1>' in html(app)
    assert len(app.dataframe[0].value) == count > 0


def test_the_map_has_the_filter_panel_of_explore_and_names_in_the_language():
    app = opened(COVERAGE, lang="en")
    app.button_group(key=field(app, "filter_sectors")).set_value(["tourism"]).run()
    assert not app.exception
    assert "Sector: Tourism" in html(app)
    assert regions_drawn(app)["513200"][0] == 2
    _, figure = figures(app)
    assert {"Chengdu", "Aba", "Garzê"} <= column(figure, "name")
    app.switch_page("pages/explore.py").run()
    assert "Sector: Tourism" in html(app)


@pytest.mark.parametrize("inferred", [False, True])
def test_what_has_nothing_is_listed_for_a_sector(catalog, inferred):
    app = opened(COVERAGE)
    app.toggle(key=field(app, "inferred")).set_value(inferred).run()
    app.selectbox(key="coverage_gaps_sector").set_value("energy").run()
    assert not app.exception
    rows = catalog.places(Filter(sectors=("energy",), inferred=inferred)).to_pylist()
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
    parts = (matrix, region_map)
    for part in parts:
        part._spec.cache_clear()
    first, second = charts(opened(COVERAGE)), charts(opened(COVERAGE))
    assert first == second
    assert [part._spec.cache_info().misses for part in parts] == [1, 1]
    assert charts(opened(COVERAGE, lang="en")) != first
