"""The coverage page, from top to bottom: matrix, map of a filter, what is empty, targets."""

from __future__ import annotations

from typing import Any

import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.query.filters import Filter
from geo.query.permalink import INFERRED, MATRICES, MATRIX
from geo.ui import state, words
from geo.ui.coverage import jump
from geo.ui.coverage.counting import nowhere, relations
from geo.ui.coverage.gaps import draw_gaps
from geo.ui.coverage.matrix import Cells, Matrix, draw_matrix
from geo.ui.coverage.regions import draw_regions
from geo.ui.coverage.targets import draw_targets
from geo.ui.fields import owned
from geo.ui.frame import with_explorer
from geo.ui.reading import draw_reading_style, title


def draw() -> None:
    """Draw the page."""
    with_explorer(_page)


def _page(explorer: Explorer, lang: str) -> None:
    jump.follow()
    words.tell_dropped(state.read_address(explorer), lang)
    draw_reading_style()
    headline = st.empty()
    by, inferred = _choice(lang)
    cells = explorer.coverage(by, inferred=inferred)
    _headline(headline, explorer, cells, inferred, lang)
    draw_matrix(explorer, by, cells, inferred, lang)
    st.divider()
    draw_regions(explorer, state.chosen_filter(), lang)
    st.divider()
    draw_gaps(explorer, by, cells, inferred, lang)
    st.divider()
    draw_targets(explorer, lang)
    state.write_address(state.chosen_filter())


def _choice(lang: str) -> tuple[Matrix, bool]:
    """Which matrix, and whether with inferred places."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        by = st.segmented_control(
            i18n.text(lang, "coverage.by"),
            MATRICES,
            format_func=lambda name: i18n.text(lang, f"coverage.{name}"),
            label_visibility="collapsed",
            required=True,
            **owned(MATRIX),
        )
        inferred = st.toggle(i18n.text(lang, "coverage.inferred"), **owned(INFERRED))
    return "tasks" if by == "tasks" else "sectors", inferred


def _headline(slot: Any, explorer: Explorer, cells: Cells, inferred: bool, lang: str) -> None:
    counted = Filter(relations=relations(inferred))
    places = explorer.places(counted).num_rows
    text = i18n.text(
        lang,
        "coverage.headline",
        places=places,
        tied=places - len(nowhere(explorer, counted)),
        covered=len({cell["adcode"] for cell in cells if cell["places"]}),
        prefectures=len(explorer.areas[0]),
    )
    slot.html(title(text))
