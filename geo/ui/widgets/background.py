"""The background map of the settings, for the maps of the pages and for the web server."""

from __future__ import annotations

import logging
from functools import cache

import streamlit as st

from geo import i18n
from geo.errors import SettingError
from geo.json_document import Json
from geo.mapping.background import Background, read_background
from geo.ui.escaping import escape_markdown
from geo.ui.static import root_path

TEXTS = ("show", "hide", "title", "consent", "agree", "refuse")


@cache
def configured_background() -> tuple[Background | None, str]:
    """The background if one is set and valid, else the error; read once for each server."""
    try:
        return read_background(), ""
    except SettingError as error:
        logging.getLogger(__name__).warning("%s", error)
        return None, str(error)


def background_data(lang: str) -> Json | None:
    """The background and its words, for the browser; None: no button for it."""
    background, _ = configured_background()
    if background is None:
        return None
    data = background.as_json(root_path())
    values = {"source": data["attribution"], "host": data["host"]}
    words = {name: i18n.text(lang, f"background.{name}", **values) for name in TEXTS}
    return data | {"texts": words}


def warn_background(lang: str) -> None:
    """Show a warning if a background is configured but cannot be used."""
    _, reason = configured_background()
    if reason:
        st.warning(i18n.text(lang, "background.refused", reason=escape_markdown(reason)))
