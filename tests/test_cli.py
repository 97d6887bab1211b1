"""The command line and `geo.sites` give what the page gives; bad input is one line and exit 2."""

import csv
import io
import json
import subprocess
import sys

import pytest

import geo
from geo.__main__ import main
from geo.model import Precision

pytestmark = pytest.mark.usefixtures("built")
PROMISED = [
    "id",
    "name_zh",
    "name_en",
    "kind",
    "sectors",
    "tasks",
    "adcodes",
    "precision",
    "uncertainty_m",
    "relation",
    "confidence",
    "sources",
]


def run(capfdbinary, *arguments):
    code = main(list(arguments))
    out, err = capfdbinary.readouterr()
    return code, out.decode(), err.decode()


def test_geojson_has_all_places_with_the_promised_properties(capfdbinary):
    code, out, _ = run(capfdbinary, "sites", "--inferred", "--format", "geojson")
    features = json.loads(out)["features"]
    assert code == 0
    assert sum(f["properties"]["relation"] == "named" for f in features) == 62
    assert sum(f["properties"]["relation"] == "derived" for f in features) >= 45
    for feature in features:
        properties = feature["properties"]
        assert set(PROMISED) <= set(properties)
        assert isinstance(properties["sectors"], list)
        unlocated = properties["precision"] == Precision.UNLOCATED
        assert (feature["geometry"] is None) == unlocated
        assert (properties["lon"] is None) == unlocated
        assert properties["sources"]


def test_page_command_line_and_api_agree(capfdbinary, catalog):
    _, out, _ = run(capfdbinary, "sites", "--sector", "能源", "--region", "阿坝", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    frame = geo.sites(sector="能源", region="阿坝")
    chosen = catalog.filter(sector="energy", region="513200")
    assert [row["id"] for row in rows] == list(frame["id"])
    assert list(frame["id"]) == catalog.places(chosen)["id"].to_pylist()
    assert frame.crs.to_epsg() == 4326
    assert list(frame.columns[: len(PROMISED)]) == PROMISED


def test_table_counts_by_relation(capfdbinary):
    code, out, _ = run(capfdbinary, "sites", "--task", "8", "--inferred")
    assert code == 0
    assert out.endswith("117 places (61 derived, 56 named)\n")


@pytest.mark.parametrize("options", [[], ["--no-stations"], ["--relation", "named"]])
def test_named_places_count_by_default(capfdbinary, options):
    code, out, _ = run(capfdbinary, "sites", "--task", "8", *options)
    assert code == 0
    assert out.endswith("56 places (56 named)\n")


def test_notebooks_count_as_the_pages_do():
    assert len(geo.sites()) == 62
    assert len(geo.sites(inferred=True)) == 123
    assert len(geo.sites(relation="derived")) == 61


def test_an_empty_result_is_no_error(capfdbinary):
    for kind in ("table", "csv", "geojson"):
        code, out, _ = run(capfdbinary, "sites", "--sector", "finance", "--format", kind)
        assert code == 0
        assert out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["sites", "--sector", "能原"], "能源"),
        (["sites", "--region", "成都是"], "成都市"),
        (["sites", "--task", "0"], "task"),
        (["sites", "--relation", "x"], "named"),
        (["check", "--plan", "/nowhere/plan.txt"], "no such file"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(capfdbinary, arguments, expected):
    code, out, err = run(capfdbinary, *arguments)
    assert (code, out) == (2, "")
    assert expected in err
    assert err.count("\n") == 1


def test_missing_build_is_one_line(capfdbinary, monkeypatch, tmp_path):
    monkeypatch.setenv("SHUTU_BUILT", str(tmp_path))
    code, _, err = run(capfdbinary, "sites")
    assert code == 2
    assert "python -m geo build" in err
    assert err.count("\n") == 1


def test_output_file_is_written_at_once_or_not_at_all(capfdbinary, tmp_path):
    target = tmp_path / "sites.geojson"
    code, out, _ = run(capfdbinary, "sites", "--format", "geojson", "-o", str(target))
    assert (code, out) == (0, "")
    assert json.loads(target.read_text(encoding="utf-8"))["features"]
    code, _, err = run(capfdbinary, "sites", "-o", str(tmp_path / "no" / "x.csv"))
    assert code == 2
    assert "nothing was changed" in err
    assert [path.name for path in tmp_path.iterdir()] == ["sites.geojson"]


def test_check_passes_on_the_real_plan(
    capfdbinary, plan_text, tmp_path, curated, gazetteer, monkeypatch
):
    from geo.build.prepare import Prepared

    # The build of `built` found no fault in the sources; this is about the text.
    monkeypatch.setattr("geo.check.prepare", lambda _: Prepared(curated, gazetteer, []))
    plan = tmp_path / "plan.txt"
    plan.write_text(plan_text, encoding="utf-8")
    code, out, _ = run(capfdbinary, "check", "--plan", str(plan))
    assert code == 0
    for count in (
        "5 themes",
        "18 tasks",
        "7 boxes",
        "27 groups",
        "20 sectors",
        "62 named places",
        "stations",
    ):
        assert count in out
    plan.write_text(plan_text.replace("战旗村", "红旗村"), encoding="utf-8")
    code, out, _ = run(capfdbinary, "check", "--plan", str(plan))
    assert code == 1
    assert "红旗村" in out


def test_a_file_that_is_not_the_plan(capfdbinary, tmp_path):
    for content in (b"", b"hello", b"\xff\xfe\x00"):
        path = tmp_path / "plan.txt"
        path.write_bytes(content)
        code, _, err = run(capfdbinary, "check", "--plan", str(path))
        assert code == 2
        assert err.count("\n") == 1


def test_the_module_runs_as_a_program(built):
    done = subprocess.run(
        [sys.executable, "-m", "geo", "sites", "--sector", "乡村"],
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    assert "9 places (9 named)" in done.stdout
    assert done.stderr == ""


def test_a_distance_is_a_filter_too(capfdbinary):
    code, out, _ = run(capfdbinary, "sites", "--near", "dujiangyan,5", "--format", "geojson")
    ids = {feature["id"] for feature in json.loads(out)["features"]}
    assert code == 0
    assert {"dujiangyan", "min-river"} <= ids
    assert len(ids) < 20
    code, _, err = run(capfdbinary, "sites", "--near", "nowhere,5")
    assert code == 2
    assert "near" in err
    assert set(geo.sites(near="dujiangyan,5")["id"]) == ids
