"""What the page takes from a map's report, and what it leaves."""

import pytest

from geo.query.viewport import View
from geo.ui import live_map

REPORT = {"lon": 104.06, "lat": 30.66, "zoom": 8.5, "bearing": 0, "home": False,
          "bounds": [102.0, 29.0, 106.0, 32.0]}  # fmt: skip


@pytest.fixture
def seen(monkeypatch):
    """What the session is told to remember of a report."""
    remembered = []
    monkeypatch.setattr(live_map.state, "see", lambda *what: remembered.append(what))

    def report(said):
        monkeypatch.setattr(live_map, "heard", lambda name: said)
        live_map._on_view()
        return remembered

    return report


def test_a_view_is_remembered_and_the_province_is_none(seen):
    assert seen(REPORT) == [(View(104.06, 30.66, 8.5), (102.0, 29.0, 106.0, 32.0))]
    assert seen(REPORT | {"home": True})[1:] == [(None, (102.0, 29.0, 106.0, 32.0))]


@pytest.mark.parametrize("wrong", [{"lat": -73.8621}, {"zoom": 99}, {"bounds": [1, 1, 1, 1]}])
def test_an_impossible_view_is_not_remembered(seen, wrong):
    assert seen(REPORT | wrong) == []
    assert seen(None) == []


def test_a_click_on_no_point_of_the_earth_drills_nowhere(monkeypatch, explorer):
    monkeypatch.setattr(live_map, "heard", lambda name: [float("nan"), 30])
    monkeypatch.setattr(live_map.state, "put", lambda *_: pytest.fail("a filter was changed"))
    live_map._on_point(explorer)
