"""`shutu sites`: the places that pass a filter, as a table."""

from __future__ import annotations

import argparse
import sys

from geo.cli.filter_options import area_options, filters
from geo.cli.output import find_output, pick_format
from geo.i18n import english_count


def sites(options: argparse.Namespace) -> int:
    """Write them."""
    from geo.export.plain_formats import ENDINGS, WRITERS

    form = pick_format(options.format, options.output, ENDINGS, "table")
    output = find_output(options.output, force=options.force)
    import geo

    frame = geo.sites(**filters(options), **area_options(options))
    output.write(WRITERS[form](frame).encode())
    if output.path:
        print(f"{english_count(len(frame), 'place', 'places')} → {output}", file=sys.stderr)
    return 0
