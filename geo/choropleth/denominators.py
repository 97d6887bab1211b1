"""Numbers per area or per head: what the numbers of regions are divided by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import floor, log10
from statistics import median

from geo import i18n
from geo.catalog import Catalog
from geo.cells.column_types import MAX_DECIMALS, ColumnKind, ColumnType
from geo.cells.units import read_unit, without_unit
from geo.choropleth.errors import choropleth_error
from geo.choropleth.model import EMPTY, Choropleth, Denominator, InBoth, in_both, region_names
from geo.model import RegionLevel

PER_AREA = (1, 100, 10_000)  # square kilometres
PER_HEAD = (1, 1_000, 10_000, 100_000, 1_000_000)  # residents
PLACES_PER = {Denominator.AREA: 10_000, Denominator.POPULATION: 1_000_000}
SHARES = ("%", "％", "‰")  # units of numbers that are of something already
SIGNIFICANT = 2  # digits of a quotient that people read


@dataclass(frozen=True)
class Amounts:
    """What to divide by, for each region by its code: square kilometres or residents.

    `source` says where the amounts are from.
    """

    denominator: Denominator
    values: Mapping[str, float]
    source: InBoth = EMPTY


def areas(catalog: Catalog, level: RegionLevel) -> Amounts:
    """The areas of the regions in square kilometres, from the borders of the map.

    There is no such function for residents: no table of them is part of the build
    (`docs/2026-11-30-choropleths.md`); `from_column` takes those of a person's own table.
    """
    found = catalog.regions.areas_km2
    source = in_both("choropleth.source.borders")
    return Amounts(
        Denominator.AREA, {code: found[code] for code in region_names(catalog, level)}, source
    )


def amounts(
    catalog: Catalog,
    level: RegionLevel,
    denominator: Denominator,
    residents: Amounts | None = None,
) -> Amounts:
    """What there is to divide by: the areas, or the `residents` of a person's own table.

    Raises:
        ChoroplethError: `no_population`: residents are wanted, and there are none.
    """
    if denominator is Denominator.AREA:
        return areas(catalog, level)
    if residents is None:
        raise choropleth_error("no_population")
    return residents


def offered(catalog: Catalog, level: RegionLevel) -> tuple[Denominator, ...]:
    """What numbers of a level can be divided by without a column of the person: by the area."""
    known = catalog.regions.areas_km2.keys() >= region_names(catalog, level).keys()
    return (Denominator.NONE, Denominator.AREA) if known else (Denominator.NONE,)


def from_column(population: Choropleth) -> Amounts:
    """A person's own column of residents as what to divide by; 万人 count as ten thousand each.

    Without a unit the numbers are people.

    Raises:
        ChoroplethError: `no_people`: the unit of the column is another one.
    """
    written = population.column.unit
    unit = read_unit(written) if written else None
    if written and (unit is None or unit.noun not in ("", "人")):
        raise choropleth_error("no_people", unit=written)
    factor = float(unit.factor) if unit else 1.0
    values = {code: value * factor for code, value in population.values.items()}
    return Amounts(Denominator.POPULATION, values, population.title)


def divided(choropleth: Choropleth, by: Amounts, per: int | None = None) -> Choropleth:
    """The numbers per `per` square kilometres or residents; regions without an amount have none.

    Without `per`, the unit is the smallest round one of `PER_AREA` or `PER_HEAD` that makes half of
    the numbers at least 1.

    Raises:
        ChoroplethError: `no_share`: numbers in percent are of something already.
    """
    if choropleth.column.kind is ColumnKind.PERCENT or choropleth.column.unit in SHARES:
        raise choropleth_error("no_share")
    exact = {
        code: value / by.values[code]
        for code, value in choropleth.values.items()
        if by.values.get(code, 0) > 0
    }
    unit = per or _round_unit(by.denominator, exact)
    values = {code: value * unit for code, value in exact.items()}
    decimals = _decimals(values)
    return replace(
        choropleth,
        title=InBoth(
            *(
                without_unit(choropleth.title.of(lang), choropleth.unit.of(lang))
                for lang in InBoth._fields
            )
        ),
        values={code: round(value, MAX_DECIMALS) for code, value in values.items()},
        column=ColumnType(ColumnKind.NUMBER, choropleth.column.unit, decimals),
        unit=_per(choropleth.unit, by.denominator, unit),
        source=InBoth(
            *(
                i18n.semicolon(lang, filter(None, [choropleth.source.of(lang), by.source.of(lang)]))
                for lang in InBoth._fields
            )
        ),
    )


def _per(unit: InBoth, denominator: Denominator, per: int) -> InBoth:
    """The unit of the quotient: `per 10,000 km²`, `亿元/万人`."""
    what = {lang: i18n.text(lang, f"choropleth.per.{denominator}_{per}") for lang in InBoth._fields}
    with_unit = {
        lang: i18n.text(lang, "choropleth.per.unit", unit=unit.of(lang), what=what[lang])
        for lang in InBoth._fields
    }
    return InBoth(**(with_unit if unit.en else what))


def _round_unit(denominator: Denominator, exact: Mapping[str, float]) -> int:
    units = PER_AREA if denominator is Denominator.AREA else PER_HEAD
    middle = median(map(abs, exact.values())) if exact else 0.0
    return next((unit for unit in units if middle * unit >= 1), units[-1])


def _decimals(values: Mapping[str, float]) -> int:
    """As many decimals as give the middle one of the numbers two digits."""
    sizes = [abs(value) for value in values.values() if value]
    if not sizes:
        return 0
    digits_before = floor(log10(median(sizes))) + 1
    return min(max(SIGNIFICANT - digits_before, 0), 3 if digits_before > -2 else MAX_DECIMALS)
