"""XLSX with XlsxWriter: places, numbers of regions, sources, and a sheet that says what this is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from geo import i18n
from geo.cells.column_types import ColumnKind, ColumnType
from geo.choropleth.model import Choropleth
from geo.export.export_dataset import ExportDataset
from geo.export.fields import joined, width
from geo.export.indicator_table import indicator_table
from geo.export.spreadsheet_print import print_on_a4, set_row_heights
from geo.mapping.theme import THEMES
from geo.schema.column import placed
from geo.schema.source import SOURCE

MAX_TEXT = 32_767  # characters that a cell can hold
FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count days in different ways
INDICATOR_WIDTHS = (10, 26, 26, 8, 24)
ABOUT_WIDTHS = (16, 110)
HEAD_COLOR = THEMES["print"].page["head"]
# Nothing that a person or a source wrote is taken for a formula, a link or a number.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(dataset: ExportDataset) -> bytes:
    """Three sheets, or four with a choropleth; header rows stay in view."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        head = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "top",
                "bg_color": HEAD_COLOR,
                "bottom": 1,
            }
        )
        body = book.add_format({"text_wrap": True, "valign": "top"})
        degrees = book.add_format({"num_format": "0.000000", "valign": "top"})

        own = {name: type_format(book, kind) for name, kind in dataset.own_types.items()}

        def sheet(name: str) -> Worksheet:
            return book.add_worksheet(i18n.text(dataset.lang, f"export.sheet.{name}"))

        _places(sheet("places"), dataset, head, body, {"lon": degrees, "lat": degrees, **own})
        if dataset.choropleth is not None:
            number = type_format(book, dataset.choropleth.column)
            _indicator(sheet("indicator"), dataset.choropleth, dataset.lang, head, (body, number))
        _sources(sheet("sources"), dataset, head, body)
        _about(sheet("about"), dataset, head, body)
    return buffer.getvalue()


def _places(
    sheet: Worksheet,
    dataset: ExportDataset,
    head: Format,
    body: Format,
    formats: Mapping[str, Format],
) -> None:
    table = joined(dataset.table)
    names = [str(name) for name in table.columns]
    heads = [dataset.header(name) for name in names]
    write_header(sheet, heads, head)
    for column, name in enumerate(names):
        sheet.set_column(column, column, width(name))
        cell = formats.get(name, body)
        for row, value in enumerate(table[name], start=1):
            write_cell(sheet, row, column, value, cell)
    names_end = max(names.index(f"name_{lang}") for lang in i18n.LANGUAGES) + 1
    sheet.freeze_panes(1, names_end)
    sheet.autofilter(0, 0, len(table), len(names) - 1)
    widths = list(map(width, names))
    set_row_heights(sheet, widths, [heads, *table.to_numpy()])
    print_on_a4(sheet, widths, 1 + len(table), dataset.lang)


def _indicator(
    sheet: Worksheet, choropleth: Choropleth, lang: str, head: Format, cells: tuple[Format, Format]
) -> None:
    """The numbers of the regions and their classes; `cells` are the formats of text and number."""
    body, number = cells
    table = indicator_table(choropleth, lang).drop(columns="color")
    heads = [i18n.text(lang, f"choropleth.column.{name}") for name in table.columns]
    heads[list(table.columns).index("value")] = choropleth.heading(lang)
    write_header(sheet, heads, head)
    for column, name in enumerate(table.columns):
        sheet.set_column(column, column, INDICATOR_WIDTHS[column])
        for row, value in enumerate(table[name], start=1):
            write_cell(sheet, row, column, value, number if name == "value" else body)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(table), len(heads) - 1)
    set_row_heights(sheet, INDICATOR_WIDTHS, [heads])
    print_on_a4(sheet, INDICATOR_WIDTHS, 1 + len(table), lang)


def _sources(sheet: Worksheet, dataset: ExportDataset, head: Format, body: Format) -> None:
    columns = placed(SOURCE, "export")
    write_header(sheet, [field.about.label(dataset.lang) for field in columns], head)
    rows: Sequence[Mapping[str, object]] = dataset.sources
    for column, field in enumerate(columns):
        sheet.set_column(column, column, field.about.width)
        for row, source in enumerate(rows, start=1):
            write_cell(sheet, row, column, source[field.name], body)
    sheet.freeze_panes(1, 0)
    cells = [[source[field.name] for field in columns] for source in rows]
    heads = [field.about.label(dataset.lang) for field in columns]
    widths = [field.about.width for field in columns]
    set_row_heights(sheet, widths, [heads, *cells])
    print_on_a4(sheet, widths, 1 + len(rows), dataset.lang)


def _about(sheet: Worksheet, dataset: ExportDataset, head: Format, body: Format) -> None:
    for column, wide in enumerate(ABOUT_WIDTHS):
        sheet.set_column(column, column, wide)
    for row, fact in enumerate(dataset.facts()):
        sheet.write_string(row, 0, fact.label, head)
        sheet.write_string(row, 1, fact.text, body)
    lines = [(fact.label, fact.text) for fact in dataset.facts()]
    set_row_heights(sheet, ABOUT_WIDTHS, lines)
    print_on_a4(sheet, ABOUT_WIDTHS, len(lines), dataset.lang)


def write_header(sheet: Worksheet, names: Sequence[str], head: Format) -> None:
    """The names of the columns in the first row."""
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, head)


def type_format(book: xlsxwriter.Workbook, kind: ColumnType) -> Format:
    """The number format of a person's own column: `#,##0.0`, `0.0%`, `yyyy-mm-dd`, or text."""
    digits = f".{'0' * kind.decimals}" if kind.decimals else ""
    number = {
        ColumnKind.INTEGER: "0",  # of years, too: 2023 is not 2,023
        ColumnKind.NUMBER: f"#,##0{digits}",
        ColumnKind.PERCENT: f"0{digits}%",
        ColumnKind.DATE: "yyyy-mm-dd",
        ColumnKind.TEXT: "@",
    }[kind.kind]
    wrapped = kind.kind is ColumnKind.TEXT
    return book.add_format({"num_format": number, "valign": "top", "text_wrap": wrapped})


def write_cell(sheet: Worksheet, row: int, column: int, value: Any, cell: Format) -> None:
    """Text as text, numbers as numbers, dates as dates, nothing for what is missing."""
    if isinstance(value, str):
        sheet.write_string(row, column, value[:MAX_TEXT], cell)
    elif isinstance(value, date):
        if value < FIRST_DAY:
            sheet.write_string(row, column, value.isoformat(), cell)
        else:
            sheet.write_datetime(row, column, value, cell)
    elif not pd.isna(value):
        sheet.write_number(row, column, value, cell)
