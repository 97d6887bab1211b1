"""A zipped Shapefile as an own layer: points, lines and polygons, with the columns of its .dbf."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from geo.ingest.areas.model import Budget
from geo.ingest.areas.shapefile import (
    BOX,
    POLYGONS,
    crs_of,
    kind_of,
    polygons_in,
    records_of,
    runs_in,
    unzip,
)
from geo.ingest.layers.layer_file import MOST_COLUMNS, FileFeature, FileLayer, plain_text

POINTS, LINES, MULTIPOINTS = (1, 11, 21), (3, 13, 23), (8, 18, 28)  # plain, with Z, with M
HEADER, DESCRIPTOR, END = 32, 32, 0x0D  # of a .dbf, in bytes
CHINESE = ("gbk", "gb2312", "gb18030", "936", "cp936", "ansi 936")


@dataclass(frozen=True)
class _Table:
    """A .dbf: its columns as name, type, offset in a record and width."""

    data: bytes
    start: int
    width: int
    columns: list[tuple[str, str, int, int]]
    encoding: str

    def values(self, number: int) -> tuple[str, ...]:
        """The texts of the kept columns of a record; empty where the file ends too early."""
        at = self.start + number * self.width
        row = self.data[at : at + self.width]
        return tuple(
            _text(row[begin : begin + width].decode(self.encoding, "replace"), kind)
            for _, kind, begin, width in self.columns[:MOST_COLUMNS]
        )


def read_shapefile_layer(data: bytes, budget: Budget) -> FileLayer:
    """The one Shapefile in an archive; without a .dbf it has no columns."""
    parts = unzip(data, budget.limits.unzipped)
    table = _table(parts.get(".dbf", b""), parts.get(".cpg", b""))
    features = []
    for number, content, length in records_of(parts, budget):
        geometry = _geometry(content, length, budget)
        if geometry is not None and not geometry.is_empty:
            features.append(FileFeature(geometry, table.values(number)))
    names = tuple(name for name, *_ in table.columns[:MOST_COLUMNS])
    return FileLayer("", crs_of(parts), names, features, len(table.columns) - len(names))


def _geometry(content: bytes, length: int, budget: Budget) -> BaseGeometry | None:
    """The geometry of a record; None for an empty one, and for solids."""
    kind = kind_of(content, length)
    if kind in POINTS:
        budget.vertices(1)
        return shapely.Point(struct.unpack_from("<2d", content, 4))
    if kind in MULTIPOINTS:
        (count,) = struct.unpack_from("<i", content, BOX)
        if count < 0 or BOX + 4 + 16 * count > length:
            raise ValueError("a record says that it is longer than its bytes")
        budget.vertices(count)
        flat = struct.unpack_from(f"<{2 * count}d", content, BOX + 4)
        return shapely.MultiPoint(list(zip(flat[::2], flat[1::2], strict=True)))
    if kind in LINES:
        runs = [run for run in runs_in(content, length, budget) if len(run) > 1]
        return shapely.MultiLineString(runs) if len(runs) != 1 else shapely.LineString(runs[0])
    if kind in POLYGONS:
        polygons = polygons_in(content, length, budget)
        return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
    return None


def _table(dbf: bytes, cpg: bytes) -> _Table:
    """The columns of a .dbf; none where it is missing or too short."""
    if len(dbf) < HEADER:
        return _Table(b"", 0, 0, [], "utf-8")
    encoding = _encoding(cpg, dbf)
    start, width = struct.unpack_from("<HH", dbf, 8)
    columns, at = [], 1  # the first byte of a record says whether it is deleted
    for begin in range(HEADER, min(start, len(dbf)) - DESCRIPTOR + 1, DESCRIPTOR):
        if dbf[begin] == END:
            break
        name = dbf[begin : begin + 11].split(b"\0")[0].decode(encoding, "replace")
        kind, size = chr(dbf[begin + 11]), dbf[begin + 16]
        columns.append((plain_text(name), kind, at, size))
        at += size
    return _Table(dbf, start, width, columns, encoding)


def _encoding(cpg: bytes, dbf: bytes) -> str:
    """That of the .cpg; without one UTF-8 if the table is, else GB 18030, as Chinese offices do."""
    named = cpg[:40].decode("ascii", "replace").strip().lower()
    if named in CHINESE:
        return "gb18030"
    if named.replace("-", "") == "utf8":
        return "utf-8"
    try:
        dbf[struct.unpack_from("<H", dbf, 8)[0] :].decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _text(cell: str, kind: str) -> str:
    cell = cell.strip(" \0")
    if kind == "D" and len(cell) == 8 and cell.isdigit():
        return f"{cell[:4]}-{cell[4:6]}-{cell[6:]}"
    if kind in ("N", "F"):
        if cell.startswith("*"):  # a number that had no room
            return ""
        cell = cell.rstrip("0").rstrip(".") if "." in cell and "e" not in cell.lower() else cell
    return plain_text(cell)
