"""The layout of a sheet: typed on the page, kept in address or list, seen before the export."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from geo.shortlist import link
from geo.shortlist.file import from_json, to_json
from geo.shortlist.model import Item, Shortlist
from tests.ui.apptest import html, opened, session
from tests.ui.test_downloads import links, made


def with_pdf(app):
    return app.selectbox(key="export_panel_format").set_value("pdf").run()


def test_what_is_typed_for_a_filter_stands_in_its_address():
    app = with_pdf(opened(sector="energy", lang="en"))
    app.text_input(key="page_setup_title_0").set_value(" Energy\tpilots ").run()
    app.selectbox(key="page_setup_way_0").set_value("1").run()
    (address,) = links(app).values()
    assert parse_qs(urlsplit(address).query) == {
        "sector": ["energy"],
        "lang": ["en"],
        "title": ["Energy pilots"],
        "upright": ["1"],
    }
    app.selectbox(key="export_panel_format").set_value("html").run()
    (address,) = links(app).values()
    assert "title=" in address
    assert "upright" not in address  # a page has no paper
    app.selectbox(key="export_panel_format").set_value("csv").run()
    (address,) = links(app).values()
    assert "title=" not in address


def test_an_extent_that_is_none_is_refused_and_the_former_kept():
    app = with_pdf(opened(lang="en"))
    app.selectbox(key="page_setup_extent_0").set_value("bounds").run()
    app.text_input(key="page_setup_bounds_0").set_value("1,2,3").run()
    assert session(app).layout == {"extent": "97.3,26.0,108.6,34.4"}
    app.text_input(key="page_setup_bounds_1").set_value("103，30，105，31").run()
    assert session(app).layout == {"extent": "103,30,105,31"}


def test_the_texts_of_a_list_are_kept_with_it_and_previewed():
    listed = Shortlist(name="考察", items=(Item("sanxingdui"), Item("dujiangyan")))
    app = opened("pages/shortlist.py", **{link.CONTENT: link.encode(listed) or ""})
    with_pdf(app)
    app.text_input(key="page_setup_office_0").set_value("省文旅厅").run()
    now = session(app).shortlists.current
    assert dict(now.layout) == {"office": "省文旅厅"}
    assert from_json(to_json(now)).layout == now.layout
    assert session(app).layout == {}
    session(app).shortlists.undo()
    assert session(app).shortlists.current.layout == ()
    assert "shutu-sheet-preview" not in html(app)
    app.toggle(key="export_panel_preview").set_value(True).run()
    assert 'class="shutu-sheet-preview"' in html(app)
    address = links(app)["下载 PDF"]
    assert made(address).startswith(b"%PDF")
