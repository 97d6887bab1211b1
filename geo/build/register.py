"""Units and texts of the geocoder while its tables are made, and where units lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from geo.gazetteer.admin import METRIC_CRS, WGS84
from geo.geocode.model import UnitLevel
from geo.geocode.normalize import normalize_name
from geo.geocode.suffixes import UnitRank, split
from geo.model import LIMIT_M, Precision
from geo.source_tables import SourceRow

PROVINCE = "510000"
SCHEMA = pa.schema(
    [
        ("seq", pa.int32()),
        ("id", pa.string()),
        ("level", pa.string()),
        ("rank", pa.int8()),
        ("name_zh", pa.string()),
        ("stem", pa.string()),
        ("suffix", pa.string()),
        ("parent", pa.int32()),
        ("within", pa.list_(pa.int32())),
        ("last_year", pa.int16()),
        ("lon", pa.float64()),
        ("lat", pa.float64()),
        ("precision", pa.string()),
        ("uncertainty_m", pa.int32()),
        ("site", pa.string()),
        ("today", pa.int32()),
    ]
)
NAMES_SCHEMA = pa.schema([("text", pa.string()), ("unit", pa.int32()), ("latin", pa.bool_())])


@dataclass
class Unit:
    """One row of `geo_units`; `parent` is the place of the unit above in the table, or -1.

    `within` are further units that it belongs, belonged or reaches into. `last_year` is the last
    year of a former name, else 0; `today` is then the unit that has its place and stem now, or -1.
    """

    id: str
    level: UnitLevel
    rank: UnitRank
    name_zh: str
    parent: int = -1
    last_year: int = 0
    lon: float | None = None
    lat: float | None = None
    precision: Precision = Precision.UNLOCATED
    uncertainty_m: int | None = None
    within: list[int] = field(default_factory=list)
    site: str | None = None
    today: int = -1
    stem: str = ""
    suffix: str = ""
    seq: int = 0


@dataclass(frozen=True)
class UnitLocation:
    """A position: WGS84 degrees, precision and uncertainty in metres."""

    lon: float | None
    lat: float | None
    precision: Precision
    uncertainty_m: int | None

    def fields(self) -> dict[str, Any]:
        """As arguments of `Unit`."""
        return asdict(self)


NOWHERE = UnitLocation(None, None, Precision.UNLOCATED, None)


class Register:
    """Collects units and the texts that name them."""

    def __init__(self, simplified: dict[int, str]) -> None:
        """`simplified` is what `fold` needs."""
        self.simplified = simplified
        self.units: list[Unit] = []
        self.by_id: dict[str, int] = {}
        self.texts: set[tuple[str, int, bool]] = set()

    def add(self, unit: Unit) -> int:
        """Append a unit; `by_id` finds the first one of an id."""
        unit.seq = len(self.units)
        folded = normalize_name(unit.name_zh, self.simplified)
        unit.stem, unit.suffix = (
            (folded, "") if unit.rank is UnitRank.THING else split(folded, unit.rank)
        )
        self.units.append(unit)
        self.by_id.setdefault(unit.id, unit.seq)
        return unit.seq

    def name(self, unit: int, *texts: str) -> None:
        """Further texts that mean a unit: aliases, and Latin spellings."""
        for text in texts:
            folded = normalize_name(text, self.simplified)
            if len(folded) > 1:
                self.texts.add((folded, unit, folded.isascii()))

    def unit_of(self, row: SourceRow, field: str, code: str | None = None) -> int:
        """The unit of a code, which is that of the field unless it is given.

        Raises:
            SourceError: there is no such unit; the message names file, row and field.
        """
        wanted = row.text(field) if code is None else code
        if wanted not in self.by_id:
            raise row.fail(field, f"{wanted!r} is not a known area")
        return self.by_id[wanted]

    def common(self, codes: Iterable[str]) -> int:
        """The lowest unit that holds all counties of `codes`."""
        listed = list(codes)
        if len(listed) == 1:
            return self.by_id[listed[0]]
        above = {self.units[self.by_id[code]].parent for code in listed}
        return above.pop() if len(above) == 1 else self.by_id[PROVINCE]

    def tables(self) -> dict[str, pa.Table]:
        """The two tables, in the order of `seq` and of texts."""
        rows = [vars(unit) for unit in self.units]
        columns = [
            pa.array([row[name] for row in rows], SCHEMA.field(name).type) for name in SCHEMA.names
        ]
        names = sorted(self.texts)
        return {
            "geo_units": pa.Table.from_arrays(columns, schema=SCHEMA),
            "geo_names": pa.Table.from_pylist(
                [dict(zip(NAMES_SCHEMA.names, name, strict=True)) for name in names], NAMES_SCHEMA
            ),
        }


_TO_METRES = Transformer.from_crs(WGS84, METRIC_CRS, always_xy=True)


def area_location(lon: float, lat: float, shape: BaseGeometry) -> UnitLocation:
    """A label point; the uncertainty reaches the farthest corner of `shape` (`METRIC_CRS`)."""
    corners = shapely.get_coordinates(shape)
    x, y = _TO_METRES.transform(lon, lat)
    radius = float(np.hypot(corners[:, 0] - x, corners[:, 1] - y).max())
    return UnitLocation(lon, lat, Precision.AREA, round(radius))


def inner_location(shape: BaseGeometry) -> UnitLocation:
    """A representative point inside `shape` (`METRIC_CRS`)."""
    point = shape.representative_point()
    lon, lat = _TO_METRES.transform(point.x, point.y, direction="INVERSE")
    return area_location(round(lon, 5), round(lat, 5), shape)


def seat_location(lon: float, lat: float, reach: float) -> UnitLocation:
    """A town's seat, with how far from it the town may reach in metres."""
    near = reach <= LIMIT_M[Precision.LOCALITY]
    return UnitLocation(lon, lat, Precision.LOCALITY if near else Precision.AREA, round(reach))


def location_of(unit: Unit) -> UnitLocation:
    """Where a unit lies."""
    return UnitLocation(unit.lon, unit.lat, unit.precision, unit.uncertainty_m)
