"""Small map tiles, and the files that hold them."""

from __future__ import annotations

import sqlite3
import struct
import zlib
from contextlib import closing
from pathlib import Path

WORLD = (-180.0, -85.0, 180.0, 85.0)


def png(red: int, green: int, blue: int, size: int = 256) -> bytes:
    """A picture of one colour (PNG 1.2: signature, IHDR, IDAT, IEND)."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    row = b"\x00" + bytes((red, green, blue)) * size
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(row * size))
        + chunk(b"IEND", b"")
    )


def write_mbtiles(
    path: Path, tiles: dict[tuple[int, int, int], bytes], kind: str = "png", attribution: str = "A"
) -> Path:
    """An MBTiles 1.3 file; rows of `tiles` (zoom, column, row) are counted from the south."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE metadata (name text, value text)")
        database.execute(
            "CREATE TABLE tiles"
            " (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)"
        )
        facts = {
            "format": kind,
            "attribution": attribution,
            "bounds": ",".join(str(edge) for edge in WORLD),
        }
        database.executemany("INSERT INTO metadata VALUES (?, ?)", facts.items())
        rows = [(*place, tile) for place, tile in tiles.items()]
        database.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
    return path


def write_pmtiles(path: Path, tiles: dict[tuple[int, int, int], bytes]) -> Path:
    """A PMTiles 3 file of PNG tiles; rows are counted from the north."""
    from pmtiles.tile import Compression, TileType, zxy_to_tileid
    from pmtiles.writer import Writer

    west, south, east, north = (round(edge * 1e7) for edge in WORLD)
    with path.open("wb") as file:
        writer = Writer(file)
        for place in sorted(tiles, key=lambda place: zxy_to_tileid(*place)):
            writer.write_tile(zxy_to_tileid(*place), tiles[place])
        header = {
            "tile_type": TileType.PNG,
            "tile_compression": Compression.NONE,
            "min_lon_e7": west,
            "min_lat_e7": south,
            "max_lon_e7": east,
            "max_lat_e7": north,
            "center_zoom": 0,
            "center_lon_e7": 0,
            "center_lat_e7": 0,
        }
        writer.finalize(header, {"attribution": '<a href="https://example.org">P &amp; Q</a>'})
    return path
