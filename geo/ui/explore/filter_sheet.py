"""On a phone the filters are one button, which opens them over the page; on a screen a panel."""

from __future__ import annotations

import streamlit as st

from geo import i18n
from geo.query.filters import FIELDS, Filter
from geo.ui.component import module_component

_button = module_component("shutu_filter_sheet", "filter_sheet.js", styles=["filter_sheet.css"])


def draw_opener(chosen: Filter, lang: str) -> None:
    """Draw the button that opens the filters, with the number of those that are active."""
    count = active(chosen)
    text = i18n.text(lang, "filter.open_active" if count else "filter.open", count=count)
    with st.container(key="filters_opener", width="content"):
        _button(key="filters_open", data={"opens": True, "text": text}, height="content")


def draw_closer(places: int, lang: str) -> None:
    """Draw the button that returns to the result, with its number of places."""
    text = i18n.text(lang, "filter.show", count=places)
    with st.container(key="filters_closer"):
        _button(key="filters_close", data={"opens": False, "text": text}, height="content")


def active(chosen: Filter) -> int:
    """How many restrictions a filter has."""
    values = sum(len(getattr(chosen, field)) for field in FIELDS)
    return values + (chosen.near is not None) + (chosen.area is not None)
