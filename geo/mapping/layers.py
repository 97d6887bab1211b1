"""The layers of places, composed once per build and theme. They reference their data by name.

The `data` of a layer is a reference: `from` selects the places to draw, `detail` the level of their
geometry, and `looks` has further properties by the name of the place's symbol. The browser resolves
them (assets/map/references.js), and `geo/mapping/resolve.py` does the same for Streamlit's own
chart. Every layer has a fixed id; every pickable object carries `id` (ours) and `tip` (tooltip
text).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo import describe
from geo.json_document import Json
from geo.mapping.base import COUNTY_ZOOM
from geo.mapping.features import MapFeature
from geo.mapping.layer import Layer, line_layer, make_layer
from geo.mapping.styles import (
    BROWSER,
    PAPER,
    RING_PX,
    STATION_FILL,
    STATION_RIM,
    UNCERTAINTY_BORDER,
    UNCERTAINTY_FILL,
    WHITE_RIM,
)
from geo.mapping.symbols import ICON_BOX, data_uri, look_style, ring_svg
from geo.mapping.theme import THEMES, Rgb, ThemeName, line_color, rgb_color
from geo.model import Precision
from geo.schema.rows import AreaRow


def place_layers(features: Iterable[MapFeature], theme: ThemeName = "light") -> list[Layer]:
    """Areas below lines below stations below icons; the selected place is ringed, none dimmed.

    `features` are all places that can be shown: their symbols decide which looks there are.
    """
    looks = sorted({feature.style.look for feature in features})
    return [
        *_shapes("areas", _of(looks, Precision.AREA), theme),
        *_shapes("lines", _of(looks, Precision.LINE), theme),
        _stations(looks, theme),
        _icons(),
        *_selection(theme),
    ]


def area_labels(
    prefectures: Sequence[AreaRow], counties: Sequence[AreaRow], lang: str
) -> list[Json]:
    """Names of prefectures, then of counties, most important first, with their points (degrees)."""
    towns = [
        {
            "text": describe.short_prefecture(row, lang),
            "lon": row["label_lon"],
            "lat": row["label_lat"],
            "kind": "prefecture",
            "zoom": 0,
            "code": row["adcode"],
        }
        for row in prefectures
    ]
    small = [
        {
            "text": row["name_zh"] if lang == "zh" else row["name_en"].rsplit(" ", 1)[0],
            "lon": row["label_lon"],
            "lat": row["label_lat"],
            "kind": "county",
            "zoom": COUNTY_ZOOM,
        }
        for row in counties
    ]
    return [*towns, *small]


def _of(looks: Sequence[str], precision: Precision) -> list[str]:
    return [look for look in looks if look.endswith(f"-{precision}")]


def _shapes(kind: str, looks: Sequence[str], theme: ThemeName) -> list[Layer]:
    """Lines or areas with their geometry; simplified in the far zoom view like the base map, and
    lines as segments, which render faster (geo/build/basemap.py).
    """
    area = kind == "areas"
    stroke = BROWSER.border if area else BROWSER.line
    colours = {
        look: {
            "line": [*_color(look, theme), stroke.opacity],
            "fill": [*_color(look, theme), BROWSER.fill],
        }
        for look in looks
    }

    def data(detail: str, **more: object) -> dict[str, object]:
        return {"from": kind, "detail": detail, "looks": colours, **more}

    name = f"places-{kind}-far"
    line = {"pickable": True, "get_color": "line", "get_width": stroke.width}
    if area:
        far = [
            make_layer(
                "GeoJsonLayer",
                name,
                data("far"),
                pickable=True,
                filled=True,
                stroked=False,
                get_fill_color="properties.fill",
            ),
            line_layer(f"{name}-border", data("far", segments=True), **line),
        ]
    else:
        far = [line_layer(name, data("far", segments=True), **line)]
    near = make_layer(
        "GeoJsonLayer",
        f"places-{kind}",
        data("near"),
        pickable=True,
        filled=area,
        stroked=True,
        get_line_color="properties.line",
        get_fill_color="properties.fill",
        line_width_units="pixels",
        get_line_width=stroke.width,
        line_cap_rounded=True,
        line_joint_rounded=True,
    )
    return [
        *(layer | {"zoomRange": [0, COUNTY_ZOOM]} for layer in far),
        near | {"zoomRange": [COUNTY_ZOOM, 24]},
    ]


def _stations(looks: Sequence[str], theme: ThemeName) -> Layer:
    """Derived stations, small and quiet: a dot, or a ring where only the reach is known."""
    white, colours = [*rgb_color(PAPER), WHITE_RIM], {}
    for look in looks:
        colour = [*_color(look, theme), STATION_FILL]
        ring = look.endswith(f"-{Precision.LOCALITY}")
        colours[look] = {"fill": white if ring else colour, "line": colour if ring else white}
    return make_layer(
        "ScatterplotLayer",
        "places-stations",
        {"from": "stations", "looks": colours},
        pickable=True,
        get_position="position",
        get_fill_color="fill",
        get_line_color="line",
        stroked=True,
        line_width_units="pixels",
        get_line_width=STATION_RIM,
        radius_units="pixels",
        get_radius=BROWSER.station / 2,
    )


def _icons() -> Layer:
    """The sector's symbol of every place, in the frame of its precision (in words: `note`)."""
    return make_layer(
        "IconLayer",
        "places-icons",
        {"from": "places", "looks": "symbols"},
        pickable=True,
        get_position="position",
        get_icon="icon",
        get_size=BROWSER.symbol,
        size_units="pixels",
        get_pixel_offset="offset",  # used in the browser to spread overlapping symbols
    )


def _selection(theme: ThemeName) -> list[Layer]:
    """The selected place; lines and areas show their extent themselves."""
    return ring_layers({"from": "uncertain"}, {"from": "selected", "look": ring_look(theme)}, theme)


def ring_look(theme: ThemeName) -> Json:
    """The ring around a selected place as an icon."""
    icon = {**ICON_BOX, "url": data_uri(ring_svg(theme == "dark")), "id": f"ring-{theme}"}
    return {"icon": icon}


def ring_layers(circles: object, rings: object, theme: ThemeName) -> list[Layer]:
    """Circles of uncertainty (items with `position` and `metres`) below rings (`position`, `icon`);
    both may be references.
    """
    colour = THEMES[theme].map_colors["marked"]
    return [
        make_layer(
            "ScatterplotLayer",
            "selected-uncertainty",
            circles,
            get_position="position",
            get_radius="metres",
            stroked=True,
            line_width_units="pixels",
            get_line_width=UNCERTAINTY_BORDER.width,
            get_fill_color=[*colour, UNCERTAINTY_FILL],
            get_line_color=[*colour, UNCERTAINTY_BORDER.opacity],
        ),
        make_layer(
            "IconLayer",
            "selected-ring",
            rings,
            get_position="position",
            get_icon="icon",
            get_size=RING_PX,
            size_units="pixels",
            get_pixel_offset="offset",
        ),
    ]


def _color(look: str, theme: ThemeName) -> Rgb:
    """The colour of the sector in the name of a symbol, for lines and dots."""
    return line_color(look_style(look).rgb, theme)
