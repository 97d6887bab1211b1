"""Shutu (蜀图): what Sichuan's metaverse action plan puts where.

    >>> import geo
    >>> geo.sites(sector="能源", region="阿坝")     # a GeoDataFrame, EPSG:4326

The pages, the command line and this function use the same `geo.catalog.Catalog`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    import geopandas as gpd

    from geo.catalog import FilterValues

__all__ = ["sites"]


def sites(
    *,
    sector: FilterValues = None,
    task: FilterValues = None,
    theme: FilterValues = None,
    region: FilterValues = None,
    kind: FilterValues = None,
    precision: FilterValues = None,
    relation: FilterValues = None,
    near: str | None = None,
    area: str | PathLike[str] | None = None,
    area_rule: str = "share",
    area_datum: str = "WGS84",
    inferred: bool = False,
) -> gpd.GeoDataFrame:
    """The sites that the plan names and that pass all filters.

    Each argument takes one value or several: codes or labels in Chinese or English (`"能源"`,
    `"energy"`, `8`, `"成都市"`, `"510100"`). One row per place in pinyin order, EPSG:4326;
    `lon`/`lat` in degrees, `uncertainty_m` in metres. `relation` is how the place relates to the
    chosen tasks: `named`, `derived` or `applicable`. `near` is `place,km` or `lon,lat,km`, `area`
    the path of a polygon file (GeoJSON, KML, KMZ, zipped Shapefile or GeoPackage), whose degrees
    are in `area_datum` (`WGS84`, `CGCS2000`, `GCJ-02`, `BD-09`). A line or area counts as inside by
    `area_rule`: `share` (at least a tenth of it is), `point` (its representative point is) or
    `touch` (any part is). With `inferred`,
    stations derived from the plan's rivers count, too, and under a task or theme the places that
    it applies to by their sector; a `relation` says itself what counts.

    Raises:
        UnknownValueError: a value is not known; the message lists the nearest valid ones.
        AreaFileError: the polygon file cannot be used.
        IngestError: reading it was stopped.
        ArtefactError: the data was not built yet, or is damaged.
    """
    from geo.build.on_demand import ready_build
    from geo.catalog import Catalog
    from geo.ingest.user_files import command_files
    from geo.query.area_input import read_datum, read_rule, with_rule
    from geo.query.geodataframe import to_geodataframe

    rule, datum = read_rule(area_rule), read_datum(area_datum)
    inside = None if area is None else command_files().read_area_file(Path(area), datum)
    catalog = Catalog(ready_build())
    try:
        chosen = catalog.filter(
            sector=sector,
            task=task,
            theme=theme,
            region=region,
            kind=kind,
            precision=precision,
            relation=relation,
            near=near,
            inferred=inferred,
        )
        return to_geodataframe(catalog.places(replace(chosen, area=with_rule(inside, rule))))
    finally:
        catalog.database.close()
