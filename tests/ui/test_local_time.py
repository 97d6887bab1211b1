"""The pages show times as the clock of the visitor does (Streamlit tells the browser's zone)."""

import pytest
from streamlit.testing.v1 import AppTest

ZONES = [
    ({"timezone": "Asia/Shanghai", "timezone_offset": -480}, "30 November 2026 02:05"),
    ({"timezone": "America/New_York", "timezone_offset": 240}, "29 November 2026 13:05"),  # winter
    ({"timezone": "Mars/Olympus", "timezone_offset": -345}, "29 November 2026 23:50"),
    ({"timezone": "Mars/Olympus", "timezone_offset": -90_000}, "29 November 2026 18:05 UTC"),
    ({}, "29 November 2026 18:05 UTC"),
]


def page() -> None:
    import streamlit as st

    from geo.ui.widgets.local_time import local_day, local_time, zone_words

    st.text(local_time("2026-11-29T18:05:00Z", "en"))
    st.text(zone_words())
    st.text(local_day())


def shown(context: dict[str, object]) -> list[str]:
    app = AppTest.from_function(page)
    app.context = context
    app.run()
    assert not app.exception
    return [text.value for text in app.text]


@pytest.mark.parametrize(("context", "time"), ZONES)
def test_the_zone_of_the_browser(context, time):
    assert shown(context)[0] == time


def test_the_zone_is_named():
    assert shown({"timezone": "Asia/Shanghai"})[1] == "Asia/Shanghai, UTC+8"
    assert shown({"timezone_offset": 210})[1] == "UTC-3:30"
    assert shown({"timezone": "UTC"})[1] == shown({})[1] == "UTC"


def test_today_is_the_day_of_the_visitor():
    first, last = (
        shown({"timezone": zone})[2] for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago")
    )
    assert first > last  # 25 hours apart: never the same day
