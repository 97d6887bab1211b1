"""GeoJSON, KML, GeoPackage, shapefile, GeoParquet: GDAL and others read what we wrote."""

import csv
import json
import sqlite3
import sys
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pykml
import pytest
import shapely
from lxml import etree, html

from geo.export.export_dataset import EPSG
from geo.export.fields import short_names
from geo.export.registry import FORMATS
from geo.gazetteer.checks import distance_m
from geo.gazetteer.datum import to_wgs84
from geo.model import Datum, Precision
from tests.export.conftest import HOSTILE, run

SAME = 2e-6  # degrees, 0.2 m
csv.field_size_limit(sys.maxsize)
GIS = {
    "geojson": "{}",
    "kml": "{}",
    "gpkg": "{}",
    "shp": "/vsizip/{}",
}


def read_with_gdal(path, tmp_path):
    """id → row of every layer as ogr2ogr gives it, with the geometry as `WKT`."""
    source = "/vsizip/" + str(path) if path.suffix == ".zip" else str(path)
    out = tmp_path / "gdal"
    run("ogr2ogr", "-f", "CSV", out, source, "-lco", "GEOMETRY=AS_WKT")
    rows = []
    for file in [out] if out.is_file() else sorted(out.iterdir()):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows += [row for row in csv.DictReader(lines) if "WKT" in row]
    return {row["id"]: row for row in rows}


@pytest.mark.parametrize("name", GIS)
def test_gdal_reads_the_same_places_texts_and_coordinates(name, everything, save, tmp_path):
    path = save(FORMATS[name].write(everything), f"all.{FORMATS[name].extension}")
    rows = read_with_gdal(path, tmp_path)
    placed = everything.places[everything.places.geometry.notna()]
    expected = placed if name == "shp" else everything.places
    assert set(rows) == set(expected["id"])
    for place in expected.to_dict("records"):
        row = rows[place["id"]]
        assert row["name_zh"] == place["name_zh"]
        assert (
            row[short_names(["clause"])["clause"] if name == "shp" else "clause"] == place["clause"]
        )
        if place["geometry"] is None:
            assert row["WKT"] == ""
        else:
            shape = shapely.from_wkt(row["WKT"])
            assert shapely.hausdorff_distance(shape, place["geometry"]) < SAME
            assert shape.geom_type.removeprefix("Multi") == (
                place["geometry"].geom_type.removeprefix("Multi")
            )


@pytest.mark.parametrize("name", GIS)
def test_hostile_names_survive(name, hostile, save, tmp_path):
    path = save(FORMATS[name].write(hostile), f"hostile.{FORMATS[name].extension}")
    rows = read_with_gdal(path, tmp_path)
    assert [rows[place]["name_zh"] for place in hostile.places["id"]] == HOSTILE


def test_geojson_says_what_it_is(dataset):
    made = dataset(sector="乡村", datum=Datum.GCJ02, link="https://example.org/?sector=rural")
    collection = json.loads(FORMATS["geojson"].write(made))
    about = collection["about"]
    assert "crs" not in collection
    assert set(about) >= {
        "filter",
        "link",
        "build",
        "date",
        "datum",
        "precision",
        "boundary",
        "licences",
        "sources",
    }
    assert about["datum"].startswith("WGS84")
    assert "GCJ-02" in about["datum"]
    assert about["filter"] == "领域：乡村"
    plain = json.loads(FORMATS["geojson"].write(dataset(sector="乡村")))
    assert collection["features"] == plain["features"]
    feature = collection["features"][0]["properties"]
    assert feature["source_titles"]
    assert isinstance(feature["sectors"], list)


def kml_tree(made):
    return etree.fromstring(FORMATS["kml"].write(made))


def test_kml_fits_the_ogc_schema(everything, hostile, listed, dataset):
    folder = Path(pykml.__file__).parent / "schemas"
    parser = etree.XMLParser(no_network=True)
    schema = etree.XMLSchema(etree.parse(str(folder / "ogckml22.xsd"), parser))
    for made in (everything, hostile, listed, dataset(sector="finance")):
        schema.assertValid(kml_tree(made))


def test_kml_has_a_folder_a_style_and_names_per_sector(everything):
    space = {"k": "http://www.opengis.net/kml/2.2"}
    tree = kml_tree(everything)
    folders = tree.findall(".//k:Folder", space)
    present = {codes[0] for codes in everything.places["sectors"]}
    names = [folder.findtext("k:name", namespaces=space) for folder in folders]
    assert names == [name for code, name in everything.sectors.items() if code in present]
    for folder in folders:
        styles = {p.findtext("k:styleUrl", namespaces=space) for p in folder.iterfind("k:*", space)}
        assert len(styles - {None}) == 1
    marks = tree.findall(".//k:Placemark", space)
    assert len(marks) == len(everything.places)
    unlocated = [m for m in marks if not m.findall(".//k:coordinates", space)]
    assert len(unlocated) == (everything.places["precision"] == Precision.UNLOCATED).sum()
    assert all(m.findtext("k:name", namespaces=space) for m in marks)


def test_kml_balloons_hold_no_markup_of_ours_or_theirs(hostile):
    tree = kml_tree(hostile)
    message = [item.text for item in tree.iter("{*}description")]
    assert message
    assert not any("<script" in text for text in message)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_kml_balloons_are_in_both_languages(dataset, lang):
    made = dataset(ids=["sanxingdui"], lang=lang)
    text = kml_tree(made).find(".//{*}Placemark/{*}description").text
    first, second = html.fromstring(text).findall("div")
    words = {
        "zh": ("三星堆", "领域: ", "旅游", "市州: ", "德阳市", "精度: ", "误差（米）: "),
        "en": ("Sanxingdui", "Sector: ", "Tourism", "Prefecture: ", "Deyang", "Precision: "),
    }
    other = "en" if lang == "zh" else "zh"
    for part, code in ((first, lang), (second, other)):
        assert part.get("lang") == code
        shown = part.text_content()
        assert all(word in shown for word in words[code]), shown


def test_kml_balloons_show_what_a_person_wrote_once_and_as_text(listed):
    for mark in kml_tree(listed).iter("{*}Placemark"):
        text = mark.findtext("{*}description")
        parts = html.fromstring(text)
        assert {one.tag for one in parts.iter()} <= {"div", "b", "br", "hr"}
        if "因为" in text:
            assert text.count("因为") == 1


def test_geopackage_has_about_and_sources(everything, save):
    path = save(FORMATS["gpkg"].write(everything), "all.gpkg")
    with sqlite3.connect(path) as database:
        about = dict(database.execute("SELECT key, text FROM about"))
        sources = database.execute("SELECT title, licence FROM sources").fetchall()
    assert about["build"] == everything.build
    assert len(sources) == len(everything.sources)


def test_shapefile_zip_has_dictionary_table_and_short_ascii_names(everything, save, tmp_path):
    path = save(FORMATS["shp"].write(everything), "all.zip")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        for kind in ("points", "lines", "areas"):
            assert {f"{kind}.{end}" for end in ("shp", "shx", "dbf", "prj", "cpg")} <= set(names)
        assert archive.read("points.cpg") == b"UTF-8"
        fields = list(csv.DictReader(archive.read("fields.csv").decode("utf-8-sig").splitlines()))
        table = archive.read("places.csv").decode("utf-8-sig")
        about = archive.read("about.txt").decode("utf-8-sig")
        columns = set(gpd.read_file(path, layer="points").columns) - {"geometry"}
    short = [row["field"] for row in fields]
    assert columns == set(short)
    described = {row["name"]: (row["meaning"], row["unit"]) for row in fields}
    assert described["uncertainty_m"] == ("误差（米）", "m")
    assert described["capacity_mw"] == ("装机（MW）", "MW")
    assert all(row["description"].endswith("。") for row in fields)
    assert len(set(short)) == len(short)
    assert all(name.isascii() and len(name) <= 10 for name in short)
    assert len(list(csv.DictReader(table.splitlines(keepends=True)))) == len(everything.places)
    assert "界牌油田" in table
    assert everything.build in about


def test_geoparquet_keeps_lists_and_what_it_is(everything, save):
    path = save(FORMATS["parquet"].write(everything), "all.parquet")
    back = gpd.read_parquet(path)
    assert list(back["id"]) == list(everything.places["id"])
    assert [list(tasks) for tasks in back["tasks"]] == list(everything.places["tasks"])
    assert back.geometry.isna().sum() == 2
    placed = back.geometry.notna()
    assert back.geometry[placed].geom_equals(everything.places.geometry[placed]).all()
    assert back.crs.to_epsg() == 4326
    about = json.loads(pq.read_schema(path).metadata[b"shutu"])
    assert about["boundary"]
    assert about["sources"][0]["title"]


@pytest.mark.parametrize("datum", [Datum.CGCS2000, Datum.GCJ02, Datum.BD09])
@pytest.mark.parametrize("name", ["gpkg", "shp", "parquet"])
def test_other_datums_come_back_within_half_a_metre(name, datum, dataset, save):
    made = dataset(region="成都市", datum=datum)
    path = save(
        FORMATS[name].write(made), FORMATS[name].file_name(made.build, made.datum, made.lang)
    )
    assert (f"-{datum.lower().replace('-', '')}-" in path.name) == (datum is not Datum.WGS84)
    if name == "shp":
        with zipfile.ZipFile(path) as archive:
            layers = [n for n in archive.namelist() if n.endswith(".shp")]
        back = pd.concat([gpd.read_file(f"/vsizip/{path}/{layer}") for layer in layers])
        plain = (f"_{datum.lower().replace('-', '')}.shp" in layers[0]) == (datum not in EPSG)
        assert plain
    else:
        back = gpd.read_parquet(path) if name == "parquet" else gpd.read_file(path, layer="places")
    if datum in EPSG:
        assert back.crs.to_epsg() in (4490, None)
    else:
        assert back.crs is None or "ndefined" in back.crs.name
    original = made.places.set_index("id")
    moved = 0
    back = back[back["lon"].notna()]  # one place is known to be in Chengdu, and no more
    for row in back.to_dict("records"):
        place = original.loc[row["id"]]
        here = to_wgs84(row["lon"], row["lat"], datum)
        assert distance_m(here, (place["lon"], place["lat"])) < 0.5
        if "Polygon" not in row["geometry"].geom_type:  # a shapefile may turn rings
            there = shapely.get_coordinates(row["geometry"])
            for vertex, home in zip(there, shapely.get_coordinates(place.geometry), strict=True):
                assert distance_m(to_wgs84(*vertex, datum), tuple(home)) < 0.5
        moved += distance_m((row["lon"], row["lat"]), (place["lon"], place["lat"])) > 100
    assert (moved == len(back)) == (datum not in EPSG)


def test_an_empty_selection_can_be_written(dataset):
    empty = dataset(sector="finance")
    for form in FORMATS.values():
        assert form.write(empty)
