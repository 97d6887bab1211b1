"""The one door of the readers: by the kind of file, or from pasted text."""

from __future__ import annotations

from pathlib import Path, PurePath

from geo.ingest import workbook
from geo.ingest.delimited import read_delimited, read_text
from geo.ingest.features import read_features
from geo.ingest.table import COMMAND_LIMITS, Grid, Limits, Table, error, make_grid

ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
WORKBOOKS = (".xlsx", ".xlsm")
FEATURES = (".geojson", ".json")
TEXTS = (".csv", ".tsv", ".tab", ".txt")
FORMATS = tuple(suffix.removeprefix(".") for suffix in (*TEXTS, *WORKBOOKS, *FEATURES))


def read_list(name: str, data: bytes, limits: Limits, sheet: str | None = None) -> Grid:
    """The cells of an uploaded file; `sheet` chooses one of a workbook, else its first.

    Raises:
        ListFileError: the file is too large, of no kind that we read, damaged, or empty.
    """
    suffix = PurePath(name).suffix.lower()
    if len(data) > limits.bytes:
        raise error("too_large", name=name, limit=limits.bytes // 1_000_000)
    if not data.strip():
        raise error("empty")
    if data.startswith(OLE_MAGIC):  # also what an encrypted .xlsx is
        raise error("old_workbook", name=name)
    if suffix in WORKBOOKS or (suffix in TEXTS and data.startswith(ZIP_MAGIC)):
        return workbook.read_workbook(data, limits, sheet)
    if suffix in FEATURES:
        return read_features(data, limits)
    if suffix in TEXTS:
        return read_delimited(data, limits)
    raise error("unknown_format", name=name)


def read_table(path: Path) -> Table:
    """The table in a file, its first row as header, within the limits of the command line.

    Raises:
        ListFileError: the file cannot be opened, or see `read_list`.
    """
    try:
        data = path.read_bytes()
    except OSError as broken:
        raise error("unreadable", name=path.name, reason=broken.strerror) from broken
    return read_list(path.name, data, COMMAND_LIMITS).table()


def sheet_names(name: str, data: bytes, limits: Limits) -> list[str]:
    """The sheets to choose from; none for other kinds of file.

    Raises:
        ListFileError: the workbook is damaged or too large when unpacked.
    """
    if PurePath(name).suffix.lower() not in WORKBOOKS or not data.startswith(ZIP_MAGIC):
        return []
    return workbook.sheet_names(data, limits)


def read_pasted(text: str, limits: Limits) -> Grid:
    """Pasted lines: one name each, or cells of a spreadsheet, which come apart by tabs.

    Raises:
        ListFileError: there is nothing, or more than the limits allow.
    """
    if len(text.encode()) > limits.bytes:
        raise error("text_too_large", limit=limits.bytes // 1_000_000)
    if "\t" in text:
        return read_text(text, limits)
    return make_grid([[line] for line in text.splitlines()], limits)
