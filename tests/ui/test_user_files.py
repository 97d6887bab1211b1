"""Hostile files through the doors of the pages: one sentence to whom brought it, nothing to others.

What the readers make of each kind stands in `tests/ingest/test_hostile.py`; here it is the pages
around them, also when the process that reads crashes.
"""

import os
from pathlib import Path

import pytest

from geo import i18n
from geo.catalog import Catalog
from geo.ingest import process
from geo.ingest.pool import Pool, page_pool
from geo.shortlist import link
from geo.shortlist.drift import pick
from geo.shortlist.file import to_json
from geo.shortlist.model import OwnPlace, Shortlist, own_item
from tests.ingest.hostile import geopackage, kml, nested, nested_geojson, wkb_nest, workbook
from tests.ui.apptest import field, html, opened, session

# Says that it is ready, and falls over at the first byte of its request.
CRASHES = (
    "import os, signal, sys; sys.stdout.buffer.write(bytes(7) + b'\\x02{}'); sys.stdout.flush(); "
    "sys.stdin.buffer.read(1); os.kill(os.getpid(), signal.SIGKILL)"
)
CROWD = 300_000_000  # bytes for 5,000 places on a page
GROWTH = 60_000_000  # bytes that a session may take; the files below would take gigabytes


@pytest.fixture
def crashing(monkeypatch):
    """Every file takes the process that reads it along."""
    page_pool()  # that of the other tests has its sound processes ready
    monkeypatch.setattr(process, "START", CRASHES)
    pool = Pool()
    monkeypatch.setattr("geo.ingest.user_files.page_pool", lambda: pool)
    yield
    pool.close()


def explore_page(_catalog: Catalog):
    return opened(lang="en", sector="city"), 0


def list_page(_catalog: Catalog):
    return opened("pages/locate.py", lang="en"), 0


def shortlist_page(catalog: Catalog):
    here = Shortlist(items=pick(catalog, ["sanxingdui", "jinsha-site"]))
    app = opened("pages/shortlist.py", lang="en", **{link.CONTENT: link.encode(here)})
    app.button(key="shortlist_open").click().run()
    return app, 0


def criteria_page(catalog: Catalog):
    app, _ = shortlist_page(catalog)
    app.button_group(key=field(app, "shortlist_panel")).set_value("rank").run()
    return app, -1


def errors(app) -> str:
    return " ".join(one.value for one in app.error)


def bring(app, box: int, name: str, data: bytes):
    app.get("file_uploader")[box].upload(name, data, "application/octet-stream").run()
    assert not app.exception
    return errors(app)


def memory() -> int:
    """Bytes that this process, which is the server here, holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


DOORS = {
    "explore": (explore_page, "a.json"),
    "list": (list_page, "a.csv"),
    "shortlist": (shortlist_page, "a.json"),
    "criteria": (criteria_page, "a.csv"),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_crash_is_one_sentence_and_everything_stays(catalog, crashing, door):
    page, name = DOORS[door]
    app, box = page(catalog)
    before = session(app).shortlists.opened
    message = bring(app, box, name, b"a,b\n1,2\n")
    assert "crashed on this file" in message
    assert session(app).shortlists.opened == before
    assert "Sector" in html(opened(lang="en", sector="rural"))  # somebody else


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory as Linux shows it")
def test_hostile_files_leave_the_server_as_it_is(catalog, tmp_path):
    somebody = opened(sector="rural")
    app, box = explore_page(catalog)
    before = memory()
    for name, data in (
        ("a.gpkg", geopackage(tmp_path, [wkb_nest(20_000)])),
        ("b.kml", kml(nested("Placemark", 15_000))),
        ("c.geojson", nested_geojson(900)),
    ):
        assert name in bring(app, box, name, data)
        assert not somebody.run().exception
    app, box = list_page(catalog)
    for name, data in (
        ("a.xlsx", workbook(strings="")),
        ("b.xlsx", workbook(tail='<mergeCell ref="A1:XFD1048576"/>' * 500_000)),
        ("c.geojson", b"[" * 100_000),
    ):
        assert bring(app, box, name, data)
        assert not somebody.run().exception
    app, box = shortlist_page(catalog)
    assert bring(app, box, "a.json", b"[" * 100_000)
    assert memory() - before < GROWTH


def test_a_table_of_criteria_is_kept_in_its_session_only(catalog):
    app, box = criteria_page(catalog)
    bring(app, box, "数.csv", "名称,数\n三星堆,1\n".encode())
    assert session(app).shortlists.user_table.table.rows == (("三星堆", "1"),)
    other, _ = criteria_page(catalog)
    assert session(other).shortlists.user_table is None


def test_titles_and_totals_are_no_rows_of_own_data(catalog):
    app, box = criteria_page(catalog)
    bring(app, box, "数.csv", "汇总表,\n名称,数\n三星堆,1\n合计,1\n".encode())
    given = session(app).shortlists.user_table
    assert (given.table.columns, given.table.rows) == (("名称", "数"), (("三星堆", "1"),))
    assert i18n.text("en", "table_layout.lines_total", lines="4") in html(app)
    app.selectbox(key=field(app, "own_column_header")).set_value("none").run()
    assert given.table.columns == ("#1", "#2") and not app.exception


def test_a_table_that_cannot_be_read_is_not_read_again_with_every_click(catalog, crashing):
    app, box = criteria_page(catalog)
    message = bring(app, box, "a.csv", b"a,b\n1,2\n")
    kept = session(app).uploads["own_column_file"].error
    app.run()
    assert errors(app) == message
    assert session(app).uploads["own_column_file"].error is kept


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory as Linux shows it")
@pytest.mark.parametrize("panel", ["map", "rank"])
def test_five_thousand_places_at_one_point_are_a_list_like_any_other(panel):
    """Circles around all of them took more than 10 GB, and the server of everybody along."""
    app = opened("pages/shortlist.py", lang="en")
    app.button(key="shortlist_open").click().run()
    items = tuple(own_item(OwnPlace(f"P{n}", 104.0, 30.6, "site")) for n in range(5_000))
    before = memory()
    assert not bring(app, 0, "cluster.json", to_json(Shortlist(items=items)).encode())
    app.button_group(key=field(app, "shortlist_panel")).set_value(panel).run()
    assert not app.exception and "5000" in html(app)
    assert memory() - before < CROWD
