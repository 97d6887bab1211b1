"""The entry point of the readers: by file type, or from pasted text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePath

from geo.errors import ListFileError
from geo.ingest import workbook
from geo.ingest.delimited import NO_TEXT, read_delimited, read_text
from geo.ingest.features import read_features
from geo.ingest.table import Grid, TableLimits, list_error, make_grid, plain_name

ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
WORKBOOKS = (".xlsx", ".xlsm")
OLD_WORKBOOK = ".xls"  # read when it is one of today under an old name
FEATURES = (".geojson", ".json")
TEXTS = (".csv", ".tsv", ".tab", ".txt")
PIECE = 4_000_000  # bytes
FORMATS = tuple(suffix.removeprefix(".") for suffix in (*TEXTS, *WORKBOOKS, *FEATURES))
# What systems export as "Excel" is often a web page, in one file or as MHTML, or an XML of 2003.
WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|!--|html|table|head|meta|body|div|style)|MIME-Version:",
    re.I,
)
OTHER_TEXT = re.compile(rb"%PDF|%!PS|\{\\rtf")  # documents that begin like a text
JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
ENDING = re.compile(r"\.(?=[a-z0-9]*[a-z])[a-z0-9]{1,10}")
XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml", re.I)
LOOKED_AT = 2_000  # bytes, to tell a web page from another XML
# The directory of an OLE file names its parts in UTF-16.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHER_OFFICE = tuple(part.encode("utf-16-le") for part in ("WordDocument", "PowerPoint Document"))


def read_list(name: str, data: bytes, limits: TableLimits, sheet: str | None = None) -> Grid:
    """The cells of an uploaded file; `sheet` chooses one of a workbook, else its first.

    Raises:
        ListFileError: the file is too large, of an unsupported type, damaged, or empty.
    """
    if len(data) > limits.bytes:
        raise list_error("too_large", name=name, limit=limits.bytes // 1_000_000)
    if not data.strip():
        raise list_error("empty")
    reader = _reader(name, data, sheet)
    try:
        return reader(data, limits.for_file(len(data)))
    except (ListFileError, MemoryError):  # the latter is the limit of the process
        raise
    except Exception as broken:  # parsers may raise anything on damaged or hostile input
        raise list_error("not_readable", name=name) from broken


def _reader(name: str, data: bytes, sheet: str | None) -> Callable[[bytes, TableLimits], Grid]:
    """By the content where it is unambiguous, else by the extension."""
    suffix = _ending(name)
    workbook_name = suffix in (*WORKBOOKS, OLD_WORKBOOK)
    if data.startswith(OLE_MAGIC):
        raise list_error(_ole_kind(data), name=name)
    if data.startswith(ZIP_MAGIC) and (workbook_name or workbook.is_workbook(data)):
        return partial(workbook.read_workbook, sheet=sheet)
    if suffix in ("", *FEATURES, *WORKBOOKS, OLD_WORKBOOK, *TEXTS) and sheet is not None:
        raise list_error("no_workbook", name=name)
    if suffix in FEATURES:
        return read_features
    head = _head(data)
    if workbook_name or suffix in TEXTS:
        _refuse_markup(name, suffix, head)
    if suffix in WORKBOOKS:
        raise list_error("not_workbook")
    if suffix in TEXTS or (suffix == OLD_WORKBOOK and not NO_TEXT.search(head)):
        return read_delimited  # many systems call a text with tabs .xls
    if suffix == OLD_WORKBOOK:
        raise list_error("old_workbook", name=name)
    other = WEB_PAGE.match(head) or XML.match(head) or OTHER_TEXT.match(head)
    if not suffix and not other and not NO_TEXT.search(head):
        return read_features if JSON.match(head) else read_delimited
    raise list_error("unknown_format", name=name)


def _ending(name: str) -> str:
    """The ending of a name with its dot; empty where what follows the last dot is none.

    >>> _ending("a.CSV"), _ending("名单"), _ending("名单2026.11.30"), _ending("v1.2 终稿")
    ('.csv', '', '', '')
    """
    suffix = PurePath(name).suffix.lower()
    return suffix if ENDING.fullmatch(suffix) else ""


def _ole_kind(data: bytes) -> str:
    """Which error suits an OLE file: a workbook with a password, another document, an old one."""
    if ENCRYPTED in data:
        return "encrypted_workbook"
    return "unknown_format" if any(part in data for part in OTHER_OFFICE) else "old_workbook"


def _head(data: bytes) -> bytes:
    """The beginning of a file; of one that is marked as UTF-16 in UTF-8."""
    head = data[:LOOKED_AT]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", errors="ignore").encode(errors="ignore")
    return head


def _refuse_markup(name: str, suffix: str, head: bytes) -> None:
    """A web page with a table is no list: its cells are styled, nested and merged at will."""
    if WEB_PAGE.match(head) or (XML.match(head) and b"<html" in head.lower()):
        raise list_error("web_page", name=name, ending=suffix)
    if XML.match(head):
        raise list_error("xml_file", name=name, ending=suffix)


def read_bytes_of(path: Path, limits: TableLimits) -> bytes:
    """The content of a file on the disk, at most one byte more of it than the limits allow.

    Raises:
        ListFileError: the file cannot be opened.
    """
    try:
        return read_at_most(path, limits.bytes + 1)
    except OSError as broken:
        name = plain_name(path.name)
        raise list_error("unreadable", name=name, reason=broken.strerror) from broken


def read_path(path: Path, limits: TableLimits, sheet: str | None = None) -> Grid:
    """The cells of a file on the disk.

    Raises:
        ListFileError: the file cannot be opened, or see `read_list`.
    """
    return read_list(plain_name(path.name), read_bytes_of(path, limits), limits, sheet)


def read_at_most(path: Path, most: int) -> bytes:
    """The first bytes of a file; no more memory than it has bytes is asked for.

    Raises:
        OSError: it cannot be opened or read.
    """
    parts: list[bytes] = []
    with path.open("rb") as source:
        while most > 0 and (part := source.read(min(PIECE, most))):
            parts.append(part)
            most -= len(part)
    return b"".join(parts)


def sheet_names(data: bytes, limits: TableLimits) -> list[str]:
    """The sheets to choose from; none for other kinds of file.

    Raises:
        ListFileError: the workbook is damaged or too large when unpacked.
    """
    if not data.startswith(ZIP_MAGIC):
        return []
    return workbook.sheet_names(data, limits.for_file(len(data)))


def read_pasted(text: str, limits: TableLimits) -> Grid:
    """Pasted lines: one name each, or cells of a spreadsheet, which come apart by tabs.

    Raises:
        ListFileError: there is nothing, or more than the limits allow.
    """
    size = len(text.encode(errors="replace"))
    if size > limits.bytes:
        raise list_error("text_too_large", limit=limits.bytes // 1_000_000)
    limits = limits.for_file(size)
    if "\t" in text:
        return read_text(text, limits)
    return make_grid([[line] for line in text.splitlines()], limits)
