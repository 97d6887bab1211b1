"""Resolve references of layers to data in Python, for Streamlit's own chart."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo import describe
from geo.json_document import Json
from geo.mapping.features import MapFeature
from geo.mapping.layer import Layer
from geo.mapping.paths import Paths, lines_of
from geo.mapping.symbols import symbol_of
from geo.model import Precision

Items = list[Json]


@dataclass(frozen=True)
class ShownPlaces:
    """What a map shows: places, their language, the selected id, outlines as paths."""

    features: Sequence[MapFeature]
    lang: str
    selected: str | None = None
    outlines: Sequence[Paths] = ()
    areas: Sequence[Json] = ()  # of an indicator: features with a `fill`

    @property
    def placed(self) -> list[MapFeature]:
        """The places that have a position."""
        return [feature for feature in self.features if feature.position]

    @property
    def ringed(self) -> list[MapFeature]:
        """The selected place, if it is shown."""
        return [feature for feature in self.placed if feature.id == self.selected][:1]


def resolved(layers: Sequence[Layer], shown: ShownPlaces) -> list[Layer]:
    """The layers with their data; those that load an address or have data are left as they are."""
    return [
        {**layer, "data": MAKERS[layer["data"]["from"]](shown, layer["data"])}
        if isinstance(layer["data"], dict)
        else layer
        for layer in layers
    ]


def counted(legend: Mapping[str, Any], shown: ShownPlaces) -> Items:
    """The items of `geo.mapping.map_data.legend` that are on the map, each with its number."""
    stations = sum(feature.style.station for feature in shown.features)
    drawn = [feature for feature in shown.placed if not feature.style.station]
    sectors = Counter(sector for feature in drawn for sector in feature.sectors)
    precisions = Counter(feature.style.precision for feature in drawn)
    items = [
        *(
            (symbol_of(item["symbol"])["icon"]["url"], item, sectors[item["code"]])
            for item in legend["sectors"]
        ),
        (legend["stations"]["icon"], legend["stations"], stations),
        *(
            (symbol_of(item["symbol"])["icon"]["url"], item, precisions[item["code"]])
            for item in legend["precisions"]
        ),
    ]
    return [
        {"icon": icon, "text": item["text"][shown.lang], "count": count}
        for icon, item, count in items
        if count
    ]


def _shapes(precision: Precision) -> Callable[[ShownPlaces, Mapping[str, Any]], Items]:
    def features(shown: ShownPlaces, reference: Mapping[str, Any]) -> Items:
        near = reference["detail"] == "near"
        found = [
            {
                "type": "Feature",
                "geometry": json.loads(shape),
                "properties": {
                    **_named(feature, shown.lang),
                    **reference["looks"][feature.style.look],
                },
            }
            for feature in shown.placed
            if feature.style.precision is precision
            and (shape := feature.shape if near else feature.far_shape)
        ]
        return _segments(found) if reference.get("segments") else found

    return features


def _segments(features: Items) -> Items:
    """The straight parts of lines and of the borders of areas, with the properties of each."""
    return [
        {**feature["properties"], "from": list(start), "to": list(end)}
        for feature in features
        for line in _lines(shapely.geometry.shape(feature["geometry"]))
        for start, end in pairwise(line.coords)
    ]


def _lines(shape: BaseGeometry) -> Iterable[BaseGeometry]:
    return shapely.get_parts(shape.boundary if shapely.get_dimensions(shape) == 2 else shape)


def _places(shown: ShownPlaces, _: Mapping[str, Any]) -> Items:
    return [
        {
            **_point(feature, shown.lang),
            "note": describe.precision(feature.style.precision, shown.lang),
            **symbol_of(feature.style.look),
        }
        for feature in shown.placed
        if not feature.style.station
    ]


def _stations(shown: ShownPlaces, reference: Mapping[str, Any]) -> Items:
    return [
        {**_point(feature, shown.lang), **reference["looks"][feature.style.look]}
        for feature in shown.placed
        if feature.style.station
    ]


def _outlines(shown: ShownPlaces, _: Mapping[str, Any]) -> Items:
    return [
        {"type": "Feature", "properties": {}, "geometry": lines_of(paths)}
        for paths in shown.outlines
    ]


def _uncertain(shown: ShownPlaces, _: Mapping[str, Any]) -> Items:
    return [
        {"position": _position(feature), "metres": feature.uncertainty_m}
        for feature in shown.ringed
        if not feature.is_spread_out and feature.uncertainty_m is not None
    ]


def _selected(shown: ShownPlaces, reference: Mapping[str, Any]) -> Items:
    return [
        {"id": feature.id, "position": _position(feature), **reference["look"]}
        for feature in shown.ringed
    ]


def _named(feature: MapFeature, lang: str) -> Json:
    return {"id": feature.id, "tip": feature.label(lang)}


def _point(feature: MapFeature, lang: str) -> Json:
    return {**_named(feature, lang), "position": _position(feature)}


def _position(feature: MapFeature) -> list[float]:
    return list(feature.position or ())


def _areas(shown: ShownPlaces, _: Mapping[str, Any]) -> Items:
    return list(shown.areas)


MAKERS: dict[str, Callable[[ShownPlaces, Mapping[str, Any]], Items]] = {
    "choropleth": _areas,
    "areas": _shapes(Precision.AREA),
    "lines": _shapes(Precision.LINE),
    "places": _places,
    "stations": _stations,
    "outlines": _outlines,
    "uncertain": _uncertain,
    "selected": _selected,
}
