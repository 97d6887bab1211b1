"""The light and the dark theme: which one this browser shows, and the switch between them."""

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
    """The theme of this browser; light until the browser has reported it."""
    return "dark" if st.context.theme.type == "dark" else "light"


def draw_style() -> None:
    """Add the font, the colours of the theme and the app's style sheet to the page."""
    st.html(style_element(f"{theme_name()}.css", *_font()))


def _font() -> list[str]:
    """The shipped font; browsers load only glyphs that no local font has.

    If it cannot be published, local fonts are used.
    """
    try:
        return [publish_font()]
    except ArtefactError:
        return []


def draw_logo() -> None:
    """The app's logo, in the colour of the theme."""
    name = f"logo-{theme_name()}.svg"
    # Streamlit resolves it against its own root; the browser adds the path of the app.
    address = assets_url(name).removeprefix(root_path())
    st.logo(address if assets_published() else asset(name), size="large")


def draw_theme_switch(paths: list[str], lang: str) -> None:
    """A button that switches to the other theme, for all pages (`paths` in the address)."""
    other = "Light" if theme_name() == "dark" else "Dark"
    text = i18n.text(lang, f"app.{other.lower()}")
    _switch(data={"paths": paths, "other": other, "text": text}, key="theme_switch")
