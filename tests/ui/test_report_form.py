"""Report an error about a place, without a browser: the form, what it keeps and what not."""

from __future__ import annotations

import pytest

from geo import settings
from geo.model import Datum
from geo.reports.model import ReportField
from geo.reports.store import ReportStore
from tests.ui.apptest import html, opened, session


@pytest.fixture(autouse=True)
def own_database(monkeypatch, tmp_path):
    """An empty database for each test."""
    monkeypatch.setenv("SHUTU_SHORTLISTS", f"sqlite:///{tmp_path / 'own' / 'lists.sqlite'}")


def kept():
    store = ReportStore(settings.shortlists_url())
    found = store.listing()
    store.close()
    return found


def form(**parameters: str):
    app = opened(site="sanxingdui", **parameters)
    app.button(key="report_open").click().run()
    assert not app.exception
    return app


def press(app, label):
    """Press a button of the form."""
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def test_nothing_is_kept_unless_it_is_sent():
    app = form()
    app.text_area(key="report_right").set_value("在鸭子河南岸")
    press(app, "只生成文件和文字")
    assert "正确的内容：在鸭子河南岸" in app.code[0].value
    assert "下载 CSV 文件" in html(app)
    assert "mailto:" not in html(app)  # no operator takes mail
    assert not app.success
    assert kept() == []


def test_a_report_that_is_sent_is_in_the_database():
    app = form(lang="en")
    app.selectbox(key="report_field").set_value(ReportField.NAME)
    app.text_area(key="report_right").set_value("Sanxingdui Site")
    app.number_input(key="report_lon").set_value(104.2)
    app.number_input(key="report_lat").set_value(30.99)
    app.selectbox(key="report_datum").set_value(Datum.GCJ02)
    app.text_input(key="report_source").set_value("https://example.org")
    press(app, "Send")
    assert app.success[0].value == "Received as number 1."
    (report,) = kept()
    assert (report.place, report.field, report.right) == (
        "sanxingdui",
        ReportField.NAME,
        "Sanxingdui Site",
    )
    assert (report.lon, report.lat, report.datum) == (104.2, 30.99, Datum.GCJ02)
    assert (report.source, report.contact) == ("https://example.org", "")
    assert session(app).reports.sent == 1


def test_what_is_missing_is_said_and_what_was_typed_stays():
    app = form()
    press(app, "发送")
    assert app.error[0].value == "请写明正确的内容。"
    app.text_area(key="report_right").set_value("对")
    app.number_input(key="report_lon").set_value(104.2)
    press(app, "发送")
    assert "经度和纬度" in app.error[0].value
    assert app.text_area(key="report_right").value == "对"
    assert kept() == []


def test_without_a_database_there_is_still_a_file_and_a_text(monkeypatch, tmp_path):
    broken = tmp_path / "lists.sqlite"
    broken.write_text("this is no database, it only looks like a file")
    monkeypatch.setenv("SHUTU_SHORTLISTS", f"sqlite:///{broken}")
    app = form()
    app.text_area(key="report_right").set_value("对")
    press(app, "发送")
    assert "不能存入数据库" in app.error[0].value
    assert "清单" not in app.error[0].value
    assert "正确的内容：对" in app.code[0].value


def test_an_operator_can_take_mail(monkeypatch):
    monkeypatch.setenv("SHUTU_REPORT_MAIL", "map@example.org")
    app = form()
    app.text_area(key="report_right").set_value("对 <b>")
    press(app, "只生成文件和文字")
    assert 'href="mailto:map@example.org?subject=' in html(app)


def test_a_session_sends_a_limited_number():
    app = form()
    session(app).reports.sent = 10
    app.text_area(key="report_right").set_value("对")
    press(app, "发送")
    assert "最多发送 10 份" in app.error[0].value
    assert kept() == []


@pytest.mark.parametrize("locked", [True, False])
def test_a_kiosk_takes_no_reports(locked, monkeypatch):
    if locked:
        monkeypatch.setenv("SHUTU_KIOSK", "1")
    app = opened(site="sanxingdui")
    there = any(button.key == "report_open" for button in app.button)
    assert there is not locked
