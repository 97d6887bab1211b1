"""What the page takes from a map's report, and what it leaves."""

from geo.ui.state.session import Page, Session
from geo.ui.widgets import live_map


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
