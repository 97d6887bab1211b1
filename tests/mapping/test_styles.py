"""Colours and sizes of places are declared once; what style sheets and scripts repeat agrees."""

from __future__ import annotations

import ast
import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from geo import settings
from geo.mapping import styles
from geo.mapping.sector_styles import MATCH_STYLES, OTHER_SECTOR, SECTOR_STYLES
from geo.mapping.theme import LOGO, THEMES, lighter, line_color, rgb_color

GEO = settings.ROOT / "geo"
DECLARED_IN = {GEO / "mapping" / f"{name}.py" for name in ("sector_styles", "styles", "theme")} | {
    GEO / "choropleth" / "palettes.py"
}
HEX = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
ASSETS = sorted(
    path
    for folder in (GEO / "ui" / "assets", GEO / "export" / "assets")
    for path in folder.rglob("*")
    if path.suffix in (".css", ".js", ".html", ".svg", ".typ") and ".test" not in path.name
)
# What an asset may write out because it cannot read a variable there, and why.
WRITTEN_OUT = {
    "clusters.js": {styles.INK, styles.PAPER},  # a picture of its own: the disc of a cluster
    "i18n.js": {"#ffffff", "#000000"},  # white symbols on colours; QR codes are black ...
    "map.css": {"#ffffff"},  # ... on white
    "page.css": {THEMES["kiosk"].page["ground"]},  # outside of the kiosk, around it
}


def texts_of(path: Path) -> list[str]:
    """The texts of a module but for its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bodies = [node.body for node in ast.walk(tree) if isinstance(getattr(node, "body", None), list)]
    docs = {id(one.value) for body in bodies for one in body if isinstance(one, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


def long_form(color: str) -> str:
    return "#" + "".join(digit * 2 for digit in color[1:]) if len(color) == 4 else color


def test_no_module_but_those_of_the_styles_has_a_colour_in_it():
    found = {
        path.relative_to(GEO).as_posix(): colors
        for path in GEO.rglob("*.py")
        if path not in DECLARED_IN
        if (colors := HEX.findall(" ".join(texts_of(path))))
    }
    assert found == {}
    assert all(HEX.search(" ".join(texts_of(path))) for path in DECLARED_IN)  # the test sees them


@pytest.mark.parametrize("path", ASSETS, ids=lambda path: path.relative_to(GEO).as_posix())
def test_assets_take_their_colours_from_the_theme(path):
    found = {long_form(color.lower()) for color in HEX.findall(path.read_text(encoding="utf-8"))}
    assert found <= WRITTEN_OUT.get(path.name, set())


DEFINED = {
    "kiosk": {"kiosk"},  # the kiosk's own sheet and markup
    "export": {"html"},
}


@pytest.mark.parametrize(
    "path", [one for one in ASSETS if one.suffix != ".typ"], ids=lambda path: path.name
)
def test_every_variable_of_an_asset_is_one_of_its_theme(path):
    place = path.relative_to(GEO).parts
    kinds = next((DEFINED[part] for part in place if part in DEFINED), {"light", "dark"})
    # Given elsewhere.
    own = {"panel-height", "reading-height", "label-px", "town-weight", "bar-ink"}
    text = path.read_text(encoding="utf-8")
    for kind in kinds:
        asked = set(re.findall(r"var\(--shutu-([a-z-]+)", text)) - own
        assert asked <= THEMES[kind].page.keys(), kind


def test_streamlits_own_colours_agree():
    config = tomllib.loads((settings.ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    for name in ("light", "dark"):
        given, page = config["theme"][name], THEMES[name].page
        assert given["primaryColor"] == page["accent"]
        assert given["textColor"] == page["ink"]
        assert given["borderColor"] == page["line"]
        assert given["backgroundColor"] == page["background"]
        assert given["secondaryBackgroundColor"] == page["secondary"]


def test_all_colours_are_written_alike():
    sectors = chain(SECTOR_STYLES.values(), MATCH_STYLES.values(), [OTHER_SECTOR])
    pages = chain.from_iterable(theme.page.values() for theme in THEMES.values())
    every = [*(style.colour for style in sectors), *pages, *LOGO.values()]
    assert all(re.fullmatch(r"#[0-9a-f]{6}|rgba\([\d., ]+\)", color) for color in every)
    for theme in THEMES.values():
        assert all(0 <= part <= 255 for rgb in theme.map_colors.values() for part in rgb)
        assert theme.map_colors.keys() == THEMES["light"].map_colors.keys()


def test_colours_get_lighter_on_dark_land_only():
    assert rgb_color("#bc2800") == [0xBC, 0x28, 0x00]
    assert lighter([0, 100, 255], 0.5) == [128, 178, 255]  # halfway to 255
    for theme in ("light", "print", "html"):
        assert line_color([188, 40, 0], theme) == [188, 40, 0]
    assert line_color([188, 40, 0], "dark") == [218, 137, 115]  # 0.45 of the way to white
    assert line_color([188, 40, 0], "kiosk") == [211, 113, 87]  # 0.34


def asset(name: str) -> str:
    return (GEO / "ui" / "assets" / name).read_text(encoding="utf-8")


def number(pattern: str, text: str) -> float:
    (found,) = re.findall(pattern, text)
    return float(found)


@pytest.mark.parametrize(("kind", "style"), styles.BROWSER_LABELS.items())
def test_names_on_the_map_are_measured_as_they_are_drawn(kind, style):
    rule = re.search(rf"\.labels \.{kind} {{([^}}]*)}}", asset("map/map.css"))[1]
    weight = re.search(r"font-weight: (\d+)", rule)
    assert number(r"font-size: ([\d.]+)px", rule) == style.size
    assert int(weight[1] if weight else 400) == style.weight
    script = asset("map/labels.js")
    assert re.search(rf"{kind}: {{ size: ([\d.]+), weight: (\d+)", script).groups() == (
        f"{style.size:g}",
        str(style.weight),
    )


def test_scripts_repeat_the_sizes_of_symbols():
    assert number(r"SYMBOL_PX = (\d+)", asset("map/clusters.js")) == styles.BROWSER.symbol
    assert number(r"DOT_PX = (\d+)", asset("map/component.js")) == styles.MATCH_DOT / 2
    assert number(r"const TRAIL = ([\d.]+)", asset("kiosk/glow_layers.js")) == styles.KIOSK_TRAIL
    scene = asset("kiosk/scene.js")
    assert number(r"SYMBOL_HALF_PX = (\d+)", scene) == styles.KIOSK.symbol / 2
    page = (GEO / "export/assets/page.js").read_text(encoding="utf-8")
    assert number(r"> 255 \? (\d+)", page) == styles.HTML_LABELS["place"].size


def test_file_names_are_not_used_twice():
    names = [
        {path.stem for path in (GEO / room).glob("*.py")} - {"__init__"}
        for room in ("mapping", "export")
    ]
    assert not names[0] & names[1]
