"""Which of address and session counts, where the address alone does not say it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from geo.ui import history, state

WATER = {"sector": "water"}
CHOSEN = {"sector": "water", "lang": "en"}
HERE, ELSEWHERE = "explore", "coverage"


class Address:
    """As `st.query_params`: what the browser shows."""

    def __init__(self, parameters: dict[str, str]) -> None:
        self.parameters = parameters

    def to_dict(self) -> dict[str, str]:
        return dict(self.parameters)

    def from_dict(self, wanted: dict[str, str]) -> None:
        self.parameters = dict(wanted)

    def get(self, name: str) -> str | None:
        return self.parameters.get(name)


class Browser:
    """One that asks for a page: with an address, and perhaps the mark of a step back or forward."""

    def __init__(self, patch: pytest.MonkeyPatch, known: history.Known) -> None:
        self.query_params = Address({})
        self.context = SimpleNamespace(url="http://localhost/")
        self.run = SimpleNamespace(is_history_navigation=False, page_script_hash=HERE)
        self.session_state = {
            "lang": "en",
            history._KNOWN: known,
            state.filter_key("sectors"): ["water"],
        }
        patch.setattr(history, "st", self)
        patch.setattr(state, "st", self)
        patch.setattr(history, "get_script_run_ctx", lambda: self.run)
        history.note_page()

    def ask(self, address: dict[str, str], *, page: str = HERE, step: bool = False) -> None:
        """A run begins."""
        self.query_params.parameters = address
        self.run = SimpleNamespace(is_history_navigation=step, page_script_hash=page)
        state.take_up_address()

    @property
    def counts(self) -> bool:
        """Whether the address of the run is to be read."""
        return state._UNREAD in self.session_state


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    """It has shown that it knows the last address."""
    return Browser(monkeypatch, history.Known(CHOSEN))


def test_another_page_keeps_the_filter_in_its_first_runs(browser):
    browser.ask({}, page=ELSEWHERE)
    assert browser.query_params.parameters == CHOSEN
    browser.ask({}, page=ELSEWHERE)  # ended early, before it was known which page is shown
    history.note_page()
    browser.ask({}, page=ELSEWHERE)  # the browser does not know the address yet
    assert browser.query_params.parameters == CHOSEN
    assert not browser.counts


def test_a_step_back_counts_though_a_joined_click_took_its_mark(browser):
    browser.ask({})
    assert browser.counts
    assert browser.query_params.parameters == {}


@pytest.mark.parametrize("step", [False, True])
def test_only_a_step_brings_back_an_address_that_may_be_late(monkeypatch, step):
    browser = Browser(monkeypatch, history.Known(CHOSEN, before=({}, WATER)))
    browser.ask(WATER, step=step)
    assert browser.counts is step


def test_a_browser_that_is_late_after_another_page_has_not_stepped_back(browser):
    browser.ask({}, page=ELSEWHERE)
    history.note_page()
    browser.ask(CHOSEN, page=ELSEWHERE)
    browser.ask({}, page=ELSEWHERE)  # it has shown that it knows: now nobody is late
    assert browser.counts
