"""What counts as a drawing of a browser, and what is none."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.query.drawing import MOST, read_drawing


def test_a_drawing_has_corners_or_a_centre_and_kilometres():
    area = read_drawing(["polygon", 103, 30, 104, 30, 104, 31])
    assert (area.name, area.corners, area.km) == (
        "polygon",
        ((103, 30), (104, 30), (104, 31)),
        None,
    )
    assert area.text == "103.00000, 30.00000\n104.00000, 30.00000\n104.00000, 31.00000"
    circle = read_drawing(("edit_circle", 104, 31, 25))
    assert (circle.name, circle.corners, circle.km) == ("edit_circle", ((104, 31),), 25)
    assert not circle.crosses_itself


@pytest.mark.parametrize(
    "reported",
    [
        None,
        [],
        "polygon",
        {"polygon": 1},
        ["polygon"],
        ["polygon", 103, 30, 104, 30],
        ["polygon", 103, 30, 104, 30, 104],
        ["polygon", 103, 30, 104, 30, 104, float("nan")],
        ["polygon", 103, 30, 104, 30, 190, 31],
        ["polygon", 103, 30, 104, 30, "104", 31],
        ["polygon", *[104, 31] * (MOST + 1)],
        ["star", 103, 30, 104, 30, 104, 31],
        [["polygon"], 103, 30, 104, 30, 104, 31],
        ["circle", 104, 31],
        ["circle", 104, 31, 0],
        ["circle", 104, 31, 1001],
        ["circle", 104, 31, True],
        ["circle", 104, 31, 25, 4],
    ],
)
def test_whatever_else_comes_is_no_drawing(reported):
    assert read_drawing(reported) is None


NUMBERS = st.lists(st.one_of(st.floats(-200, 200), st.integers(-200, 200)), max_size=12)


@given(st.sampled_from(["polygon", "circle", "edit_area", ""]), NUMBERS)
def test_what_is_read_lies_on_the_earth(name, numbers):
    found = read_drawing([name, *numbers])
    if found:
        assert all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in found.corners)
        expected = found.km is None and not shapely.Polygon(found.corners).is_valid
        assert found.crosses_itself is expected
