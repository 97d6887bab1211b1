"""The layers of places, composed once per build and look. What they draw is named, not sent.

The `data` of a layer is a reference: `from` says which of the shown places it draws, `detail`
which of their shapes, and `looks` what an item has besides, by the name of the place's symbol. The
browser puts columns and shown places in (assets/map/references.js), and `geo/mapping/resolve.py`
does the same for Streamlit's own chart. Every layer has a fixed id; every pickable object carries
`id` (ours) and `tip` (tooltip text).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo.json_document import Json
from geo.mapping.base import COUNTY_ZOOM
from geo.mapping.layer import Layer, line_layer, make_layer
from geo.mapping.palette import data_uri, ring_svg
from geo.mapping.symbols import ICON_BOX, ink_of, look_of
from geo.mapping.theme import THEMES, ThemeName
from geo.model import Precision
from geo.schema.place import PlaceRow
from geo.schema.rows import Area

ICON_SIZE = 24
RING_SIZE = 40
LIGHTER = 0.45  # the way to white
WHITE = [255, 255, 255, 235]
# From which zoom on the name of a place is wanted; the selected place is named at every zoom.
LABEL_ZOOMS = {"place": 7.4, "station": 9.0}


def place_layers(rows: Iterable[PlaceRow], theme: ThemeName = "light") -> list[Layer]:
    """Areas below lines below stations below icons; the selected place is ringed, none dimmed.

    `rows` are all places that can be shown: their symbols decide which looks there are.
    """
    looks = sorted({look_of(row) for row in rows})
    return [
        *_shapes("areas", _of(looks, Precision.AREA), theme),
        *_shapes("lines", _of(looks, Precision.LINE), theme),
        _stations(looks, theme),
        _icons(),
        *_selection(theme),
    ]


def area_labels(prefectures: Sequence[Area], counties: Sequence[Area], lang: str) -> list[Json]:
    """Names of prefectures, then of counties, most important first, with their points (degrees)."""
    english = lang == "en"
    towns = [
        {
            "text": (row["name_en"].split(" ")[0] if english else row["short_zh"]),
            "lon": row["label_lon"],
            "lat": row["label_lat"],
            "kind": "prefecture",
            "zoom": 0,
        }
        for row in prefectures
    ]
    small = [
        {
            "text": (row["name_en"].rsplit(" ", 1)[0] if english else row["name_zh"]),
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
    """Lines or areas with their geometry; in the far view as light as the base map, and their lines
    as segments, which cost less (geo/build/basemap.py).
    """
    colours = {
        look: {"line": [*_ink(look, theme), 230], "fill": [*_ink(look, theme), 34]}
        for look in looks
    }
    area = kind == "areas"
    width = 1.2 if area else 2.6

    def data(detail: str, **more: object) -> dict[str, object]:
        return {"from": kind, "detail": detail, "looks": colours, **more}

    name = f"places-{kind}-far"
    line = {"pickable": True, "get_color": "line", "get_width": width}
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
        get_line_width=width,
        line_cap_rounded=True,
        line_joint_rounded=True,
    )
    return [
        *(layer | {"zoomRange": [0, COUNTY_ZOOM]} for layer in far),
        near | {"zoomRange": [COUNTY_ZOOM, 24]},
    ]


def _stations(looks: Sequence[str], theme: ThemeName) -> Layer:
    """Derived stations, small and quiet: a dot, or a ring where only the reach is known."""
    colours = {}
    for look in looks:
        colour, ring = [*_ink(look, theme), 190], look.endswith(f"-{Precision.LOCALITY}")
        colours[look] = {"fill": WHITE if ring else colour, "line": colour if ring else WHITE}
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
        get_line_width=1.4,
        radius_units="pixels",
        get_radius=4,
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
        get_size=ICON_SIZE,
        size_units="pixels",
        get_pixel_offset="offset",  # the browser's: symbols too close to each other fan out
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
    colour = THEMES[theme].land["marked"]
    return [
        make_layer(
            "ScatterplotLayer",
            "selected-uncertainty",
            circles,
            get_position="position",
            get_radius="metres",
            stroked=True,
            line_width_units="pixels",
            get_line_width=1.2,
            get_fill_color=[*colour, 22],
            get_line_color=[*colour, 150],
        ),
        make_layer(
            "IconLayer",
            "selected-ring",
            rings,
            get_position="position",
            get_icon="icon",
            get_size=RING_SIZE,
            size_units="pixels",
            get_pixel_offset="offset",
        ),
    ]


def _ink(look: str, theme: ThemeName) -> list[int]:
    """The sector's colour for lines and dots."""
    return on_land(ink_of(look), theme)


def on_land(rgb: list[int], theme: ThemeName) -> list[int]:
    """A colour for lines and dots, lighter on the dark land so that it stands out."""
    return rgb if theme == "light" else [round(value + (255 - value) * LIGHTER) for value in rgb]
