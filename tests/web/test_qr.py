"""QR codes are made of links to this app only."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from lxml import etree

from tests.web.asgi_client import ask
from tests.web.conftest import application

OWN = "http://127.0.0.1:8501"
SVG = "{http://www.w3.org/2000/svg}"


def asked(app, link: str, base: str = "", **headers: str):
    return ask(app, f"{base}/qr.svg?link={quote(link, safe='')}", headers=headers)


@pytest.mark.parametrize(
    ("length", "modules"),
    [(32, 25), (53, 29), (78, 33)],  # ISO/IEC 18004: bytes at level L of versions 2, 3 and 4
)
def test_the_code_is_as_large_as_the_standard_has_it(app, length, modules):
    answer = asked(app, f"{OWN}/?q=".ljust(length, "a"))
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["cache-control"] == "private, max-age=86400"
    picture = etree.fromstring(answer.body)
    assert picture.tag == f"{SVG}svg"
    assert int(picture.get("width")) == 4 * (modules + 2 * 2)  # a border of two on each side


def test_it_is_kept_and_asked_for_again_by_its_tag(app):
    tag = asked(app, f"{OWN}/").headers["etag"]
    assert asked(app, f"{OWN}/", **{"if-none-match": tag}).status == 304
    assert asked(app, f"{OWN}/?lang=en").headers["etag"] != tag


@pytest.mark.parametrize(
    "link",
    [
        f"{OWN}",
        f"{OWN}/",
        f"{OWN}/coverage?sector=energy,rural",
        "https://127.0.0.1:8501/?lang=en",
        f"{OWN}/?q=".ljust(1000, "a"),
    ],
)
def test_links_of_the_app_are_taken(app, link):
    assert asked(app, link).status == 200


@pytest.mark.parametrize(
    "link",
    [
        "",
        "x",
        "/",
        "http://evil.example/",
        "http://evil.example:8501/",
        "http://127.0.0.1:8502/",
        "http://127.0.0.1/",
        "http://user@127.0.0.1:8501/",
        "http://127.0.0.1:8501.evil.example/",
        "//127.0.0.1:8501/",
        "javascript:alert(1)",
        "http://127.0.0.1:8501@evil.example/",
        f"{OWN}\\@evil.example/",
        f"{OWN}/ a",
        f"{OWN}/\n",
        f"{OWN}/?q=都江堰",
        "http://[::1",
        "http://127.0.0.1:port/",
        f"{OWN}/?q=".ljust(1001, "a"),
        "ftp://127.0.0.1:8501/",
    ],
)
def test_all_others_are_refused_in_a_sentence(app, link):
    answer = asked(app, link)
    assert answer.status == 400
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_the_public_address_counts_too(app, monkeypatch):
    assert asked(app, "https://maps.example.cn/shutu/?lang=en").status == 400
    monkeypatch.setenv("SHUTU_PUBLIC_ADDRESS", "https://maps.example.cn/shutu/")
    assert asked(app, "https://maps.example.cn/shutu/?lang=en").status == 200
    assert asked(app, "https://maps.example.cn/other/").status == 400
    assert asked(app, f"{OWN}/").status == 200


def test_below_a_path_only_what_is_below_it_counts(tiny):
    app = application(lambda: tiny, "/shutu")
    assert asked(app, f"{OWN}/shutu/coverage", "/shutu").status == 200
    assert asked(app, f"{OWN}/shutus", "/shutu").status == 400
    assert asked(app, f"{OWN}/", "/shutu").status == 400
