"""Names that people bring are shown as they are, and never become Markdown or HTML."""

import json
import re

import pytest

from geo import i18n
from geo.shortlist import link
from geo.shortlist.file import from_record
from geo.ui.escaping import JOINER, escape_html, escape_markdown, visible
from tests.ui.apptest import html, opened, session

PICTURE = "![x](https://foreign.example/a.png)"
TAG = '<img src="https://foreign.example/b.png" onerror="window.pwned=1">'
HOSTILE = [
    PICTURE,
    TAG,
    "[x](https://foreign.example)",
    "<script>window.pwned=1</script>",
    "<style>body{display:none}</style>",
    ":material/home:",
    ":red[x]",
    ":smile:",
    "$\\frac{a}{b}$",
    "https://foreign.example/c",
    "www.foreign.example",
    "a@foreign.example",
    "a -> b -- c <= d",
    "# x",
    "1. x",
    "- x",
    "> x",
    "    x",
    "`x`",
    "**x** __y__ ~~z~~",
    "| a | b |",
    "&lt;b&gt;",
    "x\n\n# y\n\n![z](https://foreign.example/d.png)",
    "\\[x\\]",
    "^a^ [^1]",
    "x" * 3000,
]
SPECIAL = re.compile(r"(?<!\\)(?:\\\\)*[\\`*_{}\[\]()#+!|<>~$:&]")


def unescaped(markdown):
    """What a person reads of text made safe for Markdown."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", markdown).replace(JOINER, "")


@pytest.mark.parametrize("name", HOSTILE)
def test_markdown_shows_a_name_literally(name):
    shown = escape_markdown(name)
    assert unescaped(shown) == " ".join(name.split())
    assert not SPECIAL.search(re.sub(r"\\.", "", shown))
    bare = unescaped(shown.replace(JOINER, "\0"))
    assert not re.search(r":[\w-]+:|https?:/|www\.|\w@\w|(^|\s)(->|<-|--|<=)(\s|$)", bare)
    assert not re.match(r"\s|\d+[.)]|[-=]", shown)


def test_what_is_not_seen_is_not_shown():
    assert visible("a\u202eb\x00c\u2066\ud800") == "abc?"
    assert escape_html('<a b="c">\u202e') == "&lt;a b=&quot;c&quot;&gt;"


def hostile_list(name):
    own = {
        "name": name,
        "lon": 104.0,
        "lat": 30.6,
        "precision": "site",
        "source": name,
        "status": name,
        "method": name,
        "columns": {name: name},
    }
    rule = {"measure": "column", "column": name, "weight": 1, "more": True, "missing": "last"}
    return from_record(
        {
            "name": name[:200],
            "build": name[:200],
            "saved": name[:200],
            "criteria": {f"column:{name}": json.dumps(rule)},
            "filter": {"sector": name, "near": name},
            "items": [
                {"id": "own-1", "own": own, "note": name, "tags": [name[:100]]},
                {"id": "own-2", "own": {**own, "columns": {name: "12"}}, "note": name},
                {"id": "gone", "then": {"lon": 104, "lat": 30, "precision": "site", "shape": "a"}},
            ],
        }
    )


def markdown_of(app):
    """All that the page gave to Streamlit to read as Markdown."""
    kinds = ("markdown", "caption", "error", "warning", "info", "success", "toast")
    message = [element.value for kind in kinds for element in app.get(kind)]
    message += [
        element.label
        for kind in ("button", "radio", "checkbox", "slider", "button_group")
        for element in app.get(kind)
    ]
    message += [element.proto.help for element in app.get("button")]
    message += [option for radio in app.radio for option in radio.options]
    return [text for text in message if text]


def is_harmless(app):
    """See that no name acts in what the page wrote."""
    assert not app.exception
    for text in markdown_of(app):
        assert "](https" not in text
        assert "<img" not in text.replace("\\<", "")
        assert not re.search(r"(?<!\\):(material/home|red\[|smile:)", text)
    written = html(app)
    assert '<img src="https://foreign' not in written
    assert "<script>window" not in written
    assert "<style>body{display" not in written


@pytest.mark.parametrize("name", [PICTURE, TAG, ":material/home: :red[x] :smile: $x$ \u202e\n# x"])
@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_a_list_full_of_hostile_names_is_text_on_every_panel(name, lang):
    code = link.encode(hostile_list(name))
    app = opened("pages/shortlist.py", lang=lang, **{link.CONTENT: code})
    app.button(key="shortlist_new").click().run()
    is_harmless(app)
    shortlists = session(app).shortlists
    shortlists.switch(next(iter(shortlists.histories)))
    for panel in ("rank", "compare", "versions", "map"):
        session(app).shortlists.show_panel(panel)
        app.run()
        is_harmless(app)
    app.button(key="shortlist_save").click().run()
    session(app).shortlists.show_panel("versions")
    app.run()
    is_harmless(app)
    assert escape_html(" ".join(name.split())[:10]) in " ".join(html(app).split())


@pytest.mark.parametrize("name", [PICTURE, TAG])
def test_the_names_of_files_are_text(name):
    app = opened()
    app.file_uploader[0].set_value((f"{name}.geojson", b"no json", "application/json")).run()
    assert "foreign" in app.error[0].value
    is_harmless(app)
    app = opened("pages/locate.py")
    app.file_uploader[0].set_value((f"{name}.xls", b"\xd0\xcf\x11\xe0", "text/csv")).run()
    assert "foreign" in app.error[0].value
    is_harmless(app)
    app = opened("pages/locate.py")
    table = f'"{name.replace(chr(34), chr(39))}",b\n"{name.replace(chr(34), chr(39))}",都江堰市\n'
    app.file_uploader[0].set_value((f"{name}.csv", table.encode(), "text/csv")).run()
    is_harmless(app)
    app.button(key="locate_start").click().run()
    is_harmless(app)


@pytest.mark.parametrize("name", [PICTURE, TAG, ":red[x]", "x\u202e\x00"])
def test_parameters_of_an_address_are_text(name):
    app = opened(site=name, sector=name, near=name, at=name, **{name: "1"})
    assert app.warning
    is_harmless(app)
    for page in ("pages/shortlist.py", "pages/coverage.py", "pages/locate.py"):
        is_harmless(opened(page, list=name, items=name, lang=name))
