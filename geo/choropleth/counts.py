"""Places per region as a choropleth."""

from __future__ import annotations

from geo.catalog import Catalog
from geo.cells.column_types import ColumnKind, ColumnType
from geo.choropleth.classes import ClassMethod
from geo.choropleth.denominators import PLACES_PER, amounts, divided
from geo.choropleth.model import Choropleth, ChoroplethStyle, Denominator, InBoth, in_both
from geo.model import RegionLevel
from geo.query.filters import Filter

# Many regions have no place: equal numbers would leave most quantiles empty.
COUNT_STYLE = ChoroplethStyle(method=ClassMethod.NATURAL)


def from_counts(
    catalog: Catalog,
    chosen: Filter,
    level: RegionLevel,
    denominator: Denominator = Denominator.NONE,
    style: ChoroplethStyle = COUNT_STYLE,
) -> Choropleth:
    """How many places of the filter lie in each region, by itself or per area or per head.

    A place in several regions counts in each. Regions that the filter excludes have no number.

    Raises:
        ChoroplethError: `no_population`: there are no figures for the level.
    """
    regions = catalog.regions
    codes = tuple(row["adcode"] for row in getattr(regions, level))
    counts = catalog.counts.by_region(chosen)
    counted = Choropleth(
        in_both("choropleth.places"),
        level,
        {code: float(counts[code]) for code in codes if regions.restrict_to(chosen, code)},
        codes,
        column=ColumnType(ColumnKind.INTEGER),
        unit=in_both("choropleth.places_unit"),
        source=_plan_title(catalog),
        about=in_both("choropleth.counted_in_each"),
        style=style,
    )
    if denominator is Denominator.NONE:
        return counted
    by = amounts(catalog, level, denominator)
    return divided(counted, by, PLACES_PER[denominator])


def _plan_title(catalog: Catalog) -> InBoth:
    document = catalog.database.manifest["document"]
    return InBoth(document["title_zh"], document["title_en"])
