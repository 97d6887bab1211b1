"""Shared style and headings of the text pages (coverage, sources, about)."""

from __future__ import annotations

import streamlit as st

from geo.ui.escaping import escape_html
from geo.ui.static import style_element


def draw_prose_style() -> None:
    """Add the style sheet of these pages."""
    st.html(style_element("prose.css"))


def title(text: str) -> str:
    """The one title of a page, as HTML."""
    return f'<h1 class="shutu-sentence">{escape_html(text)}</h1>'


def heading(text: str) -> str:
    """The title of a part of a page, as HTML."""
    return f'<h2 class="shutu-h">{escape_html(text)}</h2>'


def note(text: str) -> str:
    """A remark, as HTML; Streamlit's own captions are too pale for level AA."""
    return f'<div class="shutu-small">{escape_html(text)}</div>'


def items(lines: list[str], look: str = "shutu-plain") -> str:
    """Lines of HTML as a list."""
    return f'<ul class="shutu-small {look}">{"".join(f"<li>{line}</li>" for line in lines)}</ul>'
