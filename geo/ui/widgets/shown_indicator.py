"""The indicator that a page shows below its places, as a choropleth."""

from __future__ import annotations

from dataclasses import dataclass, replace

from geo.cells.column_types import ColumnType, guess_type
from geo.choropleth.counts import from_counts
from geo.choropleth.denominators import Amounts, amounts, divided, from_column
from geo.choropleth.errors import ChoroplethError
from geo.choropleth.model import Choropleth, ChoroplethStyle, Denominator
from geo.choropleth.table import TableReport, from_table
from geo.errors import LocalizedError
from geo.ingest import Table
from geo.query.filters import Filter
from geo.ui.state.choice import OF_TABLES, TABLE
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
    if code not in (TABLE, *DENOMINATORS):
        return NOTHING
    own = state.own if code in OF_TABLES else None
    if code in OF_TABLES and (own is None or len(own.file.table.columns) < 2):
        return NOTHING
    build, style = page.catalog.database.build_id, state.style(code)
    counted = chosen if code in DENOMINATORS else None
    question = (build, code, level, style, counted, own.asked if own else None)

    def make() -> ShownIndicator:
        if own and code == TABLE:
            return _of_table(page, own, style)
        return _of_counts(page, chosen, code, style, own)

    return page.session.remembered("indicator", question, make)


def _of_counts(
    page: Page, chosen: Filter, code: str, style: ChoroplethStyle, own: OwnIndicator | None
) -> ShownIndicator:
    """Places per region; per head by the residents of the visitor's table."""
    level, by = page.choice.level, DENOMINATORS[code]
    report, residents = None, None
    try:
        if own:
            people, report = _column(page, own, own.columns.value)
            residents = from_column(people)
        made = from_counts(page.catalog, chosen, level, by, style, residents)
    except ChoroplethError as error:
        return ShownIndicator(error=error.with_traceback(None), report=report)
    return ShownIndicator(made, report=report)


def _of_table(page: Page, own: OwnIndicator, style: ChoroplethStyle) -> ShownIndicator:
    """The column of a table; where it cannot be divided as asked, its numbers as they are."""
    table = own.file.table
    made, report = from_table(
        page.catalog,
        table,
        replace(own.columns, level=page.choice.level),
        style=style,
        title=own.title,
        source=own.source or own.file.name,
        column_type=_declared(own, table),
    )
    try:
        by = _divisor(page, own)
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


def _divisor(page: Page, own: OwnIndicator) -> Amounts | None:
    if own.denominator is Denominator.NONE:
        return None
    residents = from_column(_column(page, own, own.population)[0]) if own.population else None
    return amounts(page.catalog, page.choice.level, own.denominator, residents)


def _column(page: Page, own: OwnIndicator, name: str) -> tuple[Choropleth, TableReport]:
    """A column of the table at the level of the page."""
    columns = replace(own.columns, value=name, level=page.choice.level)
    return from_table(page.catalog, own.file.table, columns)
