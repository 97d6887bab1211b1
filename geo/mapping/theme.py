"""The themes: light for offices, dark for big screens, the night of the kiosk, print, HTML page.

`page` colours are CSS variables (`--shutu-<name>`) of a page and a map frame, `map_colors` (RGB, 0
to 255) those of the base map. tests/mapping/test_theme.py holds their contrast. The colours of
places are in geo/mapping/sector_styles.py, their sizes in geo/mapping/styles.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ThemeName = Literal["light", "dark", "kiosk", "print", "html"]
Rgb = list[int]
# How far lines and dots are moved towards white, so that they stand out on the land.
LIGHTER: dict[ThemeName, float] = {"light": 0, "dark": 0.45, "kiosk": 0.34, "print": 0, "html": 0}


@dataclass(frozen=True)
class Theme:
    """One theme; `page` maps names of CSS variables to colours, `map_colors` names to RGB."""

    page: dict[str, str]
    map_colors: dict[str, Rgb]

    @property
    def css(self) -> str:
        """The page colours as declarations of CSS variables."""
        return "".join(f"--shutu-{name}:{colour};" for name, colour in self.page.items())

    def map_color(self, name: str) -> str:
        """One of `map_colors` as `#rrggbb`, for SVG."""
        return hex_color(self.map_colors[name])


def hex_color(rgb: Rgb) -> str:
    """A colour as `#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def rgb_color(color: str) -> Rgb:
    """The reverse of `hex_color`: red, green and blue, 0 to 255."""
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]


def lighter(rgb: Rgb, share: float) -> Rgb:
    """A colour moved towards white by `share` (0 to 1) of the distance."""
    return [round(value + (255 - value) * share) for value in rgb]


# On both themes of the pages: the needle of the compass, names of several meanings, tooltips.
_SIGNS = {
    "north": "#c2310c",
    "doubt": "#c25e00",
    "tip": "#111827",
    "tip-ink": "#ffffff",
}


@dataclass(frozen=True)
class CategoryColor:
    """A fill for one of several things that are no sectors, and the ink of a text on it."""

    fill: str
    ink: str


# The parts of a score. After Okabe and Ito ("Color Universal Design", 2008): they stay apart for
# colour-blind eyes (tests/mapping/test_category_colors.py); signs in the parts say the same.
CATEGORY_COLORS = tuple(
    CategoryColor(fill, ink)
    for fill, ink in (
        ("#0072b2", "#ffffff"),
        ("#e69f00", "#111827"),
        ("#009e73", "#111827"),
        ("#cc79a7", "#111827"),
        ("#56b4e9", "#111827"),
        ("#d55e00", "#111827"),
        ("#f0e442", "#111827"),
        ("#5c5c5c", "#ffffff"),
    )
)
LOGO = {"tile": "#1f4e79", "hill": "#ffffff", "river": "#7fc4e6", "sun": "#f2b632"}
_PRINT = Theme(
    page={
        "ink": "#1f2933",
        "quiet": "#5b6773",
        "zero": "#5b6773",
        "faint": "#9aa5b1",  # frames of maps
        "accent": "#124da8",  # remarks of a person, and the focus of a page
        "paper": "#ffffff",
        "ground": "#f7f9fa",
        "line": "#d8dee4",
        "rule": "#c5ccd3",  # between the rows of a brief
        "edge": "#aeb8c2",  # around input boxes
        "head": "#eef1f4",  # behind the headings of a table
        "halo": "#ffffff",
        "veil": "rgba(255, 255, 255, 0.82)",
        "town": "#7b8794",  # names of prefectures
        "extent": "#c81e1e",  # where the large map is, on the small one
    },
    map_colors={
        "neighbour": [236, 239, 242],
        "neighbour_line": [211, 217, 223],
        "land": [255, 255, 255],
        "province_line": [107, 119, 133],
        "prefecture_line": [174, 184, 194],
        "county_line": [216, 222, 228],
        "water": [143, 188, 219],
        "marked": [17, 24, 39],
    },
)
# Borders are drawn in pixels there, which are wider than on paper: they are lighter instead.
_HTML = Theme(
    page=_PRINT.page
    | {
        "ground": "#eceff2",
        "veil": "rgba(255, 255, 255, 0.8)",
        "panel": "rgba(255, 255, 255, 0.9)",  # of the legend
        "pick": "#111827",  # around the chosen place
    },
    map_colors=_PRINT.map_colors
    | {"prefecture_line": [180, 189, 199], "county_line": [223, 228, 233]},
)

THEMES: dict[ThemeName, Theme] = {
    "light": Theme(
        page={
            "ink": "#1f2937",  # text
            "quiet": "#4b5563",  # secondary text
            "zero": "#6b7280",  # values without a result
            "accent": "#1f4e79",
            "background": "#fbfbfa",  # of the page, as .streamlit/config.toml repeats it
            "secondary": "#f1f3f4",  # of input boxes and tables, likewise
            "paper": "#ffffff",  # panels above the ground
            "ground": "#e9edf1",  # behind the land of the map
            "line": "#cbd2d9",
            "halo": "#ffffff",  # around names on the map
            "veil": "rgba(255, 255, 255, 0.88)",
            **_SIGNS,
        },
        map_colors={
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
            "background": "#0e1a2d",
            "secondary": "#14243c",
            "paper": "#14243c",
            "ground": "#0b1526",
            "line": "#31465f",
            "halo": "#0b1526",
            "veil": "rgba(11, 21, 38, 0.86)",
            **_SIGNS,
        },
        map_colors={
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
            "sun": "#ffc94d",  # of the logo
            "strong": "#ffffff",  # chosen names, and what is pressed
            "night": "#071530",  # the sky from its middle to its rim
            "night-mid": "#040b1b",
            "night-rim": "#020611",
            "site": "#eaf3ff",  # names of places
            "station": "#d7c9c2",
            "town": "#86a3cf",
            "caption": "#bfd3ec",
            "count": "#bcd2ee",
            "control": "#9fb6d4",
            "note": "#7089ad",
            "step": "#2b4368",  # scenes to come, gone and now
            "step-gone": "#5b82b6",
            "step-now": "#cfe6ff",
        },
        map_colors={
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
    "print": _PRINT,
    "html": _HTML,
}


def line_color(rgb: Rgb, theme: ThemeName) -> Rgb:
    """A sector's colour for lines and dots on a map, lighter where the land is dark."""
    return lighter(rgb, LIGHTER[theme])


@dataclass(frozen=True)
class FigureColors:
    """The fills of the figures of the coverage page: nothing is neutral, more is farther from the
    ground of the page. `opposite` is the ink on a strong fill.
    """

    empty: str
    blues: tuple[str, str, str, str, str]
    border: str
    opposite: str


FIGURES: dict[ThemeName, FigureColors] = {
    "light": FigureColors(
        empty="#eceef1",
        blues=("#c3d9ec", "#93b9db", "#5f93c2", "#346ca0", "#1f4e79"),
        border="#8f9aa7",
        opposite="#ffffff",
    ),
    "dark": FigureColors(
        empty="#1b2a40",
        blues=("#234d78", "#2f6ca5", "#4a90cc", "#86bfec", "#cfe6fb"),
        border="#5c7391",
        opposite="#0b1526",
    ),
}


# What own layers are drawn in, by name. The colours come from a search for the largest distances to
# the sectors on the map and to each other, also for colour-blind eyes, with a contrast to the
# ground of at least 3:1 (tests/mapping/test_palette.py).
OWN_LAYERS: dict[ThemeName, dict[str, str]] = {
    "light": {"blue": "#002d5a", "violet": "#b40fff", "magenta": "#ff00b4", "rose": "#e15a78"},
    "dark": {"blue": "#96e1ff", "violet": "#a52dff", "magenta": "#ff0fb4", "rose": "#ffa5b4"},
}
