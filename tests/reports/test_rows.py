"""Reports as rows of the editors' tables: the loader takes them when they are appended."""

import shutil
from dataclasses import replace

from geo.gazetteer.admin import load_admin
from geo.gazetteer.load_places import load_gazetteer
from geo.model import Datum, FoundBy, Role
from geo.reports.model import ReportField
from geo.reports.rows import evidence_csv, sources_csv
from tests.conftest import PROVINCE as SOURCES


def body(content):
    """The lines of a CSV after its header."""
    return content.decode().split("\n", 1)[1]


def appended(folder, name, content):
    path = folder / "sites" / f"{name}.csv"
    head = path.read_text(encoding="utf-8").split("\n", 1)[0]
    assert content.decode().split("\n", 1)[0] == head.strip()
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(body(content))


def test_exported_rows_are_read_with_the_tables(tmp_path, report):
    folder = tmp_path / "sources"
    shutil.copytree(SOURCES, folder)
    sent = replace(report, place="stone-tower", number=7, sent="2026-11-29T10:00:00Z")
    named = replace(
        sent, number=8, field=ReportField.NAME, lon=None, lat=None, datum=Datum.NONE, source=""
    )
    before = load_gazetteer(folder, load_admin(folder))
    appended(folder, "evidence", evidence_csv([sent, named]))
    appended(folder, "sources", sources_csv([sent, named]))
    after = load_gazetteer(folder, load_admin(folder))
    assert len(after.evidence) == len(before.evidence) + 2
    position, name = after.evidence[-2:]
    assert (position.place, position.source, position.role) == (
        "stone-tower",
        "report-7",
        Role.CHECK,
    )
    assert (position.lon, position.lat, position.datum) == (104.2, 30.99, Datum.GCJ02)
    assert position.locator == "https://example.org/a?b=1"
    assert (position.found_by, position.found_at) == (FoundBy.REPORT, "7")
    assert position.says_zh == "遗址在鸭子河南岸 不在北岸"
    assert (name.role, name.lon, name.datum) == (Role.IDENTITY, None, Datum.NONE)
    assert [source.id for source in after.sources[-2:]] == ["report-7", "report-8"]
    assert after.sources[-1].date == "2026-11-29"
