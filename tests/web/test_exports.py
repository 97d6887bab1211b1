"""Every export of a filter has an address that scripts can use and caches can keep."""

from __future__ import annotations

import csv
import io
import threading
from dataclasses import replace
from email.message import Message
from urllib.parse import unquote
from zipfile import ZipFile

import geopandas as gpd
import pytest

from geo.errors import ArtefactError
from geo.export import registry
from geo.export.registry import FORMATS
from geo.web import exports
from geo.web.endpoint import content_disposition
from tests.web.asgi_client import ask
from tests.web.conftest import application

# What a file of each kind begins with, from the descriptions of the formats.
BEGINNINGS = {
    "xlsx": b"PK\x03\x04",
    "csv": b"\xef\xbb\xbf",
    "geojson": b"{",
    "kml": b"<?xml",
    "gpkg": b"SQLite format 3\x00",
    "shp": b"PK\x03\x04",
    "parquet": b"PAR1",
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n",
    "svg": b"<?xml",
    "html": b"<!doctype html>",
}


def saved_as(answer) -> str:
    """The name under which a browser saves an answer, as the standard library reads it."""
    header = Message()
    header["content-disposition"] = answer.headers["content-disposition"]
    return header.get_filename()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_an_address(app, tiny, name):
    answer = ask(app, f"/export/{name}?sector=energy&lang=en")
    assert answer.status == 200
    assert answer.body[:20].lower().startswith(BEGINNINGS[name].lower())
    assert answer.headers["content-type"].split(";")[0] == FORMATS[name].mime
    build = tiny.database.build_id
    assert saved_as(answer) == f"shutu-{build}-en.{FORMATS[name].extension}"
    assert "script-src" not in answer.headers["content-security-policy"]


def test_the_file_holds_what_the_filter_lets_pass(app):
    def names(query: str) -> set[str]:
        rows = csv.DictReader(
            io.StringIO(ask(app, f"/export/csv?{query}").body.decode("utf-8-sig"))
        )
        return {row["标识"] for row in rows}

    assert names("sector=energy&inferred=1") == {
        "qing-river",
        "ghost-field",
        "upper-dam",
        "lower-dam",
    }
    assert names("sector=energy") == {"qing-river", "ghost-field"}
    assert names("sector=tourism,rural") == {"stone-tower", "lake-heart", "twin-village"}
    assert names("near=103.1,30.3,1") == {"stone-tower"}


def test_another_program_reads_it(app):
    frame = gpd.read_file(io.BytesIO(ask(app, "/export/geojson?task=1").body))
    assert (list(frame["name_zh"]), frame.crs.to_epsg()) == (["渡口"], 4326)
    assert list(frame.geometry[0].coords) == [(103.5, 30.1)]


def test_the_link_inside_leads_back_to_the_same_filter(app):
    book = ZipFile(io.BytesIO(ask(app, "/export/xlsx?sector=tourism,rural&lang=en").body))
    texts = book.read("xl/sharedStrings.xml").decode()
    assert "http://127.0.0.1:8501/?sector=tourism,rural&amp;lang=en" in texts


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("sector=energie", "energy"),  # the nearest code is offered
        ("sector=能源", "energy"),
        ("secto=energy", "secto"),
        ("sector=energy&sector=rural", "sector"),
        ("sector=", "sector"),
        ("sector=energy,,rural", "sector"),
        ("near=nowhere,5", "nowhere"),
        ("near=ghost-field,5", "ghost-field"),  # has no position
        ("near=103,30", "103,30"),
        ("within=1abc", "within"),
        ("lang=fr", "fr"),
        ("stations=no", "no"),
        ("datum=wgs72", "wgs72"),
        ("q=ferry", "q"),  # a page's search box filters nothing
        ("site=harbour", "site"),
        ("paper=a4", "paper"),  # a table has none
        ("title=x", "title"),
        ("extent=province", "extent"),
        ("region=" + "9" * 2001, "2000"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_would_have_no_effect_is_refused(app, query, named, lang):
    query = query if query.startswith("lang") else f"{query}&lang={lang}"
    answer = ask(app, f"/export/csv?{query}")
    assert answer.status == 400
    assert named in answer.text
    assert answer.text.count("\n") == 1
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["access-control-allow-origin"] == "*"  # a script may read why


@pytest.mark.parametrize(
    ("path", "query", "named"),
    [
        ("pdf", "paper=a5", "a5"),
        ("pdf", "upright=yes", "yes"),
        ("svg", "extent=1,2,3,4", "1,2,3,4"),
        ("pdf", "title=" + "x" * 121, "120"),
        ("html", "upright=1", "upright"),
    ],
)
def test_a_layout_that_is_none_is_refused(app, path, query, named):
    answer = ask(app, f"/export/{path}?{query}&lang=en")
    assert (answer.status, named in answer.text) == (400, True)


@pytest.mark.parametrize("name", ["geojson", "kml", "png", "svg"])
def test_a_datum_that_a_format_cannot_have_is_refused(app, name):
    assert ask(app, f"/export/{name}?datum=gcj02").status == 400
    assert ask(app, f"/export/{name}?datum=wgs84").status == 200


def test_a_format_that_is_none(app):
    answer = ask(app, "/export/docx?lang=en")
    assert (answer.status, "docx" in answer.text, "xlsx" in answer.text) == (404, True, True)


def test_who_has_the_file_is_not_sent_it_again(app, monkeypatch):
    first = ask(app, "/export/csv?sector=energy")
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "public, no-cache"
    monkeypatch.setattr(exports, "make_dataset", None)  # nothing is made for what follows
    for known in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        again = ask(app, "/export/csv?sector=energy", headers={"if-none-match": known})
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    head = ask(app, "/export/csv?sector=energy", "HEAD")
    assert (head.status, head.body, head.headers["etag"]) == (200, b"", tag)
    assert "content-length" not in head.headers
    assert saved_as(head) == saved_as(first)


def test_the_tag_is_another_one_for_whatever_changes_the_file(app, monkeypatch):
    def tag(query: str = "", path: str = "csv", **headers: str) -> str:
        return ask(app, f"/export/{path}?{query}", "HEAD", headers=headers).headers["etag"]

    tags = [
        tag(),
        tag("sector=energy"),
        tag("inferred=1"),
        tag("lang=en"),
        tag("datum=gcj02"),
        tag(path="xlsx"),
        tag(path="pdf"),
        tag("paper=a3", "pdf"),
        tag("upright=1", "pdf"),
        tag("title=x", "pdf"),
        tag("title=x", "html"),
        tag("extent=103,30,104,31", "pdf"),
        tag(host="maps.example.cn"),
    ]
    assert len(set(tags)) == len(tags)
    assert tag("sector=rural,energy") != tag("sector=energy,rural")  # the sentence has their order
    assert tag("inferred=0") == tag()

    class Tomorrow(exports.date):
        @classmethod
        def today(cls):
            return cls(2031, 1, 1)

    monkeypatch.setattr(exports, "date", Tomorrow)
    assert tag() not in tags  # the day stands in the file


def test_a_file_is_made_in_a_thread_of_its_own(app, monkeypatch):
    seen = []
    monkeypatch.setitem(
        exports.FORMATS, "csv", replace(FORMATS["csv"], writer="delimited.write_spied")
    )
    monkeypatch.setattr(
        registry.Format, "write", lambda *_: seen.append(threading.current_thread().name) or b"x"
    )
    assert ask(app, "/export/csv").body == b"x"
    assert seen[0].startswith("export")


def test_without_data_it_says_so():
    def missing():
        raise ArtefactError("there is no build")

    app = application(missing)
    for path in ("/export/csv", "/api/places.json", "/ogc", "/ogc/api"):
        answer = ask(app, f"{path}?lang=en")
        assert (answer.status, answer.headers["retry-after"]) == (503, "10")
        assert "there is no build" in answer.text
        assert "geo build" in answer.text


@pytest.mark.parametrize(
    ("name", "ascii_name"),
    [
        ("shutu.csv", "shutu.csv"),
        ("我的清单.json", "____.json"),
        ('a"b\\c/d\r\nSet-Cookie: x.csv', "a_b_c_d__Set-Cookie: x.csv"),
        ("笑脸😀.zip", "___.zip"),
        ("\ud800.zip", "_.zip"),
    ],
)
def test_names_of_files_pass_as_they_are(name, ascii_name):
    header = content_disposition(name)
    assert header.isascii() and header.isprintable()
    assert header.startswith(f'attachment; filename="{ascii_name}"; ')
    whole = unquote(header.partition("filename*=UTF-8''")[2])
    assert whole == "".join(
        char if char.isprintable() and char not in '"\\/' else "_" for char in name
    )
