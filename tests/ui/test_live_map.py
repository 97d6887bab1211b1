"""What the page takes from a map's report, and what it leaves."""

import pytest

from geo.ui import live_map


def test_a_click_on_no_point_of_the_earth_drills_nowhere(monkeypatch, explorer):
    monkeypatch.setattr(live_map, "heard", lambda name: [float("nan"), 30])
    monkeypatch.setattr(live_map.state, "put", lambda *_: pytest.fail("a filter was changed"))
    live_map._on_point(explorer)
