"""The font that is shipped: complete, unchanged, and honest about what it cannot draw."""

import base64
import csv
import io
import re
from array import array
from dataclasses import replace
from hashlib import sha256
from xml.etree.ElementTree import fromstring

import lxml.html
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from PIL import Image

from geo import i18n, settings
from geo.errors import FontError
from geo.export import fonts, system_fonts
from geo.export.faces import FaceInfo
from geo.export.registry import FORMATS
from tests.export.conftest import run
from tests.export.test_pictures import pdf_text

RARE = "ꆈꌠ"  # Yi, which the shipped font lacks
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def named(dataset):
    """One place with another name."""

    def make(name, lang="zh"):
        plain = dataset(["anyue-lemon"], lang=lang)
        return replace(plain, places=plain.places.assign(name_zh=name, name_en=name))

    return make


@pytest.fixture
def made_font(tmp_path):
    """A font file with the characters asked for, drawn as those of the shipped one."""

    def make(family, text, looks=None):
        font = TTFont(settings.FONT_DIR / fonts.REGULAR_FILE)
        narrow = subset.Subsetter()
        narrow.populate(text=looks or text)
        narrow.subset(font)
        if looks:
            for table in font["cmap"].tables:
                if table.isUnicode():
                    table.cmap = {
                        ord(c): table.cmap[ord(look)] for c, look in zip(text, looks, strict=True)
                    }
        for record in font["name"].names:
            if record.nameID in (1, 4, 6):
                record.string = family
        path = tmp_path / "fonts" / f"{family}.ttf"
        path.parent.mkdir(exist_ok=True)
        font.save(path)
        return path

    return make


def test_the_files_are_those_that_were_derived():
    lines = (settings.FONT_DIR / "sha256sums").read_text(encoding="utf-8").splitlines()
    for line in lines:
        checksum, name = line.split("  ")
        content = (settings.FONT_DIR / name).read_bytes()
        assert sha256(content).hexdigest() == checksum, name
    listed = {line.split("  ")[1] for line in lines}
    inside = {
        path.relative_to(settings.FONT_DIR).as_posix()
        for path in settings.FONT_DIR.rglob("*")
        if path.is_file()
    }
    assert inside - listed == {"OFL.txt", "origin.toml", "sha256sums", "slices.toml"}
    assert "SIL OPEN FONT LICENSE" in (settings.FONT_DIR / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.usefixtures("no_system_fonts")
def test_the_font_has_every_name_and_every_text_of_ours():
    font = fonts.find_font()
    for path in settings.sources_dir().glob("*/*.csv"):
        if path.name in ("outside.csv", "outside_towns.csv", "simplified.csv"):
            continue  # other provinces and forms that people type; never printed by themselves
        with path.open(encoding="utf-8", newline="") as file:
            assert font.missing(cell for row in csv.reader(file) for cell in row) == [], path.name
    for lang in i18n.LANGUAGES:
        templates = [
            form for key in i18n.all_texts(lang) for form in i18n.forms(lang, key).values()
        ]
        assert font.missing(templates) == []


def test_bold_texts_take_what_the_bold_face_lacks_from_the_regular_one():
    font = fonts.find_font()
    assert font.face("川", bold=True) != font.face("川")
    assert font.face("䶮", bold=True) == font.face("䶮") == font.regular[0]
    assert font.width("䶮川", 10, bold=True) == 20


@pytest.mark.usefixtures("no_system_fonts")
@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("三星堆\n\u200d笑😀\ufe0f", "三星堆 笑[U+1F600]"),
        ("བོད", "[U+0F56][U+0F7C][U+0F51]"),
        ("𠀀\ud800", "[U+20000][U+D800]"),
        ("e\u0301 ℃①", "é ℃①"),
        ("", ""),
    ],
)
def test_no_character_becomes_an_empty_box(text, drawn):
    font = fonts.find_font()
    assert font.printable(text) == drawn
    assert font.printable(drawn) == drawn
    assert bool(font.missing([text])) == ("U+" in drawn)
    assert font.path_of(drawn, 5, 0, 0) or not drawn


@pytest.mark.usefixtures("no_system_fonts")
@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_what_cannot_be_drawn_is_named_in_every_picture(lang, named, save):
    made = named(f"{RARE}村", lang)
    content = {name: FORMATS[name].write(made) for name in ("pdf", "png", "svg")}
    root = fromstring(content["svg"])
    titles = [item.text for item in root.iter(f"{SVG}title")]
    assert "[U+A188][U+A320]村" in titles
    assert "U+A188 (YI SYLLABLE NUO)" in " ".join(titles)  # a line may end in it
    assert "U+A320" in root.find(f"{SVG}desc").text
    picture = Image.open(io.BytesIO(content["png"]))
    assert "U+A188 (YI SYLLABLE NUO)" in picture.text["Description"]
    text = pdf_text(save(content["pdf"], "rare.pdf"))
    assert text.count("[U+A188][U+A320]村") >= 2
    assert text.count("U+A188(YISYLLABLENUO)") >= 2


@pytest.mark.usefixtures("no_system_fonts")
def test_nothing_is_noted_where_everything_can_be_drawn(named):
    assert b"U+" not in FORMATS["svg"].write(named("都江堰"))


def test_a_font_of_the_system_lends_what_ours_lacks(named, save, made_font, monkeypatch):
    path = made_font("Lender", RARE, looks="田目")
    info = FaceInfo("Lender", 400, path, 0)
    monkeypatch.setattr(system_fonts, "_known", lambda: [(info, array("L", map(ord, RARE)))])
    made = named(f"{RARE}村")
    font = fonts.find_font()
    assert font.missing([RARE]) == []
    # Drawn as the lender's glyphs in the SVG (and so in the PNG, which is made of it) …
    svg = FORMATS["svg"].write(made).decode()
    assert "U+" not in svg
    assert font.path_of(RARE, 3, 0, 0) == font.path_of("田目", 3, 0, 0)
    assert f">{RARE}村<" in svg
    # … and embedded in the PDF, on the map as well as in the list.
    path = save(FORMATS["pdf"].write(made), "lent.pdf")
    assert pdf_text(path).count(f"{RARE}村") >= 2
    assert "+Lender" in run("pdffonts", path)


def test_a_page_carries_its_own_characters(listed):
    page = FORMATS["html"].write(listed)
    assert page == FORMATS["html"].write(listed)
    inside = re.search(rb"url\(data:font/woff;base64,([A-Za-z0-9+/=]+)\)", page)[1]
    font = TTFont(io.BytesIO(base64.b64decode(inside)))
    text = " ".join(lxml.html.document_fromstring(page).body.itertext())
    wanted = {ord(char) for char in text if ord(char) > 0x7F}
    known = set(TTFont(settings.FONT_DIR / fonts.REGULAR_FILE).getBestCmap())
    assert wanted & known <= set(font.getBestCmap())
    assert len(wanted & known) > 100
    assert len(font.getGlyphOrder()) < 1000  # and not the whole font


@pytest.mark.parametrize(
    ("char", "alone"),
    [
        ("ꆈ", True),
        ("𠀀", True),
        ("😀", True),
        ("✓", True),
        ("ă", True),
        ("ཀ", False),
        ("ོ", False),
        ("ا", False),
        ("ש", False),
        ("क", False),
        ("\ud800", False),
    ],
)
def test_only_what_stands_alone_is_lent(char, alone):
    assert system_fonts.stands_alone(char) == alone


def test_a_font_that_was_chosen_goes_first(monkeypatch, made_font, everything):
    path = made_font("Chosen", "四川 0123456789")
    monkeypatch.setenv("SHUTU_FONT", str(path))
    font = fonts.find_font()
    assert font.families()[0] == font.families(bold=True)[0] == "Chosen"
    assert font.face("川").path == path
    assert font.face("省").path == settings.FONT_DIR / fonts.REGULAR_FILE
    assert FORMATS["svg"].write(everything)


def test_a_chosen_file_that_is_no_font_is_a_clear_error(monkeypatch, tmp_path):
    monkeypatch.setenv("SHUTU_FONT", str(tmp_path / "none.otf"))
    with pytest.raises(FontError, match="names no file"):
        fonts.find_font()
    (tmp_path / "broken.otf").write_bytes(b"no font")
    monkeypatch.setenv("SHUTU_FONT", str(tmp_path / "broken.otf"))
    with pytest.raises(FontError, match="not a readable font file"):
        fonts.find_font()


def test_a_shipped_font_that_is_missing_is_a_clear_error(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "FONT_DIR", tmp_path)
    fonts._find_font.cache_clear()
    with pytest.raises(FontError, match="from the repository"):
        fonts.find_font()
    fonts._find_font.cache_clear()
