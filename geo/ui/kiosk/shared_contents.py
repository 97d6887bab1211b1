"""The contents of the kiosk, made once for everybody. Registers no component: the server makes them
before the first visitor asks.
"""

from __future__ import annotations

import streamlit as st

from geo import settings
from geo.catalog import Catalog
from geo.json_document import Json
from geo.mapping import base
from geo.ui.data import open_catalog
from geo.ui.kiosk.contents import kiosk_contents
from geo.ui.static import url
from geo.ui.widgets.boundary import approved_map


def shared_contents() -> Json:
    """What the kiosk shows of the present build.

    Raises:
        ArtefactError: the build is missing or damaged.
    """
    catalog = open_catalog()
    return _contents(
        url(catalog.database.build_id),
        catalog,
        settings.public_address(),
        approved_map()[0] is not None,
    )


@st.cache_resource(show_spinner=False)
def _contents(asset_url: str, _catalog: Catalog, address: str | None, approved: bool) -> Json:
    """The same for everybody until the next build, whose id is part of the address."""
    land = base.base_layers(
        asset_url, _catalog.regions.prefectures, "kiosk", approved=approved, seats=False
    )
    return {"land": land, **kiosk_contents(_catalog, address), "version": asset_url}
