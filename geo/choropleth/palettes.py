"""The palettes of choropleths: colours from weak to strong, apart for colour-blind eyes too.

Each palette has three anchors per ground; the colours between are interpolated in CIELAB, so that
the lightness of a sequential palette changes by equal steps. On dark land the strong colours are
the light ones: more is farther from the ground. `tests/choropleth/test_palettes.py` holds the
distances for all kinds of vision.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Literal

import numpy as np

LandTone = Literal["light", "dark"]


class Palette(StrEnum):
    """Five sequential palettes and a diverging one (`brown_teal`)."""

    BLUE = "blue"
    YELLOW_BLUE = "yellow_blue"
    YELLOW_RED = "yellow_red"
    PURPLE = "purple"
    GREY = "grey"
    BROWN_TEAL = "brown_teal"

    @property
    def is_diverging(self) -> bool:
        """Whether its middle is weak and both ends are strong."""
        return self is Palette.BROWN_TEAL

    def colors(self, classes: int, ground: LandTone = "light") -> tuple[str, ...]:
        """That many colours (`#rrggbb`), from small to large numbers."""
        return _colors(self, classes, ground)


_ANCHORS: dict[Palette, dict[LandTone, tuple[str, str, str]]] = {
    Palette.BLUE: {
        "light": ("#dceaf7", "#6ba3d0", "#1c5795"),
        "dark": ("#1d3f66", "#4487c4", "#cfe6fb"),
    },
    Palette.YELLOW_BLUE: {
        "light": ("#fbf6c4", "#5cb5a9", "#27509a"),
        "dark": ("#24437c", "#3b9c9c", "#f3f0a6"),
    },
    Palette.YELLOW_RED: {
        "light": ("#fdf0bd", "#ee9352", "#a52a30"),
        "dark": ("#6e2530", "#d2703c", "#fbe6a2"),
    },
    Palette.PURPLE: {
        "light": ("#ebe5f3", "#a58dc6", "#63389b"),
        "dark": ("#47307a", "#9370c0", "#eadcf8"),
    },
    Palette.GREY: {
        "light": ("#dcdee2", "#94989f", "#4a5057"),
        "dark": ("#3d4651", "#868f9a", "#e8ecf1"),
    },
    Palette.BROWN_TEAL: {
        "light": ("#96601f", "#e7e4d6", "#1b746b"),
        "dark": ("#e3ad62", "#425361", "#5fd0c2"),
    },
}
_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_WHITE = np.array([0.9505, 1.0, 1.089])


@cache
def _colors(palette: Palette, classes: int, ground: LandTone) -> tuple[str, ...]:
    anchors = np.array([_lab(color) for color in _ANCHORS[palette][ground]])
    at = np.linspace(0, 2, classes) if classes > 1 else np.ones(classes)
    mixed = np.stack([np.interp(at, range(3), anchors[:, part]) for part in range(3)], axis=1)
    return tuple(map(_hex, mixed))


def _lab(color: str) -> np.ndarray:
    """CIELAB (D65) of `#rrggbb`."""
    value = np.array([int(color[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    light = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    xyz = _TO_XYZ @ light / _WHITE
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def _hex(lab: np.ndarray) -> str:
    """The reverse of `_lab`; colours outside of sRGB end at its edge."""
    y = (lab[0] + 16) / 116
    f = np.array([y + lab[1] / 500, y, y - lab[2] / 200])
    xyz = np.where(f > 0.206893, f**3, (f - 16 / 116) / 7.787) * _WHITE
    light = np.clip(np.linalg.solve(_TO_XYZ, xyz), 0, 1)
    value = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return "#{:02x}{:02x}{:02x}".format(*(round(part * 255) for part in value))
