"""Geometry as whole numbers: the same shape within a metre, and never too much of it."""

from __future__ import annotations

import json
from itertools import accumulate

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.mapping.paths import MOST_POINTS, STEPS, lines_of, outline_of, paths_of
from geo.query.buffers import buffer_outline

DEGREES = st.floats(-179, 179)


def points(path, steps):
    """The points of a path, by its definition: a first point and moves."""
    lons, lats = accumulate(path[::2]), accumulate(path[1::2])
    return [(lon / steps, lat / steps) for lon, lat in zip(lons, lats, strict=True)]


@given(st.lists(st.tuples(DEGREES, st.floats(-89, 89)), min_size=2, max_size=20, unique=True))
@settings(deadline=None, max_examples=60)
def test_every_point_comes_back_within_a_metre(line):
    made = paths_of(shapely.LineString(line))
    (path,) = made["paths"]
    assert all(isinstance(value, int) for value in path)
    back = np.array(points(path, made["steps"]))
    away = np.linalg.norm(np.array(line)[:, None] - back[None], axis=2)
    assert away.min(axis=1).max() <= 1 / STEPS  # no point is lost
    assert away.min(axis=0).max() <= 1 / STEPS  # and none is added


def test_kinds_and_rings():
    ring = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))
    assert paths_of(shapely.Point(104.06, 30.66)) == {
        "kind": "point",
        "steps": STEPS,
        "paths": [[10406000, 3066000]],
    }
    assert paths_of(shapely.LineString([(0, 0), (0, 0.00001)]))["kind"] == "line"
    area = paths_of(ring)
    assert area["kind"] == "area"
    assert len(area["paths"]) == 2  # the hole is a ring of its own


def circles(count):
    """Most of them small; those in the corners and some others large."""
    return shapely.union_all(
        [
            shapely.Point(i % 50, i // 50).buffer(0.45 if i % 50 in (0, 49) else 0.1)
            for i in range(count)
        ]
    )


@pytest.mark.parametrize(
    "shape",
    [
        shapely.Point(104, 30).buffer(2, quad_segs=5_000),
        circles(900),
        shapely.box(-1, -1, 60, 60).difference(circles(900)),  # one part, many holes
        buffer_outline(shapely.LineString([(102, 30), (104, 31), (103, 32)]), 80),
    ],
    ids=["fine", "parts", "holes", "reach"],
)
def test_an_outline_has_a_bounded_number_of_points_and_lies_where_the_shape_does(shape):
    made = outline_of(shape)
    assert sum(len(path) for path in made["paths"]) <= 2 * MOST_POINTS
    assert len(json.dumps(made, separators=(",", ":"))) < 5_000
    drawn = shapely.geometry.shape(lines_of(made))
    west, south, east, north = shape.bounds
    assert np.allclose(drawn.bounds, (west, south, east, north), atol=(east - west) / 50)
    away = shapely.distance(shapely.points(shapely.get_coordinates(drawn)), shape.boundary)
    assert away.max() < (east - west) / 50


def test_a_light_outline_stays_as_it_is():
    circle = buffer_outline(shapely.Point(104, 30), 50)
    drawn = shapely.geometry.shape(lines_of(outline_of(circle)))
    assert shapely.get_num_coordinates(drawn) == shapely.get_num_coordinates(circle)
    assert shapely.hausdorff_distance(drawn, circle.boundary) < 0.0001
