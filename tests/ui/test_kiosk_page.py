"""The kiosk page, and the lock: whoever is locked in sees the kiosk, whatever the address."""

import pytest

from geo import settings
from geo.ui.frame import PAGES
from geo.ui.kiosk.contents import kiosk_contents, qr_modules
from tests.ui.apptest import html, opened

OTHERS = [f"pages/{name}.py" for name in PAGES if name != "kiosk"]


def is_kiosk(app):
    return "/kiosk/page.css" in html(app)


def test_the_page_is_the_kiosk_and_other_pages_are_not():
    assert is_kiosk(opened("pages/kiosk.py"))
    assert not is_kiosk(opened())


@pytest.mark.parametrize("page", OTHERS)
def test_a_locked_server_shows_nothing_but_the_kiosk(monkeypatch, page):
    monkeypatch.setenv("SHUTU_KIOSK", "1")
    app = opened(page, sector="energy", at="damaged", kiosk="0", embed="true")
    assert is_kiosk(app)
    assert not app.button and not app.text_input and not app.selectbox and not app.toggle
    assert not app.get("file_uploader") and not app.get("download_button")


def test_a_locked_session_stays_locked_on_every_page_and_without_the_parameter():
    app = opened(kiosk="1")
    assert is_kiosk(app)
    del app.query_params["kiosk"]
    for page in OTHERS:
        app.switch_page(page).run()
        assert is_kiosk(app), page
        assert not app.button


def test_without_data_the_kiosk_waits(monkeypatch, tmp_path):
    monkeypatch.setenv("SHUTU_BUILT", str(tmp_path))
    app = opened("pages/kiosk.py", kiosk="1")
    assert is_kiosk(app)
    assert not app.error


def test_tiles_hold_what_the_catalog_answers(catalog):
    contents = kiosk_contents(catalog, None)
    for tile in contents["sectors"]:
        code = tile["key"].removeprefix("sector-")
        assert (
            tile["ids"]
            == catalog.places(catalog.filter(sector=code, inferred=True))["id"].to_pylist()
        )
    tasks = [task for theme in contents["themes"] for task in theme["tasks"]]
    assert [task["number"] for task in tasks] == list(range(1, 19))
    assert {task["number"]: task["inferred"] for task in tasks}[9]
    assert contents["codes"] == {}
    shown = {place for tile in contents["sectors"] for place in tile["ids"]}
    assert shown == set(contents["places"])


def test_prefectures_hold_what_the_plan_names_there_in_the_order_of_their_pinyin(catalog):
    tiles = kiosk_contents(catalog, None)["prefectures"]
    assert len(tiles) == 21
    names = [tile["text"]["zh"] for tile in tiles]
    assert (names[0], names[1], names[-1]) == ("阿坝", "巴中", "资阳")
    by_name = {tile["text"]["zh"]: tile for tile in tiles}
    assert by_name["绵阳"]["ids"] == []
    assert set(by_name["广元"]["ids"]) == {"jialing-river", "tingzikou-irrigation"}
    for tile in tiles:
        rows = catalog.places(catalog.filter(region=tile["adcode"])).to_pylist()
        assert tile["ids"] == [row["id"] for row in rows if row["relation"] == "named"]


def test_cards_say_what_the_plan_wants_and_how_sure_the_position_is(catalog):
    places = kiosk_contents(catalog, None)["places"]
    assert places["dujiangyan"]["zh"]["purpose"] == (
        "《行动计划》提出：打造“都江堰”等数字孪生水利工程典型应用场景"
        "（任务8“数字孪生空间”，数字孪生水利应用场景）。"
    )
    assert places["dujiangyan"]["zh"]["exact"] == "认定把握：高 · 场址 · 误差约 1 公里"
    assert places["jiepai-oil-field"]["en"]["exact"] == "Unlocated: not enough evidence"
    for place in places.values():
        assert place["station"] == place["zh"]["purpose"].startswith("由")
        assert place["station"] == place["en"]["purpose"].startswith("Derived from")


def test_codes_are_those_of_the_phone_cards(catalog):
    contents = kiosk_contents(catalog, "https://map.example.cn/shutu/")
    card = "https://map.example.cn/shutu/card/dujiangyan"
    assert contents["codes"]["en"]["dujiangyan"] == qr_modules(f"{card}?lang=en")
    assert contents["codes"]["zh"]["dujiangyan"] == qr_modules(card)


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://map.example.cn", True),
        ("http://10.0.0.5:8501/x", True),
        ("", False),
        ("map.example.cn", False),
        ("javascript:alert(1)", False),
    ],
)
def test_only_web_addresses_become_codes(monkeypatch, address, good):
    monkeypatch.delenv("SHUTU_URL", raising=False)
    monkeypatch.setenv("SHUTU_PUBLIC_ADDRESS", address)
    assert bool(settings.public_address()) == good


@pytest.mark.parametrize(("text", "seconds"), [("20", 20), ("", 60), ("soon", 60), ("-5", 60)])
def test_damaged_numbers_fall_back_to_the_default(monkeypatch, text, seconds):
    monkeypatch.setenv("SHUTU_IDLE_SECONDS", text)
    assert settings.idle_seconds() == seconds
