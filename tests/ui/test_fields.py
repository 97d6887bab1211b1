"""What a late browser sends takes nothing back; see `geo/ui/fields.py`."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from geo.ui import fields


class Session:
    """A person's session: a field drawn with a value, and requests of a browser."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.state: dict[str, object] = {"sectors": []}
        self.options: list[str] | None = None
        patch.setattr(fields, "st", SimpleNamespace(session_state=self.state))

    def draw(self) -> dict[str, object]:
        return fields.owned("sectors", self.options)

    def ask(self, drawn: dict[str, object], value: object) -> None:
        """The browser sends a value of what was drawn; Streamlit calls back when it is news."""
        self.state[drawn["key"]] = value
        drawn["on_change"](*drawn["args"])

    @property
    def value(self) -> object:
        return self.state["sectors"]


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    return Session(monkeypatch)


def test_a_persons_choice_is_taken_and_the_widget_stays_the_same(session):
    first = session.draw()
    session.ask(first, ["water"])
    assert session.value == ["water"]
    assert session.draw()["key"] == first["key"]


def test_what_the_session_has_set_meanwhile_is_not_taken_back(session):
    first = session.draw()
    session.ask(first, ["water"])
    session.draw()
    session.state["sectors"] = []  # a step back, a chip that was taken away
    second = session.draw()
    assert second["key"] != first["key"]
    assert session.state[second["key"]] == []
    session.ask(first, ["water"])  # sent before the browser has learned of it
    assert session.value == []


def test_a_click_on_the_former_widget_counts_all_the_same(session):
    first = session.draw()
    session.ask(first, ["water"])
    session.draw()
    session.state["sectors"] = ["city"]
    session.draw()
    session.ask(first, ["water", "rural"])
    assert session.value == ["water", "rural"]


def test_labels_that_no_option_has_any_more_are_no_values(session):
    session.options = ["water", "city", "rural"]
    session.ask(session.draw(), ["water"])
    session.ask(session.draw(), ["Water 5", "city"])  # the number behind water was another one
    assert session.value == ["water", "city"]


@pytest.mark.parametrize(("given", "kept"), [("Min River", None), ("min-river", "min-river")])
def test_one_label_that_is_no_option_changes_nothing(monkeypatch, given, kept):
    session = Session(monkeypatch)
    session.state["sectors"] = None
    session.options = ["min-river", "dujiangyan"]
    session.ask(session.draw(), given)
    assert session.value == kept


@pytest.mark.parametrize(("given", "chosen"), [("Min River", []), ("min-river", ["min-river"])])
def test_a_box_that_does_something_takes_options_only_and_is_empty_again(session, given, chosen):
    done: list[object] = []
    session.state["box"] = "dujiangyan"  # of the run before
    drawn = fields.emptied("box", done.append, ["min-river"])
    assert session.state["box"] is None
    session.ask(drawn, given)
    assert done == chosen
