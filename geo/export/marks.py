"""What every drawn map needs of places: where they are, and which symbol shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring

import shapely
from shapely.geometry.base import BaseGeometry

from geo import i18n
from geo.export.export_dataset import ExportDataset
from geo.export.fields import Record
from geo.export.view import projected
from geo.export.xml import clean
from geo.mapping.palette import mark, station_svg, symbol_svg
from geo.model import Precision, Relation

SVG = "http://www.w3.org/2000/svg"
STATION = "station"  # stands for a sector in the ids of symbols
PLAIN_SECTOR = "infrastructure"  # whose dark symbol shows the frames of the precision classes
SECTOR_BOX, STATION_BOX = "0 0 32 32", "7 7 18 18"  # a station's disc is small in a wide frame


@dataclass(frozen=True)
class Mark:
    """A place on a map: projected point (None: not on it) and shape, symbol, colour, name."""

    id: str
    name: str
    symbol: str
    colour: str
    point: shapely.Point | None
    shape: BaseGeometry | None
    station: bool
    spread_out: bool


def marks(dataset: ExportDataset) -> list[Mark]:
    """One mark per place of the dataset, in its order."""
    frame = dataset.places
    shapes = {key: shapely.from_geojson(text) for key, text in dataset.outlines.items()}
    outlines = dict(zip(shapes, projected(shapes.values()), strict=True)) if shapes else {}
    points = projected(
        shapely.Point(lon, lat) if lon == lon else shapely.Point()  # NaN: not placed
        for lon, lat in zip(frame["lon"], frame["lat"], strict=True)
    )
    return [
        Mark(
            id=row["id"],
            name=clean(row[f"name_{dataset.lang}"]),
            symbol=symbol_of(row),
            colour=mark(row["sectors"]).colour,
            point=None if point.is_empty else point,
            shape=outlines.get(row["id"]),
            station=row["relation"] == Relation.DERIVED,
            spread_out=row["precision"] in (Precision.AREA, Precision.LINE),
        )
        for row, point in zip(frame.to_dict("records"), points, strict=True)
    ]


def symbol_of(row: Record) -> str:
    """The id of a place's symbol."""
    station = row["relation"] == Relation.DERIVED
    return symbol_id(STATION if station else row["sectors"][0], row["precision"])


def symbol_id(sector: str, precision: str) -> str:
    """The id of the symbol of a sector, or of `STATION`."""
    return f"{sector}-{precision}"


def sector_legend(dataset: ExportDataset) -> list[tuple[str, str]]:
    """Symbol id and words for every sector of the dataset, and for derived stations."""
    derived = dataset.places["relation"] == Relation.DERIVED
    counts = Counter(codes[0] for codes in dataset.places["sectors"][~derived])
    entries = [
        (symbol_id(sector, Precision.SITE), name, counts[sector])
        for sector, name in dataset.sectors.items()
    ]
    station = i18n.text(dataset.lang, "map.station")
    entries.append((symbol_id(STATION, Precision.SITE), station, int(derived.sum())))
    return [(symbol, f"{name} {count}") for symbol, name, count in entries if count]


def precision_legend(dataset: ExportDataset) -> list[tuple[str, str]]:
    """Symbol id and words for every precision class of the dataset."""
    counts = Counter(dataset.places["precision"])
    return [
        (
            symbol_id(PLAIN_SECTOR, precision),
            f"{i18n.text(dataset.lang, f'precision.{precision}')} {counts[precision]}",
        )
        for precision in Precision
        if counts[precision]
    ]


def symbols(ids: Iterable[str]) -> list[Element]:
    """SVG `<symbol>`s of those ids, without namespace."""
    return [_symbol(name) for name in sorted(set(ids))]


def _symbol(name: str) -> Element:
    sector, precision = name.rsplit("-", 1)
    station = sector == STATION
    drawn = (
        station_svg(Precision(precision))
        if station
        else symbol_svg(mark([sector]), Precision(precision))
    )
    symbol = Element("symbol", id=name, viewBox=STATION_BOX if station else SECTOR_BOX)
    for part in fromstring(drawn):
        part.tag = part.tag.removeprefix(f"{{{SVG}}}")
        symbol.append(part)
    return symbol


def path_data(shape: BaseGeometry) -> str:
    """SVG path data of lines and polygons, to 0.01 of the shape's unit."""
    pieces = []
    for part in _simple(shape):
        if isinstance(part, shapely.Polygon):
            pieces += [f"M{'L'.join(_points(r)[:-1])}Z" for r in (part.exterior, *part.interiors)]
        else:
            pieces.append("M" + "L".join(_points(part)))
    return "".join(pieces)


def _points(line: BaseGeometry) -> list[str]:
    return [f"{x:.2f} {y:.2f}" for x, y in shapely.get_coordinates(line)]


def borders(shapes: Iterable[BaseGeometry]) -> BaseGeometry:
    """The borders between and around areas, each once although two areas share it."""
    return shapely.line_merge(shapely.union_all(shapely.boundary(list(shapes))))


def _simple(shape: BaseGeometry) -> list[BaseGeometry]:
    """Its lines and polygons, however deep they are nested."""
    parts = list(shapely.get_parts(shape))
    if len(parts) == 1 and parts[0].geom_type == shape.geom_type:
        return parts
    return [simple for part in parts for simple in _simple(part)]
