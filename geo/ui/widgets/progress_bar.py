"""Long work in a page: a bar with count and time left, and a button that stops it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from geo import i18n
from geo.progress import Progress
from geo.ui.state.session import Page

LONG_S = 100  # from here on the time left is told in minutes


@contextmanager
def progress_bar(page: Page, working: str, kept: str) -> Iterator[Callable[[Progress], None]]:
    """Draw the bar, the button, and `kept`: what becomes of the work when it is stopped.

    The button needs no callback. Streamlit stops a script at its next message when any widget is
    used, and the bar is such a message; so work keeps what it has done before it calls what this
    yields.
    """
    bar = st.progress(0.0, working)
    with st.container(horizontal=True, vertical_alignment="center", key="progress_stop"):
        st.button(page.text("progress.stop"), key="progress_stop_button")
        st.caption(kept)

    def tell(progress: Progress) -> None:
        bar.progress(progress.share, f"{working} {progress_text(progress, page.lang)}")

    yield tell


def progress_text(progress: Progress, lang: str) -> str:
    """The count, and about how long the rest takes, once that is known."""
    count = i18n.text(lang, "progress.count", done=progress.done, total=progress.total)
    left = progress.seconds_left
    if left is None:
        return count
    if left < LONG_S:
        rest = i18n.text(lang, "progress.seconds_left", seconds=left)
    else:
        rest = i18n.text(lang, "progress.minutes_left", minutes=round(left / 60))
    return f"{count} · {rest}"
