"""What a late browser sends takes nothing back; see `geo/ui/widgets/fields.py`."""

from __future__ import annotations

import pytest

from geo.ui.state.session import Session
from geo.ui.widgets import fields


class Visitor:
    """A session with one field, drawn with a value, and the requests of a browser."""

    def __init__(self, patch: pytest.MonkeyPatch, value: object = ()) -> None:
        self.session = Session()
        self.widgets: dict[str, object] = {}
        self.value = value
        self.options: list[str] | None = None
        patch.setattr(fields, "widget_value", self.widgets.get)
        patch.setattr(fields, "has_widget", self.widgets.__contains__)
        patch.setattr(fields, "set_widget", self.widgets.__setitem__)

    def draw(self) -> dict[str, object]:
        return fields.field(self.session, "sectors", self.value, self.take, self.options)

    def take(self, value: object) -> None:
        self.value = value

    def ask(self, drawn: dict[str, object], value: object) -> None:
        """The browser sends a value of what was drawn; Streamlit calls back when it is news."""
        self.widgets[drawn["key"]] = value
        drawn["on_change"](*drawn["args"])


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch) -> Visitor:
    return Visitor(monkeypatch, [])


def test_a_persons_choice_is_taken_and_the_widget_stays_the_same(visitor):
    first = visitor.draw()
    visitor.ask(first, ["water"])
    assert visitor.value == ["water"]
    assert visitor.draw()["key"] == first["key"]


def test_what_the_session_has_set_meanwhile_is_not_taken_back(visitor):
    first = visitor.draw()
    visitor.ask(first, ["water"])
    visitor.draw()
    visitor.value = []  # a step back, a chip that was taken away
    second = visitor.draw()
    assert second["key"] != first["key"]
    assert visitor.widgets[second["key"]] == []
    visitor.ask(first, ["water"])  # sent before the browser has learned of it
    assert visitor.value == []


def test_a_click_on_the_former_widget_counts_all_the_same(visitor):
    first = visitor.draw()
    visitor.ask(first, ["water"])
    visitor.draw()
    visitor.value = ["city"]
    visitor.draw()
    visitor.ask(first, ["water", "rural"])
    assert visitor.value == ["water", "rural"]


def test_labels_that_no_option_has_any_more_are_no_values(visitor):
    visitor.options = ["water", "city", "rural"]
    visitor.ask(visitor.draw(), ["water"])
    visitor.ask(visitor.draw(), ["Water 5", "city"])  # the number behind water was another one
    assert visitor.value == ["water", "city"]


@pytest.mark.parametrize(("given", "kept"), [("Min River", None), ("min-river", "min-river")])
def test_one_label_that_is_no_option_changes_nothing(monkeypatch, given, kept):
    visitor = Visitor(monkeypatch, None)
    visitor.options = ["min-river", "dujiangyan"]
    visitor.ask(visitor.draw(), given)
    assert visitor.value == kept


@pytest.mark.parametrize(("given", "chosen"), [("Min River", []), ("min-river", ["min-river"])])
def test_a_box_that_does_something_takes_options_only_and_is_empty_again(visitor, given, chosen):
    done: list[object] = []
    visitor.widgets["box"] = "dujiangyan"  # of the run before
    drawn = fields.emptied("box", done.append, ["min-river"])
    assert visitor.widgets["box"] is None
    visitor.ask(drawn, given)
    assert done == chosen
