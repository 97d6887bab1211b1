"""The coverage page without a browser: both matrices, the way to explore, honest targets."""

import ast
import json

import pytest

from geo import settings
from tests.ui.apptest import html, opened

COVERAGE = "pages/coverage.py"


def charts(app):
    return app.get("vega_lite_chart") + app.get("arrow_vega_lite_chart")


def test_both_matrices_speak_both_languages():
    for lang, word in (("zh", "个市州"), ("en", "prefectures")):
        app = opened(COVERAGE, lang=lang)
        assert word in html(app)
        app.button_group(key="coverage_by").set_value("tasks").run()
        assert not app.exception
        app.toggle(key="coverage_inferred").set_value(True).run()
        assert not app.exception
        assert len(charts(app)) == 1


def test_the_chart_loads_nothing_from_elsewhere():
    (chart,) = charts(opened(COVERAGE))
    spec = json.loads(chart.proto.spec)
    assert "url" not in json.dumps({key: spec[key] for key in spec if key != "$schema"})


def test_gaps_and_targets_are_said():
    body = html(opened(COVERAGE))
    for part in ("其中 60 处分布在 20 / 21 个市州", "绵阳", "148 个场景", "62 个有地点",
                 "86 个没有", "200 个", "不含进展数据"):  # fmt: skip
        assert part in body, part
    assert body.count("文本没有点名可以计数的对象") == 4


@pytest.mark.parametrize(
    ("by", "code", "inferred", "sentence"),
    [
        ("sectors", "energy", False, "部门:能源 · 地区:阿坝藏族羌族自治州 · 关系:点名"),
        ("sectors", "energy", True, "部门:能源 · 地区:阿坝藏族羌族自治州"),
        ("tasks", "8", False, "任务:数字孪生空间 · 地区:阿坝藏族羌族自治州 · 关系:点名"),
        ("tasks", "9", True, "任务:数字人应用 · 地区:阿坝藏族羌族自治州"),
    ],
)
def test_a_cell_opens_explore_with_what_it_counts(explorer, by, code, inferred, sentence):
    app = opened(COVERAGE, precision="site", site="sanxingdui")
    app.button_group(key="coverage_by").set_value(by).run()
    app.toggle(key="coverage_inferred").set_value(inferred).run()
    app.selectbox(key=f"coverage_code_{by}").set_value(code).run()
    app.selectbox(key="coverage_adcode").set_value("513200").run()
    app.button(key="coverage_show").click().run()
    assert not app.exception
    assert f'<div class="shutu-sentence">{sentence}</div>' in html(app)
    (count,) = [cell["places"] for cell in explorer.coverage(by, inferred=inferred)
                if (cell["code"], cell["adcode"]) == (code, "513200")]  # fmt: skip
    assert len(app.dataframe[0].value) == count > 0


def test_only_the_coverage_page_uses_altair():
    for path in (settings.ROOT / "geo").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import)
                 for alias in node.names}  # fmt: skip
        names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        if path.name != "coverage.py":
            assert not [name for name in names if name.split(".")[0] == "altair"], path
