"""A table of the places of a list whose cells are edited in the browser.

The browser keeps every edit until the server has taken it and says so (`applied`), and shows it
meanwhile: neither a rerun nor a slow server loses what was typed
(`assets/shortlist/edit_table.js`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from geo import i18n
from geo.errors import ShortlistError
from geo.json_document import Json
from geo.shortlist.edits import Edit, read_edits
from geo.shortlist.model import Shortlist
from geo.shortlist.rules import MAX_CELL, MAX_NOTE
from geo.ui.component import module_component
from geo.ui.shortlist.site_rows import focus_of, set_focus
from geo.ui.state.session import Page, Session, widget_value

PICK, FOCUS = "pick", "focus"  # edits that change what is selected or displayed, not the list
TEXTS = ("grip", "cell", "moved", "waiting", "refused")
_component = module_component(
    "shutu_edit_table",
    "shortlist/edit_table.js",
    styles=["shortlist/edit_table.css"],
)


@dataclass(frozen=True)
class TableColumn:
    """A column: its key is the field of its edits, `kind` how the browser draws its cells.

    The cells, by kind: `pick` bool; `position` None (it is the row's); `name` a name, the address
    of a symbol, and that of a page or an empty text; `note`, `tags`, `score` the text that is
    edited; `text`, `number` a text; `bar` a number of a hundred, or None; `links` texts with their
    addresses, and a text behind them. `width` is in pixels.
    """

    key: str
    kind: str
    label: str
    cells: Sequence[Any]
    width: int
    help: str = ""

    def in_words(self) -> list[str]:
        """The cells on paper."""
        return [_in_words(self.kind, cell) for cell in self.cells]


def _in_words(kind: str, cell: Any) -> str:
    if cell is None:
        return ""
    if kind == "name":
        return str(cell[0])
    if kind == "bar":
        return f"{cell:.1f}"
    if kind == "links":
        return str(cell["text"])
    return str(cell)


def draw_edit_table(
    page: Page, here: Shortlist, columns: Sequence[TableColumn], *, key: str, label: str, rows: int
) -> None:
    """Draw the table; it is as high as `rows` rows at most, and scrolls. `label` is its name."""
    deliveries = page.session.shortlists.deliveries
    texts = {name: page.text(f"edit_table.{name}") for name in TEXTS}
    _component(
        key=key,
        height="content",
        data={
            "list": here.id,
            "applied": deliveries.applied,
            "refused": list(deliveries.refused),
            "focus": focus_of(page.session),
            "label": label,
            "lang": page.lang,
            "comma": i18n.text(page.lang, "unit.comma"),
            "visible": rows,
            "longest": {"note": MAX_NOTE, "tags": MAX_NOTE, "score": MAX_CELL},
            "texts": texts,
            "tags": sorted({tag for item in here.items for tag in item.tags}),
            "columns": [
                {
                    "key": one.key,
                    "kind": one.kind,
                    "label": one.label,
                    "help": one.help,
                    "width": one.width,
                }
                for one in columns
            ],
            "rows": _rows(here, columns),
        },
        on_edits_change=partial(_on_edits, page.session, key),
    )


def printed(columns: Sequence[TableColumn]) -> pd.DataFrame:
    """The cells as they are now, under their labels; ticks and bare positions are for hands."""
    shown = [one for one in columns if one.kind != "pick"]
    cells = [
        [str(number + 1) for number in range(len(one.cells))]
        if one.kind == "position"
        else one.in_words()
        for one in shown
    ]
    frame = pd.DataFrame(dict(enumerate(cells)))
    frame.columns = pd.Index([one.label for one in shown])
    return frame


def _rows(here: Shortlist, columns: Sequence[TableColumn]) -> list[Json]:
    cells: Iterator[tuple[Any, ...]] = zip(*(one.cells for one in columns), strict=True)
    return [{"id": place, "cells": row} for place, row in zip(here.ids, cells, strict=True)]


def _on_edits(session: Session, key: str) -> None:
    take_edits(session, getattr(widget_value(key), "edits", None))


def take_edits(session: Session, given: object) -> None:
    """Apply the edits of a message that were not applied yet; the others are told as refused."""
    deliveries = session.shortlists.deliveries
    for edit in deliveries.fresh(read_edits(given)):
        try:
            _take(session, edit)
        except ShortlistError as error:
            deliveries.refuse(edit)
            session.notices.fail_with(error)


def _take(session: Session, edit: Edit) -> None:
    shortlists = session.shortlists
    if edit.field not in (PICK, FOCUS):
        shortlists.edit(edit)
        return
    if edit.list_id != shortlists.current_id or edit.place not in shortlists.current.ids:
        return
    if edit.field == FOCUS or shortlists.tick(edit.place, edit.value is True):
        set_focus(session, edit.place)
