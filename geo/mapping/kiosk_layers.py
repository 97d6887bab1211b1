"""Layers of the exhibition kiosk: light on a deep night blue.

The browser shows them for one set of places after the other: it takes from `data` what carries the
ids of a scene, fades layers by their `opacity`, and lets light run along lines with `currentTime`,
which goes from 0 (the source of a river) to 1 (its mouth).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.json_document import Json
from geo.mapping.layer import Layer, make_layer
from geo.mapping.palette import ICON_PX, data_uri, mark, symbol_svg
from geo.mapping.view import SICHUAN
from geo.model import Precision, Relation
from geo.schema.place import PlaceRow

Paths = Iterator[tuple[list[list[float]], list[float]]]
BRIGHTER = {"place": 0.5, "line": 0.34}  # the way from a sector's colour to white
SHORE = [96, 172, 240]  # the outline of the province
TRAIL = 0.45  # the part of a line that the running light covers
WHITE_HOT = [255, 240, 228, 235]
RING = [242, 247, 255, 220]
SYMBOL_PX = 30
GLOW_PX = {"place": 74, "station": 30}
# Light adds up where it overlaps, as it does in the dark.
ADD = {
    "blend": True,
    "blendColorOperation": "add",
    "blendColorSrcFactor": "src-alpha",
    "blendColorDstFactor": "one",
    "blendAlphaOperation": "add",
    "blendAlphaSrcFactor": "one",
    "blendAlphaDstFactor": "one-minus-src-alpha",
    "depthCompare": "always",
    "depthWriteEnabled": False,
}
GLOW = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="128" height="128"><defs><radialGradient id="g">'
    '<stop offset="0" stop-color="#fff" stop-opacity=".95"/>'
    '<stop offset=".12" stop-color="#fff" stop-opacity=".62"/>'
    '<stop offset=".35" stop-color="#fff" stop-opacity=".2"/>'
    '<stop offset=".7" stop-color="#fff" stop-opacity=".05"/>'
    '<stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs>'
    '<rect width="128" height="128" fill="url(#g)"/></svg>'
)
SAME_LINES = {"dataOf": "lines"}  # so that their coordinates are sent once
SHORE_DEGREES = 0.01  # the outline is drawn at about 1 km
ISLET_DEGREES = 0.5  # rings shorter than this are left out


def ground_layers(outline: BaseGeometry, rows: Sequence[PlaceRow]) -> list[Layer]:
    """What is always there above the base map: the shore of light, and all places as faint dots.

    `outline` is the province (EPSG:4326). Its light is drawn in by `currentTime`.
    """
    shore = [
        {"path": path, "timestamps": times}
        for ring in shapely.get_parts(outline.boundary)
        if ring.length > ISLET_DEGREES
        for path, times in timed_paths(ring.simplify(SHORE_DEGREES))
    ]
    dots = [
        {"id": row["id"], "position": [row["lon"], row["lat"]], "colour": [*bright(row), 90]}
        for row in rows
        if row["lon"] is not None and row["precision"] != Precision.LINE
    ]
    return [
        _trips("shore-glow", shore, get_color=[*SHORE, 24], get_width=10),
        _trips("shore", shore, get_color=[*SHORE, 165], get_width=1.3),
        make_layer(
            "ScatterplotLayer",
            "dim",
            dots,
            get_position="position",
            get_fill_color="colour",
            radius_units="pixels",
            get_radius=1.7,
        ),
    ]


def light_layers(rows: Sequence[PlaceRow]) -> list[Layer]:
    """The light of places: areas below lines below glows below symbols."""
    shown = [row for row in rows if row["lon"] is not None]
    lines = [line for row in shown for line in _lines(row)]
    points = [row for row in shown if row["precision"] != Precision.LINE]
    stations = [row for row in points if row["relation"] == Relation.DERIVED]
    places = [row for row in points if row["relation"] != Relation.DERIVED]
    return [
        make_layer(
            "GeoJsonLayer",
            "areas",
            [
                _area(row, row["display_shape"])
                for row in places
                if row["precision"] == Precision.AREA and row["display_shape"]
            ],
            pickable=True,
            get_fill_color="properties.fill",
            stroked=True,
            get_line_color="properties.line",
            line_width_units="pixels",
            get_line_width=1.2,
        ),
        _path("lines-glow", [], "glow", 12) | SAME_LINES,
        _path("lines-halo", [], "halo", 4.8) | SAME_LINES,
        _path("lines", lines, "colour", 1.6),
        _trips(
            "flow",
            [],
            get_color=[232, 246, 255, 235],
            get_width=3.4,
            trail_length=TRAIL,
            fade_trail=True,
        )
        | SAME_LINES,
        _glow("station-glow", stations, GLOW_PX["station"]),
        make_layer(
            "ScatterplotLayer",
            "stations",
            [_spot(row) for row in stations],
            get_position="position",
            get_fill_color=WHITE_HOT,
            radius_units="pixels",
            get_radius=2.6,
        ),
        _glow("glow", places, GLOW_PX["place"]),
        make_layer(
            "ScatterplotLayer",
            "sparks",
            [_spark(row) for row in places],
            get_position="position",
            get_fill_color="colour",
            stroked=True,
            get_line_color=RING,
            line_width_units="pixels",
            get_line_width=1,
            radius_units="pixels",
            get_radius=3.6,
        ),
        make_layer(
            "IconLayer",
            "symbols",
            [_symbol(row) for row in places],
            get_position="position",
            get_icon="icon",
            get_size=SYMBOL_PX,
            size_units="pixels",
        ),
        make_layer(
            "ScatterplotLayer",
            "ring",
            [_spot(row) for row in points],
            get_position="position",
            filled=False,
            stroked=True,
            get_line_color=RING,
            line_width_units="pixels",
            get_line_width=1.6,
            radius_units="pixels",
            get_radius=24,
        ),
    ]


def timed_paths(shape: BaseGeometry) -> Paths:
    """The lines of a geometry, each with the part of its way (0 to 1) at every vertex."""
    for line in getattr(shape, "geoms", [shape]):
        if line.is_empty:
            continue
        if line.geom_type == "Polygon":
            yield from timed_paths(line.boundary)
            continue
        path = [[round(lon, 4), round(lat, 4)] for lon, lat in shapely.get_coordinates(line)]
        gone = [0.0]
        for (west, south), (east, north) in pairwise(path):
            gone.append(gone[-1] + ((east - west) ** 2 + (north - south) ** 2) ** 0.5)
        yield path, [round(part / (gone[-1] or 1.0), 4) for part in gone]


def bright(row: PlaceRow, what: str = "place") -> list[int]:
    """The colour of a place's sector as light."""
    return [round(part + (255 - part) * BRIGHTER[what]) for part in mark(row["sectors"]).rgb]


def _lines(row: PlaceRow) -> list[Json]:
    """The paths of a line; a place of several paths gives several."""
    drawn = row["display_shape"]
    if row["precision"] != Precision.LINE or not drawn:
        return []
    colour = bright(row, "line")
    whole = shapely.geometry.shape(json.loads(drawn))
    paths = timed_paths(whole.intersection(shapely.box(*SICHUAN)))
    return [
        {
            "id": row["id"],
            "path": path,
            "timestamps": times,
            "colour": [*colour, 225],
            "halo": [*colour, 52],
            "glow": [*colour, 20],
        }
        for path, times in paths
    ]


def _area(row: PlaceRow, shape: str) -> Json:
    colour = bright(row)
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": json.loads(shape),
        "properties": {"id": row["id"], "fill": [*colour, 46], "line": [*colour, 150]},
    }


def _spot(row: PlaceRow) -> Json:
    return {"id": row["id"], "position": [row["lon"], row["lat"]]}


def _spark(row: PlaceRow) -> Json:
    """Where many places are lit, a point of light stands for the symbol."""
    return {**_spot(row), "colour": [*bright(row), 255]}


def _symbol(row: PlaceRow) -> Json:
    icon = symbol_svg(mark(row["sectors"]), Precision(row["precision"]))
    return {
        "id": row["id"],
        "position": [row["lon"], row["lat"]],
        "icon": {
            "url": data_uri(icon),
            "id": f"{row['sectors'][0]}-{row['precision']}",
            "width": ICON_PX,
            "height": ICON_PX,
            "anchorY": ICON_PX // 2,
        },
    }


def _path(layer_id: str, lines: list[Json], colour: str, width: float) -> Layer:
    return make_layer(
        "PathLayer",
        layer_id,
        lines,
        get_path="path",
        get_color=colour,
        get_width=width,
        width_units="pixels",
        cap_rounded=True,
        joint_rounded=True,
        parameters=ADD,
        pickable=True,
    )


def _trips(layer_id: str, lines: list[Json], **look: Any) -> Layer:
    """Lines that are seen up to `currentTime`."""
    whole = {"trail_length": 9, "fade_trail": False, "current_time": 0}
    return make_layer(
        "TripsLayer",
        layer_id,
        lines,
        get_path="path",
        get_timestamps="timestamps",
        width_units="pixels",
        cap_rounded=True,
        joint_rounded=True,
        parameters=ADD,
        **{**whole, **look},
    )


def _glow(layer_id: str, rows: Sequence[PlaceRow], size: int) -> Layer:
    icon = {
        "url": data_uri(GLOW),
        "id": "glow",
        "width": 128,
        "height": 128,
        "anchorY": 64,
        "mask": True,
    }
    data = [
        {
            "id": row["id"],
            "position": [row["lon"], row["lat"]],
            "colour": [*bright(row), 255],
            "icon": icon,
        }
        for row in rows
    ]
    return make_layer(
        "IconLayer",
        layer_id,
        data,
        get_position="position",
        get_icon="icon",
        get_color="colour",
        get_size=size,
        size_units="pixels",
        alpha_cutoff=0,
        parameters=ADD,
    )
