"""Untrusted WKB: its headers are validated before anything is built."""

from __future__ import annotations

import struct
from collections.abc import Callable

MAX_DEPTH = 8  # collections in each other
MAX_PARTS = 100_000  # geometries in one; each has a header, also when it is empty
MIN_PART = 5  # bytes: the order of bytes and the type
HAS_Z, HAS_M, HAS_SRID = 0x8000_0000, 0x4000_0000, 0x2000_0000  # as PostGIS writes types
ORDINATE = 8  # bytes
POINT, LINE, POLYGON, COLLECTION = 1, 2, 3, 7
COLLECTIONS = (4, 5, 6, COLLECTION)


def check_wkb(blob: bytes, on_ring: Callable[[int], None]) -> None:
    """Walk a geometry without building it; `on_ring` gets the number of points of each ring.

    Raises:
        ValueError: it ends too early or too late, says more than it has, is nested more than
            `MAX_DEPTH` deep, or has a type that is no point, line, polygon or collection of these.
    """
    at, parts = 0, 0
    open_parts = [1]  # how many geometries are still to come, on each level
    while open_parts:
        if not open_parts[-1]:
            open_parts.pop()
            continue
        open_parts[-1] -= 1
        parts += 1
        if parts > MAX_PARTS:
            raise ValueError(f"more than {MAX_PARTS} geometries")
        order, kind, ordinates, at = _header(blob, at)
        if kind == POINT:
            at = _skip(blob, at, ordinates * ORDINATE)
            continue
        count, at = _count(blob, at, order)
        if kind == LINE:
            at = _skip(blob, at, count * ordinates * ORDINATE)
        elif kind == POLYGON:
            for _ in range(count):
                points, at = _count(blob, at, order)
                on_ring(points)
                at = _skip(blob, at, points * ordinates * ORDINATE)
        else:
            if count * MIN_PART > len(blob) - at:
                raise ValueError("a collection says that it has more parts than bytes")
            open_parts.append(count)
            if len(open_parts) > MAX_DEPTH:
                raise ValueError(f"more than {MAX_DEPTH} collections in each other")
    if at != len(blob):
        raise ValueError("bytes after the geometry")


def _header(blob: bytes, at: int) -> tuple[str, int, int, int]:
    """Order of bytes, type, ordinates of a point, and where the rest begins."""
    if at + MIN_PART > len(blob) or blob[at] > 1:
        raise ValueError("no header of a geometry")
    order = "<" if blob[at] else ">"
    (code,) = struct.unpack_from(f"{order}I", blob, at + 1)
    at += MIN_PART
    ordinates = 2 + bool(code & HAS_Z) + bool(code & HAS_M)
    if code & HAS_SRID:
        at = _skip(blob, at, 4)
    dimension, kind = divmod(code & 0xFFFF, 1000)  # ISO adds 1000 for Z, 2000 for M, 3000 for both
    ordinates += (0, 1, 1, 2)[dimension] if dimension < 4 else 0
    if dimension > 3 or kind not in (POINT, LINE, POLYGON, *COLLECTIONS):
        raise ValueError(f"a geometry of type {code}")
    return order, kind, ordinates, at


def _count(blob: bytes, at: int, order: str) -> tuple[int, int]:
    if at + 4 > len(blob):
        raise ValueError("a geometry ends too early")
    return struct.unpack_from(f"{order}I", blob, at)[0], at + 4


def _skip(blob: bytes, at: int, length: int) -> int:
    if length > len(blob) - at:
        raise ValueError("a geometry says that it is longer than its bytes")
    return at + length
