"""Files for own layers, made small: PMTiles by their publisher's writer, vector tiles by hand."""

from __future__ import annotations

import io
import json
import struct
import zlib
from typing import Any

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

Cell = tuple[int, int, int]
CHENGDU: Cell = (6, 50, 26)  # zoom, column, row of the tile around 104° E, 30.6° N


def geojson(*features: tuple[dict[str, Any], dict[str, Any]], **members: Any) -> bytes:
    """A collection of features as geometry and properties."""
    listed = [{"type": "Feature", "geometry": one, "properties": told} for one, told in features]
    return json.dumps({"type": "FeatureCollection", "features": listed} | members).encode()


def point(lon: float, lat: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat]}


def png(side: int = 1, claimed: int | None = None) -> bytes:
    """A picture of one colour; `claimed` is the width that it says to have."""
    rows = b"".join(b"\0" + b"\x10\x60\xa0" * side for _ in range(side))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", claimed or side, side, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def pmtiles(
    tiles: dict[Cell, bytes], kind: TileType = TileType.PNG, packing: Compression = Compression.NONE
) -> bytes:
    """An archive of tiles by zoom, column and row."""
    stream = io.BytesIO()
    writer = Writer(stream)
    for cell in sorted(tiles, key=lambda one: zxy_to_tileid(*one)):
        writer.write_tile(zxy_to_tileid(*cell), tiles[cell])
    zooms = [zoom for zoom, *_ in tiles]
    header = {"tile_type": kind, "tile_compression": packing, "center_zoom": min(zooms)}
    header |= {"min_zoom": min(zooms), "max_zoom": max(zooms)}
    for side, degrees in (("min_lon", 97), ("min_lat", 26), ("max_lon", 109), ("max_lat", 34)):
        header[f"{side}_e7"] = degrees * 10_000_000
    header |= {"center_lon_e7": 1_040_000_000, "center_lat_e7": 306_000_000}
    writer.finalize(header, {"attribution": "<b>Office</b>"})
    return stream.getvalue()


def vector_tile(name: str = "zone", value: str = "甲") -> bytes:
    """One layer with a square from the upper left corner to the middle, and a point there.

    Field numbers and commands are those of the Mapbox Vector Tile specification 2.1.
    """
    square = [9, 0, 0, 3 << 3 | 2, _zigzag(2048), 0, 0, _zigzag(2048), _zigzag(-2048), 0, 15]
    middle = [9, _zigzag(2048), _zigzag(2048)]
    tags = _field(2, b"\0\0")
    features = b"".join(
        _field(2, tags + _number(3, kind) + _field(4, b"".join(map(_varint, commands))))
        for kind, commands in ((3, square), (1, middle))
    )
    head = _number(15, 2) + _field(1, name.encode())
    told = _field(3, "名称".encode()) + _field(4, _field(1, value.encode()))
    return _field(3, head + features + told + _number(5, 4096))


def _zigzag(number: int) -> int:
    return (number << 1) ^ (number >> 31)


def _varint(number: int) -> bytes:
    out = b""
    while number > 127:
        out, number = out + bytes([number & 127 | 128]), number >> 7
    return out + bytes([number])


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)
