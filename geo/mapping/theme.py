"""The themes: light, dark, and the night theme of the kiosk.

`page` colours are CSS variables (`--shutu-<name>`) of page and map frame, `land` colours (RGB, 0 to
255) go into the layers of the base map. tests/mapping/test_theme.py checks their contrast.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ThemeName = Literal["light", "dark", "kiosk"]
Rgb = list[int]


@dataclass(frozen=True)
class Theme:
    """One theme; `page` maps names of CSS variables to colours, `land` names of layers to RGB."""

    page: dict[str, str]
    land: dict[str, Rgb]

    @property
    def css(self) -> str:
        """The page colours as declarations of CSS variables."""
        return "".join(f"--shutu-{name}:{colour};" for name, colour in self.page.items())


THEMES: dict[ThemeName, Theme] = {
    "light": Theme(
        page={
            "ink": "#1f2937",  # text
            "quiet": "#4b5563",  # secondary text
            "zero": "#6b7280",  # values without a result
            "accent": "#1f4e79",
            "paper": "#ffffff",  # panels above the ground
            "ground": "#e9edf1",  # behind the land of the map
            "line": "#cbd2d9",
            "halo": "#ffffff",  # around names on the map
            "veil": "rgba(255, 255, 255, 0.88)",
        },
        land={
            "neighbour": [236, 239, 242],
            "neighbour_line": [208, 214, 220],
            "land": [255, 255, 255],
            "province_line": [120, 130, 142],
            "prefecture_line": [190, 198, 206],
            "county_line": [221, 226, 231],
            "water": [143, 188, 219],
            "marked": [17, 24, 39],
        },
    ),
    "dark": Theme(
        page={
            "ink": "#eaf0f8",
            "quiet": "#b3c0d1",
            "zero": "#8a99ad",
            "accent": "#8ec5ff",
            "paper": "#14243c",
            "ground": "#0b1526",
            "line": "#31465f",
            "halo": "#0b1526",
            "veil": "rgba(11, 21, 38, 0.86)",
        },
        land={
            "neighbour": [13, 25, 44],
            "neighbour_line": [32, 48, 70],
            "land": [20, 36, 60],
            "province_line": [128, 150, 178],
            "prefecture_line": [62, 84, 112],
            "county_line": [42, 60, 86],
            "water": [74, 163, 224],
            "marked": [234, 240, 248],
        },
    ),
    "kiosk": Theme(
        page={
            "ink": "#f2f7ff",
            "quiet": "#a9bcd6",
            "zero": "#8497b3",
            "accent": "#7fd0ff",
            "paper": "#0a1730",
            "ground": "#030916",
            "line": "#24395c",
            "halo": "#030916",
            "veil": "rgba(3, 9, 22, 0.82)",
        },
        land={
            "neighbour": [5, 12, 27],
            "neighbour_line": [13, 25, 48],
            "land": [11, 27, 58],
            "province_line": [86, 150, 216],
            "prefecture_line": [27, 50, 90],
            "county_line": [20, 38, 70],
            "water": [34, 84, 140],
            "marked": [242, 247, 255],
        },
    ),
}
