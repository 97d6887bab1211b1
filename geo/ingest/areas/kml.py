"""KML and KMZ: the polygons of all placemarks, in whatever folders they lie.

As tolerant as Google Earth: a prefix such as `gx:` needs no declaration, and text may be in GBK.
Nothing that a file refers to is ever fetched.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Generator
from io import BytesIO
from pathlib import PurePosixPath

import shapely
from pyproj import CRS

from geo.ingest.areas.model import AreaLayer, Budget, area_error
from geo.ingest.areas.unzip import ZIP_METHODS, open_archive, read_members
from geo.ingest.xml_stream import Stream, read_xml
from geo.query.spatial import WGS84

MAX_DEPTH = 100  # elements in each other; folders of folders of a large project take 30
MAX_ELEMENTS = 500_000
SIDES = {"outerBoundaryIs": "outer", "innerBoundaryIs": "inner"}
MAIN = "doc.kml"  # of a KMZ; the first .kml where there is none of that name
DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""", re.ASCII)
HEAD = 400  # bytes, in which a declaration stands
CHINESE = ("gb2312", "gbk", "gb18030")  # as `codecs` names them; each is part of the last one
UTF_8 = "utf-8"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
KmlRing = list[tuple[float, float]]


def read_kml(data: bytes, budget: Budget) -> Generator[AreaLayer, None, None]:
    """The polygons that lie in placemarks, each once.

    Raises:
        AreaFileError: it has no polygon, but links to other files.
    """
    found = _Placemarks(budget)
    read_document(data, found)
    if found.links and not found.polygons:
        raise area_error("only_links", count=found.links)
    budget.unread_links += found.links
    yield AreaLayer(CRS(WGS84), found.polygons)


def read_document(data: bytes, found: Stream) -> None:
    """Stream a KML document to `found`, as tolerantly as Google Earth reads it.

    Raises:
        XmlError: it is damaged, has a DOCTYPE, or is nested too deep.
        TooManyElementsError: it has more than `MAX_ELEMENTS`.
    """
    text, encoding = _readable(data)
    read_xml(
        BytesIO(text),
        found,
        depth=MAX_DEPTH,
        elements=MAX_ELEMENTS,
        encoding=encoding,
        strict_prefixes=False,
    )


def read_kmz(data: bytes, budget: Budget) -> Generator[AreaLayer, None, None]:
    """The same of the main document in an archive; its pictures and other files stay packed.

    Raises:
        AreaFileError: there is no document, or it is too large.
    """
    yield from read_kml(main_document(data, budget.limits.unzipped), budget)


def main_document(data: bytes, limit: int) -> bytes:
    """The KML document of an archive, at most `limit` bytes; all else stays packed.

    Raises:
        AreaFileError: there is no document, or it is too large.
    """
    with open_archive(data, limit) as archive:
        documents = [
            entry
            for entry in archive.infolist()
            if PurePosixPath(entry.filename).suffix.lower() == ".kml"
            and entry.compress_type in ZIP_METHODS
            and not PurePosixPath(entry.filename).name.startswith("._")  # a companion of macOS
        ]
        if not documents:
            raise area_error("bad_kmz")
        documents.sort(key=lambda entry: entry.filename.lower() != MAIN)
        return read_members(archive, {MAIN: documents[0]}, limit)[MAIN]


def _readable(data: bytes) -> tuple[bytes, str | None]:
    """The document as expat reads it, and its encoding where that is not the declared one.

    expat knows no encoding with several bytes for a sign besides UTF-8 and UTF-16.
    """
    if data.startswith(UTF_16):
        return data, None
    declared = DECLARED.search(data[:HEAD])
    name = _codec(declared[1].decode()) if declared else UTF_8
    # The declaration may be missing, or wrong, as of files that were saved in a text editor. Text
    # in GBK is hardly ever UTF-8 by chance.
    if name in (UTF_8, *CHINESE):
        name = UTF_8 if _is_utf8(data) else CHINESE[-1]
    if name == UTF_8:
        return data, name
    if name not in CHINESE:
        return data, None
    return data.decode(CHINESE[-1]).encode(), UTF_8


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""  # expat says that it does not know it


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


class _Placemarks(Stream):
    """Collects the rings of the polygon that goes by, and builds it when it ends."""

    def __init__(self, budget: Budget) -> None:
        self.polygons: list[shapely.Polygon] = []
        self.links = 0  # to other files
        self._budget = budget
        self._root = True
        self._placemarks = self._in_polygon = 0
        self._side = ""
        self._rings: dict[str, list[KmlRing]] = {}
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._root and name != "kml":
            raise ValueError(f"a KML file does not begin with {name[:40]}")
        self._root = False
        if name == "Placemark":
            self._placemarks += 1
            self._budget.feature()
        elif name == "NetworkLink":
            self.links += 1
        elif name == "Polygon" and self._placemarks:
            self._in_polygon += 1
            self._rings = {"outer": [], "inner": []}
        elif self._in_polygon and name in SIDES:
            self._side = SIDES[name]
        elif self._side and name == "coordinates":
            self._text, self.wants_text = [], True

    def text(self, text: str) -> None:
        self._text.append(text)

    def end(self, name: str) -> None:
        if name == "Placemark":
            self._placemarks -= 1
        elif name == "Polygon" and self._in_polygon:
            self._in_polygon -= 1
            self._build()
        elif name in SIDES:
            self._side = ""
        elif name == "coordinates" and self.wants_text:
            self.wants_text = False
            self._rings[self._side].append(self._ring("".join(self._text)))

    def _ring(self, text: str) -> KmlRing:
        """Longitudes and latitudes; what is written is `lon,lat` or `lon,lat,height`."""
        # no more than one too many: the document of a KMZ may be much larger than a KML
        points = text.split(maxsplit=self._budget.limits.vertices + 1)
        self._budget.vertices(len(points))
        ring = []
        for point in points:
            lon, lat = point.split(",", 2)[:2]
            ring.append((float(lon), float(lat)))
        return ring

    def _build(self) -> None:
        outer, inner = self._rings.get("outer"), self._rings.get("inner")
        self._rings = {}
        if outer and outer[0]:
            self.polygons.append(shapely.Polygon(outer[0], [ring for ring in inner or () if ring]))
