"""The options of `shutu export` about numbers of regions, shown as colours below the places."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from geo.choropleth.options import CHOICES, PLACES, ChoroplethOptions, read_options
from geo.cli.inputs import input_file
from geo.errors import OptionError
from geo.export.registry import COLORED
from geo.i18n import english_count

if TYPE_CHECKING:
    from geo.catalog import Catalog
    from geo.choropleth.model import Choropleth
    from geo.choropleth.table import TableReport
    from geo.ingest.user_files import UserFiles
    from geo.query.filters import Filter

HELP = {
    "level": "default: as most rows are, and prefectures for places",
    "per": "divide by the area of a region, or by its residents",
    "classes": "how many; fewer where there are fewer numbers",
    "class_method": "as many regions in each, natural breaks, or equal intervals",
    "palette": "of the colours",
}
OF_TABLE = ("choropleth_key", "choropleth_column", "choropleth_residents")
MOST_LINES = 5  # of rows that are named


def add_choropleth_options(parser: argparse.ArgumentParser) -> None:
    """Declare them."""
    parser.add_argument(
        "--choropleth",
        metavar=f"{PLACES}|FILE",
        help=f"colour the regions by their number of places, or by a column of a table (CSV, XLSX) "
        f"with prefectures or counties; of {', '.join(COLORED)}",
    )
    for name, meaning in (
        ("column", "the column with the numbers; else guessed"),
        ("key", "the column with codes or names of the regions; else guessed"),
        ("residents", "the column with the residents, for --per population"),
    ):
        parser.add_argument(f"--choropleth-{name}", metavar="NAME", help=meaning)
    for name, meaning in HELP.items():
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, metavar="|".join(CHOICES[name]), help=meaning)


def choropleth_options(options: argparse.Namespace, form: str) -> ChoroplethOptions | None:
    """What was given, valid for a format; None where no choropleth was asked for.

    Raises:
        OptionError: an option is empty, or has no effect.
        ChoroplethError: a value is none of its choices.
    """
    given = {name: getattr(options, name) for name in CHOICES}
    given = {name: value for name, value in given.items() if value is not None}
    of_table = [name for name in OF_TABLE if getattr(options, name) is not None]
    what = options.choropleth
    if what is None:
        for name in (*given, *of_table):
            raise OptionError(f"{_option(name)} needs --choropleth; nothing was written")
        return None
    if not what.strip():
        raise OptionError(f"--choropleth is empty; write {PLACES} or a file; nothing was written")
    if form not in COLORED:
        known = ", ".join(COLORED)
        raise OptionError(
            f"--choropleth has no effect on {form}, only on {known}; nothing was written"
        )
    if what == PLACES and of_table:
        raise OptionError(f"{_option(of_table[0])} needs a file in --choropleth; nothing written")
    return read_options(given)


def choropleth_of(
    catalog: Catalog,
    files: UserFiles,
    options: argparse.Namespace,
    chosen: Filter,
    wanted: ChoroplethOptions,
) -> Choropleth:
    """Count the places of the filter, or read the table and tell which of its rows did not fit.

    Raises:
        ListFileError: the file cannot be read.
        OptionError: the table has no such column.
        ChoroplethError: the numbers cannot be divided as asked.
    """
    if options.choropleth == PLACES:
        from geo.choropleth.counts import from_counts, usual_style

        style = wanted.styled(usual_style(wanted.per))
        return from_counts(catalog, chosen, wanted.level or "prefectures", wanted.per, style)
    return _of_table(catalog, files, options, wanted)


def _of_table(
    catalog: Catalog, files: UserFiles, options: argparse.Namespace, wanted: ChoroplethOptions
) -> Choropleth:
    from dataclasses import replace

    from geo.choropleth.denominators import amounts, divided, from_column
    from geo.choropleth.model import ChoroplethStyle, Denominator
    from geo.choropleth.table import from_table, guess_columns, names_region
    from geo.geocode.batch import find_column
    from geo.ingest import guess_layout

    path: Path = input_file(options.choropleth)
    found = files.read_list_file(path)
    table = found.grid.table(guess_layout(found.grid, lambda cell: names_region(catalog, cell)))

    def named(name: str | None, guess: str) -> str:
        return guess if name is None else table.columns[find_column(table, name)]

    columns = guess_columns(catalog, table)
    key = named(options.choropleth_key, columns.key)
    value = named(options.choropleth_column, columns.value)
    columns = replace(columns, key=key, value=value, level=wanted.level)
    style = wanted.styled(ChoroplethStyle())
    choropleth, report = from_table(catalog, table, columns, style=style, source=path.name)
    _tell(report, columns.value)
    if wanted.per is Denominator.NONE:
        return choropleth
    if options.choropleth_residents is not None and wanted.per is Denominator.POPULATION:
        residents = named(options.choropleth_residents, "")
        shown = replace(columns, value=residents, level=choropleth.level)
        return divided(choropleth, from_column(from_table(catalog, table, shown)[0]))
    return divided(choropleth, amounts(catalog, choropleth.level, wanted.per))


def _tell(report: TableReport, column: str) -> None:
    """What was read, and the rows that did not fit, on standard error."""
    level = {"prefectures": ("prefecture", "prefectures"), "counties": ("county", "counties")}
    used = english_count(report.used, *level[report.level])
    missing = f", {len(report.missing)} without a number" if report.missing else ""
    print(f"{used} by column {column!r}{missing}", file=sys.stderr)
    for what, rows in report.left_out.items():
        lines = ", ".join(f"{row.line} ({row.key})" for row in rows[:MOST_LINES])
        more = "…" if len(rows) > MOST_LINES else ""
        print(f"{what.replace('_', ' ')}: line {lines}{more}", file=sys.stderr)


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"
