"""Load the places from the tables that editors keep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import SourceError
from geo.gazetteer.admin import Admin, read_boundaries
from geo.gazetteer.places import Evidence, Gazetteer, Place, SiteCandidate, Source
from geo.model import (
    Confidence,
    Datum,
    FoundBy,
    GeometryType,
    Kind,
    Licence,
    Precision,
    Relation,
    Role,
    SiteStatus,
)
from geo.source_tables import SourceRow, read_table

LOCATION = ["precision", "uncertainty_m", "confidence", "outside"]
REMARKS = ["method_zh", "method_en", "note_zh", "note_en"]
COLUMNS = {
    "sites": [
        "id",
        "scenario",
        "name_zh",
        "full_name_zh",
        "name_en",
        "aliases",
        "kind",
        "sectors",
        "adcodes",
        "geometry",
        "lon",
        "lat",
        *LOCATION,
        *REMARKS,
    ],
    "stations": [
        "id",
        "river",
        "full_name_zh",
        "name_en",
        "aliases",
        "adcodes",
        "lon",
        "lat",
        *LOCATION,
        "capacity_mw",
        "year",
        "status",
        *REMARKS,
    ],
    "evidence": [
        "place",
        "source",
        "role",
        "locator",
        "found_by",
        "found_at",
        "says_zh",
        "says_en",
        "lon",
        "lat",
        "datum",
    ],
    "candidates": [
        "place",
        "name_zh",
        "adcode",
        "lon",
        "lat",
        "confidence",
        "reason_zh",
        "reason_en",
    ],
    "sources": ["id", "title", "publisher", "licence", "date"],
    "lines": ["place", "part", "seq", "name_zh", "lon", "lat", "source"],
}
# A place may lie outside Sichuan only where it says why: the far end of a line, or the other
# bank of a border river.
OUTSIDE = ("far_end", "other_bank")


def load_gazetteer(sources: Path, admin: Admin) -> Gazetteer:
    """Read `sites/*.csv` and `geometry/`, and give every place its geometry.

    Raises:
        SourceError: a table is missing or broken, or refers to something that does not exist.
    """
    tables = {
        name: read_table(sources / "sites" / f"{name}.csv", columns)
        for name, columns in COLUMNS.items()
    }
    river_frame = read_boundaries(sources / "geometry" / "rivers.geojson", ("id",))
    rivers = dict(zip(river_frame["id"], river_frame.geometry, strict=True))
    lines = {**rivers, **_lines(tables["lines"])}
    shapes = _Shapes(lines, admin)
    sites = [_site(row, shapes) for row in tables["sites"]]
    by_id = {site.id: site for site in sites}
    stations = [_station(row, by_id) for row in tables["stations"]]
    known = {place.id for place in (*sites, *stations)}
    cited = {row.text("id") for row in tables["sources"]}
    for name, field, valid in (
        ("evidence", "place", known),
        ("evidence", "source", cited),
        ("lines", "place", known),
        ("lines", "source", cited),
        ("candidates", "place", known),
    ):
        for row in tables[name]:
            if row.text(field) not in valid:
                raise row.fail(field, f"{row.text(field)!r} is not known")
    return Gazetteer(
        places=[*sites, *stations],
        evidence=[_evidence(row) for row in tables["evidence"]],
        candidates=[_candidate(row) for row in tables["candidates"]],
        sources=[
            Source(
                row.text("id"),
                row.text("title"),
                row.optional("publisher") or "",
                row.choice("licence", Licence),
                row.optional("date") or "",
            )
            for row in tables["sources"]
        ],
        river_lines=river_frame,
    )


class _Shapes:
    """Make the geometry that a row asks for."""

    def __init__(self, lines: dict[str, BaseGeometry], admin: Admin) -> None:
        self._lines = lines
        self._counties = admin.counties.set_index("adcode").geometry

    def make(
        self,
        row: SourceRow,
        kind: GeometryType,
        point: tuple[float, float] | None,
        adcodes: list[str],
    ) -> BaseGeometry | None:
        if kind is GeometryType.NONE:
            return None
        if kind is GeometryType.POINT and point is not None:
            return shapely.Point(point)
        if kind is GeometryType.LINE and row.text("id") in self._lines:
            return self._lines[row.text("id")]
        if kind is GeometryType.AREA and adcodes:
            unknown = [code for code in adcodes if code not in self._counties.index]
            if unknown:
                raise row.fail("adcodes", f"{unknown[0]} is not a county of Sichuan")
            return shapely.union_all(list(self._counties[adcodes]))
        raise row.fail("geometry", f"nothing to make a {kind} of")

    def crossed(self, line: BaseGeometry, adcodes: list[str]) -> list[str]:
        """The given codes, or else those of all counties that the line runs through."""
        if adcodes:
            return adcodes
        return sorted(self._counties.index[self._counties.intersects(line)])


def _lines(rows: list[SourceRow]) -> dict[str, BaseGeometry]:
    """Lines through the vertices of lines.csv, one LineString per part, in the order of `seq`."""
    parts: dict[str, dict[str, list[tuple[int, float, float]]]] = {}
    for row in rows:
        lon, lat = _degrees(row)
        if lon is None or lat is None:
            raise row.fail("lon", "a vertex needs lon and lat")
        part = parts.setdefault(row.text("place"), {}).setdefault(row.text("part"), [])
        part.append((row.integer("seq"), lon, lat))
    made: dict[str, BaseGeometry] = {}
    for place, vertices in parts.items():
        runs = [[(lon, lat) for _, lon, lat in sorted(part)] for part in vertices.values()]
        if any(len(run) < 2 for run in runs):
            raise SourceError(f"lines.csv: a part of {place} has fewer than two vertices")
        made[place] = (
            shapely.LineString(runs[0]) if len(runs) == 1 else shapely.MultiLineString(runs)
        )
    return made


def _degrees(row: SourceRow) -> tuple[float, float] | tuple[None, None]:
    lon, lat = row.number("lon"), row.number("lat")
    if lon is None or lat is None:
        if lon is not lat:
            raise row.fail("lon", "lon and lat must both be given or both be empty")
        return None, None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise row.fail("lon", f"{lon}, {lat} are not degrees of longitude and latitude")
    return lon, lat


def _location(row: SourceRow) -> Iterator[tuple[str, object]]:
    """The fields that sites and stations share."""
    lon, lat = _degrees(row)
    uncertainty = row.number("uncertainty_m")
    if uncertainty is not None and uncertainty <= 0:
        raise row.fail("uncertainty_m", "must be a positive number of metres")
    outside = row.optional("outside")
    if outside is not None and outside not in OUTSIDE:
        raise row.fail("outside", f"must be empty or one of {', '.join(OUTSIDE)}")
    yield from (
        ("id", row.text("id")),
        ("full_name_zh", row.text("full_name_zh")),
        ("name_en", row.text("name_en")),
        ("aliases", row.items("aliases")),
        ("lon", lon),
        ("lat", lat),
        ("precision", row.choice("precision", Precision)),
        ("uncertainty_m", None if uncertainty is None else round(uncertainty)),
        ("confidence", row.choice("confidence", Confidence)),
        ("outside", outside),
        *((name, row.optional(name) or "") for name in REMARKS),
    )


def _site(row: SourceRow, shapes: _Shapes) -> Place:
    fields = dict(_location(row))
    kind = row.choice("geometry", GeometryType)
    lon, lat = _degrees(row)
    point = None if lon is None or lat is None else (lon, lat)
    adcodes = row.items("adcodes")
    geometry = shapes.make(row, kind, point, adcodes)
    if kind is GeometryType.LINE and geometry is not None:
        adcodes = shapes.crossed(geometry, adcodes)
    return Place(
        **fields,  # type: ignore[arg-type]  # one dict for the shared columns of two tables
        scenario=row.text("scenario"),
        relation=Relation.NAMED,
        name_zh=row.text("name_zh"),
        kind=row.choice("kind", Kind),
        sectors=row.items("sectors"),
        adcodes=adcodes,
        geometry_type=kind,
        geometry=geometry,
    )


def _station(row: SourceRow, sites: dict[str, Place]) -> Place:
    river = sites.get(row.text("river"))
    if river is None or river.kind is not Kind.RIVER:
        raise row.fail("river", f"{row.text('river')!r} is not a river of sites.csv")
    fields = dict(_location(row))
    lon, lat = _degrees(row)
    if lon is None or lat is None:
        raise row.fail("lon", "a station needs a location")
    return Place(
        **fields,  # type: ignore[arg-type]
        scenario=river.scenario,
        relation=Relation.DERIVED,
        name_zh=row.text("full_name_zh"),
        kind=Kind.HYDROPOWER_STATION,
        sectors=river.sectors,
        adcodes=row.items("adcodes"),
        geometry_type=GeometryType.POINT,
        geometry=shapely.Point(lon, lat),
        river=river.id,
        capacity_mw=row.number("capacity_mw"),
        year=row.integer("year") if row.optional("year") else None,
        status=row.choice("status", SiteStatus),
    )


def _evidence(row: SourceRow) -> Evidence:
    lon, lat = _degrees(row)
    return Evidence(
        place=row.text("place"),
        source=row.text("source"),
        role=row.choice("role", Role),
        locator=row.optional("locator") or "",
        found_by=row.choice("found_by", FoundBy),
        found_at=row.optional("found_at") or "",
        says_zh=row.text("says_zh"),
        says_en=row.text("says_en"),
        lon=lon,
        lat=lat,
        datum=row.choice("datum", Datum),
    )


def _candidate(row: SourceRow) -> SiteCandidate:
    lon, lat = _degrees(row)
    return SiteCandidate(
        place=row.text("place"),
        name_zh=row.text("name_zh"),
        adcode=row.optional("adcode") or "",
        lon=lon,
        lat=lat,
        confidence=row.choice("confidence", Confidence),
        reason_zh=row.text("reason_zh"),
        reason_en=row.text("reason_en"),
    )
