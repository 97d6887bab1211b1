"""`shutu locate`: places for the rows of a list."""

from __future__ import annotations

import argparse
import sys
from functools import partial

from geo.build.on_demand import ready_build
from geo.cli.output import counting, find_output, pick_format
from geo.cli.parser import one_line
from geo.i18n import english_count


def locate(options: argparse.Namespace) -> int:
    """Write the rows with their places, and tell how the file was read."""
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
