"""The coverage page, from top to bottom: matrix, map of a filter, gaps, targets."""

from __future__ import annotations

import streamlit as st

from geo import describe
from geo.query.permalink import MATRICES, MATRIX
from geo.schema.rows import in_language
from geo.ui.coverage.counts import nowhere
from geo.ui.coverage.gaps import draw_gaps
from geo.ui.coverage.matrix import MatrixKind, draw_matrix
from geo.ui.coverage.region_map import draw_regions
from geo.ui.coverage.targets import draw_targets
from geo.ui.data import with_page
from geo.ui.escaping import escape_html, warn_ignored_parameters
from geo.ui.state.session import Page
from geo.ui.widgets.counting import draw_inferred_switch
from geo.ui.widgets.fields import field
from geo.ui.widgets.prose import draw_prose_style, title


def draw() -> None:
    """Draw the page."""
    with_page(_page)


def _page(page: Page) -> None:
    warn_ignored_parameters(page.session.read_address(page.catalog), page.lang)
    draw_prose_style()
    _headline(page)
    by = _choice(page)
    cells = page.catalog.counts.coverage(by, page.choice.filter.counted)
    draw_matrix(page, by, cells)
    st.divider()
    draw_regions(page)
    st.divider()
    draw_gaps(page, by, cells)
    st.divider()
    draw_targets(page)


def _choice(page: Page) -> MatrixKind:
    """Which matrix, and what counts."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        by = st.segmented_control(
            page.text("coverage.by"),
            MATRICES,
            format_func=lambda name: page.text(f"coverage.{name}"),
            label_visibility="collapsed",
            required=True,
            **field(page.session, MATRIX, page.choice.matrix, page.choice.show_matrix),
        )
        draw_inferred_switch(page)
    return "tasks" if by == "tasks" else "sectors"


def _headline(page: Page) -> None:
    """How many prefectures have a place, which have none, and what was counted."""
    prefectures = page.catalog.regions.prefectures
    counts = page.catalog.counts.by_region(page.choice.filter.counting)
    bare = [
        describe.short_prefecture(row, page.lang)
        for row in prefectures
        if not counts[row["adcode"]]
    ]
    text = page.text(
        "covered.headline_some" if bare else "covered.headline_all",
        covered=len(prefectures) - len(bare),
        prefectures=len(prefectures),
        names=describe.listed(bare, page.lang),
    )
    counted = escape_html(_counted(page))
    st.html(f'{title(text)}<div class="shutu-summary" role="status">{counted}</div>')


def _counted(page: Page) -> str:
    """How many places were counted, and those that no prefecture counts."""
    counting = page.choice.filter.counting
    key = "counted_more" if counting.inferred else "counted"
    text = page.text(
        "covered.counted_by_relation" if counting.relations else f"covered.{key}",
        places=page.catalog.places(counting).num_rows,
        relation=page.catalog.descriptions.sentence(counting, page.lang),
    )
    outside = nowhere(page.catalog, counting)
    if outside:
        names = describe.listed([in_language(row, "name", page.lang) for row in outside], page.lang)
        text += page.text("covered.nowhere", count=len(outside), names=names)
    return text
