"""Widgets that show a value which the session owns.

The browser sends the values of all its widgets with every request, also those that it had before it
learned what the session has set since. Such a late value looks like a person's choice, and would
take the new one back. So a widget that has to show something else than a person last gave it gets a
new key, and what is sent under the former one counts only if it is another value than was shown.
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

    `on_change` is called with the value that a person gives, one of the `options` or several of
    them if such are given. The value is set in every run: Streamlit forgets it when a page does not
    draw the widget, and tells the browser about it only in the run that has set it.
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
    """Arguments for a select box that does something with one of `options`, and is empty again.

    It is set only when it holds something: to set it takes away what a person is typing. Its key
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
    if value in options:  # no label of an option that a late browser still has; see `_one_of`
        on_choice(value)


def widget_key(session: Session, name: str) -> str:
    """The present key of a field's widget."""
    return f"{name}_{session.shown.get(name, WidgetValue()).number}"


def _change(session: Session, name: str, key: str, on_change: Callable[[Any], None]) -> None:
    value = widget_value(key)
    if key != widget_key(session, name) and value == session.shown[name].former:
        return  # the browser did not know yet
    on_change(value)


def _one_of(
    options: Collection[Any], shown: Any, on_change: Callable[[Any], None], value: Any
) -> None:
    """Pass on what is among the options.

    Streamlit sends labels. Those that a late browser has may be other ones by now, with another
    number or in another language; Streamlit then gives the label as the value. Of several values
    some can be read: they are added, and none is taken away.
    """
    if not isinstance(value, list):
        if value is None or value in options:
            on_change(value)
        return
    known = [one for one in value if one in options]
    if len(known) < len(value):
        known = list(dict.fromkeys([*shown, *known]))
    on_change(known)
