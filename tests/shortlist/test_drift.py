"""A list remembers where its places were, and says what became of them."""

from dataclasses import replace

import pytest
from pyproj import Geod

from geo.explorer import Explorer
from geo.shortlist.drift import Change, drift, pick, renewed
from geo.shortlist.model import Item, OwnPlace, Shortlist, own_item


@pytest.fixture
def fresh(explorer: Explorer) -> Shortlist:
    """All places as they are today."""
    return Shortlist(items=(*pick(explorer, explorer.points), own_item(OwnPlace("mine"))))


def test_nothing_changed_today(fresh, explorer):
    assert drift(fresh, explorer) == {}


def test_every_kind_of_change_is_said(fresh, explorer):
    unplaced = next(place for place, point in explorer.points.items() if point is None)

    def before(place, **then):
        return Item(place, then=replace(fresh.item(place).then, **then))

    here = fresh.item("sanxingdui").then
    lon, lat, _ = Geod(ellps="WGS84").fwd(here.lon, here.lat, 45, 250)
    older = Shortlist(
        items=(
            before("sanxingdui", lon=lon, lat=lat, precision="locality", uncertainty_m=3000),
            before("min-river", shape="another"),
            before("jiuzhaigou", lon=None, lat=None, precision="unlocated", uncertainty_m=None),
            before(unplaced, lon=103.0, lat=30.0, precision="site", uncertainty_m=300),
            Item("once-there", then=here),
            Item("forgotten"),
            Item("dujiangyan"),  # nothing is remembered: nothing can be said
            fresh.items[-1],
        )
    )
    found = drift(older, explorer)
    assert {place: change.changes for place, change in found.items()} == {
        "sanxingdui": (Change.MOVED, Change.PRECISION),
        "min-river": (Change.RESHAPED,),
        "jiuzhaigou": (Change.PLACED, Change.PRECISION),
        unplaced: (Change.UNPLACED, Change.PRECISION),
        "once-there": (Change.GONE,),
        "forgotten": (Change.GONE,),
    }
    assert found["sanxingdui"].metres == pytest.approx(250, abs=0.5)
    assert found["sanxingdui"].now == here
    seen = renewed(older, explorer, found)
    assert set(drift(seen, explorer)) == {"once-there", "forgotten"}


def test_rounding_is_no_move(fresh, explorer):
    there = fresh.item("sanxingdui").then
    near = replace(there, lon=there.lon + 1e-6, lat=there.lat - 1e-6)
    assert drift(Shortlist(items=(Item("sanxingdui", then=near),)), explorer) == {}
