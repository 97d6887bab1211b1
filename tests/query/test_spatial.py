"""Distances and areas against brute force on the ellipsoid."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from geo.model import AreaRule
from geo.query.spatial import AreaFilter, DistanceFilter, DistanceIndex, inside_area, shares_inside

GEOD = Geod(ellps="WGS84")
SAMPLES = 400  # per edge, twice: over the edge, then around its best sample

lonlat = st.tuples(st.floats(97, 109), st.floats(26, 34))
paths = st.lists(lonlat, min_size=2, max_size=6, unique=True).map(LineString)
boxes = st.tuples(lonlat, st.floats(0.01, 3), st.floats(0.01, 3)).map(
    lambda drawn: box(*drawn[0], drawn[0][0] + drawn[1], drawn[0][1] + drawn[2])
)
SQUARE_WITH_HOLE = Polygon(box(103, 30, 105, 32).exterior, [box(103.5, 30.5, 104.5, 31.5).exterior])


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    return GEOD.inv(*one, *other)[2]


def nearest_on_edge(lon: float, lat: float, edge: np.ndarray) -> float:
    """Metres to an edge that is straight in degrees, by trying points along it."""
    low, high = 0.0, 1.0
    for _ in range(2):
        steps = np.linspace(low, high, SAMPLES)
        points = edge[0] + steps[:, None] * (edge[1] - edge[0])
        away = GEOD.inv(*np.broadcast_to([[lon], [lat]], (2, SAMPLES)), *points.T)[2]
        best = int(np.argmin(away))
        low, high = steps[max(best - 1, 0)], steps[min(best + 1, SAMPLES - 1)]
    return float(away.min())


def brute_force(origin: Point, shape: shapely.Geometry) -> float:
    if shape.intersects(origin):
        return 0.0
    rings = shapely.get_rings(shape) if shapely.get_dimensions(shape) == 2 else [shape]
    return min(
        nearest_on_edge(origin.x, origin.y, edge)
        for ring in rings
        for edge in np.lib.stride_tricks.sliding_window_view(ring.coords, 2, axis=0).swapaxes(1, 2)
    )


@given(lonlat, st.lists(lonlat, max_size=20))
def test_points_equal_the_geodesic(origin, others):
    found = DistanceIndex([Point(other) for other in others]).distances_to(Point(origin))
    assert found == pytest.approx([metres(origin, other) for other in others], rel=1e-6, abs=0.01)


@settings(max_examples=200, deadline=None)
@given(lonlat, st.one_of(paths, boxes))
def test_lines_and_areas_equal_brute_force(origin, shape):
    (found,) = DistanceIndex([shape]).distances_to(Point(origin))
    assert found == pytest.approx(brute_force(Point(origin), shape), rel=0.002, abs=5)


@settings(max_examples=100, deadline=None)
@given(st.one_of(paths, boxes), st.one_of(paths, boxes))
def test_there_and_back_are_equally_far(one, other):
    (there,), (back,) = (
        DistanceIndex([other]).distances_to(one),
        DistanceIndex([one]).distances_to(other),
    )
    assert there == pytest.approx(back, rel=0.002, abs=5)
    assert (there == 0) == one.intersects(other)


@pytest.mark.parametrize(
    ("origin", "shape"),
    [
        (Point(103.2, 30.2), SQUARE_WITH_HOLE),
        (SQUARE_WITH_HOLE, Point(103.2, 30.2)),
        (Point(103, 31), SQUARE_WITH_HOLE),
        (LineString([(102, 31), (106, 31.1)]), SQUARE_WITH_HOLE),
        (box(103.1, 30.1, 103.2, 30.2), SQUARE_WITH_HOLE),
        (Point(104, 31), LineString([(103, 30), (104, 31), (104, 33)])),
    ],
    ids=["inside", "around", "on the border", "across", "area within area", "on a line"],
)
def test_what_touches_is_0_metres_away(origin, shape):
    assert DistanceIndex([shape]).distances_to(origin) == [0.0]


def test_a_hole_is_outside():
    (found,) = DistanceIndex([SQUARE_WITH_HOLE]).distances_to(Point(103.6, 31))
    assert found == pytest.approx(metres((103.6, 31), (103.5, 31)), rel=0.001)
    (found,) = DistanceIndex([SQUARE_WITH_HOLE]).distances_to(box(103.6, 30.9, 103.7, 31))
    assert found == pytest.approx(metres((103.6, 31), (103.5, 31)), rel=0.001)


def test_the_nearest_part_of_a_multipolygon_counts():
    parts = MultiPolygon([box(98, 27, 99, 28), box(104, 30, 105, 31)])
    (found,) = DistanceIndex([parts]).distances_to(Point(105.5, 30.5))
    assert found == pytest.approx(metres((105.5, 30.5), (105, 30.5)), rel=0.001)


def test_long_edges_are_straight_in_degrees():
    """A geodesic between the ends of this edge passes 7 km north of its middle."""
    (found,) = DistanceIndex([LineString([(99, 30), (107, 30)])]).distances_to(Point(103, 30))
    assert found == pytest.approx(0, abs=1)


def test_across_the_province():
    far_west, far_east = (97.4, 33.9), (108.5, 26.1)
    (found,) = DistanceIndex([Point(far_east)]).distances_to(Point(far_west))
    assert found == pytest.approx(metres(far_west, far_east), abs=0.01)
    assert found > 1_300_000


def test_what_has_no_place_has_no_distance():
    shapes = [None, Point(104, 30), Point(), None]
    first, second, third, fourth = DistanceIndex(shapes).distances_to(Point(104, 30))
    assert (first, second, third, fourth) == (None, 0.0, None, None)
    assert DistanceIndex([None]).distances_to(Point(104, 30)) == [None]
    assert DistanceIndex([]).distances_to(Point(104, 30)) == []


@pytest.mark.parametrize("origin", [(0, -90), (0, 90), (-77, -30), (180, 0), (-180, 0)])
def test_far_origins_are_far(origin):
    (found,) = DistanceIndex([box(103, 30, 104, 31)]).distances_to(Point(origin))
    assert found > 5_000_000


def test_the_shapes_of_the_caller_stay_as_they_are():
    shape = box(103, 30, 104, 31)
    DistanceIndex([shape]).distances_to(Point(104, 30))
    assert not shapely.is_prepared(shape)
    assert shape.equals_exact(box(103, 30, 104, 31))


def test_two_visitors_may_ask_at_once(catalog):
    shapes = [shape for shape in catalog.spatial._shapes.values() if shape is not None]
    expected = [DistanceIndex(shapes).distances_to(shape) for shape in shapes[:16]]
    distances = DistanceIndex(shapes)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(distances.distances_to, shapes[:16])) == expected


def area(shape: shapely.Geometry, rule: AreaRule = AreaRule.TOUCH) -> AreaFilter:
    return AreaFilter("test", shapely.to_wkb(shape), rule)


def intersects_area(given: AreaFilter, shapes: list) -> list[bool]:
    return inside_area(given, shapes, [None] * len(shapes))


def test_inside():
    shapes = [
        Point(103.2, 30.2),
        Point(103, 31),
        Point(104, 31),
        Point(106, 31),
        LineString([(102, 31), (106, 31)]),
        LineString([(103.6, 31), (104.4, 31)]),
        box(104.9, 31.9, 107, 33),
        box(103.9, 30.9, 104.1, 31.1),
        None,
        Point(),
    ]
    assert intersects_area(area(SQUARE_WITH_HOLE), shapes) == [
        True,
        True,
        False,
        False,
        True,
        False,
        True,
        False,
        False,
        False,
    ]
    assert intersects_area(area(SQUARE_WITH_HOLE), []) == []


GRAZED = [
    Point(103.2, 30.2),
    None,
    LineString([(103, 30), (103, 40)]),  # a fifth of it is
    LineString([(103, 30), (103, 51)]),  # 2 of 21 degrees
    LineString([(104, 31), (104, 31.4)]),  # in the hole
    box(101, 30, 103.5, 30.5),  # a fifth
    box(101, 30, 103.1, 30.5),  # 1 of 21
    box(102, 29, 106, 33),  # all around
    box(105, 30, 106, 32),  # touches the border
    Point(),
]


def test_a_share_must_be_inside():
    wanted = [True, False, True, False, False, True, False, True, False, False]
    assert intersects_area(area(SQUARE_WITH_HOLE, AreaRule.SHARE), GRAZED) == wanted
    wanted = [True, False, True, True, False, True, True, True, True, False]
    assert intersects_area(area(SQUARE_WITH_HOLE), GRAZED) == wanted


def test_by_the_symbol_only_its_point_counts():
    shapes = [box(101, 30, 103.1, 30.5), box(102, 29, 106, 33), Point(103, 31), None]
    points = [(103.05, 30.2), (104, 31), (103, 31), None]
    found = inside_area(area(SQUARE_WITH_HOLE, AreaRule.POINT), shapes, points)
    assert found == [True, False, True, False]
    assert inside_area(area(SQUARE_WITH_HOLE, AreaRule.POINT), [], []) == []


@settings(max_examples=60, deadline=None)
@given(st.one_of(boxes, paths), boxes)
def test_shares_are_those_on_the_ellipsoid(shape, polygon):
    (found,) = shares_inside(polygon, np.array([shape], dtype=object))
    inside, whole = (shapely.segmentize(one, 0.01) for one in (shape.intersection(polygon), shape))
    if shape.geom_type == "LineString":
        expected = GEOD.geometry_length(inside) / GEOD.geometry_length(whole)
    else:
        area_of = [abs(GEOD.geometry_area_perimeter(one)[0]) for one in (inside, whole)]
        expected = area_of[0] / area_of[1]
    assert found == pytest.approx(expected, abs=0.003)


def test_inside_any_part():
    parts = area(MultiPolygon([box(98, 27, 99, 28), box(104, 30, 105, 31)]))
    assert intersects_area(parts, [Point(98.5, 27.5), Point(104.5, 30.5), Point(101, 29)]) == [
        True,
        True,
        False,
    ]


@given(st.one_of(boxes, paths.map(lambda path: path.buffer(0.1))), st.lists(lonlat, max_size=10))
def test_inside_equals_one_by_one(shape, points):
    found = intersects_area(area(shape), [Point(point) for point in points])
    assert found == [shape.intersects(Point(point)) for point in points]


def test_filters_by_place_can_be_remembered():
    assert (
        len(
            {
                DistanceFilter(104, 30, 5),
                DistanceFilter(104, 30, 5),
                DistanceFilter(104, 30, 5, "dujiangyan"),
            }
        )
        == 2
    )
    assert len({area(box(0, 0, 1, 1)), area(box(0, 0, 1, 1))}) == 1
