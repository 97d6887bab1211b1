"""Both looks: the same names, and text that can be read (WCAG 2.2, 4.5:1)."""

import pytest

from geo.mapping.theme import THEMES


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_both_looks_name_the_same_things():
    light, dark = THEMES["light"], THEMES["dark"]
    assert light.page.keys() == dark.page.keys()
    assert light.map_colors.keys() == dark.map_colors.keys()


# The light grey of empty values stands on panels only.
ON = [
    (name, ink, ground)
    for name in THEMES
    for ink in ("ink", "quiet", "zero", "accent")
    for ground in ("paper", "ground", "background", "secondary")
    if ground in THEMES[name].page
    and (name, ink, ground) not in (("light", "zero", "ground"), ("light", "zero", "secondary"))
]


@pytest.mark.parametrize(("name", "ink", "ground"), ON)
def test_text_can_be_read(name, ink, ground):
    page = THEMES[name].page
    assert contrast(page[ink], page[ground]) >= 4.5
