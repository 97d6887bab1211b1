"""A running text with the names that were found in it."""

from __future__ import annotations

import streamlit as st

from geo.ui import words
from geo.ui.imported import Brought
from geo.ui.session import Page


def draw_running_text(page: Page, here: Brought) -> None:
    """Draw the text; each name is marked by how it stands, and carries its row's number."""
    work = here.work
    assert work is not None
    parts, done = [], 0
    for row, mention in enumerate(here.mentions):
        start, end = mention.span
        status = work.status(row)
        tip = f"{row + 1} · {page.text(f'locate.status_{status}')}"
        current = ' aria-current="true"' if row == here.row else ""
        parts += [
            words.safe(here.text[done:start]),
            f'<mark class="shutu-{status}" title="{words.safe(tip)}"{current}>'
            f"{words.safe(here.text[start:end])}<sup>{row + 1}</sup></mark>",
        ]
        done = end
    parts.append(words.safe(here.text[done:]))
    said = page.text("locate.pasted_text")
    st.html(
        f'<div class="shutu-running" tabindex="0" role="region" aria-label="{said}">'
        f"{''.join(parts)}</div>"
    )
