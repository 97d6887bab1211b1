"""What the page takes from a map's report, and what it leaves."""

import pytest
import shapely
from pyproj import Geod

from geo.model import AreaRule
from geo.ui.state.session import Page, Session
from geo.ui.state.sketch import MOST
from geo.ui.widgets import live_map, sketch_bar
from tests.ui.apptest import field, html, opened, session
from tests.ui.test_app import map_data


def test_a_click_on_no_point_of_the_earth_drills_nowhere(monkeypatch, catalog):
    page = Page(catalog, Session(), "zh")
    before = page.choice.filter
    monkeypatch.setattr(live_map, "map_event", lambda name: [float("nan"), 30])
    live_map._on_point(page)
    assert page.choice.filter is before


def test_a_click_on_the_land_goes_a_level_down(monkeypatch, catalog):
    page = Page(catalog, Session(), "zh")
    monkeypatch.setattr(live_map, "map_event", lambda name: [104.06, 30.66])
    regions = []
    for _ in range(3):
        live_map._on_point(page)
        regions += page.choice.filter.regions
    assert regions[:2] == ["chengdu-plain", "510100"]
    assert regions[2].startswith("5101")


@pytest.fixture
def drawing(monkeypatch, catalog):
    """A page, and a function that clicks on its map."""
    page = Page(catalog, Session(), "zh")

    def click(*reported):
        monkeypatch.setattr(live_map, "map_event", lambda name: list(reported))
        live_map._on_point(page)

    return page, click


def test_two_clicks_draw_a_rectangle(drawing):
    page, click = drawing
    page.choice.set_area_rule(AreaRule.TOUCH)
    page.choice.sketch.begin("rectangle")
    click(104.0, 31.3, 7.5)
    assert page.choice.filter.is_empty
    click(103.4, 30.9, 7.5)
    area = page.choice.filter.area
    assert shapely.from_wkb(area.wkb).equals(shapely.box(103.4, 30.9, 104, 31.3))
    assert (area.name, area.rule) == ("输入的范围", AreaRule.TOUCH)
    assert page.choice.sketch.form is None
    assert "within" in page.choice.address("zh")  # the link carries it
    click(104.06, 30.66)  # and clicks select regions again
    assert page.choice.filter.regions


def test_a_circle_is_a_filter_by_distance(drawing):
    page, click = drawing
    page.choice.sketch.begin("circle")
    click(104.0, 31.0, 7.5)
    lon, lat, _ = Geod(ellps="WGS84").fwd(104, 31, 60, 25_300)
    click(lon, lat, 7.5)
    near = page.choice.filter.near
    assert (near.lon, near.lat, near.km, near.site) == (104.0, 31.0, 25.0, None)
    page.choice.sketch.begin("circle")
    click(104.0, 31.0, 14.0)
    click(104.0, 31.0, 14.0)  # a double click is one point
    assert len(page.choice.sketch.points) == 1
    click(104.0, 31.0001, 14.0)
    assert page.choice.filter.near.km == 1.0


def test_clicks_that_are_none_draw_nothing(drawing):
    page, click = drawing
    page.choice.sketch.begin("polygon")
    for reported in ((), (104, 30), (float("nan"), 30, 7), (104, 95, 7), (190, 30, 7), ("a", 1, 7)):
        click(*reported)
    assert page.choice.sketch.points == ()
    for number in range(MOST + 5):
        click(100 + number / 100, 30, 7)
    assert len(page.choice.sketch.points) == MOST


def test_a_drawn_polygon_outside_the_province_is_refused_and_kept_as_text(drawing):
    page, click = drawing
    page.choice.sketch.begin("rectangle")
    click(10, 31, 5)
    click(11, 32, 5)
    text, error = page.choice.refused_area
    assert (error.key, text) == ("outside", "10.00000, 31.00000\n11.00000, 32.00000")
    assert page.choice.filter.area is None


def test_what_is_drawn_so_far_is_on_the_map(drawing):
    page, click = drawing
    page.choice.sketch.begin("polygon")
    click(104, 31, 7)
    (mark,) = sketch_bar.sketch_outlines(page.choice)
    assert mark["kind"] == "area"
    click(105, 31, 7)
    assert [one["kind"] for one in sketch_bar.sketch_outlines(page.choice)] == [
        "area",
        "area",
        "line",
    ]


def test_the_bar_finishes_takes_back_and_stops():
    app = opened()
    assert map_data(app)["drawing"] is False
    app.button(key="sketch_polygon").click().run()
    assert map_data(app)["drawing"] is True
    assert "pointed" in map_data(app)["reports"]
    assert app.button(key="sketch_finish").disabled
    sketch = session(app).choice.sketch
    for lon, lat in ((103.4, 30.9), (104, 30.9), (104, 31.3), (99, 28)):
        sketch.add(sketch_bar.DrawnPoint(lon, lat, 7))
    app.run()
    assert len(map_data(app)["outlines"]["shapes"]) == 5
    app.button(key="sketch_undo").click().run()
    app.button(key="sketch_finish").click().run()
    assert not app.exception
    assert map_data(app)["drawing"] is False
    assert "在“输入的范围”范围内" in html(app)
    assert app.text_area(key=field(app, "reach_area")).value.count("\n") == 2
    before = session(app).choice.filter
    app.button(key="sketch_circle").click().run()
    app.button(key="sketch_stop").click().run()
    assert map_data(app)["drawing"] is False
    assert session(app).choice.filter == before
