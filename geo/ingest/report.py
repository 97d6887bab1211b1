"""What a command says of a list that it read: sheet, header, rows left out, damaged lines."""

from __future__ import annotations

from collections.abc import Iterator

from geo.i18n import english_count
from geo.ingest.header_detection import header_code
from geo.ingest.layout import Layout
from geo.ingest.table import UNKNOWN, Table
from geo.ingest.user_files import ListFile

NAMED = 12  # sheets, lines or rows that are listed
SHOWN = 60  # characters of a row


def reading_notes(found: ListFile, layout: Layout, table: Table, sheet: str | None) -> list[str]:
    """Lines in English, only of what a person would not expect; `sheet` is the one asked for."""
    return [
        *_of_sheets(found, sheet),
        *_of_header(found, layout),
        *_of_damage(found.grid.damaged),
        *_of_left_out(table),
    ]


def _of_sheets(found: ListFile, sheet: str | None) -> Iterator[str]:
    if sheet is None and found.sheet is not None:
        names = " / ".join(found.sheets[:NAMED])
        yield f"sheet {found.sheet!r} of {len(found.sheets)} ({names}); --sheet takes another"


def _of_header(found: ListFile, layout: Layout) -> Iterator[str]:
    code = header_code(found.grid, layout.header)
    if found.grid.geometries or (code == "1" and layout.sure):
        return
    text = "no row names the columns" if code == "none" else f"the columns are named in row {code}"
    yield text if layout.sure else f"{text}, which is not certain; --header-row N or none decides"


def _of_damage(damaged: tuple[int, ...]) -> Iterator[str]:
    if damaged:
        lines = ", ".join(map(str, damaged[:NAMED]))
        word = "line" if len(damaged) == 1 else "lines"
        yield f"{word} {lines} of the file: bytes that are no character stand as {UNKNOWN}"


def _of_left_out(table: Table) -> Iterator[str]:
    if not table.left_out:
        return
    yield f"{english_count(len(table.left_out), 'row', 'rows')} left out, not looked up:"
    for one in table.left_out[:NAMED]:
        yield f"row {one.line} ({one.kind}): {one.text[:SHOWN]}"
    if len(table.left_out) > NAMED:
        yield f"and {len(table.left_out) - NAMED} more"
