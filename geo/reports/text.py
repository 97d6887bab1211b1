"""A report as text for a mail, and as a file of one row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from urllib.parse import quote, urlencode

from geo import describe, i18n
from geo.export.csv_file import BOM, safe_cell
from geo.model import Datum
from geo.reports.model import ErrorReport

# Cells of a file of reports, in their order.
CELLS = (
    "number",
    "sent",
    "done",
    "place",
    "name_zh",
    "name_en",
    "field",
    "right",
    "lon",
    "lat",
    "datum",
    "source",
    "contact",
    "build",
)
MOST_MAIL = 1_800  # characters of a mail address with its text; some programs cut what is longer


def subject(report: ErrorReport, lang: str) -> str:
    """The subject of the mail."""
    return i18n.text(lang, "report.subject", name=_name(report, lang))


def mail_text(report: ErrorReport, lang: str) -> str:
    """The report in words, one fact a line; what was not given is left out."""
    position = ""
    if report.lon is not None and report.lat is not None:
        datum = describe.datum(report.datum, lang)
        position = f"{report.lon:g}, {report.lat:g} ({datum})"
    facts = {
        "place": f"{_name(report, lang)} ({report.place})",
        "field": i18n.text(lang, f"report_field.{report.field}"),
        "right": report.right,
        "position": position,
        "source": report.source,
        "contact": report.contact,
        "build": report.build,
    }
    return "\n".join(
        i18n.text(lang, "report.line", label=i18n.text(lang, f"report_line.{key}"), text=text)
        for key, text in facts.items()
        if text
    )


def mail_address(report: ErrorReport, address: str, lang: str) -> str:
    """A `mailto:` link with subject and text; without the text where that would be too long."""
    parts = {"subject": subject(report, lang), "body": mail_text(report, lang)}
    target = f"mailto:{quote(address, safe='@')}?"
    whole = target + urlencode(parts, quote_via=quote)
    if len(whole) <= MOST_MAIL:
        return whole
    return target + urlencode({"subject": parts["subject"]}, quote_via=quote)


def csv_file(reports: Iterable[ErrorReport]) -> bytes:
    """Reports as CSV for spreadsheets: UTF-8 with BOM, and no cell that is taken for a formula."""
    return csv_rows(CELLS, ([_cell(getattr(one, name)) for name in CELLS] for one in reports))


def csv_rows(header: Iterable[str], rows: Iterable[Iterable[object]], *, bom: str = BOM) -> bytes:
    """A CSV file."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return (bom + buffer.getvalue()).encode()


def _name(report: ErrorReport, lang: str) -> str:
    return report.name_en if lang == "en" else report.name_zh


def _cell(value: object) -> object:
    return "" if value is None or value is Datum.NONE else safe_cell(value)
