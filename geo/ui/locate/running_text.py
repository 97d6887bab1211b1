"""A running text with the names that were found in it."""

from __future__ import annotations

import streamlit as st

from geo import i18n
from geo.ui import words
from geo.ui.locate.session import Brought


def draw_running_text(here: Brought, lang: str) -> None:
    """Draw the text; each name is marked by how it stands, and carries its row's number."""
    work = here.work
    assert work is not None
    parts, done = [], 0
    for row, mention in enumerate(here.mentions):
        start, end = mention.span
        status = work.status(row)
        tip = f"{row + 1} · {i18n.text(lang, f'locate.status_{status}')}"
        current = ' aria-current="true"' if row == here.row else ""
        parts += [
            words.safe(here.text[done:start]),
            f'<mark class="shutu-{status}" title="{words.safe(tip)}"{current}>'
            f"{words.safe(here.text[start:end])}<sup>{row + 1}</sup></mark>",
        ]
        done = end
    parts.append(words.safe(here.text[done:]))
    said = i18n.text(lang, "locate.pasted_text")
    st.html(
        f'<div class="shutu-running" tabindex="0" role="region" aria-label="{said}">'
        f"{''.join(parts)}</div>"
    )
