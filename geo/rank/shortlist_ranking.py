"""A shortlist → its sites, criteria and values, as the ranking knows them."""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from geo.catalog import Catalog
from geo.cells.column_types import ColumnKind, typed
from geo.cells.numbers import read_number
from geo.model import Precision
from geo.query.filters import EVERY_PLACE
from geo.query.permalink import decode_distance
from geo.rank import code
from geo.rank.criteria import SPANS, Criterion, Measure, RankingContext, criterion_values
from geo.rank.score import CriterionColumn, Ranking, Rule, rank
from geo.rank.sites import Site, site_of
from geo.rank.weights import WeightSet
from geo.shortlist.model import Item, OwnPlace, Shortlist

DECIMALS = 6  # of degrees, as in exports


def criteria_of(shortlist: Shortlist) -> list[Criterion]:
    """The criteria of a list; unknown codes are skipped."""
    return code.decode(dict(shortlist.criteria))[0]


def weight_sets_of(shortlist: Shortlist) -> list[WeightSet]:
    """The named sets of weights of a list; damaged ones are skipped."""
    return code.decode_sets(dict(shortlist.weight_sets))[0]


def new_criterion(measure: Measure, *, more_is_better: bool, **about: str) -> Criterion:
    """A criterion with a usual rule; steps get the range that is the same in every list."""
    rule = Rule(more_is_better=more_is_better, span=SPANS.get(measure))
    return Criterion(measure, rule, **about)  # type: ignore[arg-type]


def rank_shortlist(catalog: Catalog, shortlist: Shortlist) -> Ranking | None:
    """The ranking of a list by its criteria, None when it has none."""
    criteria = criteria_of(shortlist)
    if not criteria:
        return None
    return rank(shortlist.ids, columns_of(catalog, shortlist, criteria))


def columns_of(
    catalog: Catalog, shortlist: Shortlist, criteria: Sequence[Criterion]
) -> list[CriterionColumn]:
    """The values of all places of a list for each criterion."""
    measures = {one.measure for one in criteria}
    context = RankingContext(
        everywhere=all_sites(catalog) if Measure.GAP in measures else (),
        origins={
            one.origin: origin_shape(catalog, shortlist, one.origin)
            for one in criteria
            if one.measure is Measure.DISTANCE
        },
        columns=own_columns(shortlist),
    )
    return criterion_values(sites_of(catalog, shortlist.items), criteria, context)


def origin_shape(catalog: Catalog, shortlist: Shortlist, origin: str) -> BaseGeometry | None:
    """Where distances are measured from: a place of the plan, an own one, or coordinates."""
    if origin in catalog.spatial.points:
        return catalog.spatial.shape(origin)
    if origin in shortlist.ids:
        return sites_of(catalog, [shortlist.item(origin)])[0].shape
    near = decode_distance(f"{origin},1", catalog.spatial.points)
    return shapely.Point(near.lon, near.lat) if near else None


def own_columns(shortlist: Shortlist) -> dict[str, dict[str, float]]:
    """The numbers in the user's own columns: name → item id → number.

    Columns of numbers come first; those that are text to us, and nobody declared so, have the
    numbers of the cells that hold one.
    """
    types, declared = shortlist.column_types, dict(shortlist.types)
    usable = [name for name, kind in types.items() if kind.is_numeric]
    usable += [
        name
        for name, kind in types.items()
        if kind.kind is ColumnKind.TEXT and name not in declared
    ]
    columns: dict[str, dict[str, float]] = {name: {} for name in usable}
    for item in shortlist.items:
        for name, cell in item.custom_values.items():
            if name in columns:
                kind = types[name]
                number = typed(cell, kind) if kind.is_numeric else read_number(cell)
                if isinstance(number, int | float):
                    columns[name][item.id] = float(number)
    return {name: numbers for name, numbers in columns.items() if numbers}


def sites_of(catalog: Catalog, items: Sequence[Item]) -> list[Site]:
    """The items as the ranking knows them; one that is gone has the position it was picked at."""
    return [_site(catalog, item) for item in items]


def all_sites(catalog: Catalog) -> list[Site]:
    """All places of the plan as the ranking knows them."""
    rows = catalog.rows(EVERY_PLACE)
    return [site_of(row, catalog.spatial.shape(row["id"])) for row in rows]


def _site(catalog: Catalog, item: Item) -> Site:
    if item.own:
        return _own_site(catalog, item.id, item.own)
    if item.id in catalog.spatial.points:
        return site_of(catalog.summary_row(item.id), catalog.spatial.shape(item.id))
    then = item.snapshot
    placed = then is not None and then.lon is not None
    gone = OwnPlace(
        item.id,
        then.lon if then else None,
        then.lat if then else None,
        then.precision if then and placed else Precision.UNLOCATED,
        then.uncertainty_m if then else None,
    )
    return _own_site(catalog, item.id, gone)


def _own_site(catalog: Catalog, place_id: str, own: OwnPlace) -> Site:
    known = catalog.regions.names
    regions = [code for code in own.adcodes if code in known]
    placed = own.lon is not None and own.lat is not None
    return Site(
        id=place_id,
        names=(own.name,),
        adcodes=tuple(code for code in regions if "prefecture" in known[code]),
        prefectures=tuple(
            dict.fromkeys(str(known[code].get("prefecture", code)) for code in regions)
        ),
        precision=Precision(own.precision),
        uncertainty_m=own.uncertainty_m,
        shape=shapely.Point(round(own.lon or 0, DECIMALS), round(own.lat or 0, DECIMALS))
        if placed
        else None,
    )
