"""A page is opened through the navigation, and its first runs follow each other quickly."""

from __future__ import annotations

from types import SimpleNamespace

from geo.ui import history, state

CHOSEN = {"sector": "water", "lang": "en"}


class Address:
    """As `st.query_params`: what the browser shows."""

    def __init__(self) -> None:
        self.parameters: dict[str, str] = {}

    def to_dict(self) -> dict[str, str]:
        return dict(self.parameters)

    def from_dict(self, wanted: dict[str, str]) -> None:
        self.parameters = dict(wanted)

    def get(self, name: str) -> str | None:
        return self.parameters.get(name)


def test_a_second_run_with_an_empty_address_restores_the_filter_that_streamlit_forgot(monkeypatch):
    """After a run of a page without filters Streamlit has dropped the values of their widgets."""
    browser = SimpleNamespace(
        session_state={
            "lang": "en",
            history._KNOWN: history.Known(CHOSEN, before=({"sector": "water"},)),
            state._KEPT: {state.widget_key("sectors"): ["water"]},
        },
        query_params=Address(),
        context=SimpleNamespace(url="http://localhost/coverage"),
    )
    monkeypatch.setattr(history, "st", browser)
    monkeypatch.setattr(state, "st", browser)
    state.take_up_address()
    assert browser.query_params.parameters == CHOSEN
    assert state.chosen_filter().sectors == ("water",)
