"""Reference systems as files name them: by an EPSG code or by a definition in WKT."""

from __future__ import annotations

import warnings

from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.query.spatial import WGS84

MAX_DEFINITION = 20_000  # characters; the longest of the EPSG register in WKT2 has 14,000
MAX_DEPTH = 40  # brackets in each other; a compound system with its transformation has 12
MAX_CODE = 999_999
MAX_NAME = 200  # characters


def from_code(code: object) -> CRS | None:
    """The system of an EPSG code; None when there is none."""
    if not isinstance(code, int) or not 0 < code <= MAX_CODE:
        return None
    try:
        return CRS.from_epsg(code)
    except CRSError:
        return None


def from_definition(text: object) -> CRS | None:
    """The system that a WKT of any dialect defines; None when it defines none."""
    if not isinstance(text, str) or len(text) > MAX_DEFINITION or _depth(text) > MAX_DEPTH:
        return None
    try:
        with warnings.catch_warnings(action="ignore"):
            return CRS.from_wkt(text.strip("\ufeff \t\r\n\0"))
    except CRSError:
        return None


def from_name(name: str) -> CRS | None:
    """The system of a name as in GeoJSON before 2016: WGS84 unless it names an EPSG code.

    >>> from_name("urn:ogc:def:crs:EPSG::32648").to_epsg()
    32648
    """
    head = name[:MAX_NAME]
    digits = len(head) - len(head.rstrip("0123456789"))
    if "EPSG" not in head.upper() or not digits:
        return CRS(WGS84)
    return from_code(int(head[-digits:][:10]))


def _depth(text: str) -> int:
    deepest = depth = 0
    for sign in text:
        if sign in "[(":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "])":
            depth -= 1
    return deepest
