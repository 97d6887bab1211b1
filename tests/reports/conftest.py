"""A report, and stores in new databases of each kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from geo.model import Datum
from geo.reports.model import ErrorReport, ReportField
from geo.reports.store import ReportStore
from tests.shortlist.conftest import server, url

__all__ = ["server", "url"]


@pytest.fixture
def report() -> ErrorReport:
    """A report of a position, with all that a person can give."""
    return ErrorReport(
        place="sanxingdui",
        name_zh="三星堆",
        name_en="Sanxingdui",
        build="0123456789ab",
        field=ReportField.POSITION,
        right="遗址在鸭子河南岸\n不在北岸",
        lon=104.2,
        lat=30.99,
        datum=Datum.GCJ02,
        source="https://example.org/a?b=1",
        contact="=Wang",
    )


@pytest.fixture
def store(url: str) -> Iterator[ReportStore]:
    opened = ReportStore(url)
    yield opened
    opened.close()
