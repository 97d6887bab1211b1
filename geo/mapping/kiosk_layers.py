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
from geo.mapping.features import MapFeature
from geo.mapping.layer import Layer, make_layer
from geo.mapping.sector_styles import sector_style
from geo.mapping.styles import (
    KIOSK,
    KIOSK_BRIGHTER,
    KIOSK_DIM,
    KIOSK_DIM_PX,
    KIOSK_FLOW,
    KIOSK_FLOW_WIDTH,
    KIOSK_GLOW,
    KIOSK_GLOW_PX,
    KIOSK_HALO,
    KIOSK_LINE_GLOW,
    KIOSK_RING,
    KIOSK_RING_PX,
    KIOSK_RING_WIDTH,
    KIOSK_SHORE,
    KIOSK_SHORE_GLOW,
    KIOSK_SHORE_LINE,
    KIOSK_SPARK_PX,
    KIOSK_SPARK_RIM,
    KIOSK_STATION,
    KIOSK_TRAIL,
)
from geo.mapping.symbols import data_uri, symbol_icon
from geo.mapping.theme import Rgb, lighter, line_color
from geo.mapping.view import SICHUAN
from geo.model import Precision

TimedPaths = Iterator[tuple[list[list[float]], list[float]]]
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
GLOW_ICON = {
    "url": data_uri(KIOSK_GLOW),
    "id": "glow",
    "width": 128,
    "height": 128,
    "anchorY": 64,
    "mask": True,
}
SAME_LINES = {"dataOf": "lines"}  # so that their coordinates are sent once
SHORE_DEGREES = 0.01  # the outline is drawn at about 1 km
ISLET_DEGREES = 0.5  # rings shorter than this are left out


def ground_layers(outline: BaseGeometry, features: Sequence[MapFeature]) -> list[Layer]:
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
        {**_point(feature), "colour": [*bright(feature), KIOSK_DIM]}
        for feature in features
        if feature.position and feature.style.precision is not Precision.LINE
    ]
    glow, line = KIOSK_SHORE_GLOW, KIOSK_SHORE_LINE
    return [
        _trips("shore-glow", shore, [*KIOSK_SHORE, glow.opacity], glow.width),
        _trips("shore", shore, [*KIOSK_SHORE, line.opacity], line.width),
        _dots("dim", dots, KIOSK_DIM_PX, get_fill_color="colour"),
    ]


def light_layers(features: Sequence[MapFeature]) -> list[Layer]:
    """The light of places: areas below lines below glows below symbols."""
    shown = [feature for feature in features if feature.position]
    points = [feature for feature in shown if feature.style.precision is not Precision.LINE]
    stations = [feature for feature in points if feature.style.station]
    places = [feature for feature in points if not feature.style.station]
    rim = {"stroked": True, "get_line_color": KIOSK_RING, "line_width_units": "pixels"}
    return [
        make_layer(
            "GeoJsonLayer",
            "areas",
            [_area(feature) for feature in places if _is_area(feature)],
            pickable=True,
            get_fill_color="properties.fill",
            stroked=True,
            get_line_color="properties.line",
            line_width_units="pixels",
            get_line_width=KIOSK.border.width,
        ),
        _path("lines-glow", [], "glow", KIOSK_LINE_GLOW.width) | SAME_LINES,
        _path("lines-halo", [], "halo", KIOSK_HALO.width) | SAME_LINES,
        _path("lines", [line for one in shown for line in _lines(one)], "colour", KIOSK.line.width),
        _trips("flow", [], KIOSK_FLOW, KIOSK_FLOW_WIDTH, trail_length=KIOSK_TRAIL, fade_trail=True)
        | SAME_LINES,
        _glow("station-glow", stations, KIOSK_GLOW_PX["station"]),
        _dots(
            "stations",
            [_point(feature) for feature in stations],
            KIOSK.station,
            get_fill_color=KIOSK_STATION,
        ),
        _glow("glow", places, KIOSK_GLOW_PX["place"]),
        _dots(
            "sparks",
            [_spark(feature) for feature in places],
            KIOSK_SPARK_PX,
            get_fill_color="colour",
            get_line_width=KIOSK_SPARK_RIM,
            **rim,
        ),
        make_layer(
            "IconLayer",
            "symbols",
            [{**_point(one), "icon": symbol_icon(one.style.look)} for one in places],
            get_position="position",
            get_icon="icon",
            get_size=KIOSK.symbol,
            size_units="pixels",
        ),
        _dots(
            "ring",
            [_point(feature) for feature in points],
            KIOSK_RING_PX,
            filled=False,
            get_line_width=KIOSK_RING_WIDTH,
            **rim,
        ),
    ]


def timed_paths(shape: BaseGeometry) -> TimedPaths:
    """The lines of a geometry, each with the fraction of its length (0 to 1) at every vertex."""
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


def bright(feature: MapFeature) -> Rgb:
    """The colour of a place's sector as light."""
    return lighter(sector_style(feature.style.sector).rgb, KIOSK_BRIGHTER)


def _is_area(feature: MapFeature) -> bool:
    return feature.style.precision is Precision.AREA and feature.shape is not None


def _lines(feature: MapFeature) -> list[Json]:
    """The paths of a line; a place of several paths gives several."""
    if feature.style.precision is not Precision.LINE or not feature.shape:
        return []
    color = line_color(sector_style(feature.style.sector).rgb, "kiosk")
    whole = shapely.geometry.shape(json.loads(feature.shape))
    paths = timed_paths(whole.intersection(shapely.box(*SICHUAN)))
    return [
        {
            "id": feature.id,
            "path": path,
            "timestamps": times,
            "colour": [*color, KIOSK.line.opacity],
            "halo": [*color, KIOSK_HALO.opacity],
            "glow": [*color, KIOSK_LINE_GLOW.opacity],
        }
        for path, times in paths
    ]


def _area(feature: MapFeature) -> Json:
    color = bright(feature)
    return {
        "type": "Feature",
        "id": feature.id,
        "geometry": json.loads(feature.shape or "null"),
        "properties": {
            "id": feature.id,
            "fill": [*color, KIOSK.fill],
            "line": [*color, KIOSK.border.opacity],
        },
    }


def _point(feature: MapFeature) -> Json:
    return {"id": feature.id, "position": list(feature.position or ())}


def _spark(feature: MapFeature) -> Json:
    """Where many places are lit, a point of light stands for the symbol."""
    return {**_point(feature), "colour": [*bright(feature), 255]}


def _dots(layer_id: str, points: list[Json], size: float, **look: Any) -> Layer:
    """Discs or rings of `size` pixels across."""
    return make_layer(
        "ScatterplotLayer",
        layer_id,
        points,
        get_position="position",
        radius_units="pixels",
        get_radius=size / 2,
        **look,
    )


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


def _trips(
    layer_id: str, lines: list[Json], color: Sequence[float], width: float, **look: Any
) -> Layer:
    """Lines that are seen up to `currentTime`."""
    whole = {"trail_length": 9, "fade_trail": False, "current_time": 0}
    return make_layer(
        "TripsLayer",
        layer_id,
        lines,
        get_path="path",
        get_timestamps="timestamps",
        get_color=color,
        get_width=width,
        width_units="pixels",
        cap_rounded=True,
        joint_rounded=True,
        parameters=ADD,
        **{**whole, **look},
    )


def _glow(layer_id: str, features: Sequence[MapFeature], size: int) -> Layer:
    return make_layer(
        "IconLayer",
        layer_id,
        [{**_spark(feature), "icon": GLOW_ICON} for feature in features],
        get_position="position",
        get_icon="icon",
        get_color="colour",
        get_size=size,
        size_units="pixels",
        alpha_cutoff=0,
        parameters=ADD,
    )
