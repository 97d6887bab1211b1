"""Hostile files of every kind, with many numbers: the readers refuse them by their structure.

They are read by a process with a fraction of the usual limits: a reader that needs those limits to
survive fails here. What has a result may have one; what matters is that the file takes no more than
an ordinary one, and that whatever is wrong with it is one clear line.
"""

import pytest

from geo import i18n
from geo.errors import AreaFileError, ListFileError
from geo.ingest.pool import Pool
from geo.ingest.process_limits import MIB, ProcessLimits
from geo.ingest.table import COMMAND_LIMITS, PAGE_LIMITS
from geo.ingest.user_files import UserFiles
from tests.ingest import hostile_areas, hostile_details, hostile_lists

AREAS = hostile_areas.AREAS | hostile_details.AREAS
LISTS = hostile_lists.LISTS | hostile_details.LISTS

SMALL = ProcessLimits(cpu_s=4, wall_s=40, memory=200 * MIB)
LONGEST = 700  # characters that a person still reads


@pytest.fixture(scope="module")
def pool():
    pool = Pool()
    pool.start()
    yield pool
    pool.close()


def checked(error: ValueError) -> None:
    """One clear line in both languages."""
    assert isinstance(error, AreaFileError | ListFileError)
    for lang in i18n.LANGUAGES:
        text = i18n.text(lang, f"{error.group}.{error.key}", **error.values)
        assert text.isprintable() and len(text) < LONGEST


@pytest.mark.parametrize("name", AREAS)
def test_a_hostile_area(pool, tmp_path, name):
    suffix, make = AREAS[name]
    try:
        found = UserFiles(pool, PAGE_LIMITS, SMALL).read_area(f"a{suffix}", make(tmp_path))
    except AreaFileError as error:
        checked(error)
    else:
        assert found.wkb


@pytest.mark.parametrize("name", LISTS)
def test_a_hostile_list(pool, tmp_path, name):
    """With the limits of the command line, which are the wider ones."""
    suffix, make = LISTS[name]
    try:
        found = UserFiles(pool, COMMAND_LIMITS, SMALL).read_list(f"a{suffix}", make(tmp_path))
    except ListFileError as error:
        checked(error)
    else:
        assert found.grid.cells


@pytest.mark.parametrize(
    "name",
    [
        "geometry {'type': 'LineString', 'coordinates': [[104, 30]]}",
        "geometry {'type': 'Circle'}",
        "geometry 7",
        "300 collections as geometry",
        "nonsense in the styles",
        "90,000 names in the book",
        "merge A2:A1048576 x 90000",
    ],
)
def test_what_is_harmless_hides_no_row(pool, tmp_path, name):
    suffix, make = LISTS[name]
    table = UserFiles(pool, PAGE_LIMITS, SMALL).read_list(f"a{suffix}", make(tmp_path)).grid.table()
    assert "三河村" in table.rows[0]
