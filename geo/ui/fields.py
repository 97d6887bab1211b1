"""Widgets that show a value which the session owns.

The browser sends the values of all its widgets with every request, also those that it had before it
learned what the session has set since. Such a late value looks like a person's choice, and would
take the new one back. So a widget that has to show something else than a person last gave it gets a
new key, and what is sent under the former one counts only if it is another value than was shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

SHOWN = "_fields_shown"


@dataclass(frozen=True)
class Shown:
    """How often the widget of a field got a new key, and what its former one showed last."""

    number: int = 0
    former: Any = None


def field(
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
    fields: dict[str, Shown] = st.session_state.setdefault(SHOWN, {})
    key = widget_key(fields, name)
    if key in st.session_state and st.session_state[key] != value:
        shown = fields.get(name, Shown())
        fields[name] = Shown(shown.number + 1, st.session_state[key])
        key = widget_key(fields, name)
    st.session_state[key] = value
    if options is not None:
        on_change = partial(_one_of, options, value, on_change)
    return {"key": key, "on_change": _change, "args": (name, key, on_change)}


def owned(name: str, options: Collection[Any] | None = None) -> dict[str, Any]:
    """Arguments for a widget that shows, and sets, what the session has under `name`."""
    on_change = partial(st.session_state.__setitem__, name)
    return field(name, st.session_state.get(name), on_change, options)


def emptied(
    name: str, on_choice: Callable[[Any], None], options: Collection[Any]
) -> dict[str, Any]:
    """Arguments for a select box that does something with one of `options`, and is empty again.

    It is set only when it holds something: to set it takes away what a person is typing. Its key
    stays, and with it the focus of the keyboard.
    """
    if st.session_state.get(name) is not None:
        st.session_state[name] = None
    return {
        "index": None,
        "key": name,
        "on_change": _chosen,
        "args": (name, on_choice, options),
    }


def _chosen(name: str, on_choice: Callable[[Any], None], options: Collection[Any]) -> None:
    value = st.session_state[name]
    if value in options:  # no label of an option that a late browser still has; see `_one_of`
        on_choice(value)


def widget_key(fields: Mapping[str, Shown], name: str) -> str:
    """The present key of a field's widget."""
    return f"{name}_{fields.get(name, Shown()).number}"


def _change(name: str, key: str, on_change: Callable[[Any], None]) -> None:
    fields: dict[str, Shown] = st.session_state[SHOWN]
    value = st.session_state[key]
    if key != widget_key(fields, name) and value == fields[name].former:
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
