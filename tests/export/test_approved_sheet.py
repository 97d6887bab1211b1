"""With an approved base map, sheets and pages draw its borders and no others, and name it."""

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from geo.choropleth.counts import from_counts
from geo.export.registry import FORMATS
from geo.mapping.styles import SHEET_GROUND
from geo.mapping.theme import THEMES

APPROVAL = "审图号：川S（2024）00001号"
SVG = "{http://www.w3.org/2000/svg}"
RING = [[98, 27], [108, 27], [108, 34], [98, 34], [98, 27]]


@pytest.fixture
def approved(tmp_path, monkeypatch):
    path = tmp_path / "approved.json"
    path.write_text(json.dumps({"type": "Polygon", "coordinates": [RING]}), encoding="utf-8")
    monkeypatch.setenv("SHUTU_BOUNDARY", str(path))
    monkeypatch.setenv("SHUTU_BOUNDARY_APPROVAL", APPROVAL)


def strokes(content: bytes) -> list[tuple[str, str]]:
    """Colour and width of every line of an SVG."""
    paths = ElementTree.fromstring(content).iter(f"{SVG}path")
    return [(item.get("stroke", ""), item.get("stroke-width", "")) for item in paths]


def own_borders() -> set[tuple[str, str]]:
    kinds = ("county", "prefecture", "province")
    colors = {kind: THEMES["print"].map_color(f"{kind}_line") for kind in kinds}
    return {(colors[kind], f"{SHEET_GROUND[kind]:g}") for kind in kinds}


@pytest.mark.usefixtures("approved")
def test_the_sheet_has_the_approved_borders_alone_and_their_number(dataset):
    content = FORMATS["svg"].write(dataset(sector="能源"))
    words = [item.text for item in ElementTree.fromstring(content).iter(f"{SVG}title")]
    assert any(APPROVAL in text for text in words)
    assert not any("示意边界" in text for text in words)
    line = THEMES["print"].map_color("province_line"), f"{SHEET_GROUND['prefecture']:g}"
    assert line in strokes(content)
    assert not own_borders() & set(strokes(content))


@pytest.mark.usefixtures("approved")
def test_coloured_regions_draw_no_border_of_ours(dataset, catalog):
    counted = from_counts(catalog, catalog.filter(), "counties")
    colored = replace(dataset(sector="能源"), choropleth=counted)
    for name in ("svg", "html"):
        content = FORMATS[name].write(colored)
        assert b"#1c5795" in content
        if name == "svg":
            assert not own_borders() & set(strokes(content))
        else:
            assert content.count(b'class="ground prefecture"') == 1
            assert b"ground all_counties" not in content


def test_without_one_the_sheet_has_ours_and_says_what_they_are(dataset, monkeypatch):
    monkeypatch.delenv("SHUTU_BOUNDARY", raising=False)
    content = FORMATS["svg"].write(dataset(sector="能源"))
    assert len(own_borders() & set(strokes(content))) >= 2
    assert "示意边界" in content.decode()


@pytest.mark.usefixtures("approved")
def test_the_page_has_them_too(dataset):
    page = FORMATS["html"].write(dataset(sector="能源")).decode()
    assert f"<figcaption>{APPROVAL}</figcaption>" in page
    assert 'class="ground county"' not in page
    assert page.count('class="ground prefecture"') == 1
