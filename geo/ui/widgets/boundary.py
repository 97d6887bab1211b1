"""The borders on the map: the default ones, or an approved base map from the settings."""

from __future__ import annotations

import streamlit as st

from geo import i18n, settings
from geo.errors import BoundaryError
from geo.mapping.approved import ApprovedMap, read_approved
from geo.ui.escaping import escape_markdown
from geo.ui.widgets.background import warn_background


@st.cache_resource(show_spinner=False)
def approved_map() -> tuple[ApprovedMap | None, str]:
    """The approved base map if one is configured and valid, else its error."""
    path = settings.boundary_file()
    if path is None:
        return None, ""
    try:
        return read_approved(path, settings.boundary_approval()), ""
    except BoundaryError as error:
        return None, str(error)


def boundary_note(lang: str) -> str:
    """The note below the map: approval or disclaimer, and the sources of the lines."""
    boundary, _ = approved_map()
    if boundary:
        return i18n.text(lang, "map.approved", approval=boundary.approval)
    return i18n.text(lang, "map.boundary")


def map_note(lang: str) -> str:
    """The same for a map that also shows county seats."""
    return i18n.text(lang, "map.seats", note=boundary_note(lang))


def warn_refused(lang: str) -> None:
    """Show a warning if an approved base map or a background is configured but cannot be used."""
    _, reason = approved_map()
    if reason:
        st.warning(i18n.text(lang, "map.boundary_refused", reason=escape_markdown(reason)))
    warn_background(lang)
