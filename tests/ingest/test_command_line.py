"""The command line reads foreign files as the pages do: in a process, with one clear line."""

import csv
import json

import pytest

import geo
from geo.__main__ import main
from geo.cli.exit_codes import EXIT_BAD_INPUT
from geo.errors import AreaFileError
from tests.ingest.hostile import geopackage, kml, kml_polygon, wkb_nest, workbook

CHENGDU = [[103.9, 30.5], [104.3, 30.5], [104.3, 30.9], [103.9, 30.9], [103.9, 30.5]]


@pytest.fixture
def area(tmp_path):
    path = tmp_path / "成都.kml"
    path.write_bytes(kml(f"<Placemark>{kml_polygon(CHENGDU)}</Placemark>"))
    return path


def test_sites_inside_an_area(area, tmp_path, capsys):
    target = tmp_path / "found.csv"
    assert main(["sites", "--area", str(area), "--format", "csv", "-o", str(target)]) == 0
    rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
    inside = geo.sites(area=area)
    assert 0 < len(rows) == len(inside) < len(geo.sites(region="成都"))
    exact = inside[inside.geometry.geom_type == "Point"]
    assert exact.lon.between(103.9, 104.3).all() and exact.lat.between(30.5, 30.9).all()


def test_an_area_and_other_filters_hold_together(area):
    both = geo.sites(area=area, sector="旅游")
    assert set(both.id) == set(geo.sites(area=area).id) & set(geo.sites(sector="旅游").id)


def test_an_export_says_the_area(area, tmp_path):
    target = tmp_path / "found.geojson"
    assert main(["export", "--area", str(area), "--format", "geojson", "-o", str(target)]) == 0
    text = target.read_text("utf-8")
    assert len(json.loads(text)["features"]) == len(geo.sites(area=area)) and "成都" in text


@pytest.mark.parametrize(
    ("command", "name", "make"),
    [
        ("sites --area {}", "a.gpkg", lambda folder: geopackage(folder, [wkb_nest(30_000)])),
        ("sites --area {}", "none.kml", None),
        ("export --format csv --area {}", "a.zip", lambda folder: b"PK\x03\x04"),
        ("export --format csv --shortlist {}", "a.json", lambda folder: b"[" * 100_000),
        ("locate {}", "a.xlsx", lambda folder: workbook(strings="")),
        ("locate {}", "a.csv", lambda folder: b"\xff\xff\xff\xff"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line(tmp_path, capsys, command, name, make):
    path = tmp_path / name
    if make:
        path.write_bytes(make(tmp_path))
    target = tmp_path / "out.csv"
    arguments = [*command.format(path).split(), "-o", str(target)]
    assert main(arguments) == EXIT_BAD_INPUT
    error = capsys.readouterr().err.strip()
    assert error.startswith("error: ") and error.isprintable() and len(error) < 700
    assert not target.exists()


@pytest.mark.parametrize("name", ["a\nb\x1b[31m.{}", "长" * 60 + ".{}", "a\u202eb.{}"])
@pytest.mark.parametrize(
    ("command", "ending"),
    [("sites --area", "kml"), ("locate", "xlsx"), ("export --format csv --shortlist", "json")],
)
def test_a_name_cannot_break_the_line(tmp_path, capsys, name, command, ending):
    path = tmp_path / name.format(ending)
    path.write_bytes(b"nonsense")
    assert main([*command.split(), str(path), "-o", str(tmp_path / "out.csv")]) == EXIT_BAD_INPUT
    error = capsys.readouterr().err.strip()
    assert error.isprintable() and len(error) < 700


def test_the_function_raises_the_same_error(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b"{}")
    with pytest.raises(AreaFileError, match=r"a\.json"):
        geo.sites(area=path)
