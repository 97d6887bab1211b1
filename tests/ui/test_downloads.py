"""What a page links to: a filter by its public address, a person's own by one of their session."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit import config

from geo.model import AreaRule, Datum
from geo.query.spatial import AreaFilter
from geo.shortlist import link
from geo.shortlist.model import Item, Shortlist
from geo.web.offers import find
from tests.ui.apptest import field, html, opened, session

LINK = re.compile(r'<a class="shutu-download" href="([^"]+)" download="([^"]+)">([^<]+)</a>')
BRIEF = ("PDF 简报", "PDF brief")
SQUARE = bytes.fromhex(  # POLYGON ((103 30, 105 30, 105 32, 103 32, 103 30)), little endian WKB
    "010300000001000000050000000000000000c059400000000000003e400000000000405a400000000000003e40"
    "0000000000405a4000000000000040400000000000c0594000000000000040400000000000c05940"
    "0000000000003e40"
)


def links(app, *, brief: bool = False) -> dict[str, str]:
    """Label → address of the links to files on the page; `brief` has the one at its top, too."""
    found = {label: unescape(address) for address, _, label in LINK.findall(html(app))}
    return {label: found[label] for label in found if brief or label not in BRIEF}


def made(address: str) -> bytes:
    """The file under an address of a session."""
    file = find(address.rpartition("/")[2])
    assert file is not None
    return file.make()


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({}, {}),
        ({"sector": "energy", "lang": "en"}, {"sector": ["energy"], "lang": ["en"]}),
        (
            {"inferred": "1", "near": "dujiangyan,50"},
            {"inferred": ["1"], "near": ["dujiangyan,50"]},
        ),
        # How one looks is no part of it.
        ({"task": "8", "site": "dujiangyan", "q": "x", "nomap": "1"}, {"task": ["8"]}),
    ],
)
def test_a_filter_has_the_address_that_everybody_has(given, asked):
    app = opened(**given)
    (address,) = links(app).values()
    assert urlsplit(address).path == "/export/csv"
    assert parse_qs(urlsplit(address).query) == asked


def test_a_paper_is_named_where_a_format_has_one():
    app = opened()
    app.selectbox(key="export_panel_format").set_value("pdf").run()
    app.selectbox(key="export_panel_paper_0").set_value("a3").run()
    assert links(app) == {"下载 PDF": "/export/pdf?paper=a3"}


def test_the_brief_is_at_the_top_and_has_the_same_filter():
    app = opened(region="510100", task="8", site="dujiangyan", lang="en")
    assert links(app, brief=True)["PDF brief"] == "/export/pdf?task=8&region=510100&lang=en"
    session(app).choice.set_area(AreaFilter("secret.kml", SQUARE))
    app.run()
    assert "PDF brief" not in links(app, brief=True)  # such a filter has no public address


def test_an_uploaded_area_stays_in_the_session():
    app = opened()
    session(app).choice.set_area(AreaFilter("secret.kml", SQUARE))
    app.run()
    (address,) = links(app).values()
    assert address.startswith("/export/session/")
    assert "dujiangyan" in made(address).decode("utf-8-sig")
    assert "panzhihua" not in made(address).decode("utf-8-sig")


def test_what_counts_as_inside_an_area_is_chosen_and_said():
    app = opened()
    session(app).choice.set_area(AreaFilter("片区.kml", SQUARE, datum=Datum.GCJ02))
    app.run()
    assert "在“片区.kml”范围内（线、面至少 10% 在内，坐标由 GCJ-02 换算）" in html(app)
    by_share = session(app).choice.filter.area
    app.selectbox(key=field(app, "reach_rule")).set_value(AreaRule.TOUCH).run()
    assert not app.exception
    assert "（任何部分在内即算，坐标由 GCJ-02 换算）" in html(app)
    assert session(app).choice.filter.area == replace(by_share, rule=AreaRule.TOUCH)
    app.selectbox(key=field(app, "reach_datum")).set_value(Datum.BD09).run()  # of the next file
    assert session(app).choice.area_datum == Datum.BD09
    assert "由 GCJ-02 换算" in html(app)


def test_a_shortlist_stays_in_the_session():
    listed = Shortlist(name="我的 <b>", items=(Item("dujiangyan", "先去这里"),))
    code = link.encode(listed)
    assert code
    app, other = (opened("pages/shortlist.py", **{link.CONTENT: code}) for _ in range(2))
    for visitor in (app, other):
        visitor.button(key="shortlist_pass_on").click().run()
    found = links(app)
    assert set(found) == {"下载 CSV", "保存为文件（JSON）"}
    assert "先去这里" in made(found["下载 CSV"]).decode("utf-8-sig")
    assert json.loads(made(found["保存为文件（JSON）"]))["items"][0]["id"] == "dujiangyan"
    app.run()
    assert links(app) == found  # the same addresses as long as the page lives
    assert not set(links(other).values()) & set(found.values())


def test_below_a_path_the_address_begins_with_it():
    before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", "shutu")
    try:
        assert links(opened()) == {"下载 CSV": "/shutu/export/csv"}
    finally:
        config.set_option("server.baseUrlPath", before)
