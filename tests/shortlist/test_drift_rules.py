"""What became of the places of a list since they were picked, with literal values."""

import pytest

from geo.shortlist.drift import DriftKind, drift, pick, position, with_todays_positions
from geo.shortlist.model import Item, OwnPlace, Position, Shortlist, own_item


def test_where_a_place_of_the_province_is(tiny):
    (tower, ghost) = pick(tiny, ["stone-tower", "ghost-field"])
    assert (tower.snapshot.lon, tower.snapshot.lat) == (103.1, 30.3)
    assert (tower.snapshot.precision, tower.snapshot.uncertainty_m) == ("site", 500)
    assert len(tower.snapshot.shape) == 12
    assert ghost.snapshot == Position(None, None, "unlocated")
    with pytest.raises(KeyError):
        pick(tiny, ["nowhere"])


TOWER = ("site", 500)
DRIFTS = [
    # then (None: never known; lon, lat, precision, uncertainty, same shape), what changed, metres
    (None, (), None),
    ((103.1, 30.3, *TOWER, True), (), None),
    ((103.1, 30.3, *TOWER, False), (DriftKind.RESHAPED,), 0),
    ((103.1, 30.300008, *TOWER, False), (DriftKind.RESHAPED,), 0.89),  # 1 m is moving
    ((103.1, 30.30001, *TOWER, False), (DriftKind.MOVED,), 1.11),
    ((103.1, 30.4, *TOWER, True), (DriftKind.MOVED,), 11_086),
    ((None, None, "unlocated", None, False), (DriftKind.PLACED, DriftKind.PRECISION), None),
    ((103.1, 30.3, "exact", 500, True), (DriftKind.PRECISION,), 0),
    ((103.1, 30.3, "site", 900, True), (DriftKind.PRECISION,), 0),
    ((103.1, 30.4, "exact", 50, True), (DriftKind.MOVED, DriftKind.PRECISION), 11_086),
]


@pytest.mark.parametrize(("then", "changes", "metres"), DRIFTS)
def test_what_became_of_a_place(tiny, then, changes, metres):
    today = position(tiny, "stone-tower")
    if then is not None:
        *values, same = then
        then = Position(*values, today.shape if same else "other")
    found = drift(Shortlist(items=(Item("stone-tower", snapshot=then),)), tiny)
    if not changes:
        assert found == {}
        return
    one = found["stone-tower"]
    assert (one.changes, one.snapshot, one.now) == (changes, then, today)
    assert one.metres == (None if metres is None else pytest.approx(metres, rel=1e-3, abs=0.01))


def test_places_that_are_gone_or_lost_their_position(tiny):
    placed = Position(103.0, 30.0, "site", 100)
    own = own_item(OwnPlace("mine", 103.0, 30.0, "site"))
    kept = Shortlist(
        items=(Item("old", snapshot=placed), Item("ghost-field", snapshot=placed), own)
    )
    found = drift(kept, tiny)
    assert {key: one.changes for key, one in found.items()} == {
        "old": (DriftKind.GONE,),
        "ghost-field": (DriftKind.UNPLACED, DriftKind.PRECISION),
    }
    assert (found["old"].snapshot, found["old"].now) == (placed, None)
    after = with_todays_positions(kept, tiny, ["old", "ghost-field"])
    assert after.item("ghost-field").snapshot == Position(None, None, "unlocated")
    assert after.item("old").snapshot == placed
    assert set(drift(after, tiny)) == {"old"}
