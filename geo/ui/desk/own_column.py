"""A planner's own numbers: a CSV or XLSX whose rows are joined to the sites of the list."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from geo import i18n
from geo.errors import IngestError, ListFileError, ShortlistError
from geo.explorer import Explorer
from geo.ingest import PAGE_LIMITS, Table
from geo.ingest.foreign import ListFile, page_files
from geo.rank.criteria import Measure
from geo.rank.join import BYS, By, Joined, Trouble, guess_by, join
from geo.shortlist.model import Shortlist
from geo.ui import state, words
from geo.ui.desk import basket
from geo.ui.desk.ranking import criteria_of, new_criterion, set_criteria
from geo.ui.desk.rows import catalogue, name_of, sites_of
from geo.ui.foreign import error_text
from geo.ui.session_memo import forget, remembered

FILE, SHEET, KEY_COLUMN, BY, COLUMN = (
    f"own_column_{name}" for name in ("file", "sheet", "key", "by", "value")
)
_FIRST, _CHOSEN = "_own_column_first_sheet", "_own_column_chosen_sheet"
MAX_SHOWN = 8
OF_THE_MOMENT = ("busy", "not_started")  # errors that say nothing of the file
TROUBLES = ("unmatched", "unclear", "texts", "blanks", "contradicting", "repeated")


@dataclass(frozen=True)
class Found:
    """What a join gives this list: its numbers, and which of its sites get none."""

    joined: Joined
    values: dict[str, float]
    without: tuple[str, ...]


def draw_own_column(explorer: Explorer, here: Shortlist, lang: str) -> None:
    """Draw the upload, the choice of columns, what was found and what was not."""
    st.caption(
        i18n.text(
            lang,
            "own_column.help",
            megabytes=PAGE_LIMITS.bytes // 1_000_000,
            rows=PAGE_LIMITS.rows,
            columns=PAGE_LIMITS.columns,
        )
    )
    uploaded = st.file_uploader(
        i18n.text(lang, "own_column.file"), type=["csv", "tsv", "txt", "xlsx"], key=FILE
    )
    if uploaded is None:
        forget(_FIRST)
        forget(_CHOSEN)
        return
    try:
        found = _read(uploaded, None, _FIRST)
        if len(found.sheets) > 1:
            sheet = st.selectbox(
                i18n.text(lang, "own_column.sheet"),
                found.sheets,
                key=SHEET,
                format_func=words.visible,
            )
            if sheet != found.sheets[0]:
                found = _read(uploaded, sheet, _CHOSEN)
    except (ListFileError, IngestError) as error:
        st.error(error_text(error, lang))
        return
    _join(explorer, here, found.grid.table(), uploaded.name, lang)


def _read(uploaded: UploadedFile, sheet: str | None, slot: str) -> ListFile:
    """What a sheet of the file holds (None: the first), read once and kept in this session.

    So is what is wrong with it: a file that takes all its time is not read again with every click.
    """

    def read() -> ListFile | ListFileError | IngestError:
        try:
            return page_files().read_list(uploaded.name, uploaded.getvalue(), sheet)
        except (ListFileError, IngestError) as error:
            if error.key in OF_THE_MOMENT:
                raise
            return error.with_traceback(None)

    found = remembered(slot, (uploaded.file_id, sheet), read)
    if isinstance(found, ListFile):
        return found
    raise found.with_traceback(None)


def _join(explorer: Explorer, here: Shortlist, table: Table, file: str, lang: str) -> None:
    sites = {site.id: site for site in (*catalogue(explorer), *sites_of(explorer, here.items))}
    key = st.selectbox(
        i18n.text(lang, "own_column.key"), table.columns, key=KEY_COLUMN, format_func=words.visible
    )
    guess = BYS.index(guess_by(table, key, list(sites.values())))
    by: By = st.radio(
        i18n.text(lang, "own_column.by"),
        BYS,
        index=guess,
        format_func=lambda code: i18n.text(lang, f"own_column.by_{code}"),
        key=f"{BY}_{file}_{key}",
        horizontal=True,
    )
    rest = [name for name in table.columns if name != key]
    if not rest:
        st.warning(i18n.text(lang, "own_column.one_column"))
        return
    column = st.selectbox(
        i18n.text(lang, "own_column.value"), rest, key=COLUMN, format_func=words.visible
    )
    joined = join(table, key, column, by, list(sites.values()))
    values = {place: joined.values[place] for place in here.ids if place in joined.values}
    without = tuple(place for place in here.ids if place not in values)
    _report(explorer, here, Found(joined, values, without), lang)
    st.button(
        i18n.text(lang, "own_column.use", count=len(values)),
        key="own_column_use",
        type="primary",
        disabled=not values,
        on_click=_use,
        args=(column, values),
    )


def _report(explorer: Explorer, here: Shortlist, found: Found, lang: str) -> None:
    """How many rows were used, and all that were not, with their lines in the file."""
    joined = found.joined
    lines = [
        i18n.text(lang, "own_column.found", count=len(found.values), total=len(here.items)),
    ]
    elsewhere = len(joined.values) - len(found.values)
    if elsewhere:
        lines.append(i18n.text(lang, "own_column.elsewhere", count=elsewhere))
    for name in TROUBLES:
        troubles: tuple[Trouble, ...] = getattr(joined, name)
        if troubles:
            shown = [_trouble(one, lang) for one in troubles[:MAX_SHOWN]]
            lines.append(_said(f"own_column.{name}", len(troubles), shown, lang))
    for name, places in (("averaged", joined.averaged), ("without", found.without)):
        ours = [place for place in places if place in here.ids]
        if ours:
            shown = [name_of(explorer, here.item(place), lang) for place in ours[:MAX_SHOWN]]
            lines.append(_said(f"own_column.{name}", len(ours), shown, lang))
    items = "".join(f"<li>{words.safe(line)}</li>" for line in lines)
    st.html(f'<ul class="shutu-small shutu-points" role="status">{items}</ul>')


def _said(key: str, count: int, shown: list[str], lang: str) -> str:
    more = f" +{count - MAX_SHOWN}" if count > MAX_SHOWN else ""
    return i18n.text(lang, key, count=count) + i18n.text(lang, "unit.comma").join(shown) + more


def _trouble(one: Trouble, lang: str) -> str:
    return i18n.text(
        lang, "own_column.row", line=one.line, name=one.key[:30] or "—", cell=one.cell[:20] or "—"
    )


def _use(column: str, values: dict[str, float]) -> None:
    """Write the numbers to the sites of the list, and rank by them."""
    changed = basket.current()
    try:
        for item in changed.items:
            number = values.get(item.id)
            if number is not None or column in dict(item.columns):
                text = "" if number is None else _text(number)
                changed = changed.fill(item.id, {column: text})
    except ShortlistError as error:
        basket.fail(i18n.text(state.language(), f"shortlist.{error.key}", **error.values))
        return
    basket.change(changed)
    criteria = criteria_of(changed)
    made = new_criterion(Measure.COLUMN, more_is_better=True, column=column)
    if made.key not in {one.key for one in criteria}:
        set_criteria([*criteria, made])


def _text(number: float) -> str:
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
