"""The parts besides the sheets: the list of sheets, the shared strings, the number formats."""

from __future__ import annotations

from dataclasses import dataclass

from geo.ingest.table import list_error
from geo.ingest.workbook.archive import Archive, book_part, relations_of
from geo.ingest.workbook.cells import BUILTIN_FORMATS
from geo.ingest.xml_stream import Stream

MAX_SHEETS = 1_000
MAX_FORMATS = 100_000  # styles of cells; Excel itself ends at 65,490
VISIBLE = "visible"


@dataclass(frozen=True)
class SheetPart:
    """A sheet with cells: its name, its part of the archive, and whether it is `hidden`."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True)
class WorkbookPart:
    """What the sheets need to be read: their list, texts, number formats, and the epoch."""

    sheets: tuple[SheetPart, ...]
    strings_part: str | None
    styles_part: str | None
    from_1904: bool


def read_book(archive: Archive) -> WorkbookPart:
    """The list of sheets with cells; charts have none.

    Raises:
        XmlError: a part is missing or damaged.
        ListFileError: there are more sheets than a list needs.
    """
    part = book_part(archive)
    found = _Sheets()
    archive.read(part, found)
    relations = relations_of(archive, part)
    sheets = []
    for name, relation, state in found.sheets:
        kind, target = relations.targets.get(relation, ("", ""))
        if kind == "worksheet":
            sheets.append(SheetPart(name, target, state != VISIBLE))
    return WorkbookPart(
        tuple(sheets),
        relations.of_kind("sharedStrings"),
        relations.of_kind("styles"),
        found.from_1904,
    )


class _Sheets(Stream):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            state = attributes.get("state", VISIBLE)
            self.sheets.append((attributes.get("name", ""), attributes.get("id", ""), state))
            if len(self.sheets) > MAX_SHEETS:
                raise list_error("workbook_too_complex")
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")


def read_strings(archive: Archive, part: str | None) -> list[str]:
    """The shared strings; of rich text all runs, without what says how they are pronounced."""
    if part is None or part not in archive:
        return []
    found = _Strings()
    archive.read(part, found)
    return found.strings


class _Strings(Stream):
    def __init__(self) -> None:
        self.strings: list[str] = []
        self._pieces: list[str] = []
        self._spoken = 0  # inside a phonetic run

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._spoken += 1
        self.wants_text = name == "t" and not self._spoken

    def text(self, text: str) -> None:
        self._pieces.append(text)

    def end(self, name: str) -> None:
        self.wants_text = False
        if name == "si":
            self.strings.append("".join(self._pieces))
        elif name == "rPh":
            self._spoken -= 1


def read_formats(archive: Archive, part: str | None) -> list[str]:
    """The number format of each style of cells; nothing else of a style says what a cell holds."""
    if part is None or part not in archive:
        return []
    found = _Formats()
    archive.read(part, found)
    return [found.codes.get(number, BUILTIN_FORMATS.get(number, "")) for number in found.styles]


class _Formats(Stream):
    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.styles: list[str] = []
        self._in_styles = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_styles = True
        elif name == "xf" and self._in_styles:
            self.styles.append(attributes.get("numFmtId", "0"))
            if len(self.styles) > MAX_FORMATS:
                raise list_error("workbook_too_complex")

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_styles = False
