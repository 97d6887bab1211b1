"""The symbols of places as SVG and as icons: the same in maps, legends, lists and print.

Colour and symbol show the sector (geo/mapping/sector_styles.py), the frame how well a place is
located (geo/mapping/styles.py). A symbol has a name, `<sector>-<precision>`: it is published once,
and layers and lists refer to it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import cache

from geo.json_document import Json
from geo.mapping.features import MapFeature
from geo.mapping.sector_styles import (
    NO_SECTOR,
    PLAIN_SECTOR,
    SECTOR_STYLES,
    STATION_STYLE,
    SectorStyle,
    sector_style,
)
from geo.mapping.styles import (
    FRAMES,
    ICON_PX,
    INK,
    PAPER,
    SELECTION_RING,
    STATION,
    STATION_DISC,
    StyleKey,
)
from geo.model import Precision

ICON_BOX = {"width": ICON_PX, "height": ICON_PX, "anchorY": ICON_PX // 2}


@cache
def symbol_svg(style: SectorStyle, precision: Precision) -> str:
    """A symbol in the frame that shows how well the place is located.

    Filled disc: site, and with a dark ring around it exact; ring: locality; dashed square: area;
    slanted square: line; dotted circle: unlocated (in lists only).
    """
    frame = FRAMES[precision]
    ink = PAPER if frame.filled else style.colour
    corner = 16 - 12 * frame.scale
    # The thin stroke rounds the corners off and keeps hairlines visible at 16 px.
    return _svg(
        (frame.svg % style.colour)
        + f'<path transform="translate({corner:g} {corner:g}) scale({frame.scale})" '
        f'd="{style.path}" fill="{ink}" stroke="{ink}" stroke-width=".3" stroke-linejoin="round" '
        'fill-rule="evenodd"/>'
    )


@cache
def station_svg(precision: Precision) -> str:
    """The small quiet disc of a derived station: a ring where only its reach is known."""
    ring = precision is Precision.LOCALITY
    colors = (PAPER, STATION_STYLE.colour) if ring else (STATION_STYLE.colour, PAPER)
    return _svg(STATION_DISC % colors)


@cache
def ring_svg(dark: bool = False) -> str:
    """The ring around the selected place: dark on the light base, light on the `dark` one."""
    return _svg(SELECTION_RING % (PAPER if dark else INK))


@cache
def data_uri(svg: str) -> str:
    """An SVG as a `data:` address, so that no file and no request is needed."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _svg(shapes: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{ICON_PX}" height="{ICON_PX}" '
        f'viewBox="0 0 32 32">{shapes}</svg>'
    )


def feature_svg(style: StyleKey) -> str:
    """The symbol of a place, or of a derived station."""
    if style.station:
        return station_svg(style.precision)
    return symbol_svg(sector_style(style.sector), style.precision)


def named_svg(symbol: str) -> str:
    """The symbol of a name (`StyleKey.symbol`)."""
    sector, _, precision = symbol.rpartition("-")
    return feature_svg(StyleKey(sector, Precision(precision), sector == STATION))


def symbol_icon(look: str) -> Json:
    """The icon of a name (`StyleKey.look`) as deck.gl takes it."""
    return {"url": data_uri(named_svg(look)), "id": look, **ICON_BOX}


def symbol_of(look: str) -> Json:
    """The colour of a symbol, as text, and its icon."""
    return {"colour": look_style(look).colour, "icon": symbol_icon(look)}


def look_style(look: str) -> SectorStyle:
    """The style of the sector in the name of a symbol."""
    return sector_style(look.rpartition("-")[0])


def symbols_for(features: Iterable[MapFeature]) -> dict[str, Json]:
    """All symbols that a map of these places can need: on the map, in lists and in the legend."""
    every = list(features)
    looks = {feature.style.look for feature in every}
    looks |= {f"{code}-{Precision.SITE}" for feature in every for code in feature.sectors}
    looks |= {
        f"{name}-{precision}" for name in (PLAIN_SECTOR, NO_SECTOR) for precision in Precision
    }
    return {look: symbol_of(look) for look in sorted(looks)}


def drawings() -> dict[str, str]:
    """All symbols by name (`StyleKey.symbol`), as SVG."""
    names = [
        f"{name}-{precision}"
        for name in (*SECTOR_STYLES, NO_SECTOR, STATION)
        for precision in Precision
    ]
    return {name: named_svg(name) for name in names}


def station_symbol() -> str:
    """The disc of the derived stations as a `data:` address."""
    return data_uri(station_svg(Precision.SITE))
