"""`shutu reports`: the errors that visitors reported."""

from __future__ import annotations

import argparse
import sys
from functools import partial

from geo import settings
from geo.cli.output import find_output, pick_format
from geo.errors import OptionError
from geo.i18n import english_count


def reports(options: argparse.Namespace) -> int:
    """Change some, then list or export those that are left."""
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
