"""The build that test runs share is made anew when anything that it is made of changes."""

import shutil
import subprocess
import sys

import pytest

from geo import settings
from tests.support.shared_build import ROOMS, SharedBuild

PROVINCE = settings.ROOT / "tests" / "province" / "sources"
SHOW = """
import sys
import geo.build.artefacts
print(*{name.split(".")[1] for name, module in sys.modules.items()
        if name.startswith("geo.") and hasattr(module, "__path__")})
"""


@pytest.fixture
def sources(tmp_path):
    return shutil.copytree(PROVINCE, tmp_path / "sources")


def test_the_key_covers_every_room_that_the_build_imports():
    done = subprocess.run(
        [sys.executable, "-c", SHOW], capture_output=True, text=True, check=True, cwd=settings.ROOT
    )
    assert set(done.stdout.split()) == set(ROOMS)


def test_a_second_run_takes_the_build_of_the_first(sources, tmp_path):
    first = SharedBuild(tmp_path, sources, min_stations=0).made()
    stamp = (first / "manifest.json").stat().st_mtime_ns
    second = SharedBuild(tmp_path, sources, min_stations=0).made()
    assert second == first
    assert (second / "manifest.json").stat().st_mtime_ns == stamp


def test_another_source_or_option_is_another_build(sources, tmp_path):
    before = SharedBuild(tmp_path, sources, min_stations=0).folder
    assert SharedBuild(tmp_path, sources, min_stations=1).folder != before
    table = sources / "sites" / "sources.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("2030", "2031"), encoding="utf-8")
    assert SharedBuild(tmp_path, sources, min_stations=0).folder != before


def test_a_build_without_a_manifest_is_not_taken(sources, tmp_path):
    shared = SharedBuild(tmp_path / "builds", sources, min_stations=0)
    (tmp_path / "builds").mkdir()
    assert not shared.folder.exists()
    made = shared.made()
    assert (made / "explorer.duckdb").is_file()
    assert [path.name for path in (tmp_path / "builds").iterdir()] == [made.name]
