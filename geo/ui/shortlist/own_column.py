"""A planner's own numbers: a CSV or XLSX whose rows are joined to the sites of the list."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from geo.cells.column_types import (
    ColumnKind,
    ColumnType,
    canonical,
    for_values,
    guess_type,
    likeliest_numbers,
)
from geo.errors import ShortlistError
from geo.ingest import PAGE_LIMITS, Table
from geo.rank.combine import Combine
from geo.rank.criteria import Measure
from geo.rank.join import JoinedTable, JoinOptions, join
from geo.rank.join_keys import JOIN_KEYS, JoinKey, guess_by, guess_key, guess_within
from geo.rank.shortlist_ranking import all_sites, criteria_of, new_criterion, sites_of
from geo.rank.sites import Site
from geo.shortlist.model import Shortlist
from geo.ui.escaping import visible
from geo.ui.shortlist.join_report import draw_join_report
from geo.ui.shortlist.ranking import add_criterion
from geo.ui.state.session import Page, Session
from geo.ui.state.user_table import UserTable, read_user_table
from geo.ui.widgets.column_types import draw_column_types
from geo.ui.widgets.table_head import draw_user_table
from geo.ui.widgets.uploader import draw_uploader

FILE, KEY_COLUMN, BY, WITHIN, COLUMN, COMBINE = (
    f"own_column_{name}" for name in ("file", "key", "by", "within", "value", "combine")
)


def draw_own_column(page: Page, here: Shortlist) -> None:
    """Draw the upload, the choice of columns, what was found and what was not."""
    shortlists = page.session.shortlists

    def read(name: str, data: bytes) -> None:
        shortlists.user_table = read_user_table(name, data)

    st.caption(
        page.text(
            "own_column.help",
            megabytes=PAGE_LIMITS.bytes // 1_000_000,
            rows=PAGE_LIMITS.rows,
            columns=PAGE_LIMITS.columns,
        )
    )
    draw_uploader(page, FILE, page.text("own_column.file"), None, read)
    given = shortlists.user_table
    if given:
        draw_user_table(page, "own_column", given, lambda: setattr(shortlists, "user_table", None))
        _join(page, here, given)
    _types(page, here)


def _join(page: Page, here: Shortlist, given: UserTable) -> None:
    """The choice of columns, and what it gives."""
    table = given.table
    ours = sites_of(page.catalog, here.items)
    sites = list({site.id: site for site in (*all_sites(page.catalog), *ours)}.values())
    about = f"{given.name}_{given.sheet}"  # another table gets offers of its own
    regions = page.catalog.region_names
    offered = page.session.remembered(
        "own_key", (table, here.ids), lambda: guess_key(table, sites, regions)
    )
    key = st.selectbox(
        page.text("own_column.key"),
        table.columns,
        index=table.columns.index(offered),
        key=f"{KEY_COLUMN}_{about}",
        format_func=visible,
    )
    likely = page.session.remembered(
        "own_by", (table, key, here.ids), lambda: guess_by(table, key, sites, regions)
    )
    by: JoinKey = st.radio(
        page.text("own_column.by"),
        JOIN_KEYS,
        index=JOIN_KEYS.index(likely),
        format_func=lambda code: page.text(f"own_column.by_{code}"),
        key=f"{BY}_{about}_{key}",
        horizontal=True,
    )
    rest = [name for name in table.columns if name != key]
    if not rest:
        st.warning(page.text("own_column.one_column"))
        return
    within = _within(page, table, key, about) if by == "region" else ""
    amounts = [name for name in rest if name != within] or rest
    offered = page.session.remembered(
        "own_value",
        (table, tuple(amounts)),
        lambda: likeliest_numbers({name: table.column(name) for name in amounts}),
    )
    column = st.selectbox(
        page.text("own_column.value"),
        rest,
        index=rest.index(offered),
        key=f"{COLUMN}_{about}_{key}",
        format_func=visible,
    )
    how = _combine(page) if by in ("adcode", "region") else Combine.MEAN
    joined = _joined(page, table, (key, column, by), sites, (within, how))
    values = {place: joined.values[place] for place in here.ids if place in joined.values}
    draw_join_report(page, here, joined, how)
    guess = page.session.remembered(
        "own_type", (table, column), lambda: guess_type(column, table.column(column))
    )
    st.button(
        page.text("own_column.use", count=len(values)),
        key="own_column_use",
        type="primary",
        disabled=not values,
        on_click=_use,
        args=(page.session, column, values, _type_of(guess, joined, values)),
    )


def _within(page: Page, table: Table, key: str, about: str) -> str:
    """The column of prefectures, where names of counties need one."""
    rest = ["", *(name for name in table.columns if name != key)]
    regions = page.catalog.region_names
    guess = page.session.remembered(
        "own_within", (table, key), lambda: guess_within(table, key, regions)
    )
    return st.selectbox(
        page.text("own_column.within"),
        rest,
        index=rest.index(guess),
        key=f"{WITHIN}_{about}_{key}",
        format_func=lambda name: visible(name) or page.text("own_column.within_none"),
        help=page.text("own_column.within_help"),
    )


def _combine(page: Page) -> Combine:
    return Combine(
        st.selectbox(
            page.text("own_column.combine"),
            list(Combine),
            format_func=lambda code: page.text(f"own_column.combine_{code}"),
            key=COMBINE,
            help=page.text("own_column.combine_help"),
        )
        or Combine.MEAN
    )


def _joined(
    page: Page,
    table: Table,
    columns: tuple[str, str, JoinKey],
    sites: Sequence[Site],
    more: tuple[str, Combine],
) -> JoinedTable:
    """The join, computed again only when something of it was changed."""

    def shares(site: Site, codes: Sequence[str]) -> dict[str, float]:
        return {} if site.shape is None else page.catalog.regions.shares(site.shape, codes)

    within, how = more
    options = JoinOptions(within, how, page.catalog.region_names, shares)
    places = tuple((site.id, site.names, site.adcodes) for site in sites)
    question = (page.catalog.database.build_id, table, columns, more, places)
    return page.session.remembered(
        "own_join", question, lambda: join(table, *columns, sites, options)
    )


def _types(page: Page, here: Shortlist) -> None:
    """The types of the list's own columns."""
    session = page.session
    types = here.column_types
    columns = {name: [item.custom_values.get(name, "") for item in here.items] for name in types}

    def declare(name: str, kind: ColumnType) -> None:
        try:
            session.shortlists.change(session.shortlists.current.declare(name, kind))
        except ShortlistError as error:
            session.notices.fail_with(error)

    draw_column_types(page, "own", columns, types, declare)


def _type_of(guess: ColumnType, joined: JoinedTable, values: dict[str, float]) -> ColumnType:
    """The type of the numbers that a join gives: percentages stay so, others have their unit."""
    if guess.kind is not ColumnKind.PERCENT:
        guess = ColumnType(ColumnKind.NUMBER, joined.unit)
    return for_values(guess, list(values.values()))


def _use(session: Session, column: str, values: dict[str, float], kind: ColumnType) -> None:
    """Write the numbers to the sites of the list with their type, and rank by them."""
    shortlists = session.shortlists
    changed = shortlists.current
    try:
        for item in changed.items:
            number = values.get(item.id)
            if number is not None or column in dict(item.columns):
                changed = changed.fill(item.id, {column: canonical(number)})
        changed = changed.declare(column, kind)
    except ShortlistError as error:
        session.notices.fail_with(error)
        return
    shortlists.change(changed)
    made = new_criterion(Measure.COLUMN, more_is_better=True, column=column)
    if made.key not in {one.key for one in criteria_of(changed)}:
        add_criterion(shortlists, made)
