"""What moving weights does to the ranking, in words and as a table."""

from __future__ import annotations

import streamlit as st

from geo.rank.score import Ranking
from geo.rank.sensitivity_words import sensitivity_words
from geo.shortlist.model import Shortlist
from geo.ui.escaping import escape_html
from geo.ui.shortlist.ranking import sensitivity_of
from geo.ui.state.session import Page
from geo.ui.widgets.html_table import html_table


def draw_sensitivity(page: Page, here: Shortlist, ranking: Ranking) -> None:
    """Draw which weight decides, and what each does when it moves by a fifth."""
    with st.expander(page.text("sensitivity.title"), key="rank_sensitivity"):
        found = sensitivity_of(page, here, ranking)
        words = sensitivity_words(page.catalog, here, found, page.lang)
        if not words.rows:
            st.html(_small(page.text("sensitivity.none")))
            return
        st.html("".join(map(_small, words.lines)))
        st.html(html_table(words.heads, [list(map(escape_html, row)) for row in words.rows]))
        st.html(_small(words.help))


def _small(text: str) -> str:
    return f'<div class="shutu-small">{escape_html(text)}</div>'
