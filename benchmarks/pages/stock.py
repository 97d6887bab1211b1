"""The same places on a map as Streamlit has it, with one filter: what a plain app would cost."""

from pathlib import Path

import pandas as pd
import pydeck as pdk
import streamlit as st

from geo import settings


@st.cache_data(show_spinner=False)
def places(built: Path) -> pd.DataFrame:
    """Everything of the build that has coordinates (WGS84 degrees)."""
    columns = ["id", "name_zh", "lon", "lat", "sectors", "precision"]
    table = pd.read_parquet(built / "places.parquet", columns=columns)
    return table.dropna(subset=["lon", "lat"])


table = places(settings.built_dir())
options = sorted({sector for row in table["sectors"] for sector in row})
chosen = st.pills("Sector", options, selection_mode="multi", key="filter_sectors")
shown = table[table["sectors"].map(lambda row: not chosen or bool({*row} & {*chosen}))]
st.write(f"{len(shown)} places")
layer = pdk.Layer(
    "ScatterplotLayer",
    shown[["id", "name_zh", "lon", "lat", "precision"]],
    get_position=["lon", "lat"],
    get_radius=6,
    radius_units=pdk.types.String("pixels"),
    get_fill_color=[31, 78, 121],
    pickable=True,
)
view = pdk.ViewState(longitude=102.7, latitude=30.6, zoom=5.5)
st.pydeck_chart(pdk.Deck([layer], initial_view_state=view, map_provider=None), key="map")
