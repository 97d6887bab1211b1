"""Text files: detect the encoding and delimiter, and split into cells."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import StringIO
from itertools import islice

from geo.ingest.table import NUL, UNKNOWN, Grid, TableLimits, list_error, make_grid

BOMS = (  # the longer first: a UTF-32 mark begins like a UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DELIMITERS = ("\t", ",", ";", "|", "\N{FULLWIDTH COMMA}", "\N{IDEOGRAPHIC COMMA}")
LOOKED_AT = 200  # records, to find the delimiter
SHORT_TABLE = 3  # lines, header included, that agree
LOOKED_AT_BYTES = 4_000  # to find UTF-16 without a mark
USUAL = re.compile(r"[\t\r\n -~\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
USUAL_SHARE = 0.9
NO_ASCII = re.compile(r"[^\x00-\x7f\ufffd]")
MOST_DAMAGED = 20  # places; more is no accident
ENOUGH = 5  # whole characters beyond ASCII for each damaged place
NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")  # bytes of pictures and programs


@dataclass(frozen=True)
class DecodedText:
    """A text, and the lines (from 1) in which bytes stood that are no character."""

    text: str
    damaged: tuple[int, ...] = ()


def read_delimited(data: bytes, limits: TableLimits) -> Grid:
    """The cells of a text file in UTF-8, UTF-16, UTF-32 or GB18030, whatever its delimiter.

    A few bytes that are no character become `�`, and the grid names their lines.

    Raises:
        ListFileError: it is not text, or exceeds the limits.
    """
    found = decode(data)
    return replace(read_text(found.text, limits), damaged=found.damaged)


def decode_whole(data: bytes) -> str:
    """The text of a file in which every byte counts.

    Raises:
        ListFileError: see `decode`, or any byte is damaged.
    """
    found = decode(data)
    if found.damaged:
        raise list_error("damaged_text", line=found.damaged[0])
    return found.text


def decode(data: bytes) -> DecodedText:
    """The text of a file.

    Raises:
        ListFileError: no encoding that Chinese lists come in fits it; when one fits but for
            damaged bytes, the error says in which line the first of them is.
    """
    marked = next((name for mark, name in BOMS if data.startswith(mark)), None)
    encodings = [marked] if marked else _likely(data)
    furthest: UnicodeDecodeError | None = None
    for encoding in encodings:
        try:
            return DecodedText(data.decode(encoding))
        except UnicodeDecodeError as broken:
            if furthest is None or broken.start > furthest.start:
                furthest = broken
        unmarked = data.removeprefix(codecs.BOM_UTF8)
        if encoding.startswith("utf-8") and (text := _mended(unmarked, "utf-8")):
            return text  # before GB18030, which takes most texts in UTF-8 for something else
    if NO_TEXT.search(data[:LOOKED_AT_BYTES]):
        raise list_error("not_text")
    if not marked and (text := _mended(data, "gb18030")):
        return text
    before = data[: furthest.start] if furthest else b""
    if b"\n" not in before:
        raise list_error("not_text")
    raise list_error("damaged_text", line=before.count(b"\n") + 1)


def _mended(data: bytes, encoding: str) -> DecodedText | None:
    """The text with its damaged bytes replaced, if they are few and the rest is ordinary text."""
    view, parts, lines, line, start = memoryview(data), [], [], 1, 0
    while start < len(data):
        try:
            parts.append(str(view[start:], encoding))
            break
        except UnicodeDecodeError as broken:
            good = str(view[start : start + broken.start], encoding)
            line += good.count("\n")
            parts += [good, UNKNOWN]
            lines.append(line)
            start += broken.end
        if len(lines) > MOST_DAMAGED:
            return None
    text = "".join(parts)
    foreign = sum(1 for _ in islice(NO_ASCII.finditer(text), ENOUGH * MOST_DAMAGED))
    if foreign < ENOUGH * len(lines) or _usual_share(text[:LOOKED_AT_BYTES]) < USUAL_SHARE:
        return None
    return DecodedText(text, tuple(dict.fromkeys(lines)))


def _likely(data: bytes) -> list[str]:
    """Encodings of a file without a mark, the surest first.

    In UTF-16 the delimiters and digits of a list make zeros, which no other text has many of.
    """
    head = data[:LOOKED_AT_BYTES]
    plain = ["utf-8", "gb18030"]
    if head.count(0) <= len(head) // 50:
        return plain
    best = max(("utf-16-le", "utf-16-be"), key=lambda encoding: _usual(head, encoding))
    return [best, *plain] if _usual(head, best) > USUAL_SHARE else plain


def _usual(head: bytes, encoding: str) -> float:
    """The fraction of characters common in Chinese lists, if decoded this way."""
    return _usual_share(head[: len(head) // 2 * 2].decode(encoding, errors="replace"))


def _usual_share(text: str) -> float:
    return len(USUAL.findall(text)) / len(text) if text else 0.0


def read_text(text: str, limits: TableLimits) -> Grid:
    """The cells of a delimited text.

    Raises:
        ListFileError: see `read_delimited`.
    """
    text = text.replace(NUL, "").lstrip("\ufeff")
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:  # as Excel writes it
        return make_grid(_records(rest, first.strip()[4], limits), limits)
    return make_grid(_records(text, find_delimiter(text), limits), limits)


def find_delimiter(text: str) -> str:
    """The delimiter that splits the text into records of equal length, else a comma.

    A comma that stands inside some of the names cuts them into records of many lengths and loses.
    """

    def agreement(delimiter: str) -> tuple[float, int]:
        try:
            sample = list(islice(_plain(text, delimiter), LOOKED_AT))
        except csv.Error:
            return 0, 0
        widths = Counter(len(record) for record in sample if record)
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return (times / widths.total() if width > 1 else 0), width

    best = max(DELIMITERS, key=agreement)
    share, _ = agreement(best)
    # Enumeration commas belong to Chinese prose: they part columns only when they always do.
    needed = 1.0 if best in DELIMITERS[4:] else 0.5
    return best if share >= needed else _below_titles(text)


def _below_titles(text: str) -> str:
    """The delimiter of a short table among titles and notes, which have none; else a comma."""
    lines = text.splitlines()[:LOOKED_AT]
    counts = {one: [line.count(one) for line in lines if one in line] for one in DELIMITERS[:4]}
    best = max(counts, key=lambda one: len(counts[one]))
    found = counts[best]
    return best if len(found) >= SHORT_TABLE and len(set(found)) == 1 else ","


def _plain(text: str, delimiter: str) -> Iterator[list[str]]:
    # Some programs put a space before each quote, which would otherwise stand in the cell.
    spaced = f'{delimiter} "' in text.partition("\n")[0]
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=spaced)


def _records(text: str, delimiter: str, limits: TableLimits) -> Iterator[list[str]]:
    records = _plain(text, delimiter)
    # Per process, but never lowered below what another thread may be reading with.
    csv.field_size_limit(max(csv.field_size_limit(), limits.cell * 4))
    try:
        yield from records
    except csv.Error as broken:
        raise list_error("cell_too_long", row=records.line_num, limit=limits.cell) from broken  # type: ignore[attr-defined]
