"""PDF, PNG, SVG and HTML: other programs find the texts, the fonts and nothing that runs."""

import io
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from geo import describe
from geo.export import fonts
from geo.export.layout import Names, spread, wrapped
from geo.export.registry import FORMATS
from geo.model import Datum
from tests.export.conftest import HOSTILE, run

POINTS = {"a4": "841.89 x 595.276", "a3": "1190.55 x 841.89"}
SVG = "{http://www.w3.org/2000/svg}"


def squeezed(text):
    """Without blanks and line ends, which a layout may put anywhere."""
    return re.sub(r"\s", "", text)


def pdf_text(path):
    return squeezed(run("pdftotext", "-raw", path, "-"))


@pytest.mark.parametrize(("lang", "paper"), [("zh", "a4"), ("en", "a3")])
def test_pdf_has_every_place_its_fonts_and_its_paper(lang, paper, dataset, save):
    made = dataset(lang=lang, paper=paper)
    path = save(FORMATS["pdf"].write(made), "all.pdf")
    text = pdf_text(path)
    for place in made.places.to_dict("records"):
        assert squeezed(place[f"name_{lang}"]) in text
        if place["geometry"] is None:
            assert squeezed(place[f"note_{lang}"])[:30] in text
        else:
            decimals = describe.decimals(place["uncertainty_m"])
            assert f"{place['lon']:.{decimals}f},{place['lat']:.{decimals}f}" in text
    assert {squeezed(fact.text)[:25] for fact in made.facts()} <= {
        squeezed(fact.text)[:25] for fact in made.facts() if squeezed(fact.text)[:25] in text
    }
    assert all(squeezed(source["title"])[:12] in text for source in made.sources)
    rows = run("pdffonts", path).splitlines()[2:]
    assert rows
    assert all(re.search(r" yes yes yes +\d+ +\d+$", row) for row in rows)
    assert POINTS[paper] in run("pdfinfo", path)


@pytest.mark.usefixtures("no_system_fonts")
def test_pdf_hostile_texts_are_text(listed, save):
    text = pdf_text(save(FORMATS["pdf"].write(listed), "hostile.pdf"))
    for name in HOSTILE:  # name, remark, reason, source, column and its value
        assert text.count(squeezed(name.replace("😀", "[U+1F600]"))) >= 5
    assert "预算：-12.5" in text
    assert "得分0.1" in text


def test_pdf_gives_the_datum_that_was_asked_for(dataset, save):
    text = pdf_text(save(FORMATS["pdf"].write(dataset(sector="乡村", datum=Datum.GCJ02)), "x.pdf"))
    assert "经纬度（GCJ-02）" in text


@pytest.mark.parametrize(("paper", "size"), [("a4", (2339, 1654)), ("a3", (3307, 2339))])
def test_png_fills_its_paper(paper, size, dataset):
    picture = Image.open(io.BytesIO(FORMATS["png"].write(dataset(sector="能源", paper=paper))))
    assert picture.size == size
    assert len(picture.convert("RGB").getcolors(1_000_000)) > 500


def test_svg_texts_are_shapes_with_their_words(everything):
    content = FORMATS["svg"].write(everything)
    root = ElementTree.fromstring(content)
    titles = {item.text for item in root.iter(f"{SVG}title")}
    located = everything.places[everything.places.geometry.notna()]
    assert set(located["name_zh"]) <= titles
    assert not list(root.iter(f"{SVG}text"))
    assert {"领域（多领域的各计一次）", "定位精度", "北"} <= titles
    assert any("公里" in title for title in titles)
    assert any("不作为划界依据" in item.text for item in root.iter(f"{SVG}desc"))
    assert content.count(b"http") == content.count(b"http://www.w3.org/2000/svg")


def test_svg_hostile_names_are_text(hostile):
    root = ElementTree.fromstring(FORMATS["svg"].write(hostile))
    assert not list(root.iter(f"{SVG}script"))
    titles = {item.text for item in root.iter(f"{SVG}title")}
    assert "<script>alert(1)</script>" in titles


@pytest.mark.parametrize("name", ["kml", "svg", "html", "pdf", "xlsx", "gpkg"])
def test_control_characters_break_no_file(name, hostile):
    names = [f"bell{chr(7)}{chr(0)}{chr(11)}" for _ in HOSTILE]
    content = FORMATS[name].write(replace(hostile, places=hostile.places.assign(name_zh=names)))
    if name in ("kml", "svg"):
        ElementTree.fromstring(content)


@pytest.fixture
def offline_page(browser, tmp_path):
    """A page without network that remembers what it asked for and what went wrong."""
    context = browser.new_context(offline=True, viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.asked, page.wrong = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("console", lambda message: page.wrong.append(message.text))
    page.on("dialog", lambda dialog: page.wrong.append(dialog.message))
    yield page
    context.close()


@pytest.mark.browser
def test_html_works_without_network(everything, offline_page, save):
    path = save(FORMATS["html"].write(everything), "all.html")
    offline_page.goto(path.as_uri())
    entries = offline_page.locator("section details")
    names = offline_page.locator("section summary b").all_text_contents()
    assert names == list(everything.places["name_zh"])
    located = everything.places[everything.places.geometry.notna()]
    assert offline_page.locator("g[data-id]").count() == len(located)
    offline_page.locator("g[data-id=jiuzhaigou] use").click()
    opened = offline_page.locator("section details[open]")
    assert "九寨沟" in opened.inner_text()
    place = located.set_index("id").loc["jiuzhaigou"]
    assert place["uncertainty_m"] == 5000  # so two decimals are for people
    assert f"\n{place['lon']:.2f}\n" in opened.inner_text()
    before = offline_page.locator("figure > svg").get_attribute("viewBox")
    offline_page.locator("[data-do=zoom_in]").click()
    offline_page.wait_for_function(
        "before => document.querySelector('figure > svg').getAttribute('viewBox') !== before",
        arg=before,
    )
    offline_page.locator("input").fill("都江堰")
    assert entries.locator("visible=true").count() < len(names)
    assert everything.build in offline_page.content()
    loaded = "document.fonts.load('14px \"Shutu Sans\"', '川').then(([face]) => face.status)"
    assert offline_page.evaluate(loaded) == "loaded"
    assert offline_page.asked == [path.as_uri()]
    assert offline_page.wrong == []


@pytest.mark.browser
def test_html_hostile_texts_are_text_and_nothing_may_be_asked(listed, offline_page, save):
    path = save(FORMATS["html"].write(listed), "hostile.html")
    offline_page.goto(path.as_uri())
    names = offline_page.locator("section summary b").all_text_contents()
    assert names[:7] == HOSTILE[::-1]  # the list is ordered by rank, and the ranking turns it round
    for index, name in enumerate(HOSTILE[::-1]):  # name, remark, column, its value
        entry = offline_page.locator("section details").nth(index)
        assert entry.evaluate("node => node.textContent").count(name) >= 4
    assert offline_page.wrong == []
    assert offline_page.asked == [path.as_uri()]
    # The policy itself, not only our good manners: a script that gets in can ask nobody.
    offline_page.evaluate("fetch('http://127.0.0.1:9/').catch(() => 0)")
    assert any("Content Security Policy" in text for text in offline_page.wrong)


def test_symbols_and_names_do_not_overlap():
    frame = (0.0, 0.0, 100.0, 100.0)
    points = spread([(50.0, 50.0)] * 9 + [(52.0, 50.0), (1.0, 1.0)], 5.0, frame)
    for i, (x, y) in enumerate(points):
        assert 2 <= x <= 98
        assert 2 <= y <= 98
        assert all((x - u) ** 2 + (y - v) ** 2 > 4.8**2 for u, v in points[:i])
    names = Names(frame, [])
    found = [names.beside((48.0, 48.0, 52.0, 52.0), 12.0, 3.0) for _ in range(20)]
    boxes = [(x, y - 1.5, x + 12, y + 1.5) for x, y in filter(None, found)]
    assert 4 <= len(boxes) < 20
    for i, a in enumerate(boxes):
        assert all(a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3] for b in boxes[:i])


def test_lines_break_where_they_may():
    def one_each(text):
        return float(len(text))

    assert wrapped("四川省元宇宙。", 6, one_each) == ["四川省元宇宙。"]
    assert wrapped("one two three", 8, one_each) == ["one two", "three"]
    assert max(map(len, wrapped("https://" + "x" * 90, 30, one_each))) <= 30
    assert wrapped("", 5, one_each) == []


def test_assets_ask_for_nothing():
    folder = Path(fonts.__file__).parent / "assets"
    for path in folder.iterdir():
        assert "://" not in path.read_text(encoding="utf-8"), path.name
