"""Reports in a database: SQLite and PostgreSQL, with limits."""

from dataclasses import replace

import pytest

from geo.errors import ReportError, StoreError
from geo.model import Datum
from geo.reports import store as module
from geo.reports.store import ReportLimits, ReportStore
from geo.shortlist.model import Shortlist
from geo.shortlist.store import Store


def test_a_report_comes_back_as_it_was_sent(store, report):
    kept = store.keep(report)
    assert (kept.number, len(kept.sent), kept.sent[-1]) == (1, 20, "Z")
    assert store.keep(replace(report, lon=None, lat=None, datum=Datum.NONE)).number == 2
    assert store.listing()[0] == kept == replace(report, number=1, sent=kept.sent)
    assert store.listing()[1].lon is None


def test_what_is_done_is_listed_only_if_wanted(store, report):
    for _ in range(3):
        store.keep(report)
    assert store.mark([1, 3, 7]) == [7]
    assert [one.number for one in store.listing()] == [2]
    assert [one.done for one in store.listing(with_done=True)] == [True, False, True]
    assert store.mark([3], done=False) == []
    assert store.remove([2, 9]) == [9]
    assert [one.number for one in store.listing()] == [3]


def test_shortlists_and_reports_share_a_database(url, store, report):
    lists = Store(url)
    saved = lists.save(Shortlist())
    store.keep(report)
    assert lists.open(saved.id) == saved
    lists.close()
    again = ReportStore(url)
    assert len(again.listing()) == 1
    again.close()


def test_limits_of_a_session_a_day_and_the_database(url, report, monkeypatch):
    store = ReportStore(url, ReportLimits(session=2, day=2, total=3))
    with pytest.raises(ReportError) as caught:
        store.keep(report, sent_before=2)
    assert caught.value.key == "session_limit"
    store.keep(report)
    store.keep(report, sent_before=1)
    with pytest.raises(ReportError) as caught:
        store.keep(report)
    assert caught.value.key == "day_limit"
    tomorrow = module.datetime.now(module.UTC).replace(year=2999)

    class Clock(module.datetime):
        @classmethod
        def now(cls, tz=None):
            return tomorrow

    monkeypatch.setattr(module, "datetime", Clock)
    store.keep(report)
    with pytest.raises(ReportError) as caught:
        store.keep(report)
    assert caught.value.key == "total_limit"
    assert len(store.listing()) == 3
    store.close()


def test_a_database_that_cannot_be_used_says_so(tmp_path, report):
    file = tmp_path / "no.sqlite"
    file.write_text("this is no database, it only looks like a file")
    with pytest.raises(StoreError):
        ReportStore(f"sqlite:///{file}").keep(report)
