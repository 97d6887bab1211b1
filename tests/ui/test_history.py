"""Back and forward: the address decides, whenever a person has gone to another one."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely
from streamlit.testing.v1 import AppTest

from geo.model import Datum
from tests.ui.apptest import address, field, go, html, opened, session
from tests.ui.test_app import ids_on_map, map_data

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[104, 30.6], [104.2, 30.6], [104.2, 30.8], [104, 30.8], [104, 30.6]]],
}


BOUNDS = "103.4, 30.9, 104.0, 31.3"
STEPS = {
    "sector": lambda app: app.button_group(key=field(app, "filter_sectors")).set_value(["tourism"]),
    "task": lambda app: app.button_group(key=field(app, "filter_tasks")).set_value(["8"]),
    "drill": lambda app: app.button_group(key="drill_province").set_value("chengdu-plain"),
    "regions": lambda app: app.multiselect(key=field(app, "filter_regions")).set_value(["513200"]),
    "kind": lambda app: app.button_group(key=field(app, "filter_kinds")).set_value(["village"]),
    "near": lambda app: app.selectbox(key=field(app, "reach_site")).set_value("dujiangyan"),
    "point": lambda app: app.text_input(key=field(app, "reach_point")).set_value("104.06,30.66"),
    "area": lambda app: app.text_area(key=field(app, "reach_area")).set_value(BOUNDS),
    "inferred": lambda app: app.toggle(key=field(app, "inferred")).set_value(True),
    "list": lambda app: app.toggle(key=field(app, "nomap")).set_value(True),
    "search": lambda app: app.text_input(key=field(app, "q")).set_value("sxd"),
    "indicator": lambda app: app.selectbox(key=field(app, "indicator_source")).set_value("places"),
    "language": lambda app: app.button(key="language_switch").click(),
}


FILTERS = ("sectors", "tasks", "regions")


def state_of(app: AppTest) -> tuple[object, ...]:
    """What address, sentence, counts, widgets and map say."""
    page = html(app)
    sentence = page.split('class="shutu-sentence">')[1].split("<")[0]
    counts = page.split('class="shutu-summary"')[1].split("</div>")[0]
    widgets = [app.session_state[field(app, f"filter_{name}")] for name in FILTERS]
    chips = sorted(button.key for button in app.button if str(button.key).startswith("chip_"))
    title = page.partition('class="shutu-title">')[2].partition("</h2>")[0]
    return address(app), sentence, counts, widgets, chips, title


@pytest.mark.parametrize("step", STEPS)
def test_back_undoes_a_step_and_forward_takes_it_again(step):
    app = opened(sector="rural")
    start = state_of(app)
    STEPS[step](app).run()
    after = state_of(app)
    assert after[0] != start[0]
    go(app, start[0])
    assert state_of(app) == start
    go(app, after[0])
    assert state_of(app) == after


def test_several_steps_back_at_once_and_an_address_written_by_hand():
    app = opened()
    for step in ("sector", "task", "near"):
        STEPS[step](app).run()
    assert len(ids_on_map(app)) < 7
    go(app, {})
    assert "全部列明地点" in html(app)
    assert len(ids_on_map(app)) == 60
    go(app, {"lang": "en", "sector": "rural", "site": "sanhe-cun", "kind": "nonsense"})
    assert "Sector: Countryside" in html(app)
    assert "Sanhe Village" in html(app)
    assert "nonsense" in app.warning[0].value
    assert address(app) == {"lang": "en", "sector": "rural", "site": "sanhe-cun"}


def test_a_step_back_closes_the_place_and_takes_the_map_along():
    app = opened(at="103.9,30.9,8")
    assert address(app) == {}  # where the map is, the browser adds
    app.text_input(key=field(app, "q")).set_value("sxd").run()
    app.button(key="hit_place_sanxingdui").click().run()
    assert "三星堆遗址" in html(app)
    go(app, {"at": "105,30,9"})
    assert "三星堆遗址" not in html(app)
    target = map_data(app)["target"]
    assert (target["lon"], target["lat"], target["zoom"]) == (105, 30, 9)


def test_what_another_page_shows_follows_too():
    app = opened(page="pages/coverage.py", lang="en")
    app.segmented_control(key=field(app, "matrix")).set_value("tasks").run()
    app.toggle(key=field(app, "inferred")).set_value(True).run()
    assert address(app) == {"lang": "en", "matrix": "tasks", "inferred": "1"}
    go(app, {"lang": "en", "matrix": "tasks"})
    assert app.toggle(key=field(app, "inferred")).value is False
    go(app, {"lang": "en"})
    assert app.segmented_control(key=field(app, "matrix")).value == "sectors"


def upload(app: AppTest, name: str = "范围.geojson", shape: object = SQUARE) -> None:
    content = json.dumps(shape).encode()
    app.file_uploader[0].upload(name, content, "application/geo+json").run()
    assert not app.exception


def test_an_area_goes_with_its_own_step_only():
    app = opened(sector="city")
    upload(app)
    with_area = address(app)
    few = ids_on_map(app)
    assert 0 < len(few) < 10
    STEPS["task"](app).run()
    go(app, with_area)
    assert ids_on_map(app) == few  # the task is undone, the area stays
    go(app, {"sector": "city"})
    assert len(ids_on_map(app)) == 10
    assert state_of(app)[1] == "领域：城市"
    go(app, with_area)
    assert ids_on_map(app) == few


def test_a_typed_area_is_in_the_link_and_can_be_changed():
    app = opened()
    STEPS["area"](app).run()
    assert not app.exception
    link = address(app)
    assert set(link) == {"within"}
    few = ids_on_map(app)
    assert "dujiangyan" in few and len(few) < 10
    assert map_data(app)["below"] == {
        "area": False,
        "table": False,
    }  # the line about links without an area
    other = opened(**link)  # somebody else's session
    assert ids_on_map(other) == few
    assert "在自定范围内" in html(other)
    corners = other.text_area(key=field(other, "reach_area"))
    assert sorted(corners.value.split("\n")) == [
        "103.40000, 30.90000",
        "103.40000, 31.30000",
        "104.00000, 30.90000",
        "104.00000, 31.30000",
    ]
    corners.set_value("103.4, 30.9\n103.5, 30.9\n104").run()
    assert "第 3 行" in other.warning[0].value
    assert address(other) == link
    wrong = other.text_area(key=field(other, "reach_area"))
    assert wrong.value.endswith("104")  # kept, to be corrected
    wrong.set_value("98, 27\n98.1, 27\n98.1, 27.1").run()
    assert address(other) != link
    assert not ids_on_map(other)
    other.text_area(key=field(other, "reach_area")).set_value("").run()
    assert address(other) == {}


def test_corners_are_shown_in_the_chosen_datum_and_changing_it_moves_no_area():
    app = opened()
    STEPS["area"](app).run()
    link = address(app)
    app.selectbox(key=field(app, "reach_datum")).set_value(Datum.GCJ02).run()
    assert address(app) == link
    shown = app.text_area(key=field(app, "reach_area")).value
    assert "103.40000" not in shown and "103.40" in shown
    app.text_area(key=field(app, "reach_area")).set_value(BOUNDS).run()
    assert "坐标由 GCJ-02 换算" in html(app)
    assert address(app) != link


def test_an_area_with_many_corners_is_not_in_the_link_and_that_is_said():
    app = opened()
    ring = shapely.Point(104, 31).buffer(0.5, quad_segs=600)
    text = shapely.to_wkt(shapely.transform(ring, lambda at: at + np.sin(at * 9e4) / 500))
    app.text_area(key=field(app, "reach_area")).set_value(text).run()
    assert not app.exception and not app.warning
    assert set(address(app)) == {"area"}
    assert map_data(app)["below"] == {"area": True, "table": False}


def test_an_area_of_another_session_is_missed_in_plain_words():
    app = opened(sector="city", area="1")
    assert "重新上传" in app.warning[0].value
    assert address(app) == {"sector": "city"}
    assert len(ids_on_map(app)) == 10


def test_the_session_keeps_only_the_latest_areas():
    app = opened()
    for number in range(5):
        east = 104 + number / 10
        ring = [[104, 30], [east + 0.1, 30], [east + 0.1, 31], [104, 30]]
        upload(app, f"{number}.geojson", {"type": "Polygon", "coordinates": [ring]})
    assert address(app)["area"] == "5"
    assert list(session(app).choice.areas) == ["3", "4", "5"]
    go(app, {"area": "1"})
    assert "重新上传" in app.warning[0].value


def test_the_language_is_one_step_on_every_page():
    app = opened(sector="rural", inferred="1")
    app.switch_page("pages/about.py").run()
    app.button(key="language_switch").click().run()
    assert address(app) == {"sector": "rural", "inferred": "1", "lang": "en"}
    app.button(key="language_switch").click().run()
    assert address(app) == {"sector": "rural", "inferred": "1"}
