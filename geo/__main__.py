"""The command line: `shutu serve|build|sites|export|locate|check|plan|reports|kiosk`.

In a checkout it is `python -m geo …`.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from geo import settings
from geo.build.on_demand import ready_build
from geo.cli.inputs import input_file
from geo.cli.output import (
    find_output,
    is_standard_output,
    one_of,
    output_name,
    pick_format,
)
from geo.cli.parser import Parser, ShowVersion, numbers, one_line, port
from geo.errors import OptionError, ShutuError, SourceError
from geo.export.command import add_page_options, page_of, page_options
from geo.export.registry import DATUMS, FORMATS, LANGUAGES
from geo.i18n import english_count
from geo.model import AreaRule, Datum, Relation
from geo.query.area_input import AREA_DATUMS, read_datum, read_rule, with_rule

EXIT_DIFFERENCES = 1
EXIT_BAD_INPUT = 2
EXIT_STOPPED = 130  # the shells' exit code for Ctrl-C


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 success, 1 differences found, 2 bad input."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Print Chinese on any terminal, also on Windows; unprintable characters are escaped.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except ShutuError as error:
        print("error:", one_line(" ".join(str(error).splitlines())), file=sys.stderr)
        return EXIT_BAD_INPUT
    except KeyboardInterrupt:
        print("stopped; nothing was written", file=sys.stderr)
        return EXIT_STOPPED
    except BrokenPipeError:  # the reader, e.g. `head`, has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the flush at the end
        return 0
    except OSError as error:  # e.g. standard output goes to a full disk
        print(f"error: standard output cannot be written: {error.strerror}", file=sys.stderr)
        return EXIT_BAD_INPUT
    return code


def _run(arguments: list[str] | None) -> int:
    parser = _parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as end:  # after --help, --version, or a mistake
        return int(end.code or 0)
    if options.run is None:
        parser.print_help()
        print("error: no command was given; the help lists them", file=sys.stderr)
        return EXIT_BAD_INPUT
    return int(options.run(options))


def _parser() -> Parser:
    parser = Parser(prog=settings.COMMAND, description=__doc__)
    parser.add_argument("--version", action=ShowVersion)
    parser.set_defaults(run=None)
    commands = parser.add_subparsers(metavar="command")

    serve = commands.add_parser("serve", help="open the map; Ctrl+C ends it")
    serve.add_argument(
        "--port", type=port, metavar="PORT", help="default: 8501, or the next one that is free"
    )
    serve.set_defaults(run=_serve)

    check = commands.add_parser("check", help="check the sources, and the plan's text against them")
    check.add_argument("--plan", type=input_file, metavar="FILE", help="the plan's text (UTF-8)")
    check.set_defaults(run=_check)

    plan = commands.add_parser("plan", help="let the pages show the plan's text, from a file of it")
    plan.add_argument("file", type=input_file, metavar="FILE", help="the plan's text (UTF-8)")
    plan.add_argument("--force", action="store_true", help="write over another file in its place")
    plan.set_defaults(run=_plan)

    build = commands.add_parser("build", help="make Parquet files and database from data/sources")
    build.set_defaults(run=_build)

    sites = commands.add_parser("sites", help="list the places that pass a filter")
    _add_filters(sites)
    sites.add_argument(
        "--format", metavar="table|csv|geojson", help="default: by the file's ending, else table"
    )
    _add_output(sites, "a file, or - for standard output, the default")
    sites.set_defaults(run=_sites)

    export = commands.add_parser("export", help="write the places that pass a filter into a file")
    _add_filters(export)
    chosen = export.add_mutually_exclusive_group()
    chosen.add_argument("--ids", metavar="A,B", help="only the places with these ids")
    chosen.add_argument(
        "--shortlist",
        type=input_file,
        metavar="FILE",
        help='a saved list, or {"items": [{"id": …, "note": …}]}',
    )
    export.add_argument(
        "--format", help=f"one of {', '.join(FORMATS)}; default: by the file's ending"
    )
    export.add_argument("--datum", default="wgs84", help=f"one of {', '.join(DATUMS)}")
    export.add_argument("--lang", default="zh", help="zh or en")
    add_page_options(export)
    _add_output(
        export,
        "a file, - for standard output, or a folder (default: this one) for a name that "
        "says build and datum",
    )
    export.set_defaults(run=_export)

    kiosk = commands.add_parser("kiosk", help="run an exhibition kiosk: locked server, full screen")
    kiosk.add_argument("--port", type=port, default=8501, metavar="PORT", help="1 to 65535")
    kiosk.add_argument("--lang", choices=LANGUAGES, default="zh", help="of the loop")
    kiosk.add_argument("--no-browser", action="store_true", help="the server only")
    kiosk.set_defaults(run=_kiosk)

    locate = commands.add_parser("locate", help="add places to the rows of a list")
    locate.add_argument("file", type=input_file, metavar="FILE", help="CSV, XLSX or GeoJSON")
    locate.add_argument("--column", metavar="NAME", help="the column with the names; else guessed")
    regions = locate.add_mutually_exclusive_group()
    regions.add_argument("--region-column", metavar="NAME", help="prefecture or county of each row")
    regions.add_argument("--region", metavar="REGION", help="prefecture or county of all rows")
    locate.add_argument(
        "--sheet", metavar="NAME|NUMBER", help="of a workbook; default: its first visible one"
    )
    locate.add_argument(
        "--header-row",
        metavar="N|N-M|none",
        help="the row of the file that names the columns; else guessed",
    )
    locate.add_argument(
        "--all-rows", action="store_true", help="keep totals and notes as rows of the list"
    )
    _add_output(locate, "a CSV file, or - for standard output, the default")
    locate.set_defaults(run=_locate)

    reports = commands.add_parser("reports", help="list the errors that visitors reported")
    reports.add_argument("--all", action="store_true", help="also those that are done")
    chosen = reports.add_mutually_exclusive_group()
    chosen.add_argument("--done", type=numbers, metavar="1,2", help="mark these as done")
    chosen.add_argument("--open", type=numbers, metavar="1,2", help="mark these as open again")
    chosen.add_argument("--remove", type=numbers, metavar="1,2", help="delete these for good")
    chosen.add_argument(
        "--export",
        type=output_name,
        metavar="FILE.csv",
        help="write rows for evidence.csv, and FILE-sources.csv beside it for sources.csv",
    )
    reports.add_argument("--force", action="store_true", help="write over existing files")
    reports.set_defaults(run=_reports)
    return parser


def _add_output(parser: argparse.ArgumentParser, meaning: str) -> None:
    parser.add_argument("-o", "--output", type=output_name, metavar="FILE", help=meaning)
    parser.add_argument("--force", action="store_true", help="write over an existing file")


def _add_filters(parser: argparse.ArgumentParser) -> None:
    for name in ("sector", "task", "theme", "region", "kind", "precision"):
        parser.add_argument(
            f"--{name}",
            action="append",
            metavar="VALUE",
            help="code or label, Chinese or English; may be repeated",
        )
    parser.add_argument("--relation", action="append", metavar="|".join(Relation))
    parser.add_argument(
        "--near",
        metavar="WHERE",
        help="PLACE,KM or LON,LAT,KM: within so many kilometres of a place "
        "(name or id) or of a point in degrees, WGS84",
    )
    parser.add_argument(
        "--inferred",
        action="store_true",
        help="count derived stations and applicable places, too",
    )
    # What is the default now; scripts of before 2026-11-29 say it.
    parser.add_argument(
        "--no-stations",
        dest="inferred",
        action="store_false",
        default=False,
        help=argparse.SUPPRESS,
    )
    parser.add_argument(
        "--area", type=input_file, metavar="FILE", help="inside the polygons of a file"
    )
    parser.add_argument(
        "--area-rule",
        default=AreaRule.SHARE.value,
        metavar="RULE",
        help="which lines and areas count as inside: share (at least 10 %% of them are; the "
        "default), point (the symbol on the map is) or touch (any part is)",
    )
    parser.add_argument(
        "--area-datum",
        default=Datum.WGS84.value,
        metavar="DATUM",
        help=f"the datum of the file's degrees: {', '.join(AREA_DATUMS)}",
    )


def _area_options(options: argparse.Namespace) -> dict[str, Any]:
    return {name: getattr(options, name) for name in ("area", "area_rule", "area_datum")}


def _filters(options: argparse.Namespace) -> dict[str, Any]:
    if options.near is not None and not options.near.strip():
        raise OptionError("--near is empty; write PLACE,KM or LON,LAT,KM; nothing was written")
    names = (
        "sector",
        "task",
        "theme",
        "region",
        "kind",
        "precision",
        "relation",
        "near",
        "inferred",
    )
    return {name: getattr(options, name) for name in names}


def _serve(options: argparse.Namespace) -> int:
    from geo import kiosk, launch

    if options.port is not None:
        kiosk.check_port(options.port)  # said before the data are made
    number = launch.free_port() if options.port is None else options.port
    ready_build()
    launch.serve(number)
    return 0


def _check(options: argparse.Namespace) -> int:
    from geo.check import Report, check

    try:
        report = check(settings.sources_dir(), options.plan)
    except SourceError as error:  # checks that depend on it are not possible
        report = Report([], [], [str(error)])
    for line in report.counts:
        print(line)
    for line in report.remarks:
        print(f"note: {line}")
    for line in report.errors:
        print(f"fault: {line}")
    count = len(report.errors)
    print(english_count(count, "fault", "faults") if count else "all checks passed")
    return EXIT_DIFFERENCES if count else 0


def _plan(options: argparse.Namespace) -> int:
    from geo.plan.curated_plan import load_curated_plan
    from geo.plan.reading import import_text

    document = load_curated_plan(settings.sources_dir() / "plan").document
    target = settings.plan_path()
    checksum = str(document["text_sha256"])
    count = import_text(options.file, target, checksum, force=options.force)
    characters = english_count(count, "character", "characters")
    print(f"the plan's text ({characters}) is at {target}; the pages show it from their next run")
    return 0


def _build(options: argparse.Namespace) -> int:
    from geo.build.artefacts import build

    manifest = build(settings.sources_dir(), settings.built_dir())
    rows = sum(entry.get("rows", 0) for entry in manifest["files"].values())
    files = english_count(len(manifest["files"]), "file", "files")
    print(f"build {manifest['build_id']}: {files}, {english_count(rows, 'row', 'rows')}")
    return 0


def _sites(options: argparse.Namespace) -> int:
    from geo.export.plain_formats import ENDINGS, WRITERS

    form = pick_format(options.format, options.output, ENDINGS, "table")
    output = find_output(options.output, force=options.force)
    import geo

    frame = geo.sites(**_filters(options), **_area_options(options))
    output.write(WRITERS[form](frame).encode())
    if output.path:
        print(f"{english_count(len(frame), 'place', 'places')} → {output}", file=sys.stderr)
    return 0


def _export(options: argparse.Namespace) -> int:
    datum = DATUMS[one_of("datum", options.datum, DATUMS)]
    lang = one_of("lang", options.lang, LANGUAGES)
    endings = {name: form.endings for name, form in FORMATS.items()}
    area_rule, area_datum = read_rule(options.area_rule), read_datum(options.area_datum)
    where = options.output or "."
    in_folder = not is_standard_output(where) and Path(where).is_dir()
    name = pick_format(options.format, None if in_folder else where, endings)
    form = FORMATS[name]
    layout = page_options(options, name)
    # Check the options before loading the slow data libraries.
    from geo.catalog import Catalog
    from geo.cli.output import ticking
    from geo.export.export_dataset import make_dataset, page_link
    from geo.ingest.user_files import command_files
    from geo.rank.report import ranking_report
    from geo.rank.words import exported_ranking
    from geo.shortlist.drift import pick
    from geo.shortlist.model import Shortlist

    files = command_files()
    catalog = Catalog(ready_build())
    try:
        if in_folder:
            where = str(Path(where) / form.file_name(catalog.database.build_id, datum, lang))
        output = find_output(where, force=options.force, binary=not form.is_text)
        area = files.read_area_file(options.area, area_datum) if options.area else None
        area = with_rule(area, area_rule)
        chosen = replace(catalog.filter(**_filters(options)), area=area)
        shortlist = files.read_shortlist_file(options.shortlist) if options.shortlist else None
        ids = options.ids.split(",") if options.ids is not None else None
        located = catalog.spatial.points
        known = Shortlist(items=pick(catalog, filter(located.__contains__, ids or ())))
        ranking, about = exported_ranking(catalog, shortlist or Shortlist(), lang)
        report = ranking_report(catalog, shortlist or Shortlist(), lang)
        dataset = make_dataset(
            catalog,
            chosen,
            date=date.today().isoformat(),
            lang=lang,
            datum=datum,
            page=page_of(layout, shortlist),
            link=page_link(chosen, lang, shortlist or (known if ids else None)),
            ids=ids,
            shortlist=shortlist,
            ranking=ranking,
            about_ranking=about,
            report=report,
        )
    finally:
        catalog.database.close()
    message = f"{english_count(len(dataset.places), 'place', 'places')}, making {name}"
    with ticking(message, sys.stderr):
        content = form.write(dataset)
    output.write(content)
    print(f"→ {output} ({len(content) / 1000:.0f} kB)", file=sys.stderr)
    return 0


def _kiosk(options: argparse.Namespace) -> int:
    from geo import kiosk

    kiosk.check_port(options.port)  # said before the data are made
    ready_build()
    settings.keep_paths()  # its server runs in another folder
    kiosk.run(
        options.port,
        options.lang,
        with_browser=not options.no_browser,
        say=lambda text: print(text, flush=True),
    )
    return 0


def _locate(options: argparse.Namespace) -> int:
    from geo.cli.output import counting
    from geo.geocode.batch import detect_column, find_column, is_place, write_located
    from geo.geocode.resolver import Resolver
    from geo.ingest import guess_layout, layout_with, read_header
    from geo.ingest.report import reading_notes
    from geo.ingest.user_files import command_files
    from geo.store.database import Database

    pick_format(None, options.output, {"csv": ("csv",)}, "csv")
    output = find_output(options.output, force=options.force)
    found = command_files().read_list_file(options.file, options.sheet)
    chosen = None
    if options.header_row is not None:
        chosen = layout_with(found.grid, read_header(found.grid, options.header_row))
    database = Database(ready_build())
    try:
        resolver = Resolver(database)
    finally:
        database.close()
    if options.region is not None:
        resolver.require_region(options.region)
    layout = chosen or guess_layout(found.grid, partial(is_place, resolver))
    table = found.grid.table(layout.with_all_rows() if options.all_rows else layout)
    named = find_column(table, options.column) if options.column is not None else None
    regions = options.region
    if options.region_column is not None:
        regions = find_column(table, options.region_column)
    column = detect_column(resolver, table) if named is None else named
    with counting("rows", len(table.rows), sys.stderr) as tell:
        content, counts = write_located(resolver, table, column, regions, tell)
    output.write(content)
    for line in reading_notes(found, layout, table, options.sheet):
        print(one_line(line), file=sys.stderr)
    summary = ", ".join(f"{number} {status}" for status, number in counts.items() if number)
    rows = english_count(len(table.rows), "row", "rows")
    print(f"{rows} by column {table.columns[column]!r}: {summary or 'none'}", file=sys.stderr)
    return 0


def _reports(options: argparse.Namespace) -> int:
    from geo.reports import command
    from geo.reports.store import ReportStore

    store = ReportStore(settings.shortlists_url())
    try:
        changes = (
            (options.done, store.mark),
            (options.open, partial(store.mark, done=False)),
            (options.remove, store.remove),
        )
        for chosen, change in changes:
            unknown = change(chosen) if chosen else []
            if unknown:
                raise OptionError(f"there is no report {unknown[0]}; `reports --all` lists them")
        found = store.listing(with_done=options.all)
    finally:
        store.close()
    if options.export is None:
        print(command.listing(found))
        return 0
    pick_format(None, options.export, {"csv": ("csv",)})
    names = (options.export, command.sources_name(options.export))
    outputs = [find_output(name, force=options.force) for name in names]
    for output, content in zip(outputs, command.rows(found), strict=True):
        output.write(content)
        print(f"{english_count(len(found), 'report', 'reports')} → {output}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
