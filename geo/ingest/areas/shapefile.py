"""A zipped Shapefile: the polygons of the records that are not deleted.

Read here and not by GDAL: three of its parts are lists of numbers with a fixed form, the fourth is
the WKT of the reference system, and without GDAL none of its other 60 drivers is reachable (see
`docs/2026-11-28-foreign-files.md`).
"""

from __future__ import annotations

import struct
import zipfile
from collections import defaultdict
from collections.abc import Generator, Iterator
from pathlib import PurePosixPath

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from geo.ingest.areas.crs import MAX_DEFINITION, from_definition
from geo.ingest.areas.model import AreaLayer, Budget, area_error
from geo.ingest.areas.unzip import ZIP_METHODS, open_archive, read_members

SHAPEFILE_MAGIC = struct.pack(">i", 9994)
SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")  # .dbf says which records are deleted
MAX_RECORDS = 100_000  # the deleted ones, which are no features, among them
MAX_NESTED = 1_000_000  # outlines around holes, of all holes of a record together
LEAST_RING = 4  # points; the last one is the first again
HEADER, INDEX_ENTRY, WORD = 100, 8, 2  # bytes
POLYGONS = (5, 15, 25)  # plain, with Z, with M; Z and M stand behind the points
BOX = 4 + 4 * 8  # bytes of type and envelope
DELETED = ord("*")
ShapeRing = NDArray[np.float64]


def read_shapefile(data: bytes, budget: Budget) -> Generator[AreaLayer, None, None]:
    """The polygons of the one Shapefile in an archive."""
    parts = unzip(data, budget.limits.unzipped)
    polygons: list[shapely.Polygon] = []
    for _number, content, length in records_of(parts, budget):
        polygons += polygons_in(content, length, budget)
    yield AreaLayer(crs_of(parts), polygons)


def crs_of(parts: dict[str, bytes]) -> CRS | None:
    """The reference system that the `.prj` defines; None when it defines none."""
    definition = parts.get(".prj", b"")[: MAX_DEFINITION * 4].decode("utf-8", "replace")
    return from_definition(definition)


def records_of(parts: dict[str, bytes], budget: Budget) -> Iterator[tuple[int, bytes, int]]:
    """Number, content and stated length of each record that is not deleted.

    Raises:
        ValueError: the parts are not those of a Shapefile.
        AreaFileError: the records are too many.
    """
    shp, shx = parts[".shp"], parts[".shx"]
    if not shp.startswith(SHAPEFILE_MAGIC) or not shx.startswith(SHAPEFILE_MAGIC):
        raise ValueError("the .shp or .shx is not of a Shapefile")
    for number, (offset, length) in enumerate(_index(shx)):
        if not _is_deleted(parts.get(".dbf", b""), number):
            budget.feature()
            yield number, shp[offset : offset + length], length


def _index(shx: bytes) -> Iterator[tuple[int, int]]:
    """Offset and length of each record's content in the .shp, in bytes."""
    entries = shx[HEADER : len(shx) - (len(shx) - HEADER) % INDEX_ENTRY]
    if len(entries) > MAX_RECORDS * INDEX_ENTRY:
        raise ValueError(f"more than {MAX_RECORDS} records")
    for offset, length in struct.iter_unpack(">ii", entries):
        if offset < 0 or length < 0:
            raise ValueError("the index points before the file")
        yield offset * WORD + 8, length * WORD


def _is_deleted(dbf: bytes, number: int) -> bool:
    if len(dbf) < 12:
        return False
    header, record = struct.unpack_from("<HH", dbf, 8)
    at = header + number * record
    return bool(at < len(dbf) and dbf[at] == DELETED)


def polygons_in(content: bytes, length: int, budget: Budget) -> list[shapely.Polygon]:
    """The polygons of one record; none of a point, a line, or nothing."""
    if kind_of(content, length) not in POLYGONS:
        return []
    rings = runs_in(content, length, budget)
    return _assembled([ring for ring in rings if len(ring) >= LEAST_RING])


def kind_of(content: bytes, length: int) -> int:
    """The number of the type of a record of `length` bytes.

    Raises:
        ValueError: the record ends too early.
    """
    if len(content) < length or length < 4:
        raise ValueError("a record ends too early")
    (kind,) = struct.unpack_from("<i", content)
    return int(kind)


def runs_in(content: bytes, length: int, budget: Budget) -> list[ShapeRing]:
    """The rings or lines of a record of either.

    Raises:
        ValueError: it says more than it has.
        AreaFileError: it has too many vertices.
    """
    parts, points = struct.unpack_from("<ii", content, BOX)
    start = BOX + 8
    if parts < 0 or points < 0 or start + 4 * parts + 16 * points > length:
        raise ValueError("a record says that it is longer than its bytes")
    budget.vertices(points)
    first = np.frombuffer(content, "<i4", parts, start)
    pairs = np.frombuffer(content, "<f8", 2 * points, start + 4 * parts).reshape(-1, 2)
    ends = np.append(first, points)
    if parts and (first[0] != 0 or (np.diff(ends) < 0).any()):
        raise ValueError("the rings of a record are not in order")
    return [pairs[ends[at] : ends[at + 1]] for at in range(parts)]


def _assembled(rings: list[ShapeRing]) -> list[shapely.Polygon]:
    """Polygons out of rings: clockwise ones are outlines, the others holes of the one around them.

    Some programs forget about the direction: a hole that lies in no outline is one itself.
    """
    outlines = [ring for ring in rings if _is_clockwise(ring)]
    holes = [ring for ring in rings if not _is_clockwise(ring)]
    if len(outlines) == 1:
        return [shapely.Polygon(outlines[0], holes)]
    inner: dict[int | None, list[ShapeRing]] = defaultdict(list)
    for hole, around in zip(holes, _around(outlines, holes), strict=True):
        inner[around].append(hole)
    return [
        *(shapely.Polygon(ring, inner[at]) for at, ring in enumerate(outlines)),
        *map(shapely.Polygon, inner[None]),
    ]


def _around(outlines: list[ShapeRing], holes: list[ShapeRing]) -> list[int | None]:
    """The smallest outline around each hole."""
    shells = [shapely.Polygon(ring) for ring in outlines]
    tree = shapely.STRtree([shapely.Point(hole[0]) for hole in holes])
    found: list[int | None] = [None] * len(holes)
    left = MAX_NESTED
    for number in sorted(range(len(shells)), key=lambda at: -shells[at].area):
        inside = tree.query(shells[number], predicate="intersects").tolist()
        left -= len(inside)
        if left < 0:
            raise ValueError("more outlines around holes than a map has")
        for hole in inside:
            found[hole] = number
    return found


def _is_clockwise(ring: ShapeRing) -> bool:
    x, y = (ring - ring[0]).T
    return bool(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]) <= 0)


def unzip(data: bytes, limit: int) -> dict[str, bytes]:
    """Suffix → content of the one Shapefile in an archive."""
    with open_archive(data, limit) as archive:
        return read_members(archive, _members(archive), limit)


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Suffix → member for the parts of the one Shapefile, in whatever folder it lies."""
    paths = [(PurePosixPath(entry.filename), entry) for entry in archive.infolist()]
    # macOS adds a companion ._name for each file
    paths = [(path, entry) for path, entry in paths if not path.name.startswith("._")]
    bases = {path.with_suffix("") for path, _ in paths if path.suffix.lower() == ".shp"}
    shapefiles = sum(path.suffix.lower() == ".shp" for path, _ in paths)
    members = {
        path.suffix.lower(): entry
        for path, entry in paths
        if path.suffix.lower() in SHAPEFILE_PARTS and path.with_suffix("") in bases
    }
    usual = all(entry.compress_type in ZIP_METHODS for entry in members.values())
    if shapefiles != 1 or ".shx" not in members or not usual:
        raise area_error("bad_archive")
    return members
