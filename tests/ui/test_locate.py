"""The page "Bring your own list" without a browser: from the file to the export, and back."""

from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from streamlit.testing.v1 import AppTest

from geo import i18n
from geo.cells.column_types import ColumnKind
from geo.errors import StoppedError
from geo.geocode.model import MatchStatus
from geo.geocode.providers import ProviderAnswer
from geo.geocode.worklist import DecidedBy, Worklist
from geo.model import Datum
from geo.progress import Progress
from geo.ui.data import open_catalog
from geo.ui.locate import provider_panel
from geo.ui.locate.geocoded_export import content
from geo.ui.locate.geocoding import geocode_rows
from geo.ui.state.imported import ImportSession
from geo.ui.widgets.progress_bar import progress_text
from tests.ui.apptest import field, html, opened, session, table_data

PAGE = "pages/locate.py"
HOSTILE = "<img src=x onerror=alert(1)> **三河村** =1+1"
LIST = [
    ["序号", "项目名称", "区县", "备注"],
    ["001", "合江县先市镇下坝村数字乡村", "", "=cmd()"],
    ["002", "三河村冷链仓库", "", ""],
    ["003", "三河村冷链仓库", "", "第二行"],
    ["004", "三河村示范点", "昭觉县", ""],
    ["005", "贵州金沙县酒庄", "", ""],
    ["006", HOSTILE, "", ""],
    ["007", "云上体验馆", "", ""],
]


def as_csv(rows: list[list[str]], encoding: str = "gb18030") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def with_file(data: bytes, name: str = "list.csv", lang: str = "en") -> AppTest:
    app = opened(PAGE, lang=lang)
    app.file_uploader[0].set_value((name, data, "text/csv")).run()
    assert not app.exception
    return app


def located(rows=LIST, lang: str = "en") -> AppTest:
    app = with_file(as_csv(rows), lang=lang)
    app.button(key="locate_start").click().run()
    assert not app.exception
    return app


def here(app: AppTest) -> ImportSession:
    found = session(app).imported.here
    assert found is not None
    return found


def work(app: AppTest) -> Worklist:
    found = here(app).work
    assert found is not None
    return found


def radio(app: AppTest):
    return next(one for one in app.radio if one.key.startswith("locate_candidate_"))


def export(app: AppTest, name: str = "csv") -> bytes:
    return content(open_catalog(), here(app), name, Datum.WGS84, "en", "2026-11-30")


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_limits_and_privacy_are_said_before_the_upload(lang):
    message = html(opened(PAGE, lang=lang))
    assert "20,000" in message
    assert i18n.text(lang, "locate.private", minutes=3) in message


def test_columns_are_guessed():
    app = with_file(as_csv(LIST))
    assert app.selectbox(key=field(app, "locate_name")).value == "项目名称"
    assert app.selectbox(key=field(app, "locate_region")).value == "区县"
    assert app.selectbox(key=field(app, "locate_header")).value == "1"


def test_from_file_to_decisions_and_back():
    app = located()
    found = work(app)
    assert found.counts()[MatchStatus.AMBIGUOUS] >= 2
    assert found.place(0).county == "合江县"
    assert found.place(3).county == "昭觉县"  # by the region column
    assert found.status(4) is MatchStatus.OUTSIDE
    assert here(app).row == 1  # the first open one
    wanted = found.outcomes[1].candidates[0]
    radio(app).set_value(0).run()
    assert [work(app).place(row) for row in (1, 2)] == [wanted, wanted]  # both rows of that name
    assert work(app).by(1) is DecidedBy.CANDIDATE
    app.button(key="locate_undo").click().run()
    assert work(app).place(1) is None
    app.button(key="locate_redo").click().run()
    assert work(app).place(2) == wanted
    assert not app.exception


def test_one_row_only():
    app = located()
    app.checkbox(key="locate_alike_1").uncheck().run()
    radio(app).set_value(0).run()
    assert work(app).place(1) is not None
    assert work(app).place(2) is None


def in_hand(app: AppTest, row: int) -> None:
    here(app).row = row
    app.run()


def test_a_row_is_placed_by_its_county():
    app = located()
    in_hand(app, 6)
    app.selectbox(key=field(app, "locate_county_6")).set_value("510181").run()
    place = work(app).place(6)
    assert (place.adcode, place.county, str(place.precision)) == ("510181", "都江堰市", "area")
    assert work(app).by(6) is DecidedBy.COUNTY


def test_a_row_is_placed_by_typed_coordinates():
    app = located()
    in_hand(app, 6)
    app.text_input(key="locate_point_6").set_value("nonsense")
    app.button(key="locate_put_6").click().run()
    assert work(app).place(6) is None
    assert app.warning
    app.text_input(key="locate_point_6").set_value("104.0667, 30.6680")
    app.selectbox(key="locate_datum_6").set_value("GCJ-02")
    app.button(key="locate_put_6").click().run()
    place = work(app).place(6)
    assert 104.062 < place.lon < 104.066  # the offset is some 250 m here
    assert place.adcode.startswith("5101")


def test_outside_sichuan_only_when_said_twice():
    app = located()
    in_hand(app, 6)
    app.text_input(key="locate_point_6").set_value("116.4, 39.9")
    app.button(key="locate_put_6").click().run()
    assert work(app).place(6) is None
    app.checkbox(key="locate_far_6").check().run()
    app.button(key="locate_put_6").click().run()
    assert work(app).place(6).lon == 116.4
    assert work(app).place(6).adcode is None


def test_the_export_keeps_rows_columns_and_order():
    app = located()
    rows = list(csv.reader(io.StringIO(export(app).decode("utf-8-sig"))))
    assert rows[0][:5] == [*LIST[0], "status"]
    assert [row[0] for row in rows[1:]] == [row[0] for row in LIST[1:]]
    assert [row[1] for row in rows[1:]] == [row[1] for row in LIST[1:]]
    assert rows[1][3] == "'=cmd()"  # nothing runs in a spreadsheet
    features = json.loads(export(app, "geojson"))["features"]
    assert len(features) == len(LIST) - 1
    assert features[0]["geometry"]["type"] in ("Polygon", "MultiPolygon")
    assert features[6]["geometry"] is None


def test_what_people_upload_is_shown_as_text():
    app = located()
    in_hand(app, 5)
    message = html(app)
    assert "<img src=x" not in message
    assert "&lt;img src=x" in message


def test_a_running_text_marks_its_names():
    app = opened(PAGE)
    session(app).imported.choose_way("text")
    app.run()
    app.text_area[0].set_value("<b>考察组</b>先到青城山镇,再到都江堰市。").run()
    app.button(key="locate_take_text").click().run()
    message = html(app)
    assert "&lt;b&gt;考察组" in message
    assert 'class="shutu-resolved"' in message
    found = here(app).mentions
    assert found[0].text == "青城山镇"
    assert not app.exception


def test_a_bad_file_is_refused_and_nothing_is_lost():
    app = with_file(b"\xd0\xcf\x11\xe0", name="old.xls")
    assert "old.xls" in app.error[0].value
    assert session(app).imported.here is None
    app.button(key="locate_example_list").click().run()
    assert app.button(key="locate_start")
    assert not app.error


def test_geojson_brings_its_own_positions():
    feature = {
        "type": "Feature",
        "properties": {"name": "甲"},
        "geometry": {"type": "Point", "coordinates": [103.6, 31.0]},
    }
    data = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    app = with_file(data, name="list.geojson")
    app.button(key="locate_start").click().run()
    assert work(app).by(0) is DecidedBy.FILE
    assert work(app).place(0).county == "都江堰市"


def test_rows_go_to_the_shortlist():
    app = located()
    app.button(key="locate_to_shortlist").click().run()
    assert not app.exception
    app.switch_page("pages/shortlist.py").run()
    assert not app.exception
    assert "合江县先市镇下坝村数字乡村" in json.dumps(
        table_data(app, "shortlist_table"), ensure_ascii=False
    )


def test_without_a_provider_nothing_is_offered():
    app = located()
    assert not [one for one in app.checkbox if one.key == "locate_online_agree"]


def test_a_provider_is_asked_only_after_consent(monkeypatch):
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            here = {"formatted_address": "x", "location": "104.0667,30.6680", "level": "兴趣点"}
            message = {"status": "1", "infocode": "10000", "geocodes": [here]}
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(message).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("SHUTU_GEOCODER", "amap")
    monkeypatch.setenv("SHUTU_GEOCODER_KEY", "k")
    monkeypatch.setenv("SHUTU_GEOCODER_URL", f"http://127.0.0.1:{server.server_port}")
    try:
        app = located([LIST[0], LIST[7]])
        assert app.button(key="locate_online_ask").disabled
        assert asked == []
        app.checkbox(key="locate_online_agree").check().run()
        app.button(key="locate_online_ask").click().run()
        assert len(asked) == 1
        assert work(app).status(0) is MatchStatus.RESOLVED
        app.button(key="locate_undo").click().run()
        assert work(app).status(0) is MatchStatus.UNRESOLVED
    finally:
        server.shutdown()
        server.server_close()


class SlowProvider:
    """A provider without a network, which knows every name, and is stopped while it is asked for
    the third one: its answer to that takes as long as `released` is not set."""

    name, pause_s = "slow", 0.0

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.released = threading.Event()
        self.stop: Callable[[], bytes] | None = None

    def ask(self, query: str) -> list[ProviderAnswer]:
        self.asked.append(query)
        if len(self.asked) == 3 and self.stop:
            self.stop()
            self.released.wait(timeout=60)
        return [ProviderAnswer(query, 104.06, 30.57, 500)]


def test_a_provider_that_answers_slowly_is_stopped_and_its_answers_stay(monkeypatch):
    provider = SlowProvider()
    monkeypatch.setattr(provider_panel, "configured", lambda: provider)
    names = ("甲", "乙", "丙", "丁", "戊")
    app = located([["名称"], *([f"云上体验馆{name}"] for name in names)])
    app.checkbox(key="locate_online_agree").check().run()
    # As the button does, while the run waits: it asks the address that is offered.
    provider.stop = lambda: session(app).offers["stop"].file.make()
    try:
        app.button(key="locate_online_ask").click().run()
        assert not app.exception
        assert len(provider.asked) == 3  # the rest is not sent
        assert not provider.released.is_set()  # nor is the third answer waited for
        resolved = [work(app).status(row) is MatchStatus.RESOLVED for row in range(5)]
        assert resolved == [True, True, False, False, False]
        assert "stop" not in session(app).offers
    finally:
        provider.released.set()
    provider.stop = None
    app.button(key="locate_online_ask").click().run()  # goes on with what is open
    assert provider.asked.count(provider.asked[0]) == 1
    assert len(set(provider.asked)) == 5
    assert all(work(app).status(row) is MatchStatus.RESOLVED for row in range(5))
    app.button(key="locate_undo").click().run()
    assert work(app).status(0) is MatchStatus.RESOLVED
    assert work(app).status(2) is MatchStatus.UNRESOLVED


def test_a_list_that_was_left_can_be_brought_back():
    app = located()
    radio(app).set_value(0).run()
    app.button(key="locate_again").click().run()
    app.button(key="locate_result_again").click().run()
    assert work(app).by(1) is DecidedBy.CANDIDATE
    app.button(key="locate_leave").click().run()
    app.button(key="locate_bring_back").click().run()
    assert work(app).by(1) is DecidedBy.CANDIDATE
    assert not app.exception


def test_a_type_of_a_column_is_corrected_for_the_export():
    app = located([["名称", "编号"], ["三星堆", "7"], ["都江堰", "12"]], "zh")
    app.selectbox(key="locate_type_column").set_value("编号").run()
    assert "读作：7、12" in html(app)
    app.selectbox(key="locate_type_kind_编号_0").set_value(ColumnKind.NUMBER).run()
    app.text_input(key="locate_type_unit_编号_0").set_value("吨").run()
    app.number_input(key="locate_type_decimals_编号_0").set_value(1).run()
    assert "读作：7.0 吨、12.0 吨" in html(app)
    assert here(app).types == {"编号": "number;1;吨"}
    assert "编号 (吨)" in export(app).decode("utf-8-sig").splitlines()[0]


TITLED = [
    ["2024年重点项目汇总表", "", ""],
    ["项目名称", "投资", ""],
    ["", "计划", "完成"],
    ["合江县先市镇下坝村数字乡村", "1", "2"],
    ["三河村冷链仓库", "3", "4"],
    ["合计", "4", "6"],
    ["注：<img src=x>", "", ""],
]


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_rows_that_are_no_entries_are_told_and_not_looked_up(lang):
    app = with_file(as_csv(TITLED), lang=lang)
    assert app.selectbox(key=field(app, "locate_header")).value == "2-3"
    assert here(app).table.columns == ("项目名称", "投资 计划", "投资 完成")
    parts = (("title", 1), ("total", 6), ("note", 7))
    for kind, line in parts:
        sentence = i18n.text(lang, f"table_layout.lines_{kind}", lines=str(line))
        assert sentence in html(app)
    listed = app.expander[0].dataframe[0].value.values.tolist()
    assert [row[0] for row in listed] == [1, 6, 7] and listed[2][2] == "注：<img src=x>"
    app.button(key="locate_start").click().run()
    assert len(work(app)) == 2 and work(app).table.lines == (4, 5)
    assert i18n.text(lang, "table_layout.lines_note", lines="7") in html(app)


def test_all_rows_and_another_header_are_a_choice():
    app = with_file(as_csv(TITLED))
    app.toggle(key=field(app, "locate_all_rows")).set_value(True).run()
    assert len(here(app).table.rows) == 4
    app.selectbox(key=field(app, "locate_header")).set_value("3").run()
    assert here(app).table.columns == ("#1", "计划", "完成")
    app.selectbox(key=field(app, "locate_header")).set_value("none").run()
    assert here(app).table.columns == ("#1", "#2", "#3")
    assert here(app).name_column == "#1"
    assert not app.exception


def test_a_doubtful_header_is_asked_for():
    app = with_file(as_csv([["甲", "乙"], ["丙", "丁"], ["戊", "己"]]))
    assert [one.value for one in app.warning] == [i18n.text("en", "table_layout.unsure")]
    app.selectbox(key=field(app, "locate_header")).set_value("none").run()
    assert not app.warning and len(here(app).table.rows) == 3


def test_a_damaged_byte_is_named_by_its_line():
    data = as_csv(LIST).replace("下坝村".encode("gb18030"), "下坝村".encode("gb18030") + b"\xff", 1)
    app = with_file(data)
    assert i18n.text("en", "table_layout.damaged", lines="2") == app.warning[0].value
    assert len(here(app).table.rows) == len(LIST) - 1


def stopped(app: AppTest, monkeypatch, after: int) -> list[str]:
    """Look for the names until stopped after `after` rows; the names asked for."""
    from geo.geocode.resolver import Resolver

    asked = []
    resolve = Resolver.resolve

    def counting(self, name, *more):
        asked.append(name)
        return resolve(self, name, *more)

    def reach(self, done):
        self.done = done
        return True

    def stop(progress):
        if progress.done == after:
            raise StoppedError("")

    monkeypatch.setattr(Resolver, "resolve", counting)
    monkeypatch.setattr(Progress, "reach", reach)
    with pytest.raises(StoppedError):
        geocode_rows(open_catalog(), here(app), stop)
    app.run()
    return asked


def test_a_search_that_was_stopped_goes_on_from_there(monkeypatch):
    whole = work(located())
    app = with_file(as_csv(LIST))
    asked = stopped(app, monkeypatch, 4)
    assert here(app).work is None
    assert any("Stopped after 4 of 7 rows" in one.value for one in app.info)
    assert app.button(key="locate_start").label == "Find the other 3 names"
    asked.clear()
    app.button(key="locate_start").click().run()
    assert asked[:3] == [row[1] for row in LIST[5:]]  # before: columns, rows of the map
    assert work(app).outcomes == whole.outcomes
    assert here(app).search is None


def test_a_stopped_search_does_not_count_for_other_columns(monkeypatch):
    app = with_file(as_csv(LIST))
    stopped(app, monkeypatch, 4)
    app.selectbox(key=field(app, "locate_region")).set_value("").run()
    assert not app.info
    assert app.button(key="locate_start").label == "Find 7 names"


def test_progress_is_told_with_count_and_time_left():
    progress = Progress(20_000, clock=iter([0.0, 0.0, 10.0, 20.0, 30.0, 300.0]).__next__)
    assert progress_text(progress, "en") == "0 of 20,000"
    progress.reach(10_000)
    assert progress_text(progress, "en") == "10,000 of 20,000 · about 20 s left"
    assert progress_text(progress, "zh") == "已完成 10,000，共 20,000 · 预计还需 30 秒"
    assert progress_text(progress, "en") == "10,000 of 20,000 · about 5 min left"


def test_the_address_of_the_button_stops_the_search(monkeypatch):
    """As the browser does: while the run goes on, it asks the address that is offered."""
    app = with_file(as_csv(LIST))
    reach, asked = Progress.reach, []

    def reached(self, done):
        offered = session(app).offers
        if done == 3:
            asked.append(offered["stop"].path)
            assert offered["stop"].file.make() == b""
        reach(self, done)
        return True

    monkeypatch.setattr(Progress, "reach", reached)
    app.button(key="locate_start").click().run()
    assert not app.exception
    assert asked[0].startswith("/export/session/")
    assert here(app).work is None
    assert any("Stopped after 3 of 7 rows" in one.value for one in app.info)
    assert "stop" not in session(app).offers
    monkeypatch.setattr(Progress, "reach", reach)
    app.button(key="locate_start").click().run()
    assert len(work(app)) == len(LIST) - 1
