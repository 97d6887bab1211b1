"""The frame around every page: navigation, language switch, style, and error messages."""

from __future__ import annotations

import streamlit as st

from geo import i18n, settings
from geo.ui.document import draw_address, draw_document
from geo.ui.kiosk import page as kiosk
from geo.ui.links import PAGES, UNLISTED
from geo.ui.session_end import watch_session
from geo.ui.state.session import Session, begin_run, current_session
from geo.ui.static import root_path
from geo.ui.widgets.browser_storage import draw_browser_storage
from geo.ui.widgets.notice import draw_notice
from geo.ui.widgets.theme import draw_logo, draw_style, draw_theme_switch
from geo.ui.widgets.unload_guard import draw_unload_guard


def draw_app() -> None:
    """Draw the frame and the chosen page inside it."""
    watch_session()
    session = begin_run()
    locked = kiosk.is_locked(session)
    st.set_page_config(page_title=i18n.text(session.lang, "app.title"), layout="wide")
    draw_logo()
    draw_style()
    draw_document(session.lang)
    # Set for this run only: a page that finds it missing was started on its own.
    session.in_frame = True
    try:
        _draw_inside(session, locked=locked)
    finally:
        session.in_frame = False


def _draw_inside(session: Session, *, locked: bool) -> None:
    bare = st.context.is_embedded or locked
    page = st.navigation(_pages(session), position="hidden" if bare else "top")
    if locked:
        kiosk.draw()
        return
    if not bare:
        _switches(session)
        draw_notice(session)
    page.run()
    if not bare:  # after the page: what it opened is kept, also when the browser reloads at once
        draw_browser_storage(session)
        draw_unload_guard(session)
    if session.address.unread is None:  # the kiosk does not change the address
        draw_address(session, page.url_path)


def _pages(session: Session) -> list[st.Page]:
    return [
        st.Page(
            settings.PAGES_DIR / f"{name}.py",
            title=_title(session, name),
            url_path=path or None,
            default=not path,
            visibility="hidden" if name in UNLISTED else "visible",
        )
        for name, path in PAGES.items()
    ]


def _title(session: Session, name: str) -> str:
    """The name of a page in the navigation; the list with its number of sites."""
    title = i18n.text(session.lang, f"nav.{name}")
    count = len(session.shortlists.current.items)
    return f"{title} · {count}" if name == "shortlist" and count else title


def require_frame() -> bool:
    """Whether a page runs inside the frame; if not, draw the whole app instead.

    The first request after a server start that deep-links into a page runs that page's file
    alone; this guard gives such a visitor the same screen as everybody else.
    """
    if current_session().in_frame:
        return True
    draw_app()
    return False


def _switches(session: Session) -> None:
    """The theme and language switches, in the upper right corner."""
    other = "en" if session.lang == "zh" else "zh"
    with st.container(key="switches", horizontal=True, gap="small"):
        draw_theme_switch([f"{root_path()}/{path}" for path in PAGES.values()], session.lang)
        st.button(
            i18n.text(session.lang, "app.language"),
            key="language_switch",
            type="tertiary",
            on_click=session.set_language,
            args=(other,),
        )
