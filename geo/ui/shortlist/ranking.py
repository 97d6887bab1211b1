"""The ranking of the current list by its criteria, recomputed only on changes."""

from __future__ import annotations

from dataclasses import replace

import shapely
from shapely.geometry.base import BaseGeometry

from geo.cells.column_types import ColumnKind, typed
from geo.cells.numbers import read_number
from geo.query.permalink import decode_distance
from geo.rank import code
from geo.rank.criteria import SPANS, Criterion, Measure, RankingContext, criterion_values
from geo.rank.score import Ranking, Rule, rank
from geo.shortlist.model import Shortlist
from geo.ui.shortlist.site_rows import all_sites, sites_of
from geo.ui.state.session import Page
from geo.ui.state.shortlists import Shortlists


def criteria_of(shortlist: Shortlist) -> list[Criterion]:
    """The criteria of a list; unknown codes are skipped."""
    return code.decode(dict(shortlist.criteria))[0]


def set_criteria(shortlists: Shortlists, criteria: list[Criterion]) -> None:
    """Set the ranking criteria of the current list."""
    shortlists.change(shortlists.current.rank_by(code.encode(criteria)))


def replace_rule(shortlists: Shortlists, key: str, **values: object) -> None:
    """Change how one criterion of the current list counts.

    Raises:
        RankError: a value has no meaning.
    """
    changed = [
        replace(one, rule=replace(one.rule, **values)) if one.key == key else one  # type: ignore[arg-type]
        for one in criteria_of(shortlists.current)
    ]
    set_criteria(shortlists, changed)


def ranking_of(page: Page, shortlist: Shortlist) -> Ranking | None:
    """The ranking of a list, None when it has no criteria."""
    criteria = criteria_of(shortlist)
    if not criteria:
        return None

    def ranked() -> Ranking:
        sites = sites_of(page.catalog, shortlist.items)
        ground = _ground(page, shortlist, criteria)
        return rank(shortlist.ids, criterion_values(sites, criteria, ground))

    items = tuple((item.id, item.own, item.columns) for item in shortlist.items)
    question = (page.catalog.database.build_id, items, shortlist.types, tuple(criteria))
    return page.session.remembered("ranking", question, ranked)


def _ground(page: Page, shortlist: Shortlist, criteria: list[Criterion]) -> RankingContext:
    measures = {one.measure for one in criteria}
    return RankingContext(
        everywhere=all_sites(page.catalog) if Measure.GAP in measures else (),
        origins={
            one.origin: origin_shape(page, shortlist, one.origin)
            for one in criteria
            if one.measure is Measure.DISTANCE
        },
        columns=own_columns(shortlist),
    )


def origin_shape(page: Page, shortlist: Shortlist, origin: str) -> BaseGeometry | None:
    """Where distances are measured from: a place of the plan, an own one, or coordinates."""
    if origin in page.catalog.spatial.points:
        return page.catalog.spatial.shape(origin)
    if origin in shortlist.ids:
        return sites_of(page.catalog, [shortlist.item(origin)])[0].shape
    near = decode_distance(f"{origin},1", page.catalog.spatial.points)
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


def new_criterion(measure: Measure, *, more_is_better: bool, **about: str) -> Criterion:
    """A criterion with a usual rule; steps get the range that is the same in every list."""
    rule = Rule(more_is_better=more_is_better, span=SPANS.get(measure))
    return Criterion(measure, rule, **about)  # type: ignore[arg-type]
