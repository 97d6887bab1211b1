"""Places per region as a choropleth."""

from __future__ import annotations

from geo.catalog import Catalog
from geo.cells.column_types import ColumnKind, ColumnType
from geo.choropleth.classes import ClassMethod
from geo.choropleth.denominators import PLACES_PER, Amounts, amounts, divided
from geo.choropleth.model import (
    Choropleth,
    ChoroplethStyle,
    Denominator,
    InBoth,
    in_both,
    region_names,
)
from geo.model import RegionLevel
from geo.query.filters import Filter


def usual_style(denominator: Denominator) -> ChoroplethStyle:
    """Natural breaks for counts, of which many are alike; quantiles for densities, of which a few
    are far above all others.
    """
    is_count = denominator is Denominator.NONE
    return ChoroplethStyle(method=ClassMethod.NATURAL if is_count else ClassMethod.QUANTILE)


def from_counts(
    catalog: Catalog,
    chosen: Filter,
    level: RegionLevel,
    denominator: Denominator = Denominator.NONE,
    style: ChoroplethStyle | None = None,
    residents: Amounts | None = None,
) -> Choropleth:
    """How many places of the filter lie in each region, by itself or per area or per head.

    A place in several regions counts in each. Regions that the filter excludes have no number.
    `residents` are those of a person's own table (`denominators.from_column`), for `POPULATION`.

    Raises:
        ChoroplethError: `no_population`: there are no `residents`.
    """
    regions = catalog.regions
    names = region_names(catalog, level)
    counts = catalog.counts.by_region(chosen)
    counted = Choropleth(
        in_both("choropleth.places"),
        level,
        {code: float(counts[code]) for code in names if regions.restrict_to(chosen, code)},
        names,
        column=ColumnType(ColumnKind.INTEGER),
        unit=in_both("choropleth.places_unit"),
        source=_plan_title(catalog),
        about=in_both("choropleth.counted_in_each"),
        style=style or usual_style(denominator),
    )
    if denominator is Denominator.NONE:
        return counted
    by = amounts(catalog, level, denominator, residents)
    return divided(counted, by, PLACES_PER[denominator])


def _plan_title(catalog: Catalog) -> InBoth:
    document = catalog.database.manifest["document"]
    return InBoth(document["title_zh"], document["title_en"])
