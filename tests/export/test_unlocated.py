"""A list in which no place has a position goes out in every format and datum."""

import pytest

from geo.export.make_dataset import make_dataset
from geo.export.registry import FORMATS
from geo.model import Datum
from geo.query.filters import Filter
from geo.shortlist.model import OwnPlace, Shortlist, own_item


@pytest.mark.parametrize("datum", [Datum.WGS84, Datum.GCJ02])
def test_nothing_but_places_without_a_position(catalog, datum):
    listed = Shortlist(items=(own_item(OwnPlace("无处村")), own_item(OwnPlace("不知寨"))))
    dataset = make_dataset(
        catalog, Filter(inferred=True), date="2026-11-28", shortlist=listed, datum=datum
    )
    for name in FORMATS.keys() - {"pdf", "png"}:  # drawn as the SVG is
        assert FORMATS[name].write(dataset), name
    assert "无处村".encode() in FORMATS["csv"].write(dataset)
