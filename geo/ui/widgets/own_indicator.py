"""An indicator from a table of the visitor's own: the file, its columns, its names, its report."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from geo import describe
from geo.catalog import Catalog
from geo.choropleth.denominators import offered
from geo.choropleth.model import Denominator
from geo.choropleth.table import TableReport, from_table, guess_columns
from geo.ingest import PAGE_LIMITS
from geo.ui.escaping import visible
from geo.ui.state.choice import Choice
from geo.ui.state.indicator import MOST_TYPED, OwnIndicator
from geo.ui.state.session import Page
from geo.ui.state.user_table import UserTable, read_user_table
from geo.ui.widgets.fields import field
from geo.ui.widgets.row_issues import MOST_LISTED, draw_report, issue_lines, issue_summary
from geo.ui.widgets.table_head import TABLE_FORMATS, draw_user_table
from geo.ui.widgets.uploader import draw_uploader

SLOT = "indicator"
ISSUES = (
    "unmatched",
    "unclear",
    "other_level",
    "province",
    "texts",
    "blanks",
    "contradicting",
    "repeated",
    "stripped",
)


def draw_own_indicator(page: Page, *, of_residents: bool = False) -> None:
    """Draw the upload, and of a table its columns, what it is called and what divides it; of a
    table `of_residents`, which divides places, only its columns.
    """
    state, catalog, choice = page.session.indicator, page.catalog, page.choice

    def read(name: str, data: bytes) -> None:
        state.own = _made(catalog, choice, read_user_table(name, data))

    draw_uploader(
        page,
        f"{SLOT}_file",
        page.text("own_column.file"),
        TABLE_FORMATS,
        read,
        help=page.text(
            "indicator.file_help",
            megabytes=PAGE_LIMITS.bytes // 1_000_000,
            rows=PAGE_LIMITS.rows,
            columns=PAGE_LIMITS.columns,
        ),
    )
    own = state.own
    if own is None:
        st.caption(page.text(f"indicator.{'residents' if of_residents else 'table'}_help"))
        return

    def changed() -> None:
        state.own = _made(catalog, choice, own.file)

    draw_user_table(page, SLOT, own.file, lambda: setattr(state, "own", None), changed)
    if len(own.file.table.columns) < 2:
        st.warning(page.text("own_column.one_column"))
        return
    _columns(page, own)
    if of_residents:
        return
    _divisor(page, own)
    _names(page, own)


def _made(catalog: Catalog, choice: Choice, file: UserTable) -> OwnIndicator:
    """An indicator of the likeliest columns; the level of its regions becomes that of the maps."""
    columns = guess_columns(catalog, file.table)
    if columns.value != columns.key:
        choice.show_level(from_table(catalog, file.table, columns)[1].level)
    return OwnIndicator(file, columns)


def _columns(page: Page, own: OwnIndicator) -> None:
    names = list(own.file.table.columns)
    columns = own.columns

    def draw(
        part: str, value: str, options: list[str], none: str = "", help: str | None = None
    ) -> None:
        st.selectbox(
            page.text(f"indicator.{part}"),
            options,
            format_func=lambda name: visible(name) or none,
            help=help,
            **field(
                page.session,
                f"{SLOT}_{part}",
                value,
                lambda name: own.use_columns(replace(columns, **{part: name})),
                options,
            ),
        )

    left, right = st.columns(2)
    with left:
        draw("key", columns.key, [name for name in names if name != columns.value])
    with right:
        draw("value", columns.value, [name for name in names if name != columns.key])
    draw(
        "within",
        columns.within,
        ["", *(name for name in names if name not in (columns.key, columns.value))],
        page.text("own_column.within_none"),
        page.text("own_column.within_help"),
    )


def _divisor(page: Page, own: OwnIndicator) -> None:
    """By what the numbers are divided: also by a column of residents of the same table."""
    known = offered(page.catalog, page.choice.level)
    numbers = [name for name in own.file.table.columns if name != own.columns.key]
    options = [(by, "") for by in known]
    options += [(Denominator.POPULATION, name) for name in numbers if name != own.columns.value]

    def label(option: tuple[Denominator, str]) -> str:
        by, column = option
        if column:
            return page.text("indicator.per_column", name=visible(column))
        return page.text(f"choropleth.denominator.{by}")

    chosen = (own.denominator, own.population)
    if chosen not in options:
        options.append(chosen)
    st.selectbox(
        page.text("indicator.denominator"),
        options,
        format_func=label,
        **field(
            page.session, f"{SLOT}_denominator", chosen, lambda one: own.divide_by(*one), options
        ),
    )


def _names(page: Page, own: OwnIndicator) -> None:
    """Title, unit and source, as they stand in legends; empty takes what the table says."""

    def draw(part: str, offered: str) -> None:
        st.text_input(
            page.text(f"indicator.own_{part}"),
            max_chars=MOST_TYPED[part],
            placeholder=visible(offered),
            **field(
                page.session, f"{SLOT}_own_{part}", getattr(own, part), partial(own.name, part)
            ),
        )

    left, right = st.columns([64, 36])
    with left:
        draw("title", own.columns.value)
    with right:
        draw("unit", "")
    draw("source", own.file.name)


def draw_table_report(page: Page, report: TableReport) -> None:
    """Draw how many regions have a number, and every row that was not used with its line."""
    total = report.used + len(report.missing)
    lines = [page.text(f"indicator.used_{report.level}", count=report.used, total=total)]
    lines += issue_lines(page, "indicator.rows", report, ISSUES)
    if 0 < len(report.missing) < total:
        names = page.catalog.regions.names
        shown = [describe.region(code, names, page.lang) for code in report.missing[:MOST_LISTED]]
        lines.append(issue_summary(page, "indicator.rows.missing", len(report.missing), shown))
    draw_report(lines)
