"""The page about one region; without one, all prefectures with their numbers."""

from __future__ import annotations

import streamlit as st

from geo import describe
from geo.catalog import Portrait
from geo.query.filters import Filter
from geo.ui.data import with_page
from geo.ui.escaping import escape_html, escape_markdown, warn_ignored_parameters
from geo.ui.links import PAGES, region_link
from geo.ui.region.index import draw_counties, draw_index
from geo.ui.state.session import Page
from geo.ui.state.subjects import PROVINCE
from geo.ui.widgets.fields import field
from geo.ui.widgets.html_table import go
from geo.ui.widgets.portrait import blocks
from geo.ui.widgets.portrait.actions import draw_actions, explore_address
from geo.ui.widgets.portrait.picture import draw_picture
from geo.ui.widgets.print_sheet import draw_printed_map
from geo.ui.widgets.prose import draw_prose_style, title

PATH = PAGES["region"]
OF, BESIDE = "region_of", "region_beside"


def draw() -> None:
    """Draw the page."""
    with_page(_page)


def _page(page: Page) -> None:
    code = _read(page)
    draw_prose_style()
    if not code:
        draw_index(page)
        return
    here = page.catalog.portrait(Filter(regions=(code,)))
    whole = page.catalog.portrait(Filter())
    with st.container(key="portrait_head"):
        _headline(page, code, here)
    beside = _choices(page, code, here.chosen)
    draw_printed_map(page, here.chosen)
    name, short = _name(page, code), _short(page, code)
    tables, side = st.columns([3, 2], gap="medium")
    with tables:
        st.html(
            blocks.by_sector(page, short, here, beside) + blocks.by_task(page, short, here, beside)
        )
    with side:
        about = page.text("portrait.picture", name=name)
        draw_picture(page, here, explore_address(page, here.chosen), about)
        st.html(blocks.by_precision(page, short, here, beside))
        draw_counties(page, code)
    blocks.missing(page, here, whole)
    blocks.applied(page, here, with_task=True)
    blocks.derived(page, here)
    blocks.named_places(page, here)


def _read(page: Page) -> str:
    """The region of the address, '' for none; an unknown one, or one beside it, is reported."""
    session, known = page.session, page.catalog.codelists
    subject = session.read_subject(PATH)
    warn_ignored_parameters(session.read_address(page.catalog), page.lang)
    code, beside = subject.of, subject.beside
    if code and not known.has("regions", code):
        st.warning(page.text("portrait.unknown_region", code=escape_markdown(code[:40])))
        session.subjects.show(PATH, None)
        return ""
    if beside != PROVINCE and not known.has("regions", beside):
        st.warning(page.text("portrait.unknown_beside", code=escape_markdown(beside[:40])))
        session.subjects.compare(PATH, None)
    return code


def _name(page: Page, code: str) -> str:
    """The name of a region; a county behind its prefecture, as several share a name."""
    if code in page.catalog.regions.names:
        return describe.region(code, page.catalog.regions.names, page.lang)
    return page.catalog.codelists.label("regions", code, page.lang)


def _short(page: Page, code: str) -> str:
    """A region above a column: a prefecture by its short name, others as they are."""
    row = page.catalog.regions.names.get(code)
    if row and "short_zh" in row:
        return describe.short_prefecture(row, page.lang)
    return page.catalog.codelists.label("regions", code, page.lang)


def _headline(page: Page, code: str, here: Portrait) -> None:
    """Where the region lies, and what the plan names there."""
    above = [
        go(region_link(one, page.lang), page.catalog.codelists.label("regions", one, page.lang))
        for one in page.catalog.regions.path(code)[:-1]
    ]
    province = go(region_link("", page.lang), page.text("filter.province"))
    key = "portrait.headline" if here.named else "portrait.headline_none"
    sentence = page.text(key, name=_name(page, code), count=len(here.named))
    st.html(
        f'<div class="shutu-small">{" › ".join([province, *above])} › {escape_html(code)}</div>'
        f"{title(sentence)}{blocks.facts(page, here)}"
    )


def _choices(page: Page, code: str, chosen: Filter) -> blocks.Beside:
    """Which region, what it is compared with, and the ways on; returns what is beside it."""
    catalog, subjects = page.catalog, page.session.subjects
    codes = [term.code for term in catalog.codelists.terms("regions")]
    others = [PROVINCE, *(row["adcode"] for row in catalog.regions.prefectures)]
    beside = subjects.at(PATH).beside
    others += [] if beside in others else [beside]

    def label(one: str) -> str:
        return page.text("filter.province") if one == PROVINCE else _name(page, one)

    with st.container(horizontal=True, vertical_alignment="bottom", key="portrait_choices"):
        st.selectbox(
            page.text("portrait.region"),
            codes,
            format_func=label,
            width=230,
            **field(page.session, OF, code, lambda one: subjects.show(PATH, one), codes),
        )
        st.selectbox(
            page.text("portrait.beside"),
            others,
            format_func=label,
            width=200,
            **field(page.session, BESIDE, beside, lambda one: subjects.compare(PATH, one), others),
        )
        draw_actions(page, PATH, chosen)
    other = Filter() if beside == PROVINCE else Filter(regions=(beside,))
    return (label(beside) if beside == PROVINCE else _short(page, beside)), catalog.portrait(other)
