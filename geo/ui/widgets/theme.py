"""The light and the dark look: which one this browser shows, and the switch between them."""

from __future__ import annotations

import streamlit as st

from geo import i18n
from geo.errors import ArtefactError
from geo.mapping.theme import ThemeName
from geo.ui.asset_files import asset
from geo.ui.component import module_component
from geo.ui.static import assets_published, assets_url, publish_font, root_path, style_element

_switch = module_component("shutu_theme", "theme_switch.js", styles=["switch.css"])


def theme_name() -> ThemeName:
    """The look of this browser; light until it has told."""
    return "dark" if st.context.theme.type == "dark" else "light"


def draw_style() -> None:
    """Put the font, the colours of the look and the rules of the app into the page."""
    st.html(style_element(f"{theme_name()}.css", *_font()))


def _font() -> list[str]:
    """The shipped font, of which browsers load what no font of their machine has.

    Where it cannot be published there is none: texts are then drawn in fonts of the machine.
    """
    try:
        return [publish_font()]
    except ArtefactError:
        return []


def draw_logo() -> None:
    """The name of the app, in the ink of the look."""
    name = f"logo-{theme_name()}.svg"
    # Streamlit takes it below its own root, to which the browser adds the path of the app.
    address = assets_url(name).removeprefix(root_path())
    st.logo(address if assets_published() else asset(name), size="large")


def draw_theme_switch(paths: list[str], lang: str) -> None:
    """A button to the other look, for all pages (`paths` in the address)."""
    other = "Light" if theme_name() == "dark" else "Dark"
    text = i18n.text(lang, f"app.{other.lower()}")
    _switch(data={"paths": paths, "other": other, "text": text}, key="theme_switch")
