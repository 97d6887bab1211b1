"""The light and the dark look: which one this browser shows, and the switch between them."""

from __future__ import annotations

from string import Template

import streamlit as st

from geo import i18n
from geo.errors import ArtefactError
from geo.mapping.theme import THEMES, ThemeName
from geo.ui.assets import asset
from geo.ui.static import publish_font

# Streamlit keeps a person's choice under this key per page path and reads it when a page loads; it
# has no call for switching (checked in 1.67.0). The state of the page is in the address, so that
# loading it anew loses nothing.
_SWITCH_JS = """
const VERSION = 2;
export default function({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  button.textContent = button.title = data.text;
  button.onclick = () => {
    for (const path of data.paths) {
      localStorage.setItem(`stActiveTheme-${path}-v${VERSION}`, JSON.stringify(data.other));
    }
    window.location.reload();
  };
}
"""
_switch = st.components.v2.component(
    "shutu_theme", html='<button type="button"></button>', css=asset("switch.css"), js=_SWITCH_JS
)


def theme_name() -> ThemeName:
    """The look of this browser; light until it has told."""
    return "dark" if st.context.theme.type == "dark" else "light"


def draw_style() -> None:
    """Put the font, the colours of the look and the rules of the app into the page."""
    colours = THEMES[theme_name()].css
    st.html(f"<style>{_font_import()}:root{{{colours}}}{asset('app.css')}</style>")


def _font_import() -> str:
    """The shipped font, of which browsers load what no font of their machine has.

    Where it cannot be published there is none: texts are then drawn in fonts of the machine.
    """
    try:
        return f'@import url("{publish_font()}");'
    except ArtefactError:
        return ""


def draw_logo() -> None:
    """The name of the app, in the ink of the look."""
    st.logo(Template(asset("logo.svg")).substitute(THEMES[theme_name()].page), size="large")


def draw_theme_switch(paths: list[str], lang: str) -> None:
    """A button to the other look, for all pages (`paths` in the address)."""
    other = "Light" if theme_name() == "dark" else "Dark"
    text = i18n.text(lang, f"app.{other.lower()}")
    _switch(data={"paths": paths, "other": other, "text": text}, key="theme_switch")
