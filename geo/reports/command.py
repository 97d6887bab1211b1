"""What `shutu reports` prints and writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from geo.i18n import english_count
from geo.i18n.dates import machine_time
from geo.reports.model import ErrorReport
from geo.reports.rows import evidence_csv, sources_csv
from geo.reports.text import mail_text

LANG = "en"  # the command line is in English only


def listing(reports: Sequence[ErrorReport]) -> str:
    """Every report with its number, time (of this machine) and state, and what it says."""
    blocks = [english_count(len(reports), "report", "reports")]
    for one in reports:
        lines = "\n".join(f"    {line}" for line in mail_text(one, LANG).split("\n"))
        blocks.append(
            f"{one.number}  {machine_time(one.sent)}  {'done' if one.done else 'open'}\n{lines}"
        )
    return "\n".join(blocks)


def sources_name(file: str) -> str:
    """The name of the second file of an export: `rows.csv` → `rows-sources.csv`."""
    path = Path(file)
    return str(path.with_name(f"{path.stem}-sources{path.suffix}"))


def rows(reports: Sequence[ErrorReport]) -> tuple[bytes, bytes]:
    """The rows for `evidence.csv` and those for `sources.csv`."""
    return evidence_csv(reports), sources_csv(reports)
