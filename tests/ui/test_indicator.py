"""An indicator below the places: its panel on three pages, what maps are sent, what files carry."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from geo.query.filters import Filter
from geo.shortlist import link
from geo.shortlist.model import Item, Shortlist
from tests.ui.apptest import address, field, go, html, opened, session
from tests.ui.test_app import map_data
from tests.ui.test_coverage import regions_drawn
from tests.ui.test_downloads import links, made

MOST = 4_096  # bytes of an indicator in a run
COVERAGE = "pages/coverage.py"
# The census of 2020 (七普), residents of three prefectures, below a title and above a total.
CENSUS = """第七次人口普查,,
市州,常住人口（人）,备注
成都市,20937757,
绵阳市,4868243,
甘孜州,1107431,
重庆市,32054159,
合计,26913431,
"""


def bring(app, text=CENSUS, name="census.csv"):
    """Upload a table in the panel."""
    choose(app, "source", "table")
    (box,) = [one for one in app.get("file_uploader") if "indicator_file" in str(one.key)]
    box.upload(name, text.encode(), "text/csv").run()
    assert not app.exception
    return app


def choose(app, part, value):
    """Choose something in the panel."""
    app.selectbox(key=field(app, f"indicator_{part}")).set_value(value).run()
    assert not app.exception


def below(app):
    """What the map of the page is sent of the indicator."""
    return map_data(app)["choropleth"]


@pytest.mark.parametrize("level", ["prefectures", "counties"])
def test_a_map_is_sent_the_class_of_each_region_and_little_else(catalog, level):
    app = opened(choropleth="places", level=level)
    sent = below(app)
    assert len(json.dumps(sent, ensure_ascii=False).encode()) <= MOST
    codes = [row["adcode"] for row in getattr(catalog.regions, level)]
    counts = catalog.counts.by_region(Filter())
    assert sent["values"] == [str(counts[code]) for code in codes]
    assert [row["count"] for row in sent["legend"]] == [
        sent["classes"].count(number) for number in range(len(sent["colors"]))
    ]
    # More places never have a lower class, and each class is in the legend with its figures.
    order = sorted(zip(map(int, sent["values"]), sent["classes"], strict=True))
    assert [one for _, one in order] == sorted(one for _, one in order)
    for number, row in enumerate(sent["legend"]):
        inside = [value for value, one in order if one == number]
        low, _, high = row["text"].partition("–")
        assert (int(low), int(high or low)) == (min(inside), max(inside))


def test_equal_intervals_are_those_of_numpy(catalog):
    app = opened(choropleth="places_per_area")
    choose(app, "method", "equal")
    choose(app, "classes", 4)
    sent = below(app)
    counts, areas = catalog.counts.by_region(Filter()), catalog.regions.areas_km2
    codes = [row["adcode"] for row in catalog.regions.prefectures]
    values = [counts[code] / areas[code] for code in codes]
    edges = np.linspace(min(values), max(values), 5)[1:-1]
    assert sent["classes"] == np.digitize(values, edges, right=True).tolist()
    assert len(sent["colors"]) == 4


def test_the_indicator_is_in_the_link_and_back_undoes_it():
    app = opened()
    assert below(app) is None
    start = address(app)
    choose(app, "source", "places_per_area")
    app.button_group(key=field(app, "indicator_level")).set_value("counties").run()
    after = address(app)
    assert after == {"choropleth": "places_per_area", "level": "counties"}
    go(app, start)
    assert below(app) is None
    go(app, after)
    assert below(app)["level"] == "counties"
    assert len(below(app)["classes"]) == 183


def test_all_pages_show_the_same_indicator(catalog):
    app = opened(COVERAGE, lang="en")
    choose(app, "source", "places_per_area")
    choose(app, "palette", "yellow_red")
    on_coverage = {code: color for code, (_, color) in regions_drawn(app).items()}
    app.switch_page("pages/explore.py").run()
    sent = below(app)
    codes = [row["adcode"] for row in catalog.regions.prefectures]
    assert {
        code: sent["colors"][one] for code, one in zip(codes, sent["classes"], strict=True)
    } == on_coverage
    app.switch_page("pages/shortlist.py").run()
    code = link.encode(Shortlist(items=(Item("dujiangyan"),)))
    go(app, {link.CONTENT: code, "choropleth": "places_per_area"})
    assert below(app)["colors"] == sent["colors"]
    assert below(app)["classes"] == sent["classes"]
    choose(app, "source", "")
    assert below(app) is None


@pytest.mark.parametrize("page", [None, COVERAGE])
def test_a_table_is_read_guessed_and_reported(page):
    app = bring(opened(page, level="counties"))
    own = session(app).indicator.own
    assert (own.columns.key, own.columns.value) == ("市州", "常住人口（人）")
    assert session(app).choice.level == "prefectures"  # as the rows are
    assert "21 个市州中 3 个有数值。" in html(app)
    assert "1 行对不上任何区县或市州：第 6 行 重庆市 32054159" in html(app)
    assert "choropleth" not in address(app)


def test_what_is_typed_stands_in_the_legend_and_another_column_forgets_it():
    app = bring(opened())
    app.text_input(key=field(app, "indicator_own_title")).set_value("  居民数 ").run()
    app.text_input(key=field(app, "indicator_own_source")).set_value("国家统计局").run()
    sent = below(app)
    assert sent["title"] == "居民数（人）"
    assert "数据来源：国家统计局" in sent["source"]
    assert [sent["values"][at] for at in (0, 5, 19)] == ["20,937,757", "4,868,243", "1,107,431"]
    choose(app, "value", "备注")
    assert session(app).indicator.own.title == ""
    assert below(app)["classes"] == [None] * 21
    choose(app, "value", "常住人口（人）")
    app.button(key="indicator_leave").click().run()
    assert below(app) is None


def test_numbers_are_divided_by_a_column_of_residents():
    app = bring(
        opened(), "市州,产值（亿元）,人口（人）\n成都市,22074.7,20937757\n自贡市,1750,2489256\n"
    )
    denominators = app.selectbox(key=field(app, "indicator_denominator"))
    (column,) = [one for one in denominators.options if "人口（人）" in one]
    denominators.set_value(column).run()
    assert not app.exception
    values = [float(one.replace(",", "")) for one in below(app)["values"][:2]]
    assert values[0] / values[1] == pytest.approx((22074.7 / 20937757) / (1750 / 2489256), rel=0.01)


def test_places_per_head_take_the_residents_of_a_table(catalog):
    app = opened(COVERAGE, lang="en")
    choose(app, "source", "places_per_head")
    assert "no colours" in html(app)
    app = bring(opened(lang="en"))
    choose(app, "source", "places_per_head")
    counts = catalog.counts.by_region(Filter())
    sent = below(app)
    assert sent["title"] == "Number of places (places per million residents)"
    assert float(sent["values"][0]) == pytest.approx(counts["510100"] / 20.937757, abs=0.5)
    assert sent["values"][1] == ""  # no residents of Zigong
    assert "choropleth" not in address(app)


def test_a_table_with_hostile_names_stays_text():
    app = bring(opened(COVERAGE), "<b>市州</b>,<i>数</i>\n成都市,5\n自贡市,7\n", "<u>x</u>.csv")
    assert "<i>数</i>" not in html(app) and "<u>x</u>" not in html(app)
    assert "&lt;i&gt;数&lt;/i&gt;" in html(app)


def test_a_file_carries_the_indicator_by_its_address():
    app = opened(choropleth="places_per_area", level="counties")
    (plain,) = links(app).values()
    assert parse_qs(urlsplit(plain).query) == {}  # a CSV shows no colours
    app.selectbox(key="export_panel_format").set_value("svg").run()
    (drawn,) = links(app).values()
    assert parse_qs(urlsplit(drawn).query) == {
        "choropleth": ["places"],
        "level": ["counties"],
        "per": ["area"],
        "classes": ["5"],
        "class_method": ["quantile"],
        "palette": ["blue"],
    }
    app.toggle(key=field(app, "indicator_reverse")).set_value(True).run()
    (own,) = links(app).values()  # no parameter says so
    assert urlsplit(own).query == ""
    assert made(own).startswith(b"<?xml")


def test_a_file_with_a_table_has_an_address_of_the_session():
    app = bring(opened())
    app.selectbox(key="export_panel_format").set_value("svg").run()
    (drawn,) = links(app).values()
    assert urlsplit(drawn).query == ""
    assert "census.csv" in made(drawn).decode()
    assert map_data(app)["below"] == {"area": False, "table": True}


def test_an_unknown_indicator_in_a_link_is_said_and_dropped():
    app = opened(choropleth="money")
    assert below(app) is None
    assert "money" in app.warning[0].value
