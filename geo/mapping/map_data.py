"""All places of a build as columns, for the browser: published once, in both languages.

A run of the page references places by their position in these columns (`bits_of`).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from shapely.geometry.base import BaseGeometry

from geo import describe, i18n
from geo.json_document import Json
from geo.mapping.features import MapFeature
from geo.mapping.layers import area_labels
from geo.mapping.paths import paths_of
from geo.mapping.sector_styles import PLAIN_SECTOR
from geo.mapping.styles import LABEL_ZOOMS, StyleKey, style_key
from geo.mapping.symbols import station_symbol, symbols_for
from geo.model import Precision
from geo.schema.rows import AreaRow

VALUES = ("id", "lon", "lat", "precision", "uncertainty", "look")
LEGEND_FRAMES = (
    Precision.EXACT,
    Precision.SITE,
    Precision.LOCALITY,
    Precision.AREA,
    Precision.LINE,
)


def place_columns(features: Sequence[MapFeature]) -> Json:
    """One list per column, in the order of the catalog; degrees WGS84, metres."""
    columns = [place_values(feature) for feature in features]
    return {
        "name": {lang: [one.labels[lang] for one in features] for lang in i18n.LANGUAGES},
        "sectors": [list(feature.sectors) for feature in features],
        "far": [json.loads(one.far_shape) if one.far_shape else None for one in features],
        **{name: [values[name] for values in columns] for name in VALUES},
    }


def place_values(feature: MapFeature) -> Json:
    """What one place says in the columns that every place has (`VALUES`)."""
    lon, lat = feature.position or (None, None)
    return {
        "id": feature.id,
        "lon": lon,
        "lat": lat,
        "precision": str(feature.style.precision),
        "uncertainty": feature.uncertainty_m,
        "look": feature.style.look,
    }


def map_data(
    features: Sequence[MapFeature],
    areas: tuple[Sequence[AreaRow], Sequence[AreaRow]],
    sectors: Mapping[str, Mapping[str, str]],
) -> Json:
    """Places, names of prefectures and counties (`areas`), symbols and the legend.

    `sectors` maps the codes of all sectors, in the plan's order, to their names by language.
    """
    return {
        "places": place_columns(features),
        "areas": {lang: area_labels(*areas, lang) for lang in i18n.LANGUAGES},
        "labelZooms": LABEL_ZOOMS,
        "symbols": symbols_for(features),
        "notes": {lang: _precisions(lang) for lang in i18n.LANGUAGES},
        "legend": legend(sectors),
    }


def legend(sectors: Mapping[str, Mapping[str, str]]) -> Json:
    """What a legend can have: the sectors, the derived stations, the frames of the precisions.

    Each has its `text` by language; the browser counts the items shown.
    """
    return {
        "sectors": [
            {
                "code": code,
                "text": dict(text),
                "symbol": style_key({"sectors": [code], "precision": Precision.SITE}).symbol,
            }
            for code, text in sectors.items()
        ],
        "stations": {"icon": station_symbol(), "text": _texts("map.station")},
        "precisions": [
            {
                "code": precision,
                "symbol": StyleKey(PLAIN_SECTOR, precision).symbol,
                "text": _texts(f"precision.{precision}"),
            }
            for precision in LEGEND_FRAMES
        ],
    }


def near_shapes(features: Sequence[MapFeature]) -> Json:
    """Id → GeoJSON geometry of a line or area, as fine as the near view draws it."""
    return {feature.id: json.loads(feature.shape) for feature in features if feature.shape}


def true_shapes(shapes: Mapping[str, BaseGeometry | None]) -> Json:
    """Id → true geometry as paths: used to decide whether a place is in view."""
    return {place: paths_of(shape) for place, shape in shapes.items() if shape}


def bits_of(order: Sequence[str], chosen: Collection[str]) -> str:
    """The selected places of the catalog as a bit field in base64, most significant bit first."""
    bits = np.packbits(np.array([place in chosen for place in order], dtype=bool))
    return base64.b64encode(bits.tobytes()).decode()


def _precisions(lang: str) -> dict[str, str]:
    return {str(precision): describe.precision(precision, lang) for precision in Precision}


def _texts(key: str) -> dict[str, str]:
    return {lang: i18n.text(lang, key) for lang in i18n.LANGUAGES}
