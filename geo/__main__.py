"""The command line: `python -m geo check|build|sites`."""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from geo import settings
from geo.errors import ShutuError
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
    for name in ("sector", "task", "theme", "region", "kind", "precision"):
        sites.add_argument(f"--{name}", action="append", metavar="VALUE",
                           help="code or label, Chinese or English; may be repeated")  # fmt: skip
    sites.add_argument("--relation", action="append", metavar="|".join(Relation))
    sites.add_argument("--format", choices=("table", "csv", "geojson"), default="table")
    sites.add_argument("-o", "--output", type=Path, metavar="FILE")
    sites.set_defaults(run=_sites)
    return parser


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

    frame = geo.sites(
        sector=options.sector, task=options.task, theme=options.theme, region=options.region,
        kind=options.kind, precision=options.precision, relation=options.relation,
    )  # fmt: skip
    content = WRITERS[options.format](frame)
    if options.output:
        write_atomically(options.output, content)
        print(f"{len(frame)} places → {options.output}", file=sys.stderr)
    else:
        sys.stdout.buffer.write(content.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
