"""Filters by distance and by an uploaded area."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo import i18n
from geo.errors import AreaFileError, IngestError
from geo.explorer import Explorer
from geo.ingest.areas import AREA_LIMITS
from geo.ingest.foreign import page_files
from geo.query.filters import Filter
from geo.query.permalink import MAX_KM, NEAR, read_near
from geo.ui import state, words
from geo.ui.fields import field
from geo.ui.foreign import error_text

SITE, POINT, KM = "reach_site", "reach_point", "reach_km"
DEFAULT_KM = 50.0
FORMATS = ["geojson", "json", "kml", "zip", "gpkg"]
_REFUSED, _ROUND, _ERROR = "_reach_refused", "_reach_round", "_reach_error"


def draw_reach(explorer: Explorer, chosen: Filter, lang: str) -> None:
    """Draw both; the chips above the filters take them away again."""
    _near(explorer, chosen, lang)
    _area(explorer, chosen, lang)


def _near(explorer: Explorer, chosen: Filter, lang: str) -> None:
    """Around a place or typed coordinates."""
    near = chosen.near
    refused = st.session_state.pop(_REFUSED, None)
    point = f"{near.lon}, {near.lat}" if near and not near.site else ""
    if near:
        st.session_state[KM] = near.km
    placed = [place_id for place_id, position in explorer.points.items() if position]
    st.selectbox(
        i18n.text(lang, "reach.site"),
        placed,
        format_func=lambda place_id: explorer.brief(place_id)[f"name_{lang}"],
        placeholder=i18n.text(lang, "reach.pick"),
        **field(SITE, near.site if near else None, partial(_on_site, explorer), placed),
    )
    st.text_input(
        i18n.text(lang, "reach.point"),
        placeholder="104.06, 30.66",
        # What was typed stays to be mended.
        **field(POINT, refused or point, partial(_on_point, explorer)),
    )
    if refused:
        st.warning(i18n.text(lang, "reach.refused"))
    st.number_input(
        i18n.text(lang, "reach.km"),
        min_value=1.0,
        max_value=MAX_KM,
        step=10.0,
        format="%.0f",
        **field(KM, st.session_state.setdefault(KM, DEFAULT_KM), partial(_on_km, explorer)),
    )


def _on_site(explorer: Explorer, site: str | None) -> None:
    _set(explorer, site or "")


def _on_point(explorer: Explorer, typed: str) -> None:
    """Longitude and latitude, apart by a comma or a space, the full-width ones too."""
    text = typed.replace("\N{FULLWIDTH COMMA}", ",").replace(",", " ")
    if not _set(explorer, ",".join(text.split())):
        st.session_state[_REFUSED] = typed


def _on_km(explorer: Explorer, km: float) -> None:
    st.session_state[KM] = km
    near = st.session_state.get(NEAR)
    if near:
        _set(explorer, near.site or f"{near.lon},{near.lat}")


def _set(explorer: Explorer, origin: str) -> bool:
    """Restrict the places to the distance around an origin; False when it is none."""
    near = read_near(f"{origin},{st.session_state[KM]}", explorer.points) if origin else None
    if origin and not near:
        return False
    state.set_near(near)
    return True


def _area(explorer: Explorer, chosen: Filter, lang: str) -> None:
    """Inside a polygon from a file, which stays in this session."""
    limits = {
        "megabytes": AREA_LIMITS.bytes // 1_000_000,
        "features": AREA_LIMITS.features,
        "vertices": AREA_LIMITS.vertices,
    }
    key = f"reach_file_{st.session_state.get(_ROUND, 0)}"
    uploaded = st.file_uploader(
        i18n.text(lang, "reach.file"),
        type=FORMATS,
        key=key,
        help=i18n.text(lang, "reach.file_help", **limits),
        on_change=_on_file,
        args=(key,),
    )
    error = st.session_state.get(_ERROR) if uploaded else None
    if error:
        st.error(error_text(error, lang))
    if chosen.area:
        st.caption(words.markdown_safe(explorer.said_space(chosen, lang)["area"]))


def _on_file(key: str) -> None:
    """Read the file once, when it comes; a bad one leaves the filter as it was.

    An empty uploader then takes the place of the one that holds the file: with a second file the
    latter would first tell that its file is gone, as if the area were to be lifted.
    """
    uploaded = st.session_state[key]
    st.session_state[_ERROR] = None
    if uploaded is None:
        return
    try:
        state.set_area(page_files().read_area(uploaded.name, uploaded.getvalue()))
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    except (AreaFileError, IngestError) as error:
        st.session_state[_ERROR] = error
