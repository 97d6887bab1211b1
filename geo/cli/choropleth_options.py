"""The options of `shutu export` about numbers of regions, shown as colours below the places."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.choropleth.model import Denominator
from geo.choropleth.options import CHOICES, PLACES, ChoroplethOptions, read_options
from geo.cli.inputs import input_file
from geo.errors import OptionError
from geo.export.registry import COLORED
from geo.i18n import english_count

if TYPE_CHECKING:
    from geo.catalog import Catalog
    from geo.choropleth.denominators import Amounts
    from geo.choropleth.model import Choropleth
    from geo.choropleth.table import TableReport
    from geo.ingest.user_files import UserFiles
    from geo.model import RegionLevel
    from geo.query.filters import Filter

HELP = {
    "level": "default: as most rows are, and prefectures for places",
    "per": "divide by the area of a region, or by its residents",
    "classes": "how many; fewer where there are fewer numbers",
    "class_method": "as many regions in each, natural breaks, or equal intervals",
    "palette": "of the colours",
}
OF_TABLE = ("choropleth_key", "choropleth_column")
RESIDENTS = ("residents", "residents_column")
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
    ):
        parser.add_argument(f"--choropleth-{name}", metavar="NAME", help=meaning)
    parser.add_argument(
        "--residents",
        metavar="FILE",
        help="a table with the residents of the regions, for --per population; default: that of "
        "--choropleth",
    )
    parser.add_argument(
        "--residents-column", metavar="NAME", help="its column with the residents; else guessed"
    )
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
    of_heads = [name for name in RESIDENTS if getattr(options, name) is not None]
    what = options.choropleth
    if what is None:
        for name in (*given, *of_table, *of_heads):
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
    found = read_options(given)
    if of_heads and found.per is not Denominator.POPULATION:
        raise OptionError(f"{_option(of_heads[0])} needs --per population; nothing was written")
    if what == PLACES and found.per is Denominator.POPULATION and options.residents is None:
        raise OptionError("--per population of places needs --residents FILE; nothing was written")
    if found.per is Denominator.POPULATION and not of_heads:
        raise OptionError("--per population needs --residents-column; nothing was written")
    return found


def choropleth_of(
    catalog: Catalog,
    files: UserFiles,
    options: argparse.Namespace,
    chosen: Filter,
    wanted: ChoroplethOptions,
) -> Choropleth:
    """Count the places of the filter, or read the table and tell which of its rows did not fit.

    Raises:
        ListFileError: a file cannot be read.
        OptionError: a table has no such column.
        ChoroplethError: the numbers cannot be divided as asked.
    """
    from geo.choropleth.counts import from_counts, usual_style
    from geo.choropleth.denominators import amounts, divided

    if options.choropleth == PLACES:
        level = wanted.level or "prefectures"
        residents = _residents(catalog, files, options, level)
        style = wanted.styled(usual_style(wanted.per))
        return from_counts(catalog, chosen, level, wanted.per, style, residents)
    columns = (options.choropleth_key, options.choropleth_column)
    choropleth = _of_table(catalog, files, options.choropleth, columns, wanted.level)
    choropleth = replace(choropleth, style=wanted.styled(choropleth.style))
    if wanted.per is Denominator.NONE:
        return choropleth
    residents = _residents(catalog, files, options, choropleth.level)
    return divided(choropleth, amounts(catalog, choropleth.level, wanted.per, residents))


def _residents(
    catalog: Catalog, files: UserFiles, options: argparse.Namespace, level: RegionLevel
) -> Amounts | None:
    """The residents of the regions from a table, if any were given."""
    from geo.choropleth.denominators import from_column

    if options.residents is None and options.residents_column is None:
        return None
    file = options.residents or options.choropleth
    key = options.choropleth_key if file == options.choropleth else None
    return from_column(_of_table(catalog, files, file, (key, options.residents_column), level))


def _of_table(
    catalog: Catalog,
    files: UserFiles,
    file: str,
    named: tuple[str | None, str | None],
    level: RegionLevel | None,
) -> Choropleth:
    """A column of a table; `named` are the columns of regions and numbers, None to be guessed."""
    from geo.choropleth.table import from_table, guess_columns, names_region
    from geo.geocode.batch import find_column
    from geo.ingest import guess_layout

    path = input_file(file)
    found = files.read_list_file(path)
    table = found.grid.table(guess_layout(found.grid, lambda cell: names_region(catalog, cell)))
    guessed = guess_columns(catalog, table)
    key, value = (
        guess if name is None else table.columns[find_column(table, name)]
        for name, guess in zip(named, (guessed.key, guessed.value), strict=True)
    )
    columns = replace(guessed, key=key, value=value, level=level)
    choropleth, report = from_table(catalog, table, columns, source=path.name)
    _tell(report, value)
    return choropleth


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
