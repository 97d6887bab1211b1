"""The coverage page, from top to bottom: matrix, map of a filter, gaps, targets."""

from __future__ import annotations

from typing import Any

import streamlit as st

from geo.query.filters import Filter
from geo.query.permalink import INFERRED, MATRICES, MATRIX
from geo.ui.coverage.counts import nowhere, relations
from geo.ui.coverage.gaps import draw_gaps
from geo.ui.coverage.matrix import MatrixCells, MatrixKind, draw_matrix
from geo.ui.coverage.region_map import draw_regions
from geo.ui.coverage.targets import draw_targets
from geo.ui.data import with_page
from geo.ui.escaping import warn_ignored_parameters
from geo.ui.state.session import Page
from geo.ui.widgets.fields import field
from geo.ui.widgets.prose import draw_prose_style, title


def draw() -> None:
    """Draw the page."""
    with_page(_page)


def _page(page: Page) -> None:
    warn_ignored_parameters(page.session.read_address(page.catalog), page.lang)
    draw_prose_style()
    headline = st.empty()
    by, inferred = _choice(page)
    cells = page.catalog.counts.coverage(by, inferred=inferred)
    _headline(page, headline, cells, inferred)
    draw_matrix(page, by, cells, inferred)
    st.divider()
    draw_regions(page)
    st.divider()
    draw_gaps(page, by, cells, inferred)
    st.divider()
    draw_targets(page)


def _choice(page: Page) -> tuple[MatrixKind, bool]:
    """Which matrix, and whether with inferred places."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        by = st.segmented_control(
            page.text("coverage.by"),
            MATRICES,
            format_func=lambda name: page.text(f"coverage.{name}"),
            label_visibility="collapsed",
            required=True,
            **field(page.session, MATRIX, page.choice.matrix, page.choice.show_matrix),
        )
        inferred = st.toggle(
            page.text("coverage.inferred"),
            **field(page.session, INFERRED, page.choice.inferred, page.choice.show_inferred),
        )
    return "tasks" if by == "tasks" else "sectors", inferred


def _headline(page: Page, slot: Any, cells: MatrixCells, inferred: bool) -> None:
    counted = Filter(relations=relations(inferred))
    places = page.catalog.places(counted).num_rows
    text = page.text(
        "coverage.headline",
        places=places,
        tied=places - len(nowhere(page.catalog, counted)),
        covered=len({cell["adcode"] for cell in cells if cell["places"]}),
        prefectures=len(page.catalog.regions.prefectures),
    )
    slot.html(title(text))
