"""Area files for tests: real ones as GDAL writes them, and others by hand."""

import io
import json
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import MultiPolygon, Polygon, box

from geo import i18n
from geo.errors import AreaFileError
from geo.ingest.areas import AREA_LIMITS, AreaLimits, read_area
from geo.query.spatial import AreaFilter

RING = [(103.2, 30.1), (105.3, 30.4), (105.1, 31.6), (103.9, 31.9), (103.2, 30.1)]
HOLE = [(104.0, 30.8), (104.5, 30.8), (104.5, 31.2), (104.0, 31.2), (104.0, 30.8)]
WITH_HOLE = Polygon(RING, [HOLE])
TWO = MultiPolygon([WITH_HOLE, box(101, 28, 102, 29)])
DRIVERS = {".geojson": "GeoJSON", ".gpkg": "GPKG", ".kml": "KML", ".shp": "ESRI Shapefile"}
VRT = """<OGRVRTDataSource><OGRVRTLayer name="secret">
<SrcDataSource>{path}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"""


def frame(*shapes, crs="EPSG:4326"):
    return gpd.GeoDataFrame(geometry=list(shapes), crs="EPSG:4326").to_crs(crs)


def written(folder: Path, suffix: str, data: gpd.GeoDataFrame, **options) -> bytes:
    """The bytes of a file as GDAL writes it; a Shapefile comes zipped."""
    target = folder / f"成都平原{suffix}"
    data.to_file(target, driver=DRIVERS[suffix], **options)
    if suffix != ".shp":
        return target.read_bytes()
    return zipped({path.name: path.read_bytes() for path in folder.glob("成都平原.*")})


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def geojson(*shapes, **more) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": None,
            "geometry": None if shape is None else json.loads(shapely.to_geojson(shape)),
        }
        for shape in shapes
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def polygon_json(ring) -> bytes:
    return json.dumps({"type": "Polygon", "coordinates": [ring]}).encode()


def kml(inner: str, head: str = "") -> bytes:
    space = 'xmlns="http://www.opengis.net/kml/2.2"'
    return f'<?xml version="1.0"?>{head}<kml {space}><Document>{inner}</Document></kml>'.encode()


def shape_of(area: AreaFilter) -> shapely.Geometry:
    return shapely.from_wkb(area.wkb)


def assert_same(area: AreaFilter, expected: shapely.Geometry) -> None:
    """The same corners to less than a millionth of a degree, the same holes and parts."""
    found = shape_of(area)
    assert found.is_valid and not found.has_z
    pairs = zip(parts(found), parts(expected), strict=True)
    for one, other in pairs:
        corners, wanted = (shapely.get_coordinates(shape.normalize()) for shape in (one, other))
        assert len(corners) == len(wanted)
        distances = np.abs(corners[:, None] - wanted[None]).max(axis=2)
        assert distances.min(axis=0).max() < 1e-6
        assert one.area == pytest.approx(other.area, abs=1e-6)


def parts(shape):
    return sorted(shapely.get_parts(shape), key=lambda part: part.bounds)


def refused(name: str, data: bytes, limits: AreaLimits = AREA_LIMITS) -> AreaFileError:
    """The error, of which both languages must have the text."""
    with pytest.raises(AreaFileError) as caught:
        read_area(name, data, limits)
    error = caught.value
    for lang in i18n.LANGUAGES:
        assert i18n.text(lang, f"area_file.{error.key}", **error.values)
    assert str(error) == i18n.text("en", f"area_file.{error.key}", **error.values)
    return error
