"""Reports as rows of the editors' tables: `evidence.csv` and `sources.csv` of data/sources/sites.

A report becomes a source of its own (`report-7`), so that the rows can be appended as they are and
pass `shutu check`'s reading; the editor then replaces it by what the person names as source.
"""

from __future__ import annotations

from collections.abc import Iterable

from geo.gazetteer.load_places import COLUMNS
from geo.model import Datum, FoundBy, Licence, Role
from geo.reports.model import ErrorReport, ReportField
from geo.reports.text import csv_rows


def evidence_csv(reports: Iterable[ErrorReport]) -> bytes:
    """Rows for `evidence.csv`, with its header: one for each report."""
    return _table("evidence", (_evidence(one) for one in reports))


def sources_csv(reports: Iterable[ErrorReport]) -> bytes:
    """Rows for `sources.csv`, with its header: the reports themselves."""
    return _table("sources", (_source(one) for one in reports))


def _table(name: str, rows: Iterable[dict[str, object]]) -> bytes:
    columns = COLUMNS[name]
    return csv_rows(columns, ([row[column] for column in columns] for row in rows), bom="")


def _evidence(report: ErrorReport) -> dict[str, object]:
    """What the person says, in both languages as it was written: the editor translates it."""
    says = _one_line(report.right)
    return {
        "place": report.place,
        "source": _id(report),
        "role": _role(report),
        "locator": _one_line(report.source),
        "found_by": FoundBy.REPORT,
        "found_at": str(report.number),
        "says_zh": says,
        "says_en": says,
        "lon": "" if report.lon is None else f"{report.lon:.6f}",
        "lat": "" if report.lat is None else f"{report.lat:.6f}",
        "datum": report.datum,
    }


def _role(report: ErrorReport) -> Role:
    """A reported position is a check until an editor takes it over; a name is of identity."""
    identity = report.field in (ReportField.NAME, ReportField.CLAUSE, ReportField.SECTOR)
    return Role.IDENTITY if identity and report.datum is Datum.NONE else Role.CHECK


def _source(report: ErrorReport) -> dict[str, object]:
    return {
        "id": _id(report),
        "title": f"读者报告 {report.number} Reader's report {report.number}",
        "publisher": "",
        "licence": Licence.UNSTATED,
        "date": report.sent[:10],
    }


def _id(report: ErrorReport) -> str:
    return f"report-{report.number}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
