"""Map tiles in one local file: MBTiles (SQLite) or PMTiles, read only.

MBTiles 1.3 counts rows from the south, PMTiles 3 and addresses in the browser from the north.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from geo.errors import SettingError

GZIP = b"\x1f\x8b"
MOST_ZOOM = 24
MEDIA = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "pbf": "application/vnd.mapbox-vector-tile",
    "mvt": "application/vnd.mapbox-vector-tile",
}
VECTOR = MEDIA["mvt"]
ENDINGS = (".mbtiles", ".pmtiles")


@dataclass(frozen=True)
class TileFacts:
    """What a file says of its tiles: media type, zooms, source, and bounds in degrees if given."""

    media: str
    least_zoom: int
    most_zoom: int
    attribution: str
    bounds: tuple[float, float, float, float] | None


class TileFile(Protocol):
    """A file of tiles."""

    facts: TileFacts

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """One tile as it is stored, rows counted from the north; None where there is none."""


def open_tiles(path: Path) -> TileFile:
    """The tiles of a file, by its ending.

    Raises:
        SettingError: it is missing, damaged, or of another kind.
    """
    kind = path.suffix.lower()
    if kind not in ENDINGS:
        raise SettingError(f"{path.name} is neither .mbtiles nor .pmtiles")
    if not path.is_file():
        raise SettingError(f"{path.name} is not there")
    try:
        return MBTiles(path) if kind == ENDINGS[0] else PMTiles(path)
    except SettingError:
        raise
    except Exception as error:  # each kind of damage has its own class
        reason = " ".join(str(error).split()) or type(error).__name__
        raise SettingError(f"{path.name} cannot be read as {kind[1:]}: {reason}") from error


class MBTiles:
    """A SQLite database; it is opened for each tile, because threads share no connection."""

    def __init__(self, path: Path) -> None:
        """Reads the metadata."""
        self._address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(self._open()) as database:
            facts = dict(database.execute("SELECT name, value FROM metadata").fetchall())
            zooms = database.execute(
                "SELECT min(zoom_level), max(zoom_level) FROM tiles"
            ).fetchone()
        if zooms[0] is None:
            raise SettingError(f"{path.name} holds no tiles")
        self.facts = _facts(path, str(facts.get("format", "")), zooms, facts)

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._address, uri=True)

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """See `TileFile`."""
        with closing(self._open()) as database:
            found = database.execute(
                "SELECT tile_data FROM tiles"
                " WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
                (zoom, column, 2**zoom - 1 - row),
            ).fetchone()
        return bytes(found[0]) if found else None


class PMTiles:
    """An archive of one file, read in pieces."""

    def __init__(self, path: Path) -> None:
        """Reads header and metadata."""
        from pmtiles.reader import Reader  # only where such a file is configured
        from pmtiles.tile import Compression

        self._path = path
        self._reader = Reader(self._bytes)
        header = self._reader.header()
        if header["tile_compression"] not in (Compression.NONE, Compression.GZIP):
            raise SettingError(f"{path.name} is compressed with something else than gzip")
        kind = header["tile_type"].name.lower()
        zooms = (header["min_zoom"], header["max_zoom"])
        sides = ("min_lon", "min_lat", "max_lon", "max_lat")
        bounds = ",".join(str(header[f"{side}_e7"] / 1e7) for side in sides)
        self.facts = _facts(path, kind, zooms, {**self._reader.metadata(), "bounds": bounds})

    def _bytes(self, offset: int, length: int) -> bytes:
        with self._path.open("rb") as file:
            file.seek(offset)
            return file.read(length)

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """See `TileFile`."""
        return cast(bytes | None, self._reader.get(zoom, column, row))


def _facts(path: Path, kind: str, zooms: tuple[int, int], told: Mapping[str, object]) -> TileFacts:
    """The facts of a file.

    Raises:
        SettingError: its tiles are of a kind that the map cannot draw.
    """
    media = MEDIA.get(kind.lower())
    if media is None:
        raise SettingError(f"{path.name} holds tiles of the kind {kind!r}, which is not drawn")
    return TileFacts(
        media,
        int(zooms[0]),
        min(int(zooms[1]), MOST_ZOOM),
        str(told.get("attribution") or ""),
        _bounds(told.get("bounds")),
    )


def _bounds(told: object) -> tuple[float, float, float, float] | None:
    """West, south, east, north of `w,s,e,n`; None where they are not given or make no sense."""
    try:
        west, south, east, north = (float(part) for part in str(told).split(","))
    except ValueError:
        return None
    inside = -180 <= west < east <= 180 and -90 <= south < north <= 90
    return (west, south, east, north) if inside else None


def is_gzipped(tile: bytes) -> bool:
    """Whether a stored tile is compressed, as vector tiles mostly are."""
    return tile.startswith(GZIP)
