"""The command line: `python -m geo check|build|sites|export|locate|kiosk`."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from geo import settings
from geo.errors import ShutuError, UnknownValueError
from geo.export.registry import DATUMS, FORMATS, LANGUAGES, PAPERS
from geo.model import Relation

EXIT_DIFFERENCES = 1
EXIT_BAD_INPUT = 2
EXIT_STOPPED = 130  # as shells say it of Ctrl-C


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 well, 1 differences found, 2 bad input."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # Chinese on any terminal, also on Windows
    try:
        return int(options.run(options))
    except ShutuError as error:
        print(f"error: {error}", file=sys.stderr)
        return EXIT_BAD_INPUT
    except KeyboardInterrupt:
        print("stopped; nothing was written", file=sys.stderr)
        return EXIT_STOPPED
    except BrokenPipeError:  # the reader, e.g. `head`, has seen enough
        sys.stderr.close()
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geo", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    check = commands.add_parser("check", help="check the sources, and the plan's text against them")
    check.add_argument("--plan", type=Path, metavar="FILE", help="the plan's text (UTF-8)")
    check.set_defaults(run=_check)

    build = commands.add_parser("build", help="make Parquet files and database from data/sources")
    build.set_defaults(run=_build)

    sites = commands.add_parser("sites", help="list the places that pass a filter")
    _add_filters(sites)
    sites.add_argument("--format", choices=("table", "csv", "geojson"), default="table")
    sites.add_argument("-o", "--output", type=Path, metavar="FILE")
    sites.set_defaults(run=_sites)

    export = commands.add_parser("export", help="write the places that pass a filter into a file")
    _add_filters(export)
    chosen = export.add_mutually_exclusive_group()
    chosen.add_argument("--ids", metavar="A,B", help="only the places with these ids")
    chosen.add_argument("--shortlist", type=Path, metavar="FILE",
                        help='a saved list, or {"items": [{"id": …, "note": …}]}')  # fmt: skip
    export.add_argument("--format", required=True, help=f"one of {', '.join(FORMATS)}")
    export.add_argument("--datum", default="wgs84", help=f"one of {', '.join(DATUMS)}")
    export.add_argument("--lang", default="zh", help="zh or en")
    export.add_argument("--paper", default="a4", help="a4 or a3, of pdf, png and svg")
    export.add_argument("--force", action="store_true", help="write over an existing file")
    export.add_argument("-o", "--output", type=Path, metavar="FILE",
                        help="a folder, or none: a name that says build and datum")  # fmt: skip
    export.set_defaults(run=_export)

    kiosk = commands.add_parser("kiosk", help="run an exhibition stand: locked server, full screen")
    kiosk.add_argument("--port", type=int, default=8501)
    kiosk.add_argument("--lang", choices=LANGUAGES, default="zh", help="of the loop")
    kiosk.add_argument("--no-browser", action="store_true", help="the server only")
    kiosk.set_defaults(run=_kiosk)

    locate = commands.add_parser("locate", help="add places to the rows of a list")
    locate.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX or GeoJSON")
    locate.add_argument("--column", metavar="NAME", help="the column with the names; else guessed")
    regions = locate.add_mutually_exclusive_group()
    regions.add_argument("--region-column", metavar="NAME", help="prefecture or county of each row")
    regions.add_argument("--region", metavar="REGION", help="prefecture or county of all rows")
    locate.add_argument("--force", action="store_true", help="write over an existing file")
    locate.add_argument("-o", "--output", type=Path, metavar="FILE", help="CSV; else to the screen")
    locate.set_defaults(run=_locate)
    return parser


def _add_filters(parser: argparse.ArgumentParser) -> None:
    for name in ("sector", "task", "theme", "region", "kind", "precision"):
        parser.add_argument(f"--{name}", action="append", metavar="VALUE",
                            help="code or label, Chinese or English; may be repeated")  # fmt: skip
    parser.add_argument("--relation", action="append", metavar="|".join(Relation))
    parser.add_argument("--near", metavar="WHERE",
                        help="PLACE,KM or LON,LAT,KM: within so many kilometres")  # fmt: skip
    parser.add_argument("--area", type=Path, metavar="FILE", help="inside polygons of a file")


def _filters(options: argparse.Namespace) -> dict[str, Any]:
    names = ("sector", "task", "theme", "region", "kind", "precision", "relation", "near")
    return {name: getattr(options, name) for name in names}


def _check(options: argparse.Namespace) -> int:
    from geo.check import check

    report = check(settings.sources_dir(), options.plan)
    for line in report.counts:
        print(line)
    for line in report.remarks:
        print(f"note: {line}")
    for line in report.faults:
        print(f"fault: {line}")
    print(f"{len(report.faults)} faults" if report.faults else "all checks passed")
    return EXIT_DIFFERENCES if report.faults else 0


def _build(options: argparse.Namespace) -> int:
    from geo.build.artefacts import build

    manifest = build(settings.sources_dir(), settings.built_dir())
    rows = sum(entry.get("rows", 0) for entry in manifest["files"].values())
    print(f"build {manifest['build_id']}: {len(manifest['files'])} files, {rows} rows")
    return 0


def _sites(options: argparse.Namespace) -> int:
    import geo
    from geo.export.listings import WRITERS
    from geo.files import write_atomically

    frame = geo.sites(**_filters(options), area=options.area)
    content = WRITERS[options.format](frame)
    if options.output:
        write_atomically(options.output, content)
        print(f"{len(frame)} places → {options.output}", file=sys.stderr)
    else:
        sys.stdout.buffer.write(content.encode())
    return 0


def _export(options: argparse.Namespace) -> int:
    form = FORMATS[_one_of("format", options.format, FORMATS)]
    datum = DATUMS[_one_of("datum", options.datum, DATUMS)]
    lang = _one_of("lang", options.lang, LANGUAGES)
    paper = _one_of("paper", options.paper, PAPERS)
    # What is wrong with the options is said before the libraries of the data are loaded.
    from geo.explorer import Explorer
    from geo.export.address import address
    from geo.export.dossier import make_dossier
    from geo.export.progress import ticking
    from geo.files import check_target, write_atomically
    from geo.ingest.foreign import command_files
    from geo.shortlist.drift import pick
    from geo.shortlist.model import Shortlist

    files = command_files()
    explorer = Explorer(settings.built_dir())
    try:
        path = options.output or Path()
        if path.is_dir():
            path /= form.file_name(explorer.database.build_id, datum, lang)
        check_target(path, force=options.force)
        area = files.read_area_file(options.area) if options.area else None
        chosen = replace(explorer.filter(**_filters(options)), area=area)
        shortlist = files.read_shortlist_file(options.shortlist) if options.shortlist else None
        ids = options.ids.split(",") if options.ids is not None else None
        known = Shortlist(items=pick(explorer, filter(explorer.points.__contains__, ids or ())))
        dossier = make_dossier(
            explorer,
            chosen,
            date=date.today().isoformat(),
            lang=lang,
            datum=datum,
            paper=paper,
            link=address(chosen, lang, shortlist or (known if ids else None)),
            ids=ids,
            shortlist=shortlist,
        )
    finally:
        explorer.database.close()
    said = f"{len(dossier.places)} places, making {options.format}"
    with ticking(said, sys.stderr):
        content = form.write(dossier)
    write_atomically(path, content)
    print(f"→ {path} ({len(content) / 1000:.0f} kB)", file=sys.stderr)
    return 0


def _kiosk(options: argparse.Namespace) -> int:
    from geo import kiosk

    kiosk.run(
        options.port,
        options.lang,
        with_browser=not options.no_browser,
        say=lambda text: print(text, flush=True),
    )
    return 0


def _locate(options: argparse.Namespace) -> int:
    from geo.files import check_target, write_atomically
    from geo.geocode.listing import find_column, guess_column, write_located
    from geo.geocode.resolver import Resolver
    from geo.ingest.foreign import command_files
    from geo.store.database import Database

    if options.output:
        check_target(options.output, force=options.force)
    table = command_files().read_table(options.file)
    named = find_column(table, options.column) if options.column else None
    regions = options.region
    if options.region_column:
        regions = find_column(table, options.region_column)
    database = Database(settings.built_dir())
    try:
        resolver = Resolver(database)
    finally:
        database.close()
    if options.region:
        resolver.require_region(options.region)
    column = guess_column(resolver, table) if named is None else named
    content, counts = write_located(resolver, table, column, regions)
    if options.output:
        write_atomically(options.output, content)
    else:
        sys.stdout.buffer.write(content)
    said = ", ".join(f"{number} {status}" for status, number in counts.items() if number)
    print(f"{len(table.rows)} rows by column {table.columns[column]!r}: {said or 'none'}",
          file=sys.stderr)  # fmt: skip
    return 0


def _one_of(field: str, value: str, known: Iterable[str]) -> str:
    """The known value that a person means, whatever its case and hyphens."""
    folded = value.lower().replace("-", "")
    if folded not in known:
        raise UnknownValueError(field, value, list(known))
    return folded


if __name__ == "__main__":
    sys.exit(main())
