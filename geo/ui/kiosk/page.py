"""The exhibition page: the kiosk over the whole window, open or locked.

`SHUTU_KIOSK=1` locks the whole server. `?kiosk=1` locks a session and, by a cookie that the kiosk
sets, everything else that the same browser opens until it is closed. The other routes of a locked
server, and its rejection of uploads, are in `geo/web/kiosk_lock.py`.
"""

from __future__ import annotations

from uuid import uuid4

import streamlit as st

from geo import i18n, settings
from geo.catalog import Catalog
from geo.errors import ArtefactError
from geo.json_document import Json
from geo.mapping import base
from geo.query.permalink import LANGUAGE
from geo.ui.data import open_catalog
from geo.ui.kiosk.contents import kiosk_contents
from geo.ui.kiosk.kiosk_component import draw_kiosk
from geo.ui.state.session import Session, current_session
from geo.ui.static import style_element, url
from geo.ui.widgets.boundary import approved_map

PARAMETER = "kiosk"
COOKIE = "shutu_kiosk"  # set by assets/kiosk/lock.js


def draw() -> None:
    """Draw the page."""
    st.html(style_element("kiosk/page.css"))
    contents = None
    try:
        catalog = open_catalog()
        contents = _contents(
            url(catalog.database.build_id),
            catalog,
            settings.public_address(),
            approved_map()[0] is not None,
        )
    except ArtefactError:
        open_catalog.clear()  # the kiosk retries by itself
    session = current_session()
    with st.container(key="kiosk_page"):
        draw_kiosk(contents, _language(session), locked=session.locked, server=_server())


def _language(session: Session) -> str:
    """On a kiosk the language of the address: an earlier visitor's choice must not persist."""
    given = st.query_params.get(LANGUAGE) if session.locked else session.lang
    return given if given in i18n.LANGUAGES else i18n.DEFAULT


@st.cache_resource(show_spinner=False)
def _contents(asset_url: str, _catalog: Catalog, address: str | None, approved: bool) -> Json:
    """The same for everybody until the next build, whose id is part of the address."""
    land = base.base_layers(
        asset_url, _catalog.regions.prefectures, "kiosk", approved=approved, seats=False
    )
    return {"land": land, **kiosk_contents(_catalog, address), "version": asset_url}


@st.cache_resource(show_spinner=False)
def _server() -> str:
    """An id of this server process."""
    return uuid4().hex


def is_locked(session: Session) -> bool:
    """Whether this session is restricted to the kiosk; a lock is permanent."""
    wanted = (
        settings.kiosk()
        or st.query_params.get(PARAMETER) == "1"
        or st.context.cookies.get(COOKIE) == "1"
    )
    session.locked = session.locked or wanted
    return session.locked
