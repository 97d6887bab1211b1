"""A workbook as an archive of XML parts: checked before anything is unpacked, then by streams."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO

from geo.errors import ListFileError
from geo.ingest.table import TableLimits, list_error
from geo.ingest.xml_stream import Stream, TooManyElementsError, XmlError, read_xml

ZIP_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
RATIO = 200  # compression ratio that no regular part of a workbook exceeds
SMALL = 1_000_000  # bytes, below which the ratio says nothing
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
MAX_PARTS = 10_000  # of the archive
MAX_DEPTH = 60  # elements in each other; a run of rich text in a sheet is 8 deep
ROOT_RELATIONS, USUAL_BOOK = "_rels/.rels", "xl/workbook.xml"


class Archive:
    """The parts of a workbook, by name; what they hold is counted over all of them."""

    def __init__(self, data: bytes, limits: TableLimits) -> None:
        """Look at the directory of the archive.

        Raises:
            ListFileError: it is not an archive, encrypted, or would unpack to more than a list can
                be.
        """
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as broken:
            raise list_error("not_workbook") from broken
        self._parts = {part.filename.lower(): part for part in self._zip.infolist()}
        self._limits = limits
        self._left = limits.elements
        self._check()

    def _check(self) -> None:
        parts = self._zip.infolist()
        if len(parts) > MAX_PARTS:
            raise list_error("workbook_too_complex")
        if any(part.compress_type not in ZIP_METHODS or part.flag_bits & 1 for part in parts):
            raise list_error(
                "not_workbook"
            )  # encrypted, or packed in a way that no spreadsheet uses
        too_large = sum(part.file_size for part in parts) > self._limits.unzipped or any(
            part.file_size > SMALL and part.file_size > RATIO * part.compress_size for part in parts
        )
        if too_large:
            raise list_error("unzipped_too_large", limit=self._limits.unzipped // 1_000_000)

    def __contains__(self, name: str) -> bool:
        """Whether there is such a part; names differ by case in some programs."""
        return name.lower() in self._parts

    def read(self, name: str, stream: Stream) -> None:
        """Pass the XML of a part to `stream`.

        Raises:
            XmlError: there is no such part, or it is damaged.
            ListFileError: the parts together have more elements than a list needs.
        """
        part = self._parts.get(name.lower())
        if part is None:
            raise XmlError("a part of the workbook is missing")
        try:
            with self._zip.open(part) as source:
                self._left -= read_xml(source, stream, depth=MAX_DEPTH, elements=self._left)
        except TooManyElementsError as many:
            raise list_error("workbook_too_complex") from many
        except (ListFileError, XmlError):
            raise
        except DAMAGE as broken:
            raise XmlError("a part of the workbook is damaged") from broken


class Relations(Stream):
    """Id → (kind, part) as a `.rels` part gives them; the kind is the last word of its type."""

    def __init__(self, base: str) -> None:
        """`base` is the folder that targets are relative to."""
        self.targets: dict[str, tuple[str, str]] = {}
        self._base = base

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note one relation inside the archive."""
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join(self._base, attributes.get("Target", "")))
            self.targets[attributes.get("Id", "")] = (kind, target.lstrip("/"))

    def of_kind(self, kind: str) -> str | None:
        """The first part of a kind, e.g. `styles`."""
        return next((part for known, part in self.targets.values() if known == kind), None)


def book_part(archive: Archive) -> str:
    """The name of the part that lists the sheets."""
    if ROOT_RELATIONS not in archive:
        return USUAL_BOOK
    relations = Relations("")
    archive.read(ROOT_RELATIONS, relations)
    return relations.of_kind("officeDocument") or USUAL_BOOK


def relations_of(archive: Archive, part: str) -> Relations:
    """What a part refers to."""
    folder, name = posixpath.split(part)
    relations = Relations(folder)
    archive.read(posixpath.join(folder, "_rels", f"{name}.rels"), relations)
    return relations
