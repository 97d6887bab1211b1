"""A planner's own numbers: a CSV or XLSX whose rows are joined to the sites of the list."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from geo import describe
from geo.errors import ShortlistError
from geo.ingest import PAGE_LIMITS
from geo.rank.criteria import Measure
from geo.rank.join import JOIN_KEYS, JoinedTable, JoinKey, RowIssue, guess_by, join
from geo.shortlist.model import Shortlist
from geo.ui.escaping import error_text, escape_html, escape_markdown, visible
from geo.ui.shortlist.ranking import add_criterion, criteria_of, new_criterion
from geo.ui.shortlist.site_rows import all_sites, name_of, sites_of
from geo.ui.state.session import Page, Session
from geo.ui.state.user_table import UserTable, read_user_table
from geo.ui.widgets.fields import field
from geo.ui.widgets.uploader import draw_uploader

FILE, SHEET, KEY_COLUMN, BY, COLUMN = (
    f"own_column_{name}" for name in ("file", "sheet", "key", "by", "value")
)
FORMATS = ("csv", "tsv", "txt", "xlsx")
MAX_SHOWN = 8
ISSUES = ("unmatched", "unclear", "texts", "blanks", "contradicting", "repeated")


@dataclass(frozen=True)
class Found:
    """What a join gives this list: its numbers, and which of its sites get none."""

    joined: JoinedTable
    values: dict[str, float]
    without: tuple[str, ...]


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
    draw_uploader(page, FILE, page.text("own_column.file"), FORMATS, read)
    given = shortlists.user_table
    if given:
        _head(page, given)
        _join(page, here, given)


def _head(page: Page, given: UserTable) -> None:
    """The table's name, the button to remove it, and its sheets."""
    shortlists = page.session.shortlists
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(escape_markdown(given.name))
        st.button(
            page.text("own_column.leave"),
            key="own_column_leave",
            type="tertiary",
            on_click=lambda: setattr(shortlists, "user_table", None),
        )
    if given.sheet is not None:
        st.selectbox(
            page.text("own_column.sheet"),
            given.found.sheets,
            format_func=visible,
            **field(page.session, SHEET, given.sheet, given.choose_sheet, given.found.sheets),
        )
    if given.error:
        st.error(error_text(given.error, page.lang))


def _join(page: Page, here: Shortlist, given: UserTable) -> None:
    table = given.table
    ours = sites_of(page.catalog, here.items)
    sites = {site.id: site for site in (*all_sites(page.catalog), *ours)}
    key = st.selectbox(
        page.text("own_column.key"), table.columns, key=KEY_COLUMN, format_func=visible
    )
    guess = JOIN_KEYS.index(guess_by(table, key, list(sites.values())))
    by: JoinKey = st.radio(
        page.text("own_column.by"),
        JOIN_KEYS,
        index=guess,
        format_func=lambda code: page.text(f"own_column.by_{code}"),
        key=f"{BY}_{given.name}_{key}",
        horizontal=True,
    )
    rest = [name for name in table.columns if name != key]
    if not rest:
        st.warning(page.text("own_column.one_column"))
        return
    column = st.selectbox(page.text("own_column.value"), rest, key=COLUMN, format_func=visible)
    joined = join(table, key, column, by, list(sites.values()))
    values = {place: joined.values[place] for place in here.ids if place in joined.values}
    without = tuple(place for place in here.ids if place not in values)
    _report(page, here, Found(joined, values, without))
    st.button(
        page.text("own_column.use", count=len(values)),
        key="own_column_use",
        type="primary",
        disabled=not values,
        on_click=_use,
        args=(page.session, column, values),
    )


def _report(page: Page, here: Shortlist, found: Found) -> None:
    """The number of used rows, and the unused ones with their lines in the file."""
    joined = found.joined
    lines = [
        page.text("own_column.found", count=len(found.values), total=len(here.items)),
    ]
    elsewhere = len(joined.values) - len(found.values)
    if elsewhere:
        lines.append(page.text("own_column.elsewhere", count=elsewhere))
    for name in ISSUES:
        troubles: tuple[RowIssue, ...] = getattr(joined, name)
        if troubles:
            shown = [_issue(page, one) for one in troubles[:MAX_SHOWN]]
            lines.append(_summary(page, f"own_column.{name}", len(troubles), shown))
    for name, places in (("averaged", joined.averaged), ("without", found.without)):
        ours = [place for place in places if place in here.ids]
        if ours:
            shown = [
                name_of(page.catalog, here.item(place), page.lang) for place in ours[:MAX_SHOWN]
            ]
            lines.append(_summary(page, f"own_column.{name}", len(ours), shown))
    items = "".join(f"<li>{escape_html(line)}</li>" for line in lines)
    st.html(f'<ul class="shutu-small shutu-points" role="status">{items}</ul>')


def _summary(page: Page, key: str, count: int, shown: list[str]) -> str:
    listed = describe.listed(shown, page.lang, left_out=count - len(shown))
    return page.text(key, count=count) + listed


def _issue(page: Page, one: RowIssue) -> str:
    return page.text(
        "own_column.row", line=one.line, name=one.key[:30] or "—", cell=one.cell[:20] or "—"
    )


def _use(session: Session, column: str, values: dict[str, float]) -> None:
    """Write the numbers to the sites of the list, and rank by them."""
    shortlists = session.shortlists
    changed = shortlists.current
    try:
        for item in changed.items:
            number = values.get(item.id)
            if number is not None or column in dict(item.columns):
                text = "" if number is None else _text(number)
                changed = changed.fill(item.id, {column: text})
    except ShortlistError as error:
        session.notices.fail_with(error)
        return
    shortlists.change(changed)
    made = new_criterion(Measure.COLUMN, more_is_better=True, column=column)
    if made.key not in {one.key for one in criteria_of(changed)}:
        add_criterion(shortlists, made)


def _text(number: float) -> str:
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
