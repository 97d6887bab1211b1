"""The commands and their options, as `argparse` reads them."""

from __future__ import annotations

import argparse

from geo import settings
from geo.cli.choropleth_options import add_choropleth_options
from geo.cli.commands.export import export
from geo.cli.commands.locate import locate
from geo.cli.commands.reports import reports
from geo.cli.commands.servers import kiosk, serve
from geo.cli.commands.sites import sites
from geo.cli.commands.sources import build, check, plan
from geo.cli.filter_options import add_filters
from geo.cli.inputs import input_file
from geo.cli.output import output_name
from geo.cli.parser import Parser, ShowVersion, numbers, port
from geo.export.command import add_page_options
from geo.export.registry import DATUMS, FORMATS
from geo.i18n import LANGUAGES

DESCRIPTION = """The command line: `shutu serve|build|sites|export|locate|check|plan|reports|kiosk`.

In a checkout it is `python -m geo …`.
"""


def make_parser() -> Parser:
    """A parser of all commands; `run` of what it gives is the command, None where there is none."""
    parser = Parser(prog=settings.COMMAND, description=DESCRIPTION)
    parser.add_argument("--version", action=ShowVersion)
    parser.set_defaults(run=None)
    commands = parser.add_subparsers(metavar="command")
    for add, name, meaning in (  # in the order of the help
        (_add_serve, "serve", "open the map; Ctrl+C ends it"),
        (_add_check, "check", "check the sources, and the plan's text against them"),
        (_add_plan, "plan", "let the pages show the plan's text, from a file of it"),
        (_add_build, "build", "make Parquet files and database from data/sources"),
        (_add_sites, "sites", "list the places that pass a filter"),
        (_add_export, "export", "write the places that pass a filter into a file"),
        (_add_kiosk, "kiosk", "run an exhibition kiosk: locked server, full screen"),
        (_add_locate, "locate", "add places to the rows of a list"),
        (_add_reports, "reports", "list the errors that visitors reported"),
    ):
        add(commands.add_parser(name, help=meaning))
    return parser


def _add_serve(parser: Parser) -> None:
    parser.add_argument(
        "--port", type=port, metavar="PORT", help="default: 8501, or the next one that is free"
    )
    parser.set_defaults(run=serve)


def _add_check(parser: Parser) -> None:
    parser.add_argument("--plan", type=input_file, metavar="FILE", help="the plan's text (UTF-8)")
    parser.set_defaults(run=check)


def _add_plan(parser: Parser) -> None:
    parser.add_argument("file", type=input_file, metavar="FILE", help="the plan's text (UTF-8)")
    parser.add_argument("--force", action="store_true", help="write over another file in its place")
    parser.set_defaults(run=plan)


def _add_build(parser: Parser) -> None:
    parser.set_defaults(run=build)


def _add_sites(parser: Parser) -> None:
    add_filters(parser)
    parser.add_argument(
        "--format", metavar="table|csv|geojson", help="default: by the file's ending, else table"
    )
    _add_output(parser, "a file, or - for standard output, the default")
    parser.set_defaults(run=sites)


def _add_export(parser: Parser) -> None:
    add_filters(parser)
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--ids", metavar="A,B", help="only the places with these ids")
    chosen.add_argument(
        "--shortlist",
        type=input_file,
        metavar="FILE",
        help='a saved list, or {"items": [{"id": …, "note": …}]}',
    )
    parser.add_argument(
        "--format", help=f"one of {', '.join(FORMATS)}; default: by the file's ending"
    )
    parser.add_argument("--datum", default="wgs84", help=f"one of {', '.join(DATUMS)}")
    parser.add_argument("--lang", default="zh", help="zh or en")
    add_page_options(parser)
    add_choropleth_options(parser)
    _add_output(
        parser,
        "a file, - for standard output, or a folder (default: this one) for a name that "
        "says build and datum",
    )
    parser.set_defaults(run=export)


def _add_kiosk(parser: Parser) -> None:
    parser.add_argument("--port", type=port, default=8501, metavar="PORT", help="1 to 65535")
    parser.add_argument("--lang", choices=LANGUAGES, default="zh", help="of the loop")
    parser.add_argument("--no-browser", action="store_true", help="the server only")
    parser.set_defaults(run=kiosk)


def _add_locate(parser: Parser) -> None:
    parser.add_argument("file", type=input_file, metavar="FILE", help="CSV, XLSX or GeoJSON")
    parser.add_argument("--column", metavar="NAME", help="the column with the names; else guessed")
    regions = parser.add_mutually_exclusive_group()
    regions.add_argument("--region-column", metavar="NAME", help="prefecture or county of each row")
    regions.add_argument("--region", metavar="REGION", help="prefecture or county of all rows")
    parser.add_argument(
        "--sheet", metavar="NAME|NUMBER", help="of a workbook; default: its first visible one"
    )
    parser.add_argument(
        "--header-row",
        metavar="N|N-M|none",
        help="the row of the file that names the columns; else guessed",
    )
    parser.add_argument(
        "--all-rows", action="store_true", help="keep totals and notes as rows of the list"
    )
    _add_output(parser, "a CSV file, or - for standard output, the default")
    parser.set_defaults(run=locate)


def _add_reports(parser: Parser) -> None:
    parser.add_argument("--all", action="store_true", help="also those that are done")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--done", type=numbers, metavar="1,2", help="mark these as done")
    chosen.add_argument("--open", type=numbers, metavar="1,2", help="mark these as open again")
    chosen.add_argument("--remove", type=numbers, metavar="1,2", help="delete these for good")
    chosen.add_argument(
        "--export",
        type=output_name,
        metavar="FILE.csv",
        help="write rows for evidence.csv, and FILE-sources.csv beside it for sources.csv",
    )
    parser.add_argument("--force", action="store_true", help="write over existing files")
    parser.set_defaults(run=reports)


def _add_output(parser: argparse.ArgumentParser, meaning: str) -> None:
    parser.add_argument("-o", "--output", type=output_name, metavar="FILE", help=meaning)
    parser.add_argument("--force", action="store_true", help="write over an existing file")
