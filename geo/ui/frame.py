"""The frame around every page: navigation, language switch, style, and calm error messages."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from geo import i18n, settings
from geo.errors import ArtefactError
from geo.explorer import Explorer
from geo.ui import history, state, words
from geo.ui.addresses import PAGES
from geo.ui.assets import asset
from geo.ui.data import open_explorer
from geo.ui.desk import basket
from geo.ui.desk.memory import draw_memory
from geo.ui.exhibit.kiosk import is_locked
from geo.ui.runs import draw_from_the_top, mend_runs
from geo.ui.session_end import watch_session
from geo.ui.static import root_path
from geo.ui.streamlit_words import replaced_errors, replaced_words
from geo.ui.theme import draw_logo, draw_style, draw_theme_switch

INSIDE = "_inside_frame"
PAGES_DIR = settings.ROOT / "pages"


def draw_app() -> None:
    """Draw the frame and the chosen page inside it."""
    mend_runs()
    draw_from_the_top()
    watch_session()
    locked = is_locked()
    if not locked:
        state.take_up_address()
    lang = state.language()
    st.set_page_config(page_title=i18n.text(lang, "app.title"), layout="wide")
    draw_logo()
    draw_style()
    _document_language(lang)
    # Set for this run only: a page that finds it missing was started on its own.
    st.session_state[INSIDE] = True
    try:
        pages = [
            st.Page(
                PAGES_DIR / f"{name}.py",
                title=_title(name, lang),
                url_path=path or None,
                default=not path,
            )
            for name, path in PAGES.items()
        ]
        bare = st.context.is_embedded or locked
        page = st.navigation(pages, position="hidden" if bare else "top")
        if locked:
            _stand_instead()
            return
        history.note_page()
        if not bare:
            _switches(lang)
            draw_memory()
            basket.tell()
        page.run()
    finally:
        st.session_state.pop(INSIDE, None)


def _stand_instead() -> None:
    """Whatever the address, who is locked in sees the stand."""
    from geo.ui.exhibit.page import draw  # it needs the frame's connection

    draw()


def _title(name: str, lang: str) -> str:
    """The name of a page in the navigation; the list with its number of sites."""
    title = i18n.text(lang, f"nav.{name}")
    count = len(basket.current().items)
    return f"{title} · {count}" if name == "shortlist" and count else title


def require_frame() -> bool:
    """Whether a page runs inside the frame; if not, draw the whole app in its stead.

    The first request after a server start that deep-links into a page runs that page's file
    alone; this guard gives such a visitor the same screen as everybody else.
    """
    if st.session_state.get(INSIDE):
        return True
    draw_app()
    return False


def with_explorer(draw: Callable[[Explorer, str], None]) -> None:
    """Run `draw(explorer, lang)`; when the data is missing or damaged, say so in plain words."""
    lang = state.language()
    try:
        draw(open_explorer(), lang)
    except ArtefactError as error:
        open_explorer.clear()  # the next run looks again instead of serving the failure
        st.error(f"**{i18n.text(lang, 'error.title')}** · {words.markdown_safe(error)}")
        st.info(i18n.text(lang, "error.hint"))


def _switches(lang: str) -> None:
    """Look and language, in the upper right corner."""
    other = "en" if lang == "zh" else "zh"
    with st.container(key="switches", horizontal=True, gap="small"):
        draw_theme_switch([f"{root_path()}/{path}" for path in PAGES.values()], lang)
        st.button(
            i18n.text(lang, "app.language"),
            key="language_switch",
            type="tertiary",
            on_click=state.set_language,
            args=(other,),
        )


_document = st.components.v2.component("shutu_document", js=asset("document.js"))


def _document_language(lang: str) -> None:
    """Streamlit always says `<html lang="en">`, and some of its words are English only."""
    with st.container(key="document"):
        _document(
            data={
                "lang": "zh-CN" if lang == "zh" else "en",
                "words": replaced_words(lang),
                "errors": replaced_errors(lang),
            },
            key="document_language",
        )
