"""Rows → map layers. Pure functions: what they return can be tested as JSON.

Every layer has a fixed id; every pickable object carries `id` (ours) and `tip` (tooltip text).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from typing import Any

import pydeck as pdk

from geo.mapping.palette import ICON_PX, data_uri, mark, ring_svg, symbol_svg
from geo.model import Precision, Relation

Row = Mapping[str, Any]
Layer = dict[str, Any]

COUNTY_ZOOM = 7.6  # from here on county borders and names are drawn
ICON_SIZE = 24
RING_SIZE = 40
ICON_BOX = {"width": ICON_PX, "height": ICON_PX, "anchorY": ICON_PX // 2}
COLOCATED_DEGREES = 0.012  # icons nearer than this (about 1 km) are fanned out
FAN_PX = 17
SELECTED = [17, 24, 39]


def base_layers(
    asset_url: str, prefectures: Sequence[Row], theme: Mapping[str, list[int]]
) -> list[Layer]:
    """Land, borders and rivers, loaded by the browser from `asset_url` once per build.

    `zoomRange` and `box` (west, south, east, north) tell the browser when a layer is wanted.
    """
    fill = {"filled": True, "line_width_units": "pixels"}
    line = {"filled": False, "stroked": True, "line_width_units": "pixels"}
    far, near = [0, COUNTY_ZOOM], [COUNTY_ZOOM, 24]

    def base(name: str, **properties: Any) -> Layer:
        return _layer("GeoJsonLayer", f"base-{name}", f"{asset_url}/base-{name}.json", **properties)

    layers = [
        base("neighbours", **fill, get_fill_color=theme["neighbour"],
             get_line_color=theme["neighbour_line"], get_line_width=0.8),
        base("far-province", **fill, get_fill_color=theme["land"],
             get_line_color=theme["province_line"], get_line_width=2) | {"zoomRange": far},
        base("far-prefectures", **line, get_line_color=theme["prefecture_line"],
             get_line_width=1) | {"zoomRange": far},
    ]  # fmt: skip
    for row in prefectures:
        piece = {"zoomRange": near, "box": row["bbox"]}
        layers += [
            base(f"near-counties-{row['adcode']}", **fill, get_fill_color=theme["land"],
                 get_line_color=theme["county_line"], get_line_width=0.7) | piece,
            base(f"near-prefecture-{row['adcode']}", **line, get_line_width=1.4,
                 get_line_color=theme["prefecture_line"]) | piece,
        ]  # fmt: skip
    rivers = {**line, "get_line_color": theme["water"], "get_line_width": 1.2}
    return [
        *layers,
        base("far-rivers", **rivers) | {"zoomRange": far},
        base("near-rivers", **rivers) | {"zoomRange": near},
    ]


def place_layers(rows: Sequence[Row], lang: str, selected: str | None) -> list[Layer]:
    """Areas below lines below stations below icons; the selected place is ringed, none dimmed."""
    name = f"name_{lang}"
    shown = [row for row in rows if row["lon"] is not None]
    return [
        _shapes("areas", [row for row in shown if row["precision"] == Precision.AREA], name),
        _shapes("lines", [row for row in shown if row["precision"] == Precision.LINE], name),
        _stations([row for row in shown if row["relation"] == Relation.DERIVED], name),
        _icons([row for row in shown if row["relation"] != Relation.DERIVED], name),
        *_selection(shown, selected),
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

    offsets = _offsets(rows)
    places = [
        {"text": row[f"name_{lang}"], "lon": row["lon"], "lat": row["lat"], "kind": "place",
         "offset": offsets.get(row["id"], [0, 0]),
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


def _layer(kind: str, layer_id: str, data: object, **properties: Any) -> Layer:
    """A pydeck layer as plain JSON values.

    pydeck takes a bare text for an expression over the data; a unit must be marked as a text.
    """
    for name, value in properties.items():
        if name.endswith("_units"):
            properties[name] = pdk.types.String(value)
    layer = pdk.Layer(kind, data=[], id=layer_id, **properties)
    plain: Layer = json.loads(layer.to_json())
    plain["data"] = data  # past pydeck, which would print and indent every coordinate
    return plain


def _shapes(layer_id: str, rows: Sequence[Row], name: str) -> Layer:
    """Lines and areas with their true geometry."""
    features = [
        {
            "type": "Feature",
            "geometry": json.loads(row["display_shape"]),
            "properties": {
                "id": row["id"], "tip": row[name],
                "line": [*mark(row["sectors"]).rgb, 230],
                "fill": [*mark(row["sectors"]).rgb, 34],
            },
        }
        for row in rows
        if row["display_shape"]
    ]  # fmt: skip
    area = layer_id == "areas"
    return _layer(
        "GeoJsonLayer", f"places-{layer_id}", features, pickable=True, filled=area, stroked=True,
        get_line_color="properties.line", get_fill_color="properties.fill",
        line_width_units="pixels", get_line_width=1.2 if area else 2.6,
        line_cap_rounded=True, line_joint_rounded=True,
    )  # fmt: skip


def _stations(rows: Sequence[Row], name: str) -> Layer:
    """Derived stations, small and quiet: a dot, or a ring where only the reach is known."""
    data = []
    for row in rows:
        colour = [*mark(row["sectors"]).rgb, 190]
        white = [255, 255, 255, 235]
        ring = row["precision"] == Precision.LOCALITY
        data.append(
            {"id": row["id"], "tip": row[name], "position": [row["lon"], row["lat"]],
             "fill": white if ring else colour, "line": colour if ring else white}
        )  # fmt: skip
    return _layer(
        "ScatterplotLayer", "places-stations", data, pickable=True, get_position="position",
        get_fill_color="fill", get_line_color="line", stroked=True,
        line_width_units="pixels", get_line_width=1.4, radius_units="pixels", get_radius=4,
    )  # fmt: skip


def _icons(rows: Sequence[Row], name: str) -> Layer:
    """The sector's symbol of every place, in the frame of its precision class."""
    offsets = _offsets(rows)
    data = [
        {"id": row["id"], "tip": row[name], "position": [row["lon"], row["lat"]],
         "offset": offsets[row["id"]],
         "icon": {"url": data_uri(symbol_svg(mark(row["sectors"]), Precision(row["precision"]))),
                  "id": f"{row['sectors'][0]}-{row['precision']}",
                  **ICON_BOX}}
        for row in rows
    ]  # fmt: skip
    return _layer(
        "IconLayer",
        "places-icons",
        data,
        pickable=True,
        get_position="position",
        get_icon="icon",
        get_size=ICON_SIZE,
        size_units="pixels",
        get_pixel_offset="offset",
    )


def _offsets(rows: Sequence[Row]) -> dict[str, list[float]]:
    """Pixel offsets of the icons on the map; stations are dots and stay where they are."""
    return fan_out(
        [row for row in rows if row["lon"] is not None and row["relation"] != Relation.DERIVED]
    )


def fan_out(rows: Sequence[Row]) -> dict[str, list[float]]:
    """Pixel offsets that set apart the icons of places at (nearly) the same point."""
    groups: dict[tuple[int, int], list[str]] = defaultdict(list)
    for row in rows:
        cell = (round(row["lon"] / COLOCATED_DEGREES), round(row["lat"] / COLOCATED_DEGREES))
        groups[cell].append(row["id"])
    offsets: dict[str, list[float]] = {}
    for members in groups.values():
        for position, place in enumerate(sorted(members)):
            angle = 2 * pi * position / len(members) - pi / 2
            reach = FAN_PX if len(members) > 1 else 0
            offsets[place] = [round(reach * cos(angle), 1), round(reach * sin(angle), 1)]
    return offsets


def _selection(rows: Sequence[Row], selected: str | None) -> list[Layer]:
    """A dark ring around the selected place, and its uncertainty as a circle in metres."""
    found = next((row for row in rows if row["id"] == selected), None)
    if found is None:
        return []
    position = {"position": [found["lon"], found["lat"]]}
    layers = []
    if Precision(found["precision"]) not in (Precision.AREA, Precision.LINE):
        layers.append(
            _layer("ScatterplotLayer", "selected-uncertainty", [position], get_position="position",
                   get_radius=found["uncertainty_m"], stroked=True, line_width_units="pixels",
                   get_line_width=1.2, get_fill_color=[*SELECTED, 22],
                   get_line_color=[*SELECTED, 150])
        )  # fmt: skip
    ring = {**position, "offset": _offsets(rows).get(found["id"], [0, 0]),
            "icon": {**ICON_BOX, "url": data_uri(ring_svg()), "id": "ring"}}  # fmt: skip
    layers.append(
        _layer("IconLayer", "selected-ring", [ring], get_position="position", get_icon="icon",
               get_size=RING_SIZE, size_units="pixels", get_pixel_offset="offset")
    )  # fmt: skip
    return layers
