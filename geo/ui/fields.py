"""Widgets that show a value which the session owns.

The browser sends the values of all its widgets with every request, also those that it had before it
learned what the session has set since. Such a late value looks like a person's choice, and would
take the new one back. So a widget that has to show something else than a person last gave it gets a
new key, and what is sent under the former one counts only if it is another value than was shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

FIELDS = "_fields"


@dataclass(frozen=True)
class Shown:
    """How often the widget of a field got a new key, and what its former one showed last."""

    number: int = 0
    former: Any = None


def field(name: str, value: Any, on_change: Callable[[Any], None]) -> dict[str, Any]:
    """Arguments for the widget of a field, which then shows `value`; call it just before drawing.

    `on_change` is called with the value that a person gives. The value is set in every run:
    Streamlit forgets it when a page does not draw the widget, and tells the browser about it only
    in the run that has set it.
    """
    fields: dict[str, Shown] = st.session_state.setdefault(FIELDS, {})
    key = widget_key(fields, name)
    if key in st.session_state and st.session_state[key] != value:
        shown = fields.get(name, Shown())
        fields[name] = Shown(shown.number + 1, st.session_state[key])
        key = widget_key(fields, name)
    st.session_state[key] = value
    return {"key": key, "on_change": _change, "args": (name, key, on_change)}


def owned(name: str) -> dict[str, Any]:
    """Arguments for a widget that shows, and sets, what the session has under `name`."""
    return field(name, st.session_state.get(name), partial(st.session_state.__setitem__, name))


def widget_key(fields: Mapping[str, Shown], name: str) -> str:
    """The present key of a field's widget."""
    return f"{name}_{fields.get(name, Shown()).number}"


def _change(name: str, key: str, on_change: Callable[[Any], None]) -> None:
    fields: dict[str, Shown] = st.session_state[FIELDS]
    value = st.session_state[key]
    if key != widget_key(fields, name) and value == fields[name].former:
        return  # the browser did not know yet
    on_change(value)
