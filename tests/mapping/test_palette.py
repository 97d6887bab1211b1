"""22 colours that stay apart, also for colour-blind eyes, 22 different symbols, 6 frames."""

import csv
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from geo.mapping.sector_styles import OTHER_SECTOR, SECTOR_STYLES, sector_style
from geo.mapping.symbols import data_uri, ring_svg, station_svg, symbol_svg
from geo.mapping.theme import OWN_LAYERS, THEMES, rgb_color
from geo.model import Precision

SECTORS = Path(__file__).parents[2] / "data/sources/plan/sectors.csv"
ON_THE_MAP = {
    "energy",
    "agriculture",
    "tourism",
    "transport",
    "logistics",
    "water",
    "city",
    "rural",
    "platform",
    "infrastructure",
}

# Simulation of colour-blind vision on linear RGB: one matrix each (Viénot, Brettel and Mollon
# 1999), for tritan two half-planes (Brettel, Viénot and Mollon 1997), told apart by `TRITAN_SIDE`.
SIMULATE = {
    "normal": np.eye(3),
    "protan": np.array([[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]),
    "deutan": np.array([[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]),
    "tritan": np.array(
        [[1.01277, 0.13548, -0.14826], [-0.01243, 0.86812, 0.14431], [0.07589, 0.80500, 0.11911]]
    ),
}
TRITAN_OTHER = np.array(
    [[0.93678, 0.18979, -0.12657], [0.06154, 0.81526, 0.12320], [-0.37562, 1.12767, 0.24796]]
)
TRITAN_SIDE = np.array([0.03901, -0.02788, -0.01113])
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])

# The smallest CIELAB distance that holds: between the ten on the map, and between all 22.
APART = {"normal": (30, 18), "protan": (22, 12), "deutan": (22, 12), "tritan": (15, 7.5)}


def linear(rgb):
    value = np.array(rgb) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def lab(rgb, vision):
    light = linear(rgb)
    other_side = vision == "tritan" and TRITAN_SIDE @ light < 0
    seen = (TRITAN_OTHER if other_side else SIMULATE[vision]) @ light
    xyz = TO_XYZ @ np.clip(seen, 0, 1) / WHITE
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one, two):
    """The contrast ratio of WCAG 2."""
    dark, light = sorted(float(linear(rgb) @ TO_XYZ[1]) for rgb in (one, two))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("vision", SIMULATE)
def test_colours_stay_apart(vision):
    on_the_map, all_22 = APART[vision]
    for (a, first), (b, second) in combinations(SECTOR_STYLES.items(), 2):
        apart = np.linalg.norm(lab(first.rgb, vision) - lab(second.rgb, vision))
        assert apart > (on_the_map if {a, b} <= ON_THE_MAP else all_22), (a, b, apart)


@pytest.mark.parametrize("vision", SIMULATE)
@pytest.mark.parametrize("theme", OWN_LAYERS)
def test_own_layers_stay_apart_from_each_other_and_from_the_sectors_on_the_map(theme, vision):
    own = {name: rgb_color(code) for name, code in OWN_LAYERS[theme].items()}
    for first, second in combinations(own.values(), 2):
        assert np.linalg.norm(lab(first, vision) - lab(second, vision)) > 18, (first, second)
    for sector in ON_THE_MAP:
        for name, rgb in own.items():
            apart = np.linalg.norm(lab(rgb, vision) - lab(SECTOR_STYLES[sector].rgb, vision))
            assert apart > 11, (name, sector, apart)
    assert all(contrast(rgb, THEMES[theme].map_colors["land"]) >= 3 for rgb in own.values())


@pytest.mark.parametrize("sector", SECTOR_STYLES)
def test_symbol_and_disc_have_contrast(sector):
    """3:1 for graphical objects (WCAG 1.4.11): white symbol on colour, colour on white land."""
    assert contrast(SECTOR_STYLES[sector].rgb, [255, 255, 255]) >= 3


def test_every_sector_has_its_own_symbol():
    with SECTORS.open(encoding="utf-8", newline="") as file:
        ids = {row["id"] for row in csv.DictReader(file)}
    assert set(SECTOR_STYLES) == ids
    assert ids > ON_THE_MAP
    assert len({style.path for style in SECTOR_STYLES.values()}) == len(SECTOR_STYLES) == 22
    assert sector_style("no such sector") is OTHER_SECTOR


def test_every_precision_has_its_own_frame_with_a_white_edge():
    frames = {symbol_svg(SECTOR_STYLES["energy"], precision) for precision in Precision}
    assert len(frames) == len(Precision)
    for frame in frames:
        outermost = ElementTree.fromstring(frame)[0]
        assert outermost.get("fill") == "#ffffff"
        assert outermost.get("stroke", "#ffffff") == "#ffffff"


def test_the_ring_of_the_selected_place_is_seen_on_both_bases():
    for dark, land in ((False, [255, 255, 255]), (True, [11, 21, 38])):
        line = ElementTree.fromstring(ring_svg(dark))[0].get("stroke")
        assert contrast([int(line[i : i + 2], 16) for i in (1, 3, 5)], land) >= 7


def test_a_symbol_is_drawn_once():
    once = symbol_svg(SECTOR_STYLES["water"], Precision.SITE)
    assert symbol_svg(SECTOR_STYLES["water"], Precision.SITE) is once
    assert data_uri(once) is data_uri(once)
    assert station_svg(Precision.SITE) != station_svg(Precision.LOCALITY)
