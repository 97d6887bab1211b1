"""The outline of a distance filter lies where the filter ends."""

import pytest
import shapely

from geo.query.buffers import buffer_outline
from geo.query.spatial import DistanceIndex

ORIGINS = [(shapely.Point(104.06, 30.66), 50.0), (shapely.LineString([(103, 29), (104, 31)]), 20.0)]


@pytest.mark.parametrize(("origin", "km"), ORIGINS)
def test_the_outline_of_a_reach_lies_at_its_distance(origin, km):
    outline = buffer_outline(origin, km)
    corners = [shapely.Point(pair) for pair in outline.exterior.coords]
    away = DistanceIndex(corners).distances_to(origin)
    assert away == pytest.approx([km * 1000] * len(corners), rel=0.003)
