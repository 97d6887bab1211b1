"""`shutu build`, `shutu check`, `shutu plan`: the sources of the data, and what is made of them."""

from __future__ import annotations

import argparse

from geo import settings
from geo.cli.exit_codes import EXIT_DIFFERENCES
from geo.errors import SourceError
from geo.i18n import english_count


def build(options: argparse.Namespace) -> int:
    """Make the Parquet files and the database."""
    from geo.build.artefacts import build

    manifest = build(settings.sources_dir(), settings.built_dir())
    rows = sum(entry.get("rows", 0) for entry in manifest["files"].values())
    files = english_count(len(manifest["files"]), "file", "files")
    print(f"build {manifest['build_id']}: {files}, {english_count(rows, 'row', 'rows')}")
    return 0


def check(options: argparse.Namespace) -> int:
    """Tell the faults of the sources; 1 where there is one."""
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


def plan(options: argparse.Namespace) -> int:
    """Keep a copy of the plan's text where the pages look for it."""
    from geo.plan.curated_plan import load_curated_plan
    from geo.plan.reading import import_text

    document = load_curated_plan(settings.sources_dir() / "plan").document
    target = settings.plan_path()
    checksum = str(document["text_sha256"])
    count = import_text(options.file, target, checksum, force=options.force)
    characters = english_count(count, "character", "characters")
    print(f"the plan's text ({characters}) is at {target}; the pages show it from their next run")
    return 0
