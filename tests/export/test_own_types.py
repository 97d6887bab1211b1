"""Own columns keep their types in every format, as other programs read them back."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date, datetime

import duckdb
import geopandas as gpd
import pandas as pd
import pytest
from openpyxl import load_workbook

from geo.cells.column_types import ColumnKind, ColumnType
from geo.export.make_dataset import make_dataset
from geo.export.registry import FORMATS
from geo.query.filters import Filter
from geo.shortlist.drift import pick
from geo.shortlist.model import Shortlist
from tests.export.conftest import DATE, run

CELLS = {
    "sanxingdui": {"人口": "1,200", "投资（亿元）": "0.08900000000000001", "增速": "8.9%",
                   "开工": "2023年9月12日", "编号": "007", "估计": "≈687"},
    "jinsha-site": {"人口": "35", "投资（亿元）": "130.25", "增速": "12%", "开工": "2024/3/1",
                    "编号": "12", "估计": "keine"},
    "min-river": {"人口": "7"},
}  # fmt: skip


@pytest.fixture(scope="module")
def made(catalog):
    here = Shortlist(name="类型", items=pick(catalog, list(CELLS)))
    for place, cells in CELLS.items():
        here = here.fill(place, cells)
    here = here.declare("估计", ColumnType(ColumnKind.NUMBER, "吨"))
    return make_dataset(catalog, Filter(), date=DATE, shortlist=here)


def saved(made, name, tmp_path):
    path = tmp_path / f"own.{FORMATS[name].extension}"
    path.write_bytes(FORMATS[name].write(made))
    return path


def test_xlsx_has_numbers_and_dates_with_formats(made, tmp_path):
    sheet = load_workbook(saved(made, "xlsx", tmp_path)).worksheets[0]
    header = {cell.value: cell.column - 1 for cell in sheet[1]}
    row = list(sheet[2])

    def cell(name):
        found = row[header[name]]
        return found.value, found.data_type, found.number_format

    assert cell("自有：人口") == (1200, "n", "0")
    assert cell("自有：投资（亿元）") == (0.089, "n", "#,##0.000")
    assert cell("自有：增速") == (0.089, "n", "0.0%")
    assert cell("自有：开工") == (datetime(2023, 9, 12), "d", "yyyy-mm-dd")
    assert cell("自有：编号")[:2] == ("007", "s")
    assert cell("自有：估计（吨）")[:2] == (687, "n")
    assert cell("自有：估计（原文）")[0] == "≈687"


@pytest.mark.parametrize("name", ["gpkg", "shp"])
def test_gdal_finds_the_types(made, tmp_path, name):
    path = saved(made, name, tmp_path)
    if name == "shp":
        said = run("ogrinfo", "-al", f"/vsizip/{path}", "points")
        expected = [
            "own_1: Integer64",
            "own_2: Real",
            "own_3: Real",
            "own_4: Date",
            "own_5: String",
        ]
    else:
        said = run("ogrinfo", "-al", path, "places")
        expected = ["own_人口: Integer64", "own_投资（亿元）: Real", "own_增速: Real"]
        expected += [
            "own_开工: Date",
            "own_编号: String",
            "own_估计: Real",
            "own_估计（原文）: String",
        ]
    for line in expected:
        assert line in said, line
    assert "2023/09/12" in said
    assert "00000000001" not in said


def test_kml_has_a_schema_with_types(made, tmp_path):
    said = run("ogrinfo", "-al", saved(made, "kml", tmp_path))
    for line in ("own_1: Integer", "own_2: Real", "own_3: Real", "own_4: String", "lon: Real"):
        assert line in said, line
    assert "own_4 (String) = 2023-09-12" in said


def test_parquet_in_duckdb_and_geopandas(made, tmp_path):
    path = saved(made, "parquet", tmp_path)
    with duckdb.connect() as database:
        query = "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet($path))"
        types = dict(database.execute(query, {"path": str(path)}).fetchall())
    assert [types[f"own_{name}"] for name in ("人口", "投资（亿元）", "增速", "开工", "编号")] == [
        "BIGINT",
        "DOUBLE",
        "DOUBLE",
        "DATE",
        "VARCHAR",
    ]
    back = gpd.read_parquet(path)
    assert back["own_开工"][0] == date(2023, 9, 12)
    assert pd.isna(back["own_开工"][2])
    assert list(back["own_人口"]) == [1200, 35, 7]


def test_geojson_and_csv_are_canonical(made, tmp_path):
    row = json.loads(saved(made, "geojson", tmp_path).read_text())["features"][0]["properties"]
    names = ("人口", "投资（亿元）", "增速", "开工", "编号", "估计", "估计（原文）")
    assert [row[f"own_{name}"] for name in names] == [
        1200, 0.089, 0.089, "2023-09-12", "007", 687, "≈687",
    ]  # fmt: skip
    text = saved(made, "csv", tmp_path).read_text(encoding="utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text)))
    assert (row["自有：人口"], row["自有：投资（亿元）"]) == ("1200", "0.089")
    assert (row["自有：增速"], row["自有：开工"]) == ("0.089", "2023-09-12")
    assert (row["自有：估计（吨）"], row["自有：估计（原文）"]) == ("687", "≈687")


def test_files_say_what_the_columns_are(made, tmp_path):
    about = json.loads(saved(made, "geojson", tmp_path).read_text())["about"]["columns"]
    assert "投资（亿元）：小数、亿元、3 位小数" in about
    assert "开工：日期" in about
    with zipfile.ZipFile(saved(made, "shp", tmp_path)) as archive:
        fields = csv.DictReader(archive.read("fields.csv").decode("utf-8-sig").splitlines())
    assert {row["name"]: row["unit"] for row in fields}["own_估计"] == "吨"


def test_people_read_rounded_numbers_with_units(made, tmp_path):
    page = saved(made, "html", tmp_path).read_text()
    assert "0.089 亿元" in page
    assert "8.9%" in page
    assert "00000000001" not in page


def test_two_columns_of_one_header_stay_two(catalog, tmp_path):
    here = Shortlist(items=pick(catalog, ["sanxingdui"]))
    here = here.fill("sanxingdui", {"长度": "12 km", "长度（km）": "7"})
    made = make_dataset(catalog, Filter(), date=DATE, shortlist=here)
    text = saved(made, "csv", tmp_path).read_text(encoding="utf-8-sig")
    header, row = csv.reader(io.StringIO(text))
    at = [n for n, name in enumerate(header) if name == "自有：长度（km）"]
    assert [row[n] for n in at] == ["12", "7"]
