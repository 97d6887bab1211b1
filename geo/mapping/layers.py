"""Rows → layers of places. Pure functions: what they return can be tested as JSON.

Every layer has a fixed id; every pickable object carries `id` (ours) and `tip` (tooltip text).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from geo import i18n
from geo.mapping.base import COUNTY_ZOOM
from geo.mapping.layer import Layer, Row, make_layer
from geo.mapping.palette import ICON_PX, data_uri, mark, ring_svg, symbol_svg
from geo.mapping.theme import THEMES, ThemeName
from geo.model import Precision, Relation

ICON_SIZE = 24
RING_SIZE = 40
LIGHTER = 0.45  # the way to white
ICON_BOX = {"width": ICON_PX, "height": ICON_PX, "anchorY": ICON_PX // 2}


def place_layers(
    rows: Sequence[Row], lang: str, selected: str | None, theme: ThemeName = "light"
) -> list[Layer]:
    """Areas below lines below stations below icons; the selected place is ringed, none dimmed."""
    name = f"name_{lang}"
    shown = [row for row in rows if row["lon"] is not None]
    return [
        *_shapes("areas", shown, name, theme),
        *_shapes("lines", shown, name, theme),
        _stations([row for row in shown if row["relation"] == Relation.DERIVED], name, theme),
        _icons([row for row in shown if row["relation"] != Relation.DERIVED], lang),
        *_selection(shown, selected, theme),
    ]


def labels(
    rows: Sequence[Row],
    prefectures: Sequence[Row],
    counties: Sequence[Row],
    lang: str,
    selected: str | None = None,
) -> list[dict[str, Any]]:
    """Names for the map, most important first; the browser leaves out those that would overlap.

    The selected place comes first, then prefectures, points, lines and areas, stations, counties.
    """
    english = lang == "en"

    def order(row: Row) -> tuple[bool, bool]:
        spread_out = row["precision"] in (Precision.AREA, Precision.LINE)
        return row["relation"] == Relation.DERIVED, spread_out

    places = [
        {"text": row[f"name_{lang}"], "lon": row["lon"], "lat": row["lat"], "kind": "place",
         "id": row["id"],
         "zoom": 0 if row["id"] == selected else 9.0 if order(row)[0] else 7.4}
        for row in sorted(rows, key=lambda row: (row["id"] != selected, *order(row)))
        if row["lon"] is not None
    ]  # fmt: skip
    first = [label for label in places if label["zoom"] == 0]
    places = places[len(first) :]
    towns = [
        {"text": (row["name_en"].split(" ")[0] if english else row["short_zh"]),
         "lon": row["label_lon"], "lat": row["label_lat"], "kind": "prefecture", "zoom": 0}
        for row in prefectures
    ]  # fmt: skip
    small = [
        {"text": (row["name_en"].rsplit(" ", 1)[0] if english else row["name_zh"]),
         "lon": row["label_lon"], "lat": row["label_lat"], "kind": "county", "zoom": COUNTY_ZOOM}
        for row in counties
    ]  # fmt: skip
    return [*first, *towns, *places, *small]


def _shapes(kind: str, rows: Sequence[Row], name: str, theme: ThemeName) -> list[Layer]:
    """Lines or areas with their geometry, in the far view as light as the base map."""
    precision = Precision.AREA if kind == "areas" else Precision.LINE
    wanted = [row for row in rows if row["precision"] == precision]
    far = _geojson(f"places-{kind}-far", wanted, name, theme, "display_shape_far")
    near = _geojson(f"places-{kind}", wanted, name, theme, "display_shape")
    return [far | {"zoomRange": [0, COUNTY_ZOOM]}, near | {"zoomRange": [COUNTY_ZOOM, 24]}]


def _geojson(layer_id: str, rows: Sequence[Row], name: str, theme: ThemeName, column: str) -> Layer:
    features = [
        {
            "type": "Feature",
            "geometry": json.loads(row[column]),
            "properties": {
                "id": row["id"], "tip": row[name],
                "line": [*_ink(row, theme), 230],
                "fill": [*_ink(row, theme), 34],
            },
        }
        for row in rows
        if row[column]
    ]  # fmt: skip
    area = layer_id.startswith("places-areas")
    return make_layer(
        "GeoJsonLayer", layer_id, features, pickable=True, filled=area, stroked=True,
        get_line_color="properties.line", get_fill_color="properties.fill",
        line_width_units="pixels", get_line_width=1.2 if area else 2.6,
        line_cap_rounded=True, line_joint_rounded=True,
    )  # fmt: skip


def _stations(rows: Sequence[Row], name: str, theme: ThemeName) -> Layer:
    """Derived stations, small and quiet: a dot, or a ring where only the reach is known."""
    data = []
    for row in rows:
        colour = [*_ink(row, theme), 190]
        white = [255, 255, 255, 235]
        ring = row["precision"] == Precision.LOCALITY
        data.append(
            {"id": row["id"], "tip": row[name], "position": [row["lon"], row["lat"]],
             "fill": white if ring else colour, "line": colour if ring else white}
        )  # fmt: skip
    return make_layer(
        "ScatterplotLayer", "places-stations", data, pickable=True, get_position="position",
        get_fill_color="fill", get_line_color="line", stroked=True,
        line_width_units="pixels", get_line_width=1.4, radius_units="pixels", get_radius=4,
    )  # fmt: skip


def _icons(rows: Sequence[Row], lang: str) -> Layer:
    """The sector's symbol of every place, in the frame of its precision (in words: `note`)."""
    data = [
        {"id": row["id"], "tip": row[f"name_{lang}"], "position": [row["lon"], row["lat"]],
         "note": i18n.text(lang, f"precision.{row['precision']}"),
         "colour": mark(row["sectors"]).colour,
         "icon": {"url": data_uri(symbol_svg(mark(row["sectors"]), Precision(row["precision"]))),
                  "id": f"{row['sectors'][0]}-{row['precision']}",
                  **ICON_BOX}}
        for row in rows
    ]  # fmt: skip
    return make_layer(
        "IconLayer",
        "places-icons",
        data,
        pickable=True,
        get_position="position",
        get_icon="icon",
        get_size=ICON_SIZE,
        size_units="pixels",
        get_pixel_offset="offset",  # the browser's: symbols too close to each other fan out
    )


def _selection(rows: Sequence[Row], selected: str | None, theme: ThemeName) -> list[Layer]:
    """The selected place; lines and areas show their extent themselves."""
    found = next((row for row in rows if row["id"] == selected), None)
    if found is None:
        return []
    spread_out = Precision(found["precision"]) in (Precision.AREA, Precision.LINE)
    metres = None if spread_out else found["uncertainty_m"]
    return ring_layers([found["lon"], found["lat"]], found["id"], metres, theme)


def ring_layers(
    point: Sequence[float], place_id: str, metres: int | None, theme: ThemeName
) -> list[Layer]:
    """A ring around a place (lon, lat in degrees), and its uncertainty as a circle in metres."""
    colour = THEMES[theme].land["marked"]
    position = {"position": list(point)}
    layers = []
    if metres is not None:
        circle = make_layer(
            "ScatterplotLayer", "selected-uncertainty", [position], get_position="position",
            get_radius=metres, stroked=True, line_width_units="pixels",
            get_line_width=1.2, get_fill_color=[*colour, 22], get_line_color=[*colour, 150],
        )  # fmt: skip
        layers.append(circle)
    icon = {**ICON_BOX, "url": data_uri(ring_svg(theme == "dark")), "id": f"ring-{theme}"}
    ring = {**position, "id": place_id, "icon": icon}
    layers.append(
        make_layer("IconLayer", "selected-ring", [ring], get_position="position", get_icon="icon",
                   get_size=RING_SIZE, size_units="pixels", get_pixel_offset="offset")
    )  # fmt: skip
    return layers


def _ink(row: Row, theme: ThemeName) -> list[int]:
    """The sector's colour for lines and dots."""
    return on_land(mark(row["sectors"]).rgb, theme)


def on_land(rgb: list[int], theme: ThemeName) -> list[int]:
    """A colour for lines and dots, lighter on the dark land so that it stands out."""
    return rgb if theme == "light" else [round(value + (255 - value) * LIGHTER) for value in rgb]
