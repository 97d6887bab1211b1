"""Areas that are typed or pasted."""

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from geo import i18n
from geo.errors import AreaFileError
from geo.ingest.areas import area_text, read_typed_area
from geo.ingest.user_files import command_files
from geo.model import Datum
from geo.query.area_input import AREA_DATUMS
from tests.gazetteer.test_datum_vectors import CITIES

SQUARE = box(103.4, 30.9, 104.0, 31.3)
TRIANGLE = Polygon([(103.4, 30.9), (104, 30.9), (104, 31.3)])
HOLED = Polygon(SQUARE.exterior, [box(103.5, 31, 103.6, 31.1).exterior])


def read(text: str, datum: Datum = Datum.WGS84):
    area = read_typed_area("片区", text.encode(), datum=datum)
    assert area.name == "片区" and area.is_typed
    return shapely.from_wkb(area.wkb)


@pytest.mark.parametrize(
    "text",
    [
        "103.4,30.9,104,31.3",
        " 103.4，30.9，104.0，31.3 ",
        "103.4 30.9 104 31.3",
        "104,31.3\n103.4,30.9",
        "103.4,30.9\n104,30.9\n104,31.3\n103.4,31.3",
        "103.4,30.9\r\n104,30.9\r\n\r\n104,31.3\r\n103.4,31.3\r\n103.4,30.9\r\n",
        "103.4\t30.9\n104\t30.9\n104\t31.3\n103.4\t31.3",
        "103.4,30.9,500\n104,30.9,500\n104,31.3,500\n103.4,31.3,500",
        "103.4,30.9;104,30.9;104,31.3;103.4,31.3",  # as AMap writes polylines
        "103.4,30.9；104,30.9；104,31.3；103.4,31.3；",
        "103.4,30.9 104,30.9 104,31.3 103.4,31.3",  # as KML writes coordinates
        shapely.to_wkt(SQUARE),
        "SRID=4326;" + shapely.to_wkt(SQUARE).lower(),
        shapely.to_wkt(shapely.force_3d(SQUARE, 5)),
        f"GEOMETRYCOLLECTION (POINT (1 2), {shapely.to_wkt(SQUARE)})",
        shapely.to_geojson(SQUARE),
        '\ufeff{"type": "Feature", "geometry": ' + shapely.to_geojson(SQUARE) + "}",
    ],
)
def test_a_rectangle_in_every_way_to_write_it(text):
    assert read(text).equals(SQUARE)


def test_polygons_with_holes_and_parts():
    assert read(shapely.to_wkt(HOLED)).equals(HOLED)
    two = MultiPolygon([HOLED, box(101, 28, 102, 29)])
    assert read(shapely.to_wkt(two)).equals(two)
    assert read("103.4,30.9\n104,30.9\n104,31.3").equals(TRIANGLE)


def key(text: str, datum: Datum = Datum.WGS84) -> str:
    with pytest.raises(AreaFileError) as caught:
        read(text, datum)
    error = caught.value
    assert all(i18n.text(lang, f"area_file.{error.key}", **error.values) for lang in i18n.LANGUAGES)
    return error.key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("104.06", "bad_text"),
        ("104.06, 30.66", "bad_text"),
        ("104,30.66,104,31", "bad_text"),
        ("104,30\n104,30\n104,30", "bad_text"),
        ("104,30\n105,31\n106,32", "no_polygon"),  # a line
        ("104,30\n105,north\n106,32", "bad_line"),
        ("104,30\n105\n106,32", "bad_line"),
        ("成都市", "bad_text"),
        ("POINT (104 30)", "bad_text"),
        ("POLYGON ((104 30, 105", "bad_text"),
        ("POLYGON EMPTY", "bad_text"),
        ("GEOMETRYCOLLECTION (" * 5000 + "POINT (1 2)" + ")" * 5000, "bad_text"),
        ("(" * 100, "bad_line"),
        ("{", "bad_text"),
        ('{"type": "Point", "coordinates": [104, 30]}', "no_polygon"),
        ("30.9,103.4,31.3,104", "bad_coordinates"),
        ("nan,30\n105,31\n104,32", "bad_text"),
        ("1e999,30\n105,31\n104,32", "bad_coordinates"),
        ("10,30,11,31", "outside"),
        ("170,20\n-170,20\n-170,40\n170,40", "antimeridian"),
        ("104,30\n" * 6_000, "too_many_vertices"),
        ("1" * 200_001, "text_too_long"),
        ("104,30,104.000001,30.000001", "bad_text"),  # nothing is left of it with five decimals
    ],
)
def test_what_is_no_area(text, expected):
    assert key(text) == expected


def test_typed_corners_lie_where_the_maps_own_services_say():
    rows = [row for row in CITIES if row[0] in ("Xichang", "Ziyang", "Luzhou")]
    true = Polygon([row[1] for row in rows])
    for datum, column in ((Datum.WGS84, 1), (Datum.GCJ02, 2), (Datum.BD09, 3)):
        text = "\n".join(f"{lon},{lat}" for lon, lat in (row[column] for row in rows))
        assert shapely.hausdorff_distance(read(text, datum), true) < 2e-5


corners = st.tuples(
    st.floats(98, 107), st.floats(26.5, 33.5), st.floats(0.01, 1), st.floats(0.01, 1)
)


@settings(max_examples=40, deadline=None)
@given(corners, st.booleans(), st.sampled_from(AREA_DATUMS))
def test_the_text_of_an_area_is_read_as_the_same_area(drawn, holed, datum):
    lon, lat, width, height = drawn
    shape = box(lon, lat, lon + width, lat + height)
    if holed:
        shape = Polygon(shape.exterior, [shape.buffer(-min(width, height) / 4).exterior])
    area = read_typed_area("a", shapely.to_wkt(shape).encode(), datum=datum)
    again = read_typed_area("a", area_text(area, datum).encode(), datum=datum)
    one, other = (shapely.from_wkb(found.wkb) for found in (area, again))
    assert shapely.hausdorff_distance(one, other) < 2e-5


def test_an_area_with_many_corners_is_not_shown_as_text():
    area = read_typed_area("a", shapely.to_wkt(shapely.segmentize(SQUARE, 0.001)).encode())
    assert area_text(area, Datum.WGS84) == ""


def test_the_process_reads_it_the_same(tmp_path):
    files = command_files()
    text = "103.4,30.9,104,31.3"
    found = files.read_typed_area("片区", text, Datum.BD09)
    assert found == read_typed_area("片区", text.encode(), datum=Datum.BD09)
    with pytest.raises(AreaFileError, match="KB"):
        files.read_typed_area("a", "1" * 200_001)
    with pytest.raises(AreaFileError, match="Line 2"):
        files.read_typed_area("a", "104,30\nx")
