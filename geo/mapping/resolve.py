"""References of layers → data, where no script of ours does it: Streamlit's own chart."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import shapely
from shapely.geometry.base import BaseGeometry

from geo import i18n
from geo.json_document import Json
from geo.mapping.layer import Layer
from geo.mapping.paths import Paths, lines_of
from geo.mapping.symbols import look_of, symbol_of
from geo.model import Precision, Relation
from geo.schema.place import PlaceRow
from geo.schema.rows import in_language

Items = list[Json]
SHAPES: dict[str, Literal["display_shape", "display_shape_far"]] = {
    "far": "display_shape_far",
    "near": "display_shape",
}
SPREAD_OUT = (Precision.AREA, Precision.LINE)


@dataclass(frozen=True)
class ShownPlaces:
    """What a map shows: rows of places, their language, the selected id, outlines as paths."""

    rows: Sequence[PlaceRow]
    lang: str
    selected: str | None = None
    outlines: Sequence[Paths] = ()

    @property
    def placed(self) -> list[PlaceRow]:
        """The rows that have a position."""
        return [row for row in self.rows if row["lon"] is not None]

    @property
    def ringed(self) -> list[PlaceRow]:
        """The selected place, if it is shown."""
        return [row for row in self.placed if row["id"] == self.selected][:1]


def resolved(layers: Sequence[Layer], shown: ShownPlaces) -> list[Layer]:
    """The layers with their data; those that load an address or have data are left as they are."""
    return [
        {**layer, "data": MAKERS[layer["data"]["from"]](shown, layer["data"])}
        if isinstance(layer["data"], dict)
        else layer
        for layer in layers
    ]


def counted(legend: Mapping[str, Any], shown: ShownPlaces) -> Items:
    """The items of `geo.mapping.catalogue.legend` that are on the map, each with its number."""
    stations = sum(row["relation"] == Relation.DERIVED for row in shown.rows)
    drawn = [row for row in shown.placed if row["relation"] != Relation.DERIVED]
    sectors = Counter(sector for row in drawn for sector in row["sectors"])
    precisions = Counter(row["precision"] for row in drawn)
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
        column = SHAPES[reference["detail"]]
        found = [
            {
                "type": "Feature",
                "geometry": json.loads(drawn),
                "properties": {**_named(row, shown.lang), **reference["looks"][look_of(row)]},
            }
            for row in shown.placed
            if row["precision"] == precision and (drawn := row[column])
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
            **_named(row, shown.lang),
            "position": [row["lon"], row["lat"]],
            "note": i18n.text(shown.lang, f"precision.{row['precision']}"),
            **symbol_of(look_of(row)),
        }
        for row in shown.placed
        if row["relation"] != Relation.DERIVED
    ]


def _stations(shown: ShownPlaces, reference: Mapping[str, Any]) -> Items:
    return [
        {
            **_named(row, shown.lang),
            "position": [row["lon"], row["lat"]],
            **reference["looks"][look_of(row)],
        }
        for row in shown.placed
        if row["relation"] == Relation.DERIVED
    ]


def _outlines(shown: ShownPlaces, _: Mapping[str, Any]) -> Items:
    return [
        {"type": "Feature", "properties": {}, "geometry": lines_of(paths)}
        for paths in shown.outlines
    ]


def _uncertain(shown: ShownPlaces, _: Mapping[str, Any]) -> Items:
    return [
        {"position": [row["lon"], row["lat"]], "metres": row["uncertainty_m"]}
        for row in shown.ringed
        if row["precision"] not in SPREAD_OUT and row["uncertainty_m"] is not None
    ]


def _selected(shown: ShownPlaces, reference: Mapping[str, Any]) -> Items:
    return [
        {"id": row["id"], "position": [row["lon"], row["lat"]], **reference["look"]}
        for row in shown.ringed
    ]


def _named(row: PlaceRow, lang: str) -> Json:
    return {"id": row["id"], "tip": in_language(row, "name", lang)}


MAKERS: dict[str, Callable[[ShownPlaces, Mapping[str, Any]], Items]] = {
    "areas": _shapes(Precision.AREA),
    "lines": _shapes(Precision.LINE),
    "places": _places,
    "stations": _stations,
    "outlines": _outlines,
    "uncertain": _uncertain,
    "selected": _selected,
}
