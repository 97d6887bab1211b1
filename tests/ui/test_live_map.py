"""What the page takes from a map's report, and what it leaves."""

import pytest
import shapely

from geo.i18n import LANGUAGES, text
from geo.model import AreaRule
from geo.query.drawing import read_drawing
from geo.query.filters import Filter
from geo.query.spatial import AreaFilter, DistanceFilter
from geo.ui.state.session import Page, Session
from geo.ui.widgets import live_map, map_sketch
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
def drawn(monkeypatch, catalog):
    """A page, and a function that reports a drawing of its map."""
    page = Page(catalog, Session(), "zh")

    def report(*reported):
        monkeypatch.setattr(live_map, "map_event", lambda name: list(reported))
        live_map._on_drawn(page.choice)

    return page, report


def test_a_drawn_rectangle_is_an_area_that_a_link_carries_and_the_map_stays(drawn):
    page, report = drawn
    page.choice.set_area_rule(AreaRule.TOUCH)
    camera = page.choice.camera
    page.choice.sketch.begin("rectangle")
    report("rectangle", 104.0, 31.3, 103.4, 31.3, 103.4, 30.9, 104.0, 30.9)
    area = page.choice.filter.area
    assert shapely.from_wkb(area.wkb).equals(shapely.box(103.4, 30.9, 104, 31.3))
    assert (area.name, area.rule) == ("", AreaRule.TOUCH)
    assert page.choice.sketch.wanted is None
    assert page.choice.camera == camera
    assert "within" in page.choice.address("zh")


def test_a_drawn_circle_is_a_filter_by_distance(drawn):
    page, report = drawn
    report("circle", 104.0, 31.0, 25)
    near = page.choice.filter.near
    assert (near.lon, near.lat, near.km, near.site, near.name) == (104.0, 31.0, 25.0, None, "")


def test_an_edited_area_keeps_its_name_and_a_new_one_has_none(drawn):
    page, report = drawn
    report("polygon", 103.4, 30.9, 104.0, 30.9, 104.0, 31.3)
    page.choice.name_area("  天府\n新区 ")
    assert page.choice.filter.area.name == "天府新区"
    (shape,) = map_sketch.editable_shapes(page.choice.filter)
    name, form, numbers = shape
    corners = set(zip(numbers[::2], numbers[1::2], strict=True))
    assert (name, form) == ("edit_area", "polygon")
    assert corners == {(103.4, 30.9), (104.0, 30.9), (104.0, 31.3)}
    report("edit_area", 103.4, 30.9, 104.0, 30.9, 104.5, 31.9)
    area = page.choice.filter.area
    assert area.name == "天府新区"
    assert shapely.from_wkb(area.wkb).bounds == (103.4, 30.9, 104.5, 31.9)
    report("circle", 104.0, 31.0, 25)
    page.choice.name_circle("一小时圈")
    report("edit_circle", 104.2, 31.1, 40)
    assert page.choice.filter.near.name == "一小时圈"
    assert [one[0] for one in map_sketch.editable_shapes(page.choice.filter)] == [
        "edit_area",
        "edit_circle",
    ]
    report("polygon", 102, 30, 103, 30, 103, 31)
    assert page.choice.filter.area.name == ""


def test_only_what_can_be_dragged_is_offered_for_editing(catalog):
    def shapes(**parts):
        return [one[:2] for one in map_sketch.editable_shapes(Filter(**parts))]

    box = shapely.box(103, 30, 104, 31)
    hole = box.difference(shapely.box(103.2, 30.2, 103.4, 30.4))
    two = shapely.MultiPolygon([box, shapely.box(105, 30, 106, 31)])
    fine = shapely.Point(104, 31).buffer(1, quad_segs=51)
    assert shapes(area=AreaFilter("", box.wkb)) == [("edit_area", "rectangle")]
    for shape in (hole, two, fine):
        assert shapes(area=AreaFilter("", shape.wkb)) == []
    assert shapes(near=DistanceFilter(104, 31, 50)) == [("edit_circle", "circle")]
    assert shapes(near=DistanceFilter(104, 31, 50, "dujiangyan")) == []


@pytest.mark.parametrize(
    ("corners", "key"),
    [
        ((10, 31, 11, 31, 11, 32), "outside"),
        ((103, 30, 104, 31, 104, 30, 103, 31), "crossing"),
    ],
)
def test_a_drawing_that_is_no_area_is_refused_and_the_filter_stays(drawn, corners, key):
    page, report = drawn
    page.choice.put("sectors", ["energy"])
    before = page.choice.filter
    page.choice.sketch.begin("polygon")
    report("polygon", *corners)
    assert page.choice.sketch.refused.key == key
    assert page.choice.sketch.wanted is None
    assert page.choice.filter == before


def test_a_drawing_that_was_given_up_changes_nothing(drawn):
    page, report = drawn
    page.choice.sketch.begin("circle")
    before = page.choice.filter
    report()
    assert page.choice.sketch.wanted is None
    assert page.choice.filter == before


def test_a_button_asks_the_browser_for_a_form_and_says_why_one_was_refused():
    app = opened()
    assert map_data(app)["sketch"] == {"number": 0, "wanted": None, "shapes": []}
    assert "drawn" in map_data(app)["reports"]
    app.button(key="sketch_polygon").click().run()
    assert map_data(app)["sketch"] == {"number": 1, "wanted": "polygon", "shapes": []}
    choice = session(app).choice
    map_sketch.on_drawn(choice, read_drawing(["polygon", 103, 30, 104, 31, 104, 30, 103, 31]))
    app.run()
    assert [one.value for one in app.warning] == [text("zh", "area_file.crossing")]
    app.run()
    assert not app.warning
    map_sketch.on_drawn(choice, read_drawing(["polygon", 103, 30, 104, 31, 104, 30]))
    app.run()
    assert "在自定范围内" in html(app)
    app.button(key="sketch_edit_area").click().run()
    data = map_data(app)["sketch"]
    assert (data["wanted"], data["shapes"][0][:2]) == ("edit_area", ["edit_area", "polygon"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_area_and_a_circle_have_names_of_their_own(lang):
    app = opened(lang=lang)
    choice = session(app).choice
    map_sketch.on_drawn(choice, read_drawing(["polygon", 103, 30, 104, 31, 104, 30]))
    map_sketch.on_drawn(choice, read_drawing(["circle", 104, 31, 90]))
    app.run()
    app.text_input(key=field(app, "reach_name")).set_value("<b>新区*").run()
    app.text_input(key=field(app, "reach_point_name")).set_value("甲, 乙").run()
    assert not app.exception
    shown = html(app)
    assert "<b>新区*" not in shown and "&lt;b&gt;新区*" in shown
    assert "甲, 乙" in shown
    address = choice.address(lang)
    assert address["near"] == "104,31,90:甲, 乙"
    again = opened(lang=lang, **{name: value for name, value in address.items() if name != "lang"})
    assert session(again).choice.filter == choice.filter


def test_the_simple_map_says_that_it_cannot_be_drawn_on(monkeypatch):
    monkeypatch.setenv("SHUTU_MAP", "pydeck")
    app = opened()
    assert text("zh", "sketch.not_here") in [one.value for one in app.caption]
    assert not [one for one in app.button if str(one.key).startswith("sketch_")]
