"""An external approved base map: its file and its mandatory approval text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geo import settings
from geo.errors import BoundaryError
from geo.json_document import Json

NAME = "base-approved.json"
MAX_BYTES = 30_000_000
SICHUAN = shapely.box(97.3, 26.0, 108.6, 34.4)


@dataclass(frozen=True)
class ApprovedMap:
    """Borders as GeoJSON text (EPSG:4326) and the approval, e.g. 审图号:GS(2024)0000号."""

    geojson: str
    approval: str


def read_approved(path: Path, approval: str) -> ApprovedMap:
    """The approved base map of a file.

    Raises:
        BoundaryError: the file or its approval text is missing, it is not GeoJSON with lines or
            areas in degrees, or it does not show Sichuan.
    """
    if not approval:
        raise BoundaryError("SHUTU_BOUNDARY needs the approval text in SHUTU_BOUNDARY_APPROVAL")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BoundaryError(f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB")
        text = path.read_text(encoding="utf-8-sig")
        shapes = [shapely.from_geojson(json.dumps(geometry)) for geometry in _geometries(text)]
    except OSError as error:
        raise BoundaryError(f"{path.name} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError, shapely.GEOSException) as error:
        raise BoundaryError(f"{path.name} is not GeoJSON of lines or areas") from error
    drawn = [shape for shape in shapes if shapely.get_dimensions(shape) >= 1]
    if not any(shapely.intersects(shape, SICHUAN) for shape in drawn):
        raise BoundaryError(f"{path.name} shows nothing of Sichuan: it must be in degrees (WGS84)")
    return ApprovedMap(text, approval)


def configured_map() -> ApprovedMap | None:
    """The approved base map of the settings; None without one, or where it cannot be used."""
    path = settings.boundary_file()
    return None if path is None else _configured_map(path, settings.boundary_approval())


@lru_cache(maxsize=1)
def _configured_map(path: Path, approval: str) -> ApprovedMap | None:
    try:
        return read_approved(path, approval)
    except BoundaryError:  # the pages say why (geo/ui/widgets/boundary.py)
        return None


def approved_lines(found: ApprovedMap) -> list[BaseGeometry]:
    """Its lines, and the borders of its areas, EPSG:4326."""
    shapes = [shapely.from_geojson(json.dumps(one)) for one in _geometries(found.geojson)]
    return [
        shapely.boundary(shape) if shapely.get_dimensions(shape) == 2 else shape
        for shape in shapes
        if shapely.get_dimensions(shape) >= 1
    ]


def _geometries(text: str) -> list[Json]:
    """The geometries of a FeatureCollection, a feature or a bare geometry."""
    content = json.loads(text)
    if content["type"] == "FeatureCollection":
        return [item["geometry"] for item in content["features"] if item["geometry"]]
    return [content["geometry"] if content["type"] == "Feature" else content]
