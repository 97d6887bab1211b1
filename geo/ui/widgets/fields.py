"""Widgets whose value is owned by the session.

The browser sends the values of all widgets with every request, including stale ones that the
session has since changed. A stale value looks like user input, and would revert the new one. So a
widget whose value is changed by the session gets a new key, and a value sent under the old key
counts only if it differs from the value shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from geo.ui.state.session import Session, WidgetValue, has_widget, set_widget, widget_value


def field(
    session: Session,
    name: str,
    value: Any,
    on_change: Callable[[Any], None],
    options: Collection[Any] | None = None,
) -> dict[str, Any]:
    """Arguments for the widget of a field, which then shows `value`; call it just before drawing.

    `on_change` is called with the user's value: one or several of the `options`, if given. The
    value is set in every run: Streamlit forgets it when a page does not draw the widget, and sends
    it to the browser only in the run that sets it.
    """
    key = widget_key(session, name)
    if has_widget(key) and widget_value(key) != value:
        number = session.shown.get(name, WidgetValue()).number
        session.shown[name] = WidgetValue(number + 1, widget_value(key))
        key = widget_key(session, name)
    set_widget(key, value)
    if options is not None:
        on_change = partial(_one_of, options, value, on_change)
    return {"key": key, "on_change": _change, "args": (session, name, key, on_change)}


def emptied(
    name: str, on_choice: Callable[[Any], None], options: Collection[Any]
) -> dict[str, Any]:
    """Arguments for a select box that acts on one of `options` and is then cleared.

    It is set only when it has a value: setting it would discard what the user is typing. Its key
    stays, and with it the focus of the keyboard.
    """
    if widget_value(name) is not None:
        set_widget(name, None)
    return {
        "index": None,
        "key": name,
        "on_change": _chosen,
        "args": (name, on_choice, options),
    }


def _chosen(name: str, on_choice: Callable[[Any], None], options: Collection[Any]) -> None:
    value = widget_value(name)
    if value in options:  # not the label of an option from a stale browser state; see `_one_of`
        on_choice(value)


def widget_key(session: Session, name: str) -> str:
    """The present key of a field's widget."""
    return f"{name}_{session.shown.get(name, WidgetValue()).number}"


def _change(session: Session, name: str, key: str, on_change: Callable[[Any], None]) -> None:
    value = widget_value(key)
    if key != widget_key(session, name) and value == session.shown[name].former:
        return  # the browser had not received the new value yet
    on_change(value)


def _one_of(
    options: Collection[Any], shown: Any, on_change: Callable[[Any], None], value: Any
) -> None:
    """Forward values that are among the options.

    Streamlit sends labels. Labels of a stale browser state may differ, with another number or in
    another language; Streamlit then returns the label as the value. Of several values, the
    recognised ones are added and none is removed.
    """
    if not isinstance(value, list):
        if value is None or value in options:
            on_change(value)
        return
    known = [one for one in value if one in options]
    if len(known) < len(value):
        known = list(dict.fromkeys([*shown, *known]))
    on_change(known)
