"""A located list in every format, read back by other programs: rows, texts, places."""

from __future__ import annotations

import csv
import io
import json

import geopandas as gpd
import pytest
from openpyxl import load_workbook

from geo.export.geocoded_formats import GEOCODED_FORMATS
from geo.export.geocoded_table import make_geocoded_table
from geo.gazetteer.datum import from_wgs84
from geo.geocode.worklist import DecidedBy, Decision, Worklist
from geo.ingest import Table
from geo.model import Datum, Precision
from tests.export.conftest import run
from tests.geocode.things import ambiguous, candidate, resolved, unresolved

HOSTILE = [
    "=1+1",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    '引"号\n换行',
    "😀" + "长" * 60,
    "\x07bell",
]
COLUMNS = ("status", "名称", "FID", "代码")


@pytest.fixture(scope="module")
def work() -> Worklist:
    names = ["三河村", "永丰村", "云上体验馆", *HOSTILE]
    rows = tuple(("mine", name, str(at), f"00{at}") for at, name in enumerate(names))
    outcomes = [resolved(), ambiguous(), unresolved(), *map(unresolved, HOSTILE)]
    made = Worklist(Table(COLUMNS, rows), names, [""] * len(names), outcomes)
    point = candidate(precision=Precision.SITE, uncertainty_m=1_000, lon=104.06, lat=30.66)
    made.decide([2], Decision(DecidedBy.COORDINATES, point))
    return made


def written(work, catalog, name, datum=Datum.WGS84) -> bytes:
    own = make_geocoded_table(
        catalog, work, label="名称", source="表", date="2026-11-25", datum=datum, lang="zh"
    )
    return GEOCODED_FORMATS[name].write(own)


def test_csv(work, catalog):
    rows = list(csv.DictReader(io.StringIO(written(work, catalog, "csv").decode("utf-8-sig"))))
    assert [row["名称"].lstrip("'") for row in rows] == work.names
    assert [row["代码"] for row in rows] == [row[3] for row in work.table.rows]
    assert all(not row["名称"].startswith(("=", "@")) for row in rows)
    assert rows[0]["status"] == "mine"  # the person's own column of that name
    assert [row["located_status"] for row in rows[:3]] == ["resolved", "ambiguous", "resolved"]
    assert (rows[2]["method"], rows[2]["lon"]) == ("coordinates", "104.06")


def test_xlsx_has_no_formula(work, catalog):
    book = load_workbook(io.BytesIO(written(work, catalog, "xlsx")))
    rows = list(book.worksheets[0].iter_rows(min_row=2))
    assert len(rows) == len(work)
    assert all(cell.data_type != "f" for row in rows for cell in row)
    assert rows[0][3].value == "000"
    assert len(book.sheetnames) == 2


def test_geojson_has_counties_as_areas(work, catalog):
    features = json.loads(written(work, catalog, "geojson"))["features"]
    kinds = [feature["geometry"] and feature["geometry"]["type"] for feature in features]
    assert kinds[0] in ("Polygon", "MultiPolygon")
    assert kinds[1:4] == [None, "Point", None]
    assert features[3]["properties"]["名称"] == "=1+1"


@pytest.mark.parametrize("name", ["gpkg", "kml"])
def test_gis_formats_open_in_gdal(work, catalog, tmp_path, name):
    path = tmp_path / f"list.{name}"
    path.write_bytes(written(work, catalog, name))
    message = run("ogrinfo", "-al", "-so", path)
    frame = gpd.read_file(path, layer="list") if name == "gpkg" else gpd.read_file(path)
    if name == "gpkg":
        assert len(frame) == len(work)
        assert list(frame["名称"])[:2] == ["三河村", "永丰村"]
        assert "about" in run("ogrinfo", path)
    else:
        assert len(frame) == 2  # those with a place
        assert list(frame["Name"]) == ["三河村", "云上体验馆"]
    assert "Feature Count" in message


def test_another_datum_moves_points_and_says_so(work, catalog):
    text = written(work, catalog, "csv", Datum.GCJ02).decode("utf-8-sig")
    row = list(csv.DictReader(io.StringIO(text)))[2]
    lon, lat = from_wgs84(104.06, 30.66, Datum.GCJ02)
    assert (float(row["lon"]), float(row["lat"])) == pytest.approx((lon, lat), abs=2e-6)
    assert row["datum"] == "GCJ-02"
