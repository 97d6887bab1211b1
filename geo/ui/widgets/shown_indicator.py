"""The indicator that a page shows below its places, as a choropleth."""

from __future__ import annotations

from dataclasses import dataclass, replace

from geo.cells.column_types import ColumnType, guess_type
from geo.choropleth.counts import from_counts
from geo.choropleth.denominators import Amounts, amounts, divided, from_column
from geo.choropleth.errors import ChoroplethError
from geo.choropleth.model import Choropleth, Denominator
from geo.choropleth.table import TableReport, from_table
from geo.errors import LocalizedError
from geo.ingest import Table
from geo.query.filters import Filter
from geo.ui.state.choice import TABLE
from geo.ui.state.indicator import DENOMINATORS, OwnIndicator
from geo.ui.state.session import Page


@dataclass(frozen=True)
class ShownIndicator:
    """A choropleth, or none; why it could not be made, and what became of the rows of a table."""

    choropleth: Choropleth | None = None
    error: LocalizedError | None = None
    report: TableReport | None = None


NOTHING = ShownIndicator()


def shown_indicator(page: Page, chosen: Filter, usual: str = "") -> ShownIndicator:
    """The indicator of the session for the places of a filter; `usual` where there is none.

    It is made once for each change. A table that is yet to be uploaded gives nothing.
    """
    code = page.choice.indicator or usual
    state, level = page.session.indicator, page.choice.level
    build = page.catalog.database.build_id
    if code == TABLE:
        own = state.own
        if own is None or len(own.file.table.columns) < 2:
            return NOTHING
        table = own.file.table
        parts = (own.columns, own.title, own.unit, own.source, own.denominator, own.population)
        return page.session.remembered(
            "own_indicator",
            (build, table, level, parts, state.style(code), page.lang),
            lambda: _of_table(page, own, table),
        )
    if code not in DENOMINATORS:
        return NOTHING
    return page.session.remembered(
        "indicator",
        (build, code, chosen, level, state.style(code)),
        lambda: _of_counts(page, chosen, code),
    )


def _of_counts(page: Page, chosen: Filter, code: str) -> ShownIndicator:
    style = page.session.indicator.style(code)
    level = page.choice.level
    try:
        made = from_counts(page.catalog, chosen, level, DENOMINATORS[code], style)
    except ChoroplethError as error:
        return ShownIndicator(error=error.with_traceback(None))
    return ShownIndicator(made)


def _of_table(page: Page, own: OwnIndicator, table: Table) -> ShownIndicator:
    """The column of a table; where it cannot be divided as asked, its numbers as they are."""
    made, report = from_table(
        page.catalog,
        table,
        replace(own.columns, level=page.choice.level),
        style=page.session.indicator.style(TABLE),
        title=own.title,
        source=own.source or own.file.name,
        column_type=_declared(own, table),
    )
    try:
        by = _divisor(page, own, table)
        return ShownIndicator(divided(made, by) if by else made, report=report)
    except ChoroplethError as error:
        return ShownIndicator(made, error.with_traceback(None), report)


def _declared(own: OwnIndicator, table: Table) -> ColumnType | None:
    """The type of the numbers with the unit that was typed; None to take all from the cells."""
    if not own.unit:
        return None
    name = own.columns.value
    guessed = guess_type(name, table.column(name))
    return replace(guessed, unit=own.unit) if guessed.is_numeric else None


def _divisor(page: Page, own: OwnIndicator, table: Table) -> Amounts | None:
    level = page.choice.level
    if own.denominator is Denominator.NONE:
        return None
    if own.denominator is Denominator.POPULATION and own.population:
        columns = replace(own.columns, value=own.population, level=level)
        return from_column(from_table(page.catalog, table, columns)[0])
    return amounts(page.catalog, level, own.denominator)
