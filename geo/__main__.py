"""The command line: `python -m geo check|build|sites|export|kiosk`."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from geo import settings
from geo.errors import ShutuError, UnknownValueError
from geo.export.registry import DATUMS, FORMATS, LANGUAGES, PAPERS
from geo.model import Relation

EXIT_DIFFERENCES = 1
EXIT_BAD_INPUT = 2


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
                        help='JSON: {"items": [{"id": …, "note": …, "tags": […]}]}')  # fmt: skip
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
    return parser


def _add_filters(parser: argparse.ArgumentParser) -> None:
    for name in ("sector", "task", "theme", "region", "kind", "precision"):
        parser.add_argument(f"--{name}", action="append", metavar="VALUE",
                            help="code or label, Chinese or English; may be repeated")  # fmt: skip
    parser.add_argument("--relation", action="append", metavar="|".join(Relation))
    parser.add_argument("--near", metavar="WHERE",
                        help="PLACE,KM or LON,LAT,KM: within so many kilometres")  # fmt: skip


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
    from geo.export import WRITERS
    from geo.export.files import write_atomically

    frame = geo.sites(**_filters(options))
    content = WRITERS[options.format](frame)
    if options.output:
        write_atomically(options.output, content)
        print(f"{len(frame)} places → {options.output}", file=sys.stderr)
    else:
        sys.stdout.buffer.write(content.encode())
    return 0


def _export(options: argparse.Namespace) -> int:
    from geo.explorer import Explorer
    from geo.export.dossier import make_dossier
    from geo.export.files import refuse_to_overwrite, write_atomically
    from geo.export.shortlist import read_shortlist

    form = FORMATS[_one_of("format", options.format, FORMATS)]
    datum = DATUMS[_one_of("datum", options.datum, DATUMS)]
    lang = _one_of("lang", options.lang, LANGUAGES)
    paper = _one_of("paper", options.paper, PAPERS)
    explorer = Explorer(settings.built_dir())
    try:
        dossier = make_dossier(
            explorer,
            explorer.filter(**_filters(options)),
            date=date.today().isoformat(),
            lang=lang,
            datum=datum,
            paper=paper,
            ids=options.ids.split(",") if options.ids is not None else None,
            shortlist=read_shortlist(options.shortlist) if options.shortlist else None,
        )
    finally:
        explorer.database.close()
    path = options.output or Path()
    if path.is_dir():
        path /= form.file_name(dossier.build, datum, lang)
    if not options.force:
        refuse_to_overwrite(path)
    print(f"{len(dossier.places)} places, making {options.format} …", file=sys.stderr)
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


def _one_of(field: str, value: str, known: Iterable[str]) -> str:
    """The known value that a person means, whatever its case and hyphens."""
    folded = value.lower().replace("-", "")
    if folded not in known:
        raise UnknownValueError(field, value, list(known))
    return folded


if __name__ == "__main__":
    sys.exit(main())
