"""The filter panel: every value with the number of places that it would give."""

from __future__ import annotations

from dataclasses import fields
from functools import partial

import streamlit as st

from geo import i18n
from geo.explorer import Explorer, Facet
from geo.query.filters import Filter
from geo.query.permalink import NUMBERS, STATIONS
from geo.ui import state

NOTHING = Facet(0, 0)
LISTS = ("tasks", "themes", "regions", "kinds", "precisions")


def draw_filters(explorer: Explorer, chosen: Filter, lang: str) -> None:
    """Draw all filters; their values live in the session under stable codes."""
    facets = explorer.facets(chosen)
    vocabulary = explorer.vocabulary

    def label(field: str, code: str) -> str:
        count = facets[field].get(code, NOTHING)
        text = vocabulary.label(field, code, lang)
        if field in NUMBERS:
            text = i18n.text(lang, "filter.task_item", number=code, title=text)
        extra = count.total - count.named
        return f"{text} {count.named}" + (f"+{extra}" if extra else "") if count.total else text

    def pills(field: str) -> None:
        st.pills(
            i18n.text(lang, f"filter.{field}"),
            [term.code for term in vocabulary.terms(field)],
            selection_mode="multi",
            format_func=partial(label, field),
            key=state.widget_key(field),
        )

    _chips(explorer, chosen, lang)
    pills("sectors")
    for field in LISTS:
        st.multiselect(
            i18n.text(lang, f"filter.{field}"),
            [term.code for term in vocabulary.terms(field)],
            format_func=partial(label, field),
            placeholder=i18n.text(lang, "filter.all"),
            key=state.widget_key(field),
        )
    pills("relations")
    st.toggle(i18n.text(lang, "explore.stations"), key=STATIONS)


def _chips(explorer: Explorer, chosen: Filter, lang: str) -> None:
    """The active filters, each to be taken away with one click, and all at once."""
    if chosen.is_empty:
        return
    with st.container(horizontal=True, gap="small", key="chips"):
        for field in fields(Filter):
            for code in map(str, getattr(chosen, field.name)):
                label = explorer.vocabulary.label(field.name, code, lang)
                st.button(
                    f"{label} ×",
                    key=f"chip_{field.name}_{code}",
                    on_click=state.remove,
                    args=(field.name, code),
                )
        st.button(i18n.text(lang, "filter.clear"), type="tertiary", on_click=state.clear_filter)
