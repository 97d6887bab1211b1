"""The text beside the map: a marked place moves the map, a symbol leads to its sentence."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from geo import describe
from geo.catalog import Catalog
from geo.mapping.styles import style_key
from geo.mapping.symbols import data_uri, named_svg
from geo.query.filters import Filter
from geo.schema.place import PlaceRows
from geo.schema.rows import in_language
from geo.ui.escaping import escape_html
from geo.ui.plan.reading_component import draw_text
from geo.ui.plan.reading_file import has_text, reading_folder
from geo.ui.state.session import Page
from geo.ui.widgets.counting import draw_inferred_switch
from geo.ui.widgets.live_map import draw_live_map
from geo.ui.widgets.prose import heading, note

MAP_HEIGHT = "var(--shutu-beside-height)"


def draw_reading(page: Page) -> None:
    """Draw the filter in force, the text, and beside it the selected place and the map."""
    rows = page.catalog.rows(page.choice.filter)
    _headline(page)
    text, side = st.columns([61, 39], gap="small")
    with text, st.container(key="plan_text"):
        draw_text(
            page,
            folder=reading_folder(page.catalog, page.lang),
            selected=_scenario(page),
            dimmed=dimmed(page.catalog, page.choice.filter, rows),
        )
    with side, st.container(key="plan_side"):
        _card(page)
        if not page.choice.list_first:
            draw_live_map(page, rows, MAP_HEIGHT, alone=True)


def dimmed(catalog: Catalog, chosen: Filter, rows: PlaceRows) -> list[str]:
    """The scenarios that do not pass a filter: their place is none of `rows`, or they have none and
    belong to another sector, task or theme.
    """
    if not _restricts(chosen):
        return []
    shown = {row["id"] for row in rows}
    others = {row["id"] for row in catalog.plan.scenarios_without_place(chosen)}
    return [
        row["id"]
        for row in catalog.plan.marked()
        if (row["place"] not in shown if row["place"] else row["id"] not in others)
    ]


def _restricts(chosen: Filter) -> bool:
    return replace(chosen, inferred=False) != Filter()


def _scenario(page: Page) -> str | None:
    """The scenario that names the selected place."""
    place = page.catalog.place(page.choice.selected) if page.choice.selected else None
    return place["clause"]["scenario"] if place else None


def _headline(page: Page) -> None:
    """What is below, and the filter in words: where it can be changed, and how to be rid of it."""
    choice = page.choice
    name = "plan.reading" if has_text(page.catalog) else "plan.outlined"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="plan_filter"):
        st.html(heading(page.text(name)), width="content")
        draw_inferred_switch(page)
        if not _restricts(choice.filter):
            return
        sentence = page.catalog.descriptions.sentence(choice.filter, page.lang)
        st.html(note(page.text("plan.filtered", sentence=sentence)))
        st.button(
            page.text("plan.change"),
            type="tertiary",
            key="plan_change",
            on_click=page.session.open_explore,
            args=(choice.filter,),
        )
        st.button(
            page.text("filter.clear"), type="tertiary", key="plan_clear", on_click=choice.clear
        )


def _card(page: Page) -> None:
    """The selected place in short, or what to do to select one."""
    place = page.catalog.place(page.choice.selected) if page.choice.selected else None
    if place is None:
        st.html(note(page.text("plan.hint")))
        return
    lang = page.lang
    icon = data_uri(named_svg(style_key(place).look))
    precision = describe.precision_with_radius(place["precision"], place["uncertainty_m"], lang)
    regions = describe.regions(place["adcodes"], page.catalog.regions.names, lang)
    name = in_language(place, "name", lang)
    names = [one for one in (place["name_zh"], place["full_name_zh"]) if one != name]
    facts = " · ".join(filter(None, (*dict.fromkeys(names), regions, precision)))
    st.html(
        f'<h2 class="shutu-title"><img src="{icon}" alt="">{escape_html(name)}</h2>' + note(facts)
    )
    with st.container(horizontal=True, gap="small", key="plan_card"):
        st.button(
            page.text("plan.evidence"),
            type="tertiary",
            key="plan_evidence",
            on_click=page.session.open_place,
            args=(place["id"],),
        )
        st.button(
            page.text("detail.close"),
            type="tertiary",
            key="plan_close",
            on_click=page.choice.select,
            args=(None,),
        )
