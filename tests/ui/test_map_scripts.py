"""The arithmetic of the map: views that show what they must, crowds that part, fans that fit."""

import math
import random

import pyproj
import pytest

from geo.mapping.view import SICHUAN
from tests.ui.map_scripts import box, call

WORLD_M = 2 * math.pi * 6378137  # of EPSG:3857 from side to side
TO_METRES = pyproj.Transformer.from_crs(4326, 3857, always_xy=True)
CHENGDU = {"longitude": 104.06, "latitude": 30.66, "zoom": 7, "bearing": 0}
SIZES = [(358, 523), (736, 600), (838, 450), (1210, 760), (3400, 1700)]
DISC_PX, SYMBOL_PX = 34, 24


def drawn_at(lon, lat, view, size):
    """Where a place is drawn, by PROJ: pixels from the upper left corner."""
    px = 512 * 2 ** view["zoom"] / WORLD_M
    x, y = TO_METRES.transform(lon, lat)
    middle_x, middle_y = TO_METRES.transform(view["longitude"], view["latitude"])
    east, south = (x - middle_x) * px, (middle_y - y) * px
    turn = math.radians(view["bearing"])
    return (size[0] / 2 + east * math.cos(turn) + south * math.sin(turn),
            size[1] / 2 - east * math.sin(turn) + south * math.cos(turn))  # fmt: skip


def icons(points):
    return [{"id": f"p{n}", "position": list(point)} for n, point in enumerate(points)]


def around(seed, count, degrees):
    """Points around Chengdu, more of them the nearer."""
    rng = random.Random(seed)
    return [(104.06 + rng.gauss(0, degrees), 30.66 + rng.gauss(0, degrees)) for _ in range(count)]


def inside(x, y, reach, size):
    return reach <= x <= size[0] - reach and reach <= y <= size[1] - reach


@pytest.mark.parametrize("bearing", [0, 75, 200])
def test_places_are_drawn_where_proj_says(bearing):
    view = {**CHENGDU, "bearing": bearing}
    points = around(1, 30, 2)
    found = call(*[("screen", *point, view, box(800, 600)) for point in points])
    for point, at in zip(points, found, strict=True):
        assert at == pytest.approx(drawn_at(*point, view, (800, 600)), abs=0.01)
    back = call(*[("place", *at, view, box(800, 600)) for at in found])
    for point, there in zip(points, back, strict=True):
        assert there == pytest.approx(point, abs=1e-9)


@pytest.mark.parametrize("size", SIZES[1:])  # in the narrowest the legend takes no side
@pytest.mark.parametrize("clear", [{}, {"left": 150, "bottom": 23}, {"right": 46, "bottom": 60}])
def test_a_fitted_box_lies_inside_off_what_covers_the_sides(size, clear):
    (view,) = call(("fitBounds", SICHUAN, box(*size), clear))
    west, south, east, north = SICHUAN
    left, top = drawn_at(west, north, view, size)
    right, foot = drawn_at(east, south, view, size)
    assert left >= clear.get("left", 0)
    assert top >= 0
    assert right <= size[0] - clear.get("right", 0)
    assert foot <= size[1] - clear.get("bottom", 0)


@pytest.mark.parametrize("size", [(1, 1), (60, 2), (2, 300), (300, 40), (90, 90)])
def test_a_box_that_is_too_small_still_looks_at_the_middle(size):
    # A box of no height once led to 73° south.
    (view,) = call(("fitBounds", SICHUAN, box(*size), {"left": 150, "bottom": 23}))
    west, south, east, north = SICHUAN
    assert west < view["longitude"] < east
    assert south < view["latitude"] < north


@pytest.mark.parametrize("width,height", [(0, 500), (500, 0), (0, 0)])
def test_a_box_without_width_or_height_has_no_size(width, height):
    assert call(("hasSize", box(width, height)), ("hasSize", box(5, 5))) == [False, True]


def test_a_view_outside_is_led_back_to_the_edge():
    far = {**CHENGDU, "longitude": -3.4, "latitude": -73.9}
    kept, same = call(("keptWithin", far, SICHUAN), ("keptWithin", CHENGDU, SICHUAN))
    assert (kept["longitude"], kept["latitude"], kept["zoom"]) == (97.35, 26.05, 7)
    assert same == CHENGDU


@pytest.mark.parametrize("seed", range(4))
def test_every_symbol_is_drawn_once_and_no_two_cover_each_other(seed):
    points = around(seed, 150, 0.6)
    (found,) = call(("partCrowds", icons(points), "p7", CHENGDU, box(800, 600)))
    assert [one["id"] for one in found["single"]].count("p7") == 1
    groups = [[one] for one in found["single"]] + found["crowds"]
    assert sorted(one["id"] for group in groups for one in group) == sorted(
        one["id"] for one in icons(points)
    )
    spots = []
    for group in groups:
        if group[0]["id"] == "p7":  # the selected one stands alone, whatever is beside it
            continue
        at = [drawn_at(*one["position"], CHENGDU, (800, 600)) for one in group]
        spots.append((sum(x for x, _ in at) / len(at), sum(y for _, y in at) / len(at), len(group)))
    for number, (x, y, many) in enumerate(spots):
        for other_x, other_y, others in spots[:number]:
            least = 15 if many == others == 1 else 30.6
            assert math.hypot(x - other_x, y - other_y) >= least - 0.1


def test_thousands_of_symbols_are_taken_together_in_time():
    heap = [(104.06, 30.66)] * 5000
    one, many = call(
        ("partCrowds", icons(heap), None, CHENGDU, box(800, 600)),
        ("partCrowds", icons(around(3, 1500, 1)), None, CHENGDU, box(800, 600)),
    )
    assert [len(crowd) for crowd in one["crowds"]] == [5000]
    assert sum(map(len, many["crowds"])) + len(many["single"]) == 1500


def test_the_zoom_that_parts_two_is_found_to_a_quarter():
    pair = icons([(104.06, 30.66), (104.0613, 30.66)])
    (least,) = call(("partingZoom", pair, CHENGDU, box(800, 600)))
    exact = math.log2(15 / (512 * 0.0013 / 360))  # symbols of 15 px apart stand alone
    assert exact <= least < exact + 0.25


@pytest.mark.parametrize("apart", [0, 1e-7, 0.0002])  # up to 9 px at the closest zoom
def test_what_stands_on_one_point_is_not_parted_by_going_nearer(apart):
    members = icons([(104.06 + n * apart / 9, 30.66) for n in range(10)])
    assert call(("partingView", members, CHENGDU, box(800, 600), {})) == [None]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("bearing", [0, 140])
def test_going_nearer_parts_a_crowd_with_all_in_view_until_each_stands_alone(size, bearing):
    """Down from the province: counts add up, nothing leaves the box, and it comes to an end."""
    points = [*around(11, 40, 0.2), *around(12, 15, 0.004), *[(104.1, 30.7)] * 3]
    todo = [(icons(points), {**CHENGDU, "zoom": 4.5, "bearing": bearing})]
    alone, heaps = 0, []
    while todo:
        members, view = todo.pop()
        (nearer,) = call(("partingView", members, view, box(*size), {"right": 46, "bottom": 23}))
        if nearer is None:
            heaps.append(len(members))
            continue
        assert view["zoom"] <= nearer["zoom"] <= 15
        assert nearer["bearing"] == bearing
        for one in members:
            spot = drawn_at(*one["position"], nearer, size)
            assert inside(*spot, DISC_PX / 2, size), (one, spot)
        (found,) = call(("partCrowds", members, None, nearer, box(*size)))
        assert len(found["single"]) + len(found["crowds"]) > 1
        assert len(found["single"]) + sum(map(len, found["crowds"])) == len(members)
        alone += len(found["single"])
        todo += [(crowd, nearer) for crowd in found["crowds"]]
    assert alone + sum(heaps) == len(points)
    assert 3 in heaps


@pytest.mark.parametrize("count", range(2, 9))
@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_a_fan_is_a_circle_without_two_symbols_on_each_other(count, seed):
    rng = random.Random(seed)
    others = [] if seed is None else [[rng.uniform(-120, 120), 50] for _ in range(3)]
    (offsets,) = call(("fanOffsets", count, others))
    assert len(offsets) == count
    radius = math.hypot(*offsets[0])
    for number, at in enumerate(offsets):
        assert math.hypot(*at) == pytest.approx(radius)
        assert all(math.dist(at, other) >= SYMBOL_PX + 12 for other in offsets[:number])
    assert radius <= 96


def test_a_fan_turns_out_of_the_way_of_others():
    free, turned = call(("fanOffsets", 2, []), ("fanOffsets", 2, [[0, -40]]))
    assert min(math.dist(at, (0, -40)) for at in free) < 1
    assert min(math.dist(at, (0, -40)) for at in turned) >= 30


@pytest.mark.parametrize("spot", [(0, 0), (358, 523), (5, 300), (179, 260), (350, 10)])
@pytest.mark.parametrize("clear", [{}, {"right": 46, "bottom": 66}, {"left": 340}])
def test_what_reaches_around_a_spot_is_moved_into_the_box(spot, clear):
    size, reach = (358, 523), 77
    ((right, down),) = call(("wayInside", spot, reach, box(*size), clear))
    x, y = spot[0] + right, spot[1] + down
    assert inside(x, y, reach, size)
    if clear.get("right"):
        assert x <= 358 - 46 - reach
        assert y <= 523 - 66 - reach


def test_a_box_that_is_too_small_for_a_fan_has_no_way_inside():
    assert call(("wayInside", (50, 50), 77, box(150, 500), {})) == [None]


@pytest.mark.parametrize("corner", [(0, 0), (800, 0), (0, 600), (800, 600), (400, 0), (400, 300)])
def test_what_gives_way_to_the_selected_symbol_stays_in_the_box(corner):
    lon, lat = call(("place", *corner, CHENGDU, box(800, 600)))[0]
    chosen = {"id": "chosen", "position": [lon, lat], "offset": [0, 0]}
    x, y = min(max(corner[0], 18), 782), min(max(corner[1], 18), 582)
    beside = call(("place", x, y, CHENGDU, box(800, 600)))[0]
    other = {"id": "other", "position": beside, "offset": [0, 0]}
    (moved,) = call(("giveWay", [chosen, other], chosen, CHENGDU, box(800, 600)))
    dx, dy = moved[1]["offset"]
    assert inside(x + dx, y + dy, DISC_PX / 2 - 0.01, (800, 600))
    assert math.dist((x + dx, y + dy), corner) >= 31.9


def square(x, y, half):
    return [x - half, y - half, x + half, y + half]


def apart(one, other):
    beside = one[2] <= other[0] or other[2] <= one[0]
    return beside or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("point", [(5, 5), (795, 300), (400, 597), (200, 300)])
@pytest.mark.parametrize("tip", [(60, 28), (220, 170)])
def test_a_tip_stands_near_the_pointer_in_the_map_and_over_no_symbol(point, tip):
    rng = random.Random(7)
    symbols = [square(*point, 12)]
    symbols += [square(rng.uniform(0, 800), rng.uniform(0, 600), 12) for _ in range(6)]
    ((left, top),) = call(("tipSpot", point, tip, symbols, [], box(800, 600)))
    shown = [left, top, left + tip[0], top + tip[1]]
    assert min(left, top) >= 0
    assert shown[2] <= 800
    assert shown[3] <= 600
    assert all(apart(shown, symbol) for symbol in symbols)
    assert not apart(shown, square(*point, 125))


def test_a_tip_would_rather_cover_no_dots_and_is_not_shown_where_symbols_leave_no_room():
    point, tip, size = (400, 300), (60, 28), box(800, 600)
    right = [[410, 0, 800, 600]]
    everywhere = [[0, 0, 800, 600]]
    dots, covered, none = call(
        ("tipSpot", point, tip, [], right, size),
        ("tipSpot", point, tip, [], everywhere, size),
        ("tipSpot", point, tip, everywhere, [], size),
    )
    assert dots[0] + 60 <= 410
    assert covered is not None
    assert none is None
