"""A list remembers where its places were, and says what became of them."""

from dataclasses import replace

import pytest
from pyproj import Geod

from geo.catalog import Catalog
from geo.shortlist.drift import DriftKind, drift, pick, with_todays_positions
from geo.shortlist.model import Item, OwnPlace, Shortlist, own_item


@pytest.fixture
def fresh(catalog: Catalog) -> Shortlist:
    """All places as they are today."""
    return Shortlist(items=(*pick(catalog, catalog.spatial.points), own_item(OwnPlace("mine"))))


def test_nothing_changed_today(fresh, catalog):
    assert drift(fresh, catalog) == {}


def test_every_kind_of_change_is_said(fresh, catalog):
    unplaced = next(place for place, point in catalog.spatial.points.items() if point is None)

    def before(place, **then):
        return Item(place, snapshot=replace(fresh.item(place).snapshot, **then))

    here = fresh.item("sanxingdui").snapshot
    lon, lat, _ = Geod(ellps="WGS84").fwd(here.lon, here.lat, 45, 250)
    older = Shortlist(
        items=(
            before("sanxingdui", lon=lon, lat=lat, precision="locality", uncertainty_m=3000),
            before("min-river", shape="another"),
            before("jiuzhaigou", lon=None, lat=None, precision="unlocated", uncertainty_m=None),
            before(unplaced, lon=103.0, lat=30.0, precision="site", uncertainty_m=300),
            Item("once-there", snapshot=here),
            Item("forgotten"),
            Item("dujiangyan"),  # nothing is remembered: nothing can be said
            fresh.items[-1],
        )
    )
    found = drift(older, catalog)
    assert {place: change.changes for place, change in found.items()} == {
        "sanxingdui": (DriftKind.MOVED, DriftKind.PRECISION),
        "min-river": (DriftKind.RESHAPED,),
        "jiuzhaigou": (DriftKind.PLACED, DriftKind.PRECISION),
        unplaced: (DriftKind.UNPLACED, DriftKind.PRECISION),
        "once-there": (DriftKind.GONE,),
        "forgotten": (DriftKind.GONE,),
    }
    assert found["sanxingdui"].metres == pytest.approx(250, abs=0.5)
    assert found["sanxingdui"].now == here
    seen = with_todays_positions(older, catalog, found)
    assert set(drift(seen, catalog)) == {"once-there", "forgotten"}


def test_rounding_is_no_move(fresh, catalog):
    there = fresh.item("sanxingdui").snapshot
    near = replace(there, lon=there.lon + 1e-6, lat=there.lat - 1e-6)
    assert drift(Shortlist(items=(Item("sanxingdui", snapshot=near),)), catalog) == {}
