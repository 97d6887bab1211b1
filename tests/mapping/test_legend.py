"""Which mark means what: colours, frames and sizes as legend, help and README state them."""

from xml.etree import ElementTree

import pytest

from geo.mapping import layers
from geo.mapping.features import map_features
from geo.mapping.resolve import ShownPlaces, resolved
from geo.mapping.sector_styles import SECTOR_STYLES, sector_style
from geo.mapping.styles import style_key
from geo.mapping.symbols import station_svg, symbol_svg
from geo.mapping.view import SICHUAN, plain_view, target
from geo.model import LIMIT_M, Confidence, Kind, Precision, Relation
from geo.query.filters import Filter
from tests.support.scopes import for_the_module

# The ten sectors that are on the map, and the words of sector_styles.py for their colours.
COLOURS = {
    "energy": "#bc2800",
    "agriculture": "#4fa452",
    "tourism": "#aa3387",
    "transport": "#003c93",
    "logistics": "#632613",
    "water": "#169bc4",
    "city": "#7f55db",
    "rural": "#c28a00",
    "platform": "#107959",
    "infrastructure": "#353b43",
}

# As the docstring of symbol_svg and the legend say: filled disc: site; with a dark ring: exact;
# ring: locality; dashed square: area; slanted square: line; dotted circle: unlocated.
# precision → shape, filled with the colour, dashed, slanted, dark ring
FRAMES = {
    "exact": ("circle", True, False, False, True),
    "site": ("circle", True, False, False, False),
    "locality": ("circle", False, False, False, False),
    "area": ("rect", False, True, False, False),
    "line": ("rect", True, False, True, False),
    "unlocated": ("circle", False, True, False, False),
}
METRES = {"exact": 200, "site": 1_000, "locality": 5_000}  # texts `precision_long`


def parts(svg):
    return [(part.tag.split("}")[1], part.attrib) for part in ElementTree.fromstring(svg)]


@pytest.mark.parametrize(("sector", "colour"), COLOURS.items())
def test_the_colour_of_a_sector(sector, colour):
    assert SECTOR_STYLES[sector].colour == colour
    assert SECTOR_STYLES[sector].rgb == [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    assert sector_style(sector).colour == colour


@pytest.mark.parametrize(("precision", "expected"), FRAMES.items())
def test_the_frame_says_how_well_a_place_is_located(precision, expected):
    shape, filled, dashed, slanted, dark = expected
    drawn = parts(symbol_svg(SECTOR_STYLES["energy"], Precision(precision)))
    *frame, (tag, symbol) = drawn
    assert tag == "path"
    assert symbol["d"] == SECTOR_STYLES["energy"].path
    assert {name for name, _ in frame} == {shape}
    assert any(given.get("fill") == "#bc2800" for _, given in frame) == filled
    assert any("stroke-dasharray" in given for _, given in frame) == dashed
    assert any(given.get("transform", "").startswith("rotate(45") for _, given in frame) == slanted
    assert any(given.get("stroke") == "#111827" for _, given in frame) == dark
    assert symbol["fill"] == ("#ffffff" if filled else "#bc2800")


@pytest.mark.parametrize("precision", ["exact", "site"])
def test_a_station_is_a_disc_and_a_ring_where_only_its_reach_is_known(precision):
    ((_, disc),) = parts(station_svg(Precision(precision)))
    ((_, ring),) = parts(station_svg(Precision.LOCALITY))
    assert (disc["fill"], disc["stroke"]) == ("#bc2800", "#ffffff")
    assert (ring["fill"], ring["stroke"]) == ("#ffffff", "#bc2800")


def test_the_limits_of_the_classes():
    assert {str(key): metres for key, metres in LIMIT_M.items()} == METRES
    assert [str(code) for code in Precision] == list(FRAMES)
    assert [str(code) for code in Relation] == ["named", "derived", "applicable"]
    assert [str(code) for code in Confidence] == ["high", "medium", "low", "none"]
    assert len(Kind) == 26


@pytest.fixture(scope=for_the_module)
def rows(tiny):
    return tiny.places(Filter(inferred=True)).to_pylist()


def layers_of(rows, selected=None):
    features = map_features(rows)
    made = resolved(layers.place_layers(features), ShownPlaces(features, "en", selected))
    return {layer["id"]: layer for layer in made}


@pytest.fixture(scope=for_the_module)
def drawn(rows):
    return layers_of(rows)


def test_icons_carry_the_symbol_of_sector_and_precision(drawn):
    icons = {
        item["id"]: (item["icon"]["id"], item["colour"]) for item in drawn["places-icons"]["data"]
    }
    assert icons == {
        "harbour": ("logistics-locality", "#632613"),
        "qing-river": ("energy-line", "#bc2800"),
        "stone-tower": ("tourism-site", "#aa3387"),
        "lake-heart": ("tourism-exact", "#aa3387"),  # the plan's order: tourism before water here
        "tea-hill": ("agriculture-area", "#4fa452"),
        "twin-village": ("rural-locality", "#c28a00"),
    }


def test_stations_are_dots_or_rings(drawn):
    dots = {
        item["id"]: (item["fill"][:3], item["line"][:3], item["position"])
        for item in drawn["places-stations"]["data"]
    }
    energy, white = [0xBC, 0x28, 0x00], [255, 255, 255]
    assert dots == {
        "upper-dam": (energy, white, [103.2, 30.55]),
        "lower-dam": (white, energy, [103.8, 30.55]),
    }


def test_the_circle_of_a_chosen_place_has_its_uncertainty_as_radius(rows):
    for place, metres in (("stone-tower", 500), ("harbour", 3_000), ("lower-dam", 2_000)):
        selected = layers_of(rows, place)
        assert selected["selected-uncertainty"]["getRadius"] == "@@=metres"
        assert [item["metres"] for item in selected["selected-uncertainty"]["data"]] == [metres]
        assert [item["id"] for item in selected["selected-ring"]["data"]] == [place]
    for place in ("qing-river", "tea-hill"):  # they show their extent themselves
        selected = layers_of(rows, place)
        assert selected["selected-uncertainty"]["data"] == []
        assert [item["id"] for item in selected["selected-ring"]["data"]] == [place]


def test_where_the_map_flies_for_a_place(rows):
    places = {row["id"]: row for row in rows}
    assert target(places["stone-tower"]) == {"lon": 103.1, "lat": 30.3, "zoom": 11.0}
    assert target(places["harbour"]) == {"lon": 103.5, "lat": 30.1, "zoom": 10.0}
    assert target(places["upper-dam"])["zoom"] == 11.0  # exactly 1 km
    assert target(places["tea-hill"])["bounds"] == pytest.approx([103.45, 30.05, 104.15, 30.75])
    assert target(places["ghost-field"]) is None


def test_a_box_as_centre_and_zoom():
    """The whole world fits into 512 pixels at zoom 0, so 360° in 700 pixels is log2(700 / 512)."""
    assert plain_view({"bounds": (-180, -10, 180, 10)})["zoom"] == 4.0  # never farther
    view = plain_view({"bounds": (102.0, -0.001, 104.0, 0.001)})
    assert (view["longitude"], view["latitude"]) == (103.0, 0.0)
    assert view["zoom"] == pytest.approx(7.94, abs=0.01)  # log2(700 / 512 · 360 / 2)
    assert SICHUAN == (97.35, 26.05, 108.55, 34.32)


def test_printed_maps_use_the_same_symbols(rows):
    by_id = {row["id"]: style_key(row).symbol for row in rows}
    assert by_id["stone-tower"] == "tourism-site"
    assert by_id["tea-hill"] == "agriculture-area"
    assert by_id["upper-dam"] == "station-site"
    assert by_id["lower-dam"] == "station-locality"
