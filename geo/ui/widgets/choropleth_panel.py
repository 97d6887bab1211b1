"""The choice of an indicator below the places, the same on all pages that show one."""

from __future__ import annotations

import streamlit as st

from geo.choropleth.classes import ClassMethod
from geo.choropleth.model import FEWEST_CLASSES, MOST_CLASSES
from geo.choropleth.palettes import Palette
from geo.query.permalink import LEVELS
from geo.ui.escaping import error_text, escape_html
from geo.ui.state.choice import OF_TABLES, PER_HEAD, TABLE
from geo.ui.state.indicator import DENOMINATORS
from geo.ui.state.session import Page
from geo.ui.widgets.choropleth_scene import ground_of
from geo.ui.widgets.fields import field
from geo.ui.widgets.own_indicator import draw_own_indicator, draw_table_report
from geo.ui.widgets.prose import note
from geo.ui.widgets.shown_indicator import ShownIndicator
from geo.ui.widgets.theme import theme_name

PANEL, SOURCE, LEVEL, METHOD, CLASSES, PALETTE, REVERSE = (
    f"indicator_{name}"
    for name in ("panel", "source", "level", "method", "classes", "palette", "reverse")
)
WIDTH_PX = 330


def draw_choropleth_panel(page: Page, shown: ShownIndicator, usual: str = "") -> None:
    """Draw it as a popover: the indicator, a table of one's own, classes and colours.

    `shown` is what the page shows, `usual` what it shows where nothing was chosen: then "none" is
    no choice.
    """
    choice, state = page.choice, page.session.indicator
    code = choice.indicator or usual
    with (
        st.popover(page.text("indicator.title"), key=PANEL),
        st.container(width=WIDTH_PX),  # beside it the map is seen
    ):
        options = [*([] if usual else [""]), *DENOMINATORS, TABLE]
        st.selectbox(
            page.text("indicator.source"),
            options,
            format_func=lambda one: page.text(f"indicator.{one or 'none'}"),
            **field(page.session, SOURCE, code, choice.show_indicator, options),
        )
        if not code:
            st.caption(page.text("indicator.help"))
            return
        if code in OF_TABLES:
            draw_own_indicator(page, of_residents=code == PER_HEAD)
        if shown.error:
            st.warning(error_text(shown.error, page.lang))
        if code in OF_TABLES and state.own is None:
            return
        st.segmented_control(
            page.text("indicator.level"),
            LEVELS,
            format_func=lambda name: page.text(f"coverage.{name}"),
            required=True,
            **field(page.session, LEVEL, choice.level, choice.show_level, LEVELS),
        )
        _classes(page, code)
        if shown.choropleth:
            st.html(note(shown.choropleth.note(page.lang)))
        if shown.report:
            draw_table_report(page, shown.report)


def _classes(page: Page, code: str) -> None:
    """How many classes there are, how they are cut, and their colours."""
    state = page.session.indicator
    style = state.style(code)
    methods, palettes = list(ClassMethod), list(Palette)
    numbers = list(range(FEWEST_CLASSES, MOST_CLASSES + 1))
    left, right = st.columns([64, 36], vertical_alignment="bottom")
    left.selectbox(
        page.text("indicator.method"),
        methods,
        format_func=lambda one: page.text(f"choropleth.method.{one}"),
        **field(
            page.session, METHOD, style.method, lambda one: state.use_method(code, one), methods
        ),
    )
    right.selectbox(
        page.text("indicator.classes"),
        numbers,
        **field(
            page.session, CLASSES, style.classes, lambda one: state.use_classes(code, one), numbers
        ),
    )
    st.selectbox(
        page.text("indicator.palette"),
        palettes,
        format_func=lambda one: page.text(f"choropleth.palette.{one}"),
        **field(
            page.session, PALETTE, style.palette, lambda one: state.use_palette(code, one), palettes
        ),
    )
    st.html(_swatches(page, style.palette, style.classes, reverse=style.reverse))
    st.toggle(
        page.text("indicator.reverse"),
        **field(page.session, REVERSE, style.reverse, lambda one: state.reverse(code, one)),
    )


def _swatches(page: Page, chosen: Palette, classes: int, *, reverse: bool) -> str:
    """All palettes as rows of colours on the land of the map; the chosen one is marked."""
    ground = ground_of(theme_name())
    rows = []
    for palette in Palette:
        colors = palette.colors(classes, ground)[:: -1 if reverse else 1]
        name = escape_html(page.text(f"choropleth.palette.{palette}"))
        fills = "".join(f'<i style="background:{color}"></i>' for color in colors)
        mark = ' class="chosen"' if palette is chosen else ""
        rows.append(f"<li{mark}><span>{fills}</span>{name}</li>")
    return f'<ul class="shutu-palettes">{"".join(rows)}</ul>'
