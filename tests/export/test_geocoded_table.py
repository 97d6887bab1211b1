"""A located list in every format, read back by other programs: rows, texts, places."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import datetime

import geopandas as gpd
import pytest
from openpyxl import load_workbook

from geo.export.geocoded_formats import GEOCODED_FORMATS
from geo.export.geocoded_table import make_geocoded_table
from geo.gazetteer.datum import from_wgs84
from geo.geocode.worklist import DecidedBy, Decision, Worklist
from geo.ingest import Table
from geo.ingest.layout import LeftOut, LeftOutKind
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


TYPED = ("名称", "户数", "投资", "增速", "开工", "代码", "长度")
CELLS = (
    ("三河村", "1,200", "0.08900000000000001", "8.9%", "2023年9月12日", "007", "12 km"),
    ("永丰村", "35", "130.25", "12%", "2024/3/1", "12", "3.5 km"),
    ("无处", "", "", "", "", "", ""),
)


@pytest.fixture(scope="module")
def typed_work() -> Worklist:
    point = candidate(precision=Precision.SITE, uncertainty_m=1_000, lon=104.06, lat=30.66)
    made = Worklist(
        Table(TYPED, CELLS), [row[0] for row in CELLS], [""] * 3, [*map(unresolved, "abc")]
    )
    made.decide([0, 1], Decision(DecidedBy.COORDINATES, point))
    return made


def test_xlsx_keeps_types_of_the_list(typed_work, catalog):
    sheet = load_workbook(io.BytesIO(written(typed_work, catalog, "xlsx"))).worksheets[0]
    assert [cell.value for cell in sheet[1]][:7] == [*TYPED[:6], "长度（km）"]
    cells = [(cell.value, cell.number_format) for cell in sheet[2]][1:7]
    assert cells == [
        (1200, "0"),
        (0.089, "#,##0.000"),
        (0.089, "0.0%"),
        (datetime(2023, 9, 12), "yyyy-mm-dd"),
        ("007", "@"),
        (12, "#,##0.0"),
    ]
    assert not any(cell.value for cell in sheet[4][1:7])


@pytest.mark.parametrize("name", ["gpkg", "kml"])
def test_gdal_finds_the_types_of_the_list(typed_work, catalog, tmp_path, name):
    path = tmp_path / f"list.{name}"
    path.write_bytes(written(typed_work, catalog, name))
    message = run("ogrinfo", "-al", path)
    whole, day = ("Integer64", "Date") if name == "gpkg" else ("Integer", "String")
    for line in (f"户数: {whole}", "投资: Real", "增速: Real", f"开工: {day}", "长度: Real"):
        assert line in message, line
    assert "代码: String" in message
    assert "0000000001" not in message


def test_geojson_and_csv_of_the_list_are_canonical(typed_work, catalog):
    row = json.loads(written(typed_work, catalog, "geojson"))["features"][0]["properties"]
    assert [row[name] for name in TYPED[1:]] == [1200, 0.089, 0.089, "2023-09-12", "007", 12]
    text = written(typed_work, catalog, "csv").decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text)))
    assert list(row.values())[1:7] == ["1200", "0.089", "0.089", "2023-09-12", "007", "12"]


def test_a_declared_type_of_the_list_keeps_what_it_does_not_hold(typed_work, catalog):
    own = make_geocoded_table(
        catalog,
        typed_work,
        label="名称",
        source="表",
        date="2026-11-25",
        types={"代码": "integer;0;", "户数": "text;0;", "名称": "integer;0;", "开工": "number;0;"},
    )
    assert list(own.table["代码"])[:2] == [7, 12]
    assert list(own.table["户数"])[:2] == ["1,200", "35"]
    assert list(own.table["名称"])[:2] == ["三河村", "永丰村"]
    assert list(own.table["开工（原文）"])[:2] == ["2023年9月12日", "2024/3/1"]
    assert "代码：整数" in "".join(own.facts.values())


LEFT_OUT = (
    LeftOut(1, LeftOutKind.TITLE, "某县名单"),
    LeftOut(12, LeftOutKind.TOTAL, "合计 9 =1+1"),
    LeftOut(13, LeftOutKind.NOTE, "注：数据截至2024年6月"),
)


@pytest.fixture(scope="module")
def left_out(work) -> Worklist:
    table = replace(work.table, left_out=LEFT_OUT)
    return Worklist(table, work.names, [""] * len(work), [unresolved()] * len(work))


def test_rows_that_are_not_in_the_list_have_a_sheet_of_their_own(left_out, catalog):
    book = load_workbook(io.BytesIO(written(left_out, catalog, "xlsx")))
    assert book.sheetnames == ["名单", "另列的行", "说明"]
    assert list(book["另列的行"].values)[1:] == [
        (1, "标题", "某县名单"),
        (12, "合计", "合计 9 =1+1"),
        (13, "注释", "注：数据截至2024年6月"),
    ]
    facts = dict(book["说明"].values)
    assert "12 合计：合计 9 =1+1" in facts["文件中未计入的行"]


def test_the_other_formats_that_have_notes_say_it_there(left_out, work, catalog, tmp_path):
    about = json.loads(written(left_out, catalog, "geojson"))
    assert "注：数据截至2024年6月" in json.dumps(about, ensure_ascii=False)
    path = tmp_path / "list.gpkg"
    path.write_bytes(written(left_out, catalog, "gpkg"))
    told = gpd.read_file(path, layer="about")
    assert "12 合计" in told.set_index("key").loc["文件中未计入的行", "text"]
    assert "未计入" not in written(work, catalog, "geojson").decode()
    assert len(load_workbook(io.BytesIO(written(work, catalog, "xlsx"))).sheetnames) == 2
