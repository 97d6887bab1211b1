"""All places of a build as columns, for the browser: published once, in both languages.

A run of the page names places by their position in these columns (`bits_of`).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from shapely.geometry.base import BaseGeometry

from geo import i18n
from geo.json_document import Json
from geo.mapping.layers import LABEL_ZOOMS, area_labels
from geo.mapping.paths import paths_of
from geo.mapping.symbols import FRAMES_OF, look, look_of, station_symbol, symbols_for
from geo.model import Precision
from geo.schema.place import PlaceRow
from geo.schema.rows import Area, in_language

LEGEND_FRAMES = (
    Precision.EXACT,
    Precision.SITE,
    Precision.LOCALITY,
    Precision.AREA,
    Precision.LINE,
)


def place_columns(rows: Sequence[PlaceRow]) -> Json:
    """One list per column, in the order of the catalogue; degrees WGS84, metres."""
    shapes = [row["display_shape_far"] for row in rows]
    return {
        "id": [row["id"] for row in rows],
        "name": {lang: [in_language(row, "name", lang) for row in rows] for lang in i18n.LANGUAGES},
        "lon": [row["lon"] for row in rows],
        "lat": [row["lat"] for row in rows],
        "sectors": [list(row["sectors"]) for row in rows],
        "precision": [row["precision"] for row in rows],
        "uncertainty": [row["uncertainty_m"] for row in rows],
        "look": [look_of(row) for row in rows],
        "far": [json.loads(shape) if shape else None for shape in shapes],
    }


def catalogue(
    rows: Sequence[PlaceRow],
    areas: tuple[Sequence[Area], Sequence[Area]],
    sectors: Mapping[str, Mapping[str, str]],
) -> Json:
    """Places, names of prefectures and counties (`areas`), symbols and the legend.

    `sectors` maps the codes of all sectors, in the plan's order, to their names by language.
    """
    return {
        "places": place_columns(rows),
        "areas": {lang: area_labels(*areas, lang) for lang in i18n.LANGUAGES},
        "labelZooms": LABEL_ZOOMS,
        "symbols": symbols_for(rows),
        "notes": {lang: _precisions(lang) for lang in i18n.LANGUAGES},
        "legend": legend(sectors),
    }


def legend(sectors: Mapping[str, Mapping[str, str]]) -> Json:
    """What a legend can have: the sectors, the derived stations, the frames of the precisions.

    Each has its `text` by language; the browser counts what of it is shown.
    """
    return {
        "sectors": [
            {
                "code": code,
                "text": dict(text),
                "symbol": look(code, Precision.SITE),
            }
            for code, text in sectors.items()
        ],
        "stations": {"icon": station_symbol(), "text": _texts("map.station")},
        "precisions": [
            {
                "code": precision,
                "symbol": f"{FRAMES_OF}-{precision}",
                "text": _texts(f"precision.{precision}"),
            }
            for precision in LEGEND_FRAMES
        ],
    }


def near_shapes(rows: Sequence[PlaceRow]) -> Json:
    """Id → GeoJSON geometry of a line or area, as fine as the near view draws it."""
    return {row["id"]: json.loads(row["display_shape"]) for row in rows if row["display_shape"]}


def true_shapes(shapes: Mapping[str, BaseGeometry | None]) -> Json:
    """Id → true geometry as paths: what decides whether a place is in view."""
    return {place: paths_of(shape) for place, shape in shapes.items() if shape}


def bits_of(order: Sequence[str], chosen: Collection[str]) -> str:
    """Which places of the catalogue are chosen: one bit each, the first one highest, in base64."""
    bits = np.packbits(np.array([place in chosen for place in order], dtype=bool))
    return base64.b64encode(bits.tobytes()).decode()


def _precisions(lang: str) -> dict[str, str]:
    return {str(precision): i18n.text(lang, f"precision.{precision}") for precision in Precision}


def _texts(key: str) -> dict[str, str]:
    return {lang: i18n.text(lang, key) for lang in i18n.LANGUAGES}
