"""What a report may hold, and what a person can take away of it."""

import csv
import io
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from geo.errors import ReportError
from geo.model import Datum
from geo.reports.model import ReportField, make_report
from geo.reports.text import CELLS, csv_file, mail_address, mail_text

PLACE = {"id": "sanxingdui", "name_zh": "三星堆", "name_en": "Sanxingdui"}


def made(lon=None, lat=None, datum=Datum.WGS84, **texts):
    return make_report(PLACE, "b", ReportField.NAME, {"right": "对", **texts}, lon, lat, datum)


def test_texts_are_stripped_of_what_cannot_be_seen():
    report = made(right=" a\x00\u202eb \r\nc\t ", source="x\x1b[31m")
    assert (report.right, report.source, report.contact) == ("ab\nc", "x[31m", "")


def test_a_datum_without_a_position_says_nothing():
    assert made().datum is Datum.NONE
    assert made(104.0, 30.0, Datum.BD09).datum is Datum.BD09


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"right": " \n\u200b"}, "empty"),
        ({"right": "a" * 2001}, "too_long"),
        ({"source": "a" * 501}, "too_long"),
        ({"contact": "a" * 201}, "too_long"),
        ({"lon": 104.0}, "half_position"),
        ({"lat": 30.0}, "half_position"),
        ({"lon": 180.5, "lat": 30.0}, "bad_position"),
        ({"lon": float("nan"), "lat": 30.0}, "bad_position"),
    ],
)
def test_what_is_no_report(values, key):
    with pytest.raises(ReportError) as caught:
        made(**values)
    assert caught.value.key == key


def test_the_text_has_what_was_given_and_nothing_else(report):
    assert mail_text(report, "zh") == (
        "地点：三星堆 (sanxingdui)\n有误之处：位置\n正确的内容：遗址在鸭子河南岸\n"
        "不在北岸\n位置：104.2, 30.99 (GCJ-02)\n"
        "依据：https://example.org/a?b=1\n"
        "联系方式：=Wang\n数据版本：0123456789ab"
    )
    bare = replace(report, lon=None, lat=None, datum=Datum.NONE, source="", contact="")
    assert len(mail_text(bare, "en").split("\n")) == 5


def test_the_mail_has_subject_and_text(report):
    address = urlsplit(mail_address(report, "map@example.org", "en"))
    assert (address.scheme, address.path) == ("mailto", "map@example.org")
    parts = parse_qs(address.query)
    assert parts["subject"] == ["Shutu: report of an error (Sanxingdui)"]
    assert parts["body"] == [mail_text(report, "en")]
    long = mail_address(replace(report, right="长" * 2000), "map@example.org", "en")
    assert "body" not in parse_qs(urlsplit(long).query)


def test_the_file_is_one_row_without_formulas(report):
    content = csv_file([report]).decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(content, newline=""))
    assert tuple(head) == CELLS
    cells = dict(zip(head, row, strict=True))
    assert (cells["contact"], cells["lon"], cells["datum"]) == ("'=Wang", "104.2", "GCJ-02")
    assert cells["right"] == report.right
