"""A layer on its way from the process that reads it to the server, where it is checked again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geo.ingest.frames import FrameError
from geo.ingest.geometry import usable_geometry
from geo.ingest.layers import TILES, ending_of, guarded, layer_names, read_features
from geo.ingest.layers.drawable import Drawable, drawable
from geo.ingest.layers.layer_file import (
    MOST_COLUMNS,
    MOST_DRAWN,
    MOST_NAME,
    READ_LIMITS,
    layer_error,
    plain_text,
)
from geo.json_document import Json
from geo.model import Bounds, Datum, TileCell

if TYPE_CHECKING:
    from geo.ingest.process import WorkerAnswer  # not needed where files are read

NAME_COLUMNS = ("名称", "name")
AT_ONCE = 1_000  # features, or tiles, in one part of an answer
DECIMALS = 6  # of degrees: 0.1 m
KINDS = {"Point": "point", "LineString": "line", "Polygon": "area"}
MOST_SEARCHED = 2_000  # vertices of a shape in which a point is looked for
MEDIA = ("vector", "image/png", "image/jpeg", "image/webp")
MOST_TILES, MOST_TILES_BYTES = 6_000, 32_000_000
FACTS = ("vertices_read", "vertices", "simplified_m", "outside", "unread_links", "columns_left_out")


@dataclass(frozen=True)
class LayerNames:
    """A file of several layers, of which none was read yet."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class OwnFeatures:
    """Features as the browser draws them.

    `content` is a JSON object: `columns`, and `features` of GeoJSON (degrees, WGS84) whose
    properties are the texts of these columns, `values`, and a point for a label, `at`. `counts` are
    by kind (`point`, `line`, `area`), `facts` those of `FACTS`.
    """

    name: str
    columns: tuple[str, ...]
    content: bytes
    counts: dict[str, int]
    bounds: Bounds
    facts: dict[str, int]

    @property
    def name_column(self) -> int | None:
        """The number of the column that has the names of the features, as files mostly call it."""
        return next(
            (at for at, one in enumerate(self.columns) if one.lower() in NAME_COLUMNS), None
        )


@dataclass(frozen=True)
class OwnTiles:
    """Tiles by zoom, column and row, each checked: pictures of type `media`, or GeoJSON where that
    is `vector`; see `layers.pmtiles.TileSet`.
    """

    tiles: dict[TileCell, bytes]
    media: str
    zooms: tuple[int, int]
    bounds: Bounds
    attribution: str
    facts: dict[str, int]

    @property
    def size(self) -> int:
        """Bytes of all tiles."""
        return sum(map(len, self.tiles.values()))


LayerContent = OwnFeatures | OwnTiles


def send_layer(options: Json, data: bytes) -> Iterator[Any]:
    """In the process: what there is to know of the layer `options["layer"]`, then its parts.

    Raises:
        LayerFileError: it cannot be shown.
    """
    name, datum, chosen = options["name"], Datum(options["datum"]), options["layer"]
    if ending_of(name) == TILES:
        yield from _send_tiles(name, data, datum)
        return
    if not chosen:
        names = layer_names(name, data)
        if len(names) > 1:
            yield {"choose": names}
            return
    layer, links = read_features(name, data, chosen)
    drawn = guarded(name, lambda: drawable(layer, datum))
    facts = {fact: getattr(drawn, fact) for fact in FACTS[:4]}
    yield {
        "name": layer.name,
        "columns": list(layer.columns),
        "bounds": drawn.bounds,
        "facts": facts | {"unread_links": links, "columns_left_out": layer.columns_left_out},
    }
    for start in range(0, len(drawn.values), AT_ONCE):
        yield {"features": _features(drawn, slice(start, start + AT_ONCE))}


def _features(drawn: Drawable, part: slice) -> list[Any]:
    """Geometry, texts and the point of a label of each feature."""
    shapes = shapely.transform(drawn.shapes[part], lambda pairs: np.round(pairs, DECIMALS))
    spots = [[round(point.x, DECIMALS), round(point.y, DECIMALS)] for point in map(_spot, shapes)]
    return [
        [mapping(shape), values, spot]
        for shape, values, spot in zip(shapes, drawn.values[part], spots, strict=True)
    ]


def _spot(shape: BaseGeometry) -> shapely.Point:
    """A point in or on a geometry; of a large area its centroid, which costs no search."""
    if shapely.get_num_coordinates(shape) <= MOST_SEARCHED:
        with suppress(shapely.GEOSException):  # of an area that crosses itself
            return shape.representative_point()
    return shape.centroid


def _send_tiles(name: str, data: bytes, datum: Datum) -> Iterator[Any]:
    from geo.ingest.layers.pmtiles import read_pmtiles  # only for such a file

    if datum not in (Datum.WGS84, Datum.CGCS2000):
        raise layer_error("shifted_tiles")
    found = guarded(name, lambda: read_pmtiles(data))
    yield {
        "media": found.media,
        "zooms": found.zooms,
        "bounds": found.bounds,
        "attribution": found.attribution,
        "facts": {
            "zooms_left_out": found.zooms_left_out,
            "tiles_left_out": found.tiles_left_out,
        },
    }
    cells = list(found.tiles)
    for start in range(0, len(cells), AT_ONCE):
        some = cells[start : start + AT_ONCE]
        yield {"cells": [[*cell, len(found.tiles[cell])] for cell in some]}
        yield b"".join(found.tiles[cell] for cell in some)


def take_layer(answer: WorkerAnswer) -> LayerContent | LayerNames:
    """In the server: a layer out of what a process sent, if it is one within the limits.

    Raises:
        FrameError: it is none.
    """
    head = answer.value()
    if "choose" in head:
        return LayerNames(tuple(str(one) for one in head["choose"][: READ_LIMITS.layers]))
    facts = {str(name): int(value) for name, value in head["facts"].items()}
    bounds = _bounds(head["bounds"])
    if "media" in head:
        return _take_tiles(head, bounds, facts, answer)
    columns = tuple(plain_text(one) for one in head["columns"][:MOST_COLUMNS])
    features: list[Json] = []
    counts = dict.fromkeys(KINDS.values(), 0)
    left = MOST_DRAWN
    for part in answer.values():
        for given, values, spot in part["features"]:
            geometry, vertices = usable_geometry(given, left)
            left -= vertices
            if geometry is None or len(values) != len(columns):
                raise FrameError("no feature")
            counts[_kind(geometry)] += 1
            texts = [plain_text(value) for value in values]
            at = [float(number) for number in spot[:2]]
            features.append(
                {"type": "Feature", "geometry": geometry, "properties": {"values": texts, "at": at}}
            )
    if not features or len(features) > READ_LIMITS.features:
        raise FrameError("no layer")
    content = json.dumps(
        {"columns": columns, "features": features},
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    )
    name = plain_text(head["name"], MOST_NAME)
    return OwnFeatures(name, columns, content.encode(), counts, bounds, facts)


def _take_tiles(
    head: Json, bounds: Bounds, facts: dict[str, int], answer: WorkerAnswer
) -> OwnTiles:
    least, most = map(int, head["zooms"])
    media, tiles, left = str(head["media"]), {}, MOST_TILES_BYTES
    for part in answer.values():
        content, at = answer.bytes(), 0
        left -= len(content)
        for zoom, column, row, size in part["cells"]:
            tiles[int(zoom), int(column), int(row)] = content[at : at + int(size)]
            at += int(size)
        if at != len(content) or left < 0 or len(tiles) > MOST_TILES:
            raise FrameError("no tiles")
    if media not in MEDIA or not tiles:
        raise FrameError("no tiles")
    attribution = plain_text(head["attribution"])
    return OwnTiles(tiles, media, (least, most), bounds, attribution, facts)


def _kind(geometry: Json) -> str:
    """That of a geometry; of a collection that of its first part."""
    while geometry["type"] == "GeometryCollection":
        geometry = geometry["geometries"][0]
    return KINDS[geometry["type"].removeprefix("Multi")]


def _bounds(given: Any) -> Bounds:
    west, south, east, north = (float(value) for value in given)
    if not all(map(isfinite, (west, south, east, north))):
        raise FrameError("no bounds")
    return west, south, east, north
