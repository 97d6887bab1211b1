"""The band above the map: what document this is, and three ways into it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from geo import describe
from geo.catalog.counts import Facet
from geo.query.filters import Filter
from geo.ui.escaping import escape_html
from geo.ui.links import region_link
from geo.ui.state.session import Page, widget_value
from geo.ui.widgets.plan_facts import document_facts, sizes

SECTORS, PREFECTURES = "door_sectors", "door_prefectures"


def draw_band(page: Page) -> None:
    """Draw the band until it is closed; whoever comes for a place or a filter sees that first."""
    session, choice = page.session, page.choice
    if session.document_shown is None:
        session.document_shown = choice.selected is None and choice.filter == Filter()
    if not session.document_shown:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="band"):
        st.html(_facts(page))
        with st.container(horizontal=True, width="content", gap="small", key="doors"):
            _doors(page)
        st.button(
            page.text("detail.close"),
            help=page.text("plan.close_band"),
            type="tertiary",
            key="band_close",
            on_click=session.hide_document,
        )


def _facts(page: Page) -> str:
    facts, lang = document_facts(page), page.lang
    targets = page.catalog.plan.document()["targets"]
    named = page.text("unit.comma").join(describe.target(row, lang) for row in targets)
    issued = " · ".join((facts.number, facts.date, facts.departments, facts.period))
    lines = (issued, sizes(page), page.text("plan.targets", values=named))
    return (
        f'<section class="shutu-band" aria-label="{escape_html(page.text("nav.plan"))}">'
        f"<b>{escape_html(facts.title)}</b>"
        + "".join(f"<div>{escape_html(line)}</div>" for line in lines)
        + "</section>"
    )


def _doors(page: Page) -> None:
    """By sector, by prefecture, by the text."""
    counts = page.catalog.counts.facets(Filter())
    found = {
        term.code: _named(counts["sectors"], term.code)
        for term in page.catalog.codelists.terms("sectors")
    }
    sectors = {code: number for code, number in found.items() if number}
    prefectures = [row["adcode"] for row in page.catalog.regions.prefectures]
    regions = {adcode: _named(counts["regions"], adcode) for adcode in prefectures}
    _door(page, SECTORS, "sectors", sectors)
    _door(page, PREFECTURES, "regions", regions)
    st.button(page.text("plan.by_text"), key="door_text", on_click=page.session.open_plan)


def _named(counts: Mapping[str, Facet], code: str) -> int:
    """How many places the plan names for a value; those with none are not counted."""
    return counts[code].named if code in counts else 0


def _door(page: Page, key: str, field: str, counts: dict[str, int]) -> None:
    """A menu of the values of a filter field, with the number of places that the plan names."""
    label = page.catalog.codelists.label
    st.menu_button(
        page.text(f"plan.by_{field}"),
        list(counts),
        format_func=lambda code: f"{label(field, code, page.lang)} · {counts[code]}",
        key=key,
        on_click=partial(_enter, page, key),
    )


def _enter(page: Page, key: str) -> None:
    """A sector filters this page, a prefecture has a page of its own."""
    code = widget_value(key)
    if not code:
        return
    if key == SECTORS:
        page.choice.put("sectors", [code])
    else:
        page.session.open_link(region_link(code, page.lang))
