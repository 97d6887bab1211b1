"""What is written is read back by other programs, and hostile text stays text."""

import csv
import io
import json
import subprocess

import geopandas as gpd
import pytest
import shapely

import geo
from geo.export.plain_formats import WRITERS
from geo.files import write_atomically
from tests.programs import needs

HOSTILE = ["=1+1", "@SUM(A1)", "+7", "-2+3", "\tx", "<script>alert(1)</script>", '说"引号"\n换行😀']


@pytest.fixture
def hostile():
    frame = geo.sites(sector="旅游").copy()
    frame["name_zh"] = HOSTILE[: len(frame)]
    return frame


def test_csv_starts_with_a_bom_and_holds_no_formula(hostile):
    text = WRITERS["csv"](hostile)
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    assert [row["name_zh"].removeprefix("'") for row in rows] == HOSTILE
    assert not any(row["name_zh"].startswith(tuple("=+-@\t\r")) for row in rows)
    assert float(rows[0]["lon"]) == pytest.approx(hostile["lon"].iloc[0])


def test_geojson_is_rfc7946_and_reads_back(tmp_path):
    frame = geo.sites()
    path = tmp_path / "all.geojson"
    write_atomically(path, WRITERS["geojson"](frame))
    collection = json.loads(path.read_text(encoding="utf-8"))
    assert "crs" not in collection
    back = gpd.read_file(path).set_index("id")
    assert list(back.index) == list(frame["id"])
    assert list(back["name_zh"]) == list(frame["name_zh"])
    placed = frame.set_index("id").geometry.dropna()
    again = back.geometry[placed.index]
    for left, right in zip(again, placed, strict=True):
        assert shapely.hausdorff_distance(left, right) < 2e-6
    assert list(again.geom_type) == list(placed.geom_type)


def test_gdal_reads_the_geojson(tmp_path):
    ogrinfo = needs("ogrinfo")
    path = tmp_path / "rural.geojson"
    write_atomically(path, WRITERS["geojson"](geo.sites(sector="乡村")))
    done = subprocess.run([ogrinfo, "-al", "-q", path], capture_output=True, text=True, check=True)
    assert done.stdout.count("OGRFeature") == 9
    assert "永丰村" in done.stdout


def test_table_columns_line_up():
    lines = WRITERS["table"](geo.sites(sector="城市")).splitlines()
    assert lines[0].startswith("name_zh")
    assert len(lines) == 1 + 10 + 2
