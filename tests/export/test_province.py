"""Files of the tiny province: colours, units, columns and guards with literal values."""

import csv
import io
import json
from xml.etree import ElementTree

import pandas as pd
import pytest

from geo.export import csv_file, fields, geojson, kml
from geo.export.make_dataset import make_dataset
from geo.export.registry import DATUMS, FORMATS
from geo.model import Datum
from geo.query.filters import Filter
from tests.support.scopes import for_the_module

KML = "{http://www.opengis.net/kml/2.2}"
# KML writes alpha, blue, green, red: #bc2800 becomes 0028bc (KML reference, `colorStyle`)
LINES = {
    "energy": "ff0028bc",
    "tourism": "ff8733aa",
    "agriculture": "ff52a44f",
    "logistics": "ff132663",
    "rural": "ff008ac2",
}


@pytest.fixture(scope=for_the_module)
def made(tiny):
    def make(lang="en", **options):
        return make_dataset(tiny, Filter(inferred=True), date="2030-01-02", lang=lang, **options)

    return make


@pytest.fixture(scope=for_the_module)
def document(made):
    return ElementTree.fromstring(kml.write(made()))[0]


@pytest.fixture(scope=for_the_module)
def lines(made):
    text = csv_file.write(made()).decode("utf-8-sig")
    return {row["Id"]: row for row in csv.DictReader(io.StringIO(text))}


def test_kml_colours_are_in_the_order_of_kml(document):
    styles = {style.get("id"): style for style in document.iter(f"{KML}Style")}
    for sector, colour in LINES.items():
        found = {
            part.tag.removeprefix(KML): part.findtext(f"{KML}color") for part in styles[sector]
        }
        assert found == {
            "IconStyle": colour,
            "LineStyle": colour,
            "PolyStyle": "40" + colour[2:],
        }


def test_kml_has_a_folder_per_sector_with_its_places(document):
    folders = {
        folder.findtext(f"{KML}name"): [one.get("id") for one in folder.iter(f"{KML}Placemark")]
        for folder in document.iter(f"{KML}Folder")
    }
    assert folders == {
        "Energy": ["qing-river", "upper-dam", "ghost-field", "lower-dam"],
        "Tourism": ["lake-heart", "stone-tower"],
        "Agriculture": ["tea-hill"],
        "Logistics": ["harbour"],
        "Countryside": ["twin-village"],
    }


def test_kml_geometry(document):
    places = {one.get("id"): one for one in document.iter(f"{KML}Placemark")}
    assert places["stone-tower"].findtext(f"{KML}Point/{KML}coordinates") == "103.100000,30.300000"
    line = places["qing-river"].findtext(f"{KML}LineString/{KML}coordinates")
    assert line == "103.100000,30.550000 103.900000,30.550000"
    ring = places["tea-hill"].findtext(f".//{KML}outerBoundaryIs//{KML}coordinates").split()
    assert len(ring) == 5
    assert ring[0] == ring[-1]
    assert places["ghost-field"].find(f".//{KML}coordinates") is None


UNITS = {  # id → lon, lat, uncertainty in metres, precision
    "stone-tower": ("103.1", "30.3", "500", "Site"),
    "lake-heart": ("103.3", "30.4", "50", "Exact"),
    "harbour": ("103.5", "30.1", "3000", "Locality"),
    "tea-hill": ("103.8", "30.4", "30000", "Area"),
    "qing-river": ("103.5", "30.55", "80000", "Line"),
    "ghost-field": ("", "", "", "Unlocated"),
}


@pytest.mark.parametrize(("place", "expected"), UNITS.items())
def test_positions_and_units_of_a_csv(lines, place, expected):
    row = lines[place]
    lon, lat = (next(name for name in row if name.startswith(start)) for start in ("Lon", "Lat"))
    uncertainty = next(name for name in row if name.startswith("Uncertainty"))
    assert "WGS84" in lon
    assert "m)" in uncertainty
    assert (row[lon], row[lat], row[uncertainty], row["Precision"]) == expected


def test_labels_of_a_csv(lines):
    row = lines["stone-tower"]
    assert (row["Sector"], row["Prefecture"], row["County"]) == (
        "Tourism",
        "Beizhou",
        "Jiashan County",
    )
    assert row["Relation to the task"] == "Named"
    assert lines["upper-dam"]["Relation to the task"] == "Derived"


def test_geojson_is_wgs84_whatever_is_asked_for(made):
    for datum in Datum.WGS84, Datum.GCJ02:
        features = json.loads(geojson.write(made(datum=datum)))["features"]
        tower = next(one for one in features if one["properties"]["id"] == "stone-tower")
        assert tower["geometry"] == {"type": "Point", "coordinates": [103.1, 30.3]}


def test_other_datums_move_the_coordinates_and_nothing_else(made):
    plain, moved = made().places, made(datum=Datum.GCJ02).converted
    tower = list(plain["id"]).index("stone-tower")
    assert (plain["lon"][tower], plain["lat"][tower]) == (103.1, 30.3)
    # GCJ-02 lies 1 to 6 thousandths of a degree east and 2 to 4 south here (test_datum_vectors)
    assert 0.001 < moved["lon"][tower] - 103.1 < 0.006
    assert -0.004 < moved["lat"][tower] - 30.3 < -0.002
    assert moved.crs is None
    assert made(datum=Datum.CGCS2000).converted.crs.to_epsg() == 4490


GUARDED = [
    # what a cell starts with: OWASP's list for CSV injection
    ("=1+1", True),
    ("+1+1", True),
    ("-1+1", True),
    ("@SUM(A1)", True),
    ("\t=1+1", True),
    ("\r=1+1", True),
    ("\rplain", True),
    ("-12.5", False),
    ("+8", True),
    ("1=1", False),
    ("名=", False),
    ("", False),
]


@pytest.mark.parametrize(("cell", "guarded"), GUARDED)
def test_no_cell_of_a_csv_is_a_formula(cell, guarded):
    text = csv_file.csv_text(pd.DataFrame({"a": [cell], cell or "b": ["x"]}))
    header, row = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert row[0] == ("'" + cell if guarded else cell)
    assert header[1] == ("'" + cell if guarded else cell or "b")


def test_names_of_columns():
    names = ["lon", "prefecture_label", "own_预算", "own_b"]
    assert fields.ascii_names(names) == {
        "lon": "lon",
        "prefecture_label": "prefecture_label",
        "own_预算": "own_1",
        "own_b": "own_2",
    }
    assert fields.short_names(names) == {
        "lon": "lon",
        "prefecture_label": "prefecture",
        "own_预算": "own_1",
        "own_b": "own_2",
    }
    assert fields.own_names(names) == ["own_预算", "own_b"]
    assert fields.width("clause") == 48
    assert fields.width("own_预算") == 18
    assert fields.header("own_预算", "en", Datum.WGS84) == "Own: 预算"
    assert fields.header("own_预算", "zh", Datum.WGS84).startswith("自有")
    assert "GCJ-02" in fields.header("lon", "en", Datum.GCJ02)
    assert all(len(field.short) <= 10 and field.short.isascii() for field in fields.EXPORTED)


@pytest.mark.parametrize("value", [None, "", pd.NA, float("nan")])
def test_what_is_blank(value):
    assert fields.is_blank(value)


@pytest.mark.parametrize("value", [0, "0", False, " ", "None"])
def test_what_is_not_blank(value):
    assert not fields.is_blank(value)


def test_rows_lists_and_ranks():
    table = pd.DataFrame({"a": [["x", "y"], ["z"]], "rank": [2, None], "b": ["", "c"]})
    assert list(fields.joined(table)["a"]) == ["x|y", "z"]
    assert list(table["a"]) == [["x", "y"], ["z"]]
    assert fields.records(table[["rank", "b"]]) == [
        {"rank": 2, "b": None},
        {"rank": None, "b": "c"},
    ]
    assert fields.numbers(table) == ["1", "2"]
    assert fields.numbers(table.drop(columns="rank")) == ["1", "2"]


ALWAYS_WGS84 = {"geojson", "kml", "png", "svg"}  # README: their rules, and pictures


def test_names_of_files():
    assert {name for name, form in FORMATS.items() if form.always_wgs84} == ALWAYS_WGS84
    assert set(DATUMS) == {"wgs84", "cgcs2000", "gcj02", "bd09"}
    assert FORMATS["csv"].file_name("abc", Datum.WGS84, "zh") == "shutu-abc-zh.csv"
    assert FORMATS["csv"].file_name("abc", Datum.GCJ02, "en") == "shutu-abc-gcj02-en.csv"
    assert FORMATS["kml"].file_name("abc", Datum.GCJ02, "en") == "shutu-abc-en.kml"
    assert FORMATS["shp"].file_name("abc", Datum.BD09, "en") == "shutu-abc-bd09-en.zip"
