"""The colours of classes: in order of lightness, and apart for all kinds of vision."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from geo.choropleth.palettes import Palette
from geo.mapping.theme import THEMES, rgb_color
from tests.mapping.test_palette import SIMULATE, lab

ALL = [
    (palette, tone, classes)
    for palette in Palette
    for tone in ("light", "dark")
    for classes in range(3, 8)
]
# CIELAB distance of neighbouring classes; with seven they are closest.
APART = 6.0


def lightness(color, vision="normal"):
    return float(lab(rgb_color(color), vision)[0])


@pytest.mark.parametrize("vision", SIMULATE)
@pytest.mark.parametrize(("palette", "tone", "classes"), ALL)
def test_classes_stay_apart(palette, tone, classes, vision):
    colors = palette.colors(classes, tone)
    assert len(set(colors)) == classes
    for one, other in pairwise(colors):
        apart = np.linalg.norm(lab(rgb_color(one), vision) - lab(rgb_color(other), vision))
        assert apart > APART, (one, other, apart)


@pytest.mark.parametrize("vision", SIMULATE)
@pytest.mark.parametrize("palette", [one for one in Palette if not one.is_diverging])
def test_more_is_farther_from_the_land(palette, vision):
    """Darker on light land, lighter on dark land; also for those who see no hue."""
    light = [lightness(color, vision) for color in palette.colors(7, "light")]
    dark = [lightness(color, vision) for color in palette.colors(7, "dark")]
    assert light == sorted(light, reverse=True)
    assert dark == sorted(dark)
    assert min(np.abs(np.diff(light))) > 4


def test_a_diverging_palette_is_weak_in_its_middle_and_both_ends_differ():
    light = Palette.BROWN_TEAL.colors(7, "light")
    assert max(light, key=lightness) == light[3]
    dark = Palette.BROWN_TEAL.colors(7, "dark")
    assert min(dark, key=lightness) == dark[3]
    for vision in SIMULATE:
        ends = [lab(rgb_color(color), vision) for color in (light[0], light[-1])]
        assert np.linalg.norm(ends[0] - ends[1]) > 20


@pytest.mark.parametrize("palette", Palette)
def test_the_weakest_class_is_not_the_land(palette):
    """Land without a number keeps its own colour."""
    for tone, theme in (("light", "print"), ("light", "light"), ("dark", "dark")):
        land = lab(THEMES[theme].map_colors["land"], "normal")
        for color in palette.colors(7, tone):
            assert np.linalg.norm(lab(rgb_color(color), "normal") - land) > 8, (tone, color)


def test_few_classes_have_the_ends_or_the_middle():
    five = Palette.BLUE.colors(5)
    assert Palette.BLUE.colors(3) == (five[0], five[2], five[4])
    assert Palette.BLUE.colors(1) == (five[2],)
    assert Palette.BLUE.colors(0) == ()
