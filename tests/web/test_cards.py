"""The phone card: every place, both languages, light, closed, escaped, and true to the data."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from pyproj import Geod

from geo.query.filters import EVERY_PLACE
from tests.web.asgi_client import ask
from tests.web.conftest import application

MOST_BYTES = 100_000
VOID = {"meta", "br", "img"}


class Page(HTMLParser):
    """What a page has: tags that all end, links, ids of the places near, visible words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src") and value]
        assert not [name for name, _ in attrs if name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    @property
    def near(self) -> list[str]:
        return [
            urlsplit(link).path
            for link in self.links
            if re.match(r"[a-z]", link) and not link.startswith("data:")
        ]


@pytest.fixture(scope="module")
def real(catalog):
    return application(lambda: catalog)


PARTS = 20  # so many tests share the places: each stays short


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_place_has_a_small_closed_page(real, catalog, lang, part):
    rows = catalog.places(EVERY_PLACE).to_pylist()
    assert len(rows) == 123
    for row in rows[part::PARTS]:
        answer = ask(real, f"/card/{row['id']}?lang={lang}")
        assert answer.status == 200, row["id"]
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert len(answer.body) < MOST_BYTES, (row["id"], len(answer.body))
        page = Page(answer.text)
        assert {"script", "link", "iframe", "form"}.isdisjoint(page.tags)
        assert row[f"name_{lang}"] in page.words
        outside = [link for link in page.links if re.match(r"(?!data:)[a-z]+:|//", link)]
        assert outside == []
        assert f"../?{'' if lang == 'zh' else 'lang=en&'}site={row['id']}" in page.links
        assert len(page.near) == (5 if row["lon"] is not None else 0)


def test_the_places_near_are_those_that_geodesics_find(real, catalog):
    points = catalog.spatial.points
    away = Geod(ellps="WGS84")
    page = Page(ask(real, "/card/jinsha-site?lang=en").text)
    # Two sites with a point each, and no area or line between them to be nearer.
    assert "kuanzhai-alley" in page.near
    _, _, metres = away.inv(*points["jinsha-site"], *points["kuanzhai-alley"])
    assert f"about {metres / 1000:.1f} km" in page.words


def test_a_place_that_is_on_no_map_says_so(real):
    words = Page(ask(real, "/card/jiepai-oil-field?lang=en").text).words
    assert "This place is not on the map, so distances cannot be given." in words
    assert not any("accurate to" in word for word in words)


def test_what_a_person_wrote_is_escaped(tiny, monkeypatch):
    ask_place = tiny.place
    monkeypatch.setattr(
        tiny, "place", lambda one: {**ask_place(one), "name_en": "<b onclick=x>\"'&"}
    )
    text = ask(application(lambda: tiny), "/card/harbour?lang=en").text
    assert "<b onclick" not in text
    assert "&lt;b onclick=x&gt;&quot;&#x27;&amp;" in text


def test_it_may_be_kept_and_is_not_sent_twice(real):
    first = ask(real, "/card/sanxingdui")
    assert first.headers["cache-control"] == "public, max-age=600"
    again = ask(real, "/card/sanxingdui", headers={"if-none-match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert ask(real, "/card/sanxingdui?lang=en").headers["etag"] != first.headers["etag"]


def test_nothing_may_run_in_it(real):
    policy = ask(real, "/card/sanxingdui").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy


@pytest.mark.parametrize("path", ["/card", "/card/", "/card/nowhere", "/card/a/b", "/card/..%2fx"])
def test_an_address_without_a_place_is_nothing(real, path):
    assert ask(real, path).status == 404


def test_under_the_lock_it_is_answered_without_the_way_to_the_explorer(catalog, monkeypatch):
    monkeypatch.setenv("SHUTU_KIOSK", "1")
    locked = application(lambda: catalog)
    answer = ask(locked, "/card/sanxingdui?lang=en")
    assert answer.status == 200
    assert "Open the full map" not in answer.text
    assert ask(locked, "/api/places.json").status == 404
    assert ask(locked, "/card/sanxingdui", "POST").status == 404
