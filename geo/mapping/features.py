"""A place as every map draws it: made once from a row, drawn by browser, kiosk, sheet and page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from geo import i18n
from geo.mapping.styles import StyleKey, style_key
from geo.model import Precision

FeatureRow = Mapping[str, Any]
LonLat = tuple[float, float]  # longitude, latitude in degrees, WGS84
SPREAD_OUT = (Precision.AREA, Precision.LINE)


@dataclass(frozen=True)
class MapFeature:
    """A place on a map; all geometry is WGS84.

    `labels` are its names by language, `position` is None where it is on no map, `shape` is the
    GeoJSON geometry of a line or area and `far_shape` the same as light as the far view of the
    base map, `number` is its number in a list, or empty.
    """

    id: str
    labels: Mapping[str, str]
    style: StyleKey
    sectors: tuple[str, ...]
    position: LonLat | None
    shape: str | None
    far_shape: str | None
    uncertainty_m: float | None
    number: str = ""

    @property
    def order(self) -> int:
        """Symbols of a lower order lie below: derived stations, then places."""
        return 0 if self.style.station else 1

    @property
    def is_spread_out(self) -> bool:
        """Whether it is a line or area, which shows its extent itself."""
        return self.style.precision in SPREAD_OUT

    def label(self, lang: str) -> str:
        """Its name, after its number if it has one."""
        return f"{self.number} {self.labels[lang]}" if self.number else self.labels[lang]


def map_features(rows: Iterable[FeatureRow], *, numbered: bool = False) -> list[MapFeature]:
    """The features of rows of the catalog, or rows like them; `numbered` as a list is."""
    return [
        map_feature(row, str(number) if numbered else "")
        for number, row in enumerate(rows, start=1)
    ]


def map_feature(row: FeatureRow, number: str = "") -> MapFeature:
    """The feature of one row; a longitude that is None or NaN means that it is on no map."""
    lon, lat = row["lon"], row["lat"]
    return MapFeature(
        id=row["id"],
        labels={lang: row[f"name_{lang}"] for lang in i18n.LANGUAGES},
        style=style_key(row),
        sectors=tuple(row["sectors"]),
        position=None if lon is None or lon != lon else (lon, lat),
        shape=row.get("display_shape"),
        far_shape=row.get("display_shape_far"),
        uncertainty_m=row["uncertainty_m"],
        number=number,
    )
