"""Two sheets of a ranked list: its ranks under each named set of weights, and its sensitivity."""

from __future__ import annotations

from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format

from geo import i18n
from geo.export.export_dataset import ExportDataset
from geo.export.ranking_tables import rank_table
from geo.export.spreadsheet_print import print_on_a4, set_row_heights

NAME_WIDTH, RANK_WIDTH, WORDS_WIDTH = 32, 14, 42


def write_ranking_sheets(
    book: xlsxwriter.Workbook, dataset: ExportDataset, head: Format, body: Format
) -> None:
    """Add the sheets that there is something for; ranks are numbers."""
    heads, rows = rank_table(dataset)
    if rows:
        widths = [RANK_WIDTH, NAME_WIDTH, *[RANK_WIDTH] * (len(heads) - 2)]
        _sheet(book, dataset, "ranks", (head, body), widths, heads, rows)
    words = dataset.report.sensitivity
    if words.rows:
        below = [(), *((line,) for line in (*words.lines, words.help))]
        widths = [WORDS_WIDTH] * len(words.heads)
        _sheet(book, dataset, "sensitivity", (head, body), widths, words.heads, words.rows, below)


def _sheet(
    book: xlsxwriter.Workbook,
    dataset: ExportDataset,
    name: str,
    formats: tuple[Format, Format],
    widths: Sequence[int],
    heads: Sequence[str],
    rows: Sequence[Sequence[str | int | None]],
    below: Sequence[Sequence[str]] = (),
) -> None:
    """A table with its header in view, and below it lines over its whole width."""
    head, body = formats
    sheet = book.add_worksheet(i18n.text(dataset.lang, f"export.sheet.{name}"))
    for column, (wide, text) in enumerate(zip(widths, heads, strict=True)):
        sheet.set_column(column, column, wide)
        sheet.write_string(0, column, text, head)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value, body)
            elif value is not None:
                sheet.write_number(number, column, value, body)
    sheet.freeze_panes(1, 0)
    set_row_heights(sheet, widths, [heads, *rows])
    for number, line in enumerate(below, start=1 + len(rows)):
        if line:
            sheet.merge_range(number, 0, number, len(heads) - 1, "", body)
            sheet.write_string(number, 0, line[0], body)
            sheet.set_row(number, 32)
    print_on_a4(sheet, widths, 1 + len(rows) + len(below), dataset.lang)
