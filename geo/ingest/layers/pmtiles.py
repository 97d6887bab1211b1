"""PMTiles 3 as an own layer: the tiles that the map can show, each checked and in a plain form.

The whole archive is walked once, in the process that reads foreign files. What leaves it is a table
of tiles that the server only passes on: pictures whose kind and size were looked at, and vector
tiles as GeoJSON.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from math import atan, degrees, pi, sinh

from pmtiles.tile import (
    Compression,
    HeaderDict,
    TileType,
    deserialize_header,
    tileid_to_zxy,
)

from geo.ingest.layers.layer_file import layer_error, plain_text
from geo.ingest.layers.raster_tiles import is_picture
from geo.ingest.layers.vector_tiles import VertexBudget, vector_tile
from geo.json_document import load_json
from geo.model import Bounds, TileCell
from geo.query.viewport import SURROUNDINGS

HEADER = 127  # bytes
MOST_DIRECTORY = 4_000_000  # bytes of a directory once it is unpacked
MOST_METADATA = 1_000_000
MOST_DEPTH = 4  # directories in each other; the format has two levels
MOST_ENTRIES = 200_000  # of all directories, and of the tiles that they stand for
MOST_TILES = 6_000  # kept
MOST_TILE = 1_000_000  # bytes of a tile once it is unpacked
MOST_KEPT = 32_000_000  # bytes of all tiles as they are kept
MOST_VERTICES = 600_000  # of all vector tiles together
MOST_ZOOM = 22
LONGEST_SHIFT = 63  # bits of a number


@dataclass(frozen=True)
class TileSet:
    """The checked tiles. `zooms` are the least and the most that are complete; `zooms_left_out` the
    finer ones, `tiles_left_out` the damaged tiles.
    """

    tiles: dict[TileCell, bytes]
    media: str
    zooms: tuple[int, int]
    bounds: Bounds
    attribution: str
    zooms_left_out: int
    tiles_left_out: int


def read_pmtiles(data: bytes) -> TileSet:
    """The tiles of an archive around Sichuan.

    Zoom by zoom, until the tiles are too many or too heavy: the map then enlarges what it has.

    Raises:
        LayerFileError: it is of another version, its tiles are of a kind that the map cannot draw,
            there is none around Sichuan, or even the coarsest are too many.
        ValueError: it is damaged.
    """
    header = deserialize_header(data[:HEADER])
    kinds = {TileType.MVT: "vector", TileType.PNG: "image/png", TileType.JPEG: "image/jpeg"}
    media = (kinds | {TileType.WEBP: "image/webp"}).get(header["tile_type"])
    packings = (Compression.NONE, Compression.GZIP, Compression.UNKNOWN)
    if media is None or header["tile_compression"] not in packings:
        raise layer_error("tile_kind")
    found = sorted(_near_tiles(data, header))
    if not found:
        raise layer_error("no_tiles")
    start, length = header["tile_data_offset"], header["tile_data_length"]
    tiles: dict[TileCell, bytes] = {}
    vertices, damaged, least, most = VertexBudget(MOST_VERTICES), 0, found[0][0][0], -1
    levels = [(zoom, list(group)) for zoom, group in groupby(found, key=lambda one: one[0][0])]
    for zoom, level in levels:
        if len(tiles) + len(level) > MOST_TILES:
            break
        try:
            drawn = {
                cell: _drawn(_piece(data, start, length, at, size), media, cell, vertices)
                for cell, at, size in level
            }
        except OverflowError:  # too many vertices
            break
        good = {cell: tile for cell, tile in drawn.items() if tile is not None}
        if sum(map(len, tiles.values())) + sum(map(len, good.values())) > MOST_KEPT:
            break
        tiles |= good
        damaged += len(drawn) - len(good)
        most = zoom
    if most < 0:
        raise layer_error("too_many_tiles", limit=MOST_TILES)
    if not tiles:
        raise ValueError("no tile can be read")
    return TileSet(
        tiles,
        media,
        (least, most),
        _bounds(list(tiles), most),
        _attribution(data, header),
        sum(zoom > most for zoom, _ in levels),
        damaged,
    )


def unpacked(data: bytes, most: int) -> bytes:
    """The content of gzip data, however little the data are.

    Raises:
        ValueError: they are damaged, or hold more than `most` bytes.
    """
    stream = zlib.decompressobj(wbits=31)
    try:
        content = stream.decompress(data, most + 1)
    except zlib.error as error:
        raise ValueError("not gzip") from error
    if len(content) > most or not stream.eof:
        raise ValueError("cut off, or larger than allowed")
    return content


def _drawn(tile: bytes, media: str, cell: TileCell, vertices: VertexBudget) -> bytes | None:
    """A tile as the browser draws it; None where it is damaged."""
    try:
        if tile.startswith(b"\x1f\x8b"):
            tile = unpacked(tile, MOST_TILE)
        if len(tile) > MOST_TILE:
            return None
        if media == "vector":
            return vector_tile(tile, *cell, vertices)
        return tile if is_picture(tile, media) else None
    except (ValueError, IndexError):
        return None


def _near_tiles(data: bytes, header: HeaderDict) -> Iterator[tuple[TileCell, int, int]]:
    """Zoom, column, row, offset and length of each tile that the map can show."""
    left = MOST_ENTRIES
    waiting = [(header["root_offset"], header["root_length"], 1)]
    while waiting:
        at, length, depth = waiting.pop()
        if depth > MOST_DEPTH:
            raise ValueError("directories in each other")
        packed = _piece(data, at, length, 0, length)
        is_packed = header["internal_compression"] == Compression.GZIP
        content = unpacked(packed, MOST_DIRECTORY) if is_packed else packed
        for first, run, size, offset in _entries(content):
            left -= max(run, 1)
            if left < 0:
                raise layer_error("too_many_tiles", limit=MOST_ENTRIES)
            if run == 0:
                waiting.append((header["leaf_directory_offset"] + offset, size, depth + 1))
                continue
            for number in range(first, first + run):
                cell = tileid_to_zxy(number)
                if cell[0] <= MOST_ZOOM and _is_near(cell):
                    yield cell, offset, size


def _entries(content: bytes) -> list[tuple[int, int, int, int]]:
    """First tile, number of tiles (0: another directory), length and offset of each entry."""
    numbers = _numbers(content)
    count = next(numbers)
    if count > len(content):
        raise ValueError("more entries than bytes")
    first, ids = 0, []
    for _ in range(count):
        first += next(numbers)
        ids.append(first)
    runs = [next(numbers) for _ in range(count)]
    sizes = [next(numbers) for _ in range(count)]
    offsets: list[int] = []
    for at in range(count):
        told = next(numbers)
        if told == 0 and not at:
            raise ValueError("the first entry follows nothing")
        offsets.append(told - 1 if told else offsets[at - 1] + sizes[at - 1])
    return list(zip(ids, runs, sizes, offsets, strict=True))


def _numbers(content: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in content:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield number
            number = shift = 0
        elif shift > LONGEST_SHIFT:
            raise ValueError("a number is too long")
    raise ValueError("a directory ends too early")


def _piece(data: bytes, start: int, within: int, at: int, size: int) -> bytes:
    """`size` bytes at `at` of a section, which must hold them."""
    if at < 0 or at + size > within or start + at + size > len(data):
        raise ValueError("a piece lies outside of the file")
    return data[start + at : start + at + size]


def _is_near(cell: TileCell) -> bool:
    west, south, east, north = _box(cell)
    least_lon, least_lat, most_lon, most_lat = SURROUNDINGS
    return west < most_lon and east > least_lon and south < most_lat and north > least_lat


def _box(cell: TileCell) -> Bounds:
    zoom, column, row = cell
    tiles = 2**zoom
    north, south = (degrees(atan(sinh(pi * (1 - 2 * edge / tiles)))) for edge in (row, row + 1))
    return column / tiles * 360 - 180, south, (column + 1) / tiles * 360 - 180, north


def _bounds(cells: list[TileCell], zoom: int) -> Bounds:
    """Around the tiles of the finest zoom that has any, within what the map shows."""
    finest = max(cell[0] for cell in cells if cell[0] <= zoom)
    boxes = [_box(cell) for cell in cells if cell[0] == finest]
    west, south = (max(SURROUNDINGS[at], min(box[at] for box in boxes)) for at in (0, 1))
    east, north = (min(SURROUNDINGS[at], max(box[at] for box in boxes)) for at in (2, 3))
    return west, south, east, north


def _attribution(data: bytes, header: HeaderDict) -> str:
    """The source that the file names, as text; empty where it names none that can be read."""
    try:
        length = header["metadata_length"]
        packed = _piece(data, header["metadata_offset"], length, 0, length)
        is_packed = header["internal_compression"] == Compression.GZIP
        told = load_json((unpacked(packed, MOST_METADATA) if is_packed else packed).decode())
        return plain_text(told.get("attribution"))
    except (ValueError, AttributeError, RecursionError):
        return ""
