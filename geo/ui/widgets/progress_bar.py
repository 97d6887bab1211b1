"""Long work in a page: a bar with count and time left, and a button that stops it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event

import streamlit as st

from geo import i18n
from geo.errors import StoppedError
from geo.progress import Progress
from geo.ui.component import module_component
from geo.ui.state.session import Page
from geo.ui.widgets.downloads import offer

_button = module_component("shutu_stop", "stop_button.js", styles=["stop_button.css"])
LONG_S = 100  # from here on the time left is told in minutes


@contextmanager
def progress_bar(page: Page, working: str, kept: str) -> Iterator[Callable[[Progress], None]]:
    """Draw the bar, the button, and `kept`: what becomes of the work when it is stopped.

    What this yields raises `StoppedError` once the visitor has stopped it, which ends here; so work
    keeps what it has done before it tells of it. A widget of Streamlit cannot stop it: requests of
    a page wait until its run has ended (`geo/web/run_queue.py`). So the button asks an address.
    """
    stopped = Event()
    bar = st.progress(0.0, working)
    with st.container(horizontal=True, vertical_alignment="center", key="progress_stop"):
        address = offer(page.session, "stop", "stop.txt", "text/plain", partial(_stop, stopped))
        data = {"label": page.text("progress.stop"), "address": address}
        _button(data=data, key="progress_stop_button")
        st.caption(kept)

    def tell(progress: Progress) -> None:
        bar.progress(progress.share, f"{working} {progress_text(progress, page.lang)}")
        if stopped.is_set():
            raise StoppedError(i18n.text(page.lang, "progress.stopped"))

    try:
        yield tell
    except StoppedError:
        return
    finally:
        page.session.offers.pop("stop", None)


def _stop(stopped: Event) -> bytes:
    """What the address does; a server thread calls it. There is nothing to send."""
    stopped.set()
    return b""


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
