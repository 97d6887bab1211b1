"""Edits of single cells of a list, as they arrive from a browser.

An edit names the list and the place, never a row, and has a number that rises. A browser sends all
edits that were not acknowledged, again and again, so that edits arrive in any order and more than
once; `Deliveries` lets each through once, in the order of the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from geo.cells.column_types import canonical
from geo.cells.numbers import is_blank, read_number
from geo.shortlist.errors import shortlist_error
from geo.shortlist.model import Shortlist
from geo.shortlist.rules import shown

NOTE, TAGS, POSITION = "note", "tags", "position"
VALUE = "own:"  # before the name of an own column
MAX_REFUSED = 50  # numbers of refused edits that are remembered
BETWEEN_TAGS = re.compile(r"[,，、;；\n]+")


@dataclass(frozen=True)
class Edit:
    """A cell of the place `place` that got another value.

    `number` rises with every edit, `step` is the same for all edits of one burst of typing in
    one cell. `field` is the column: `NOTE`, `TAGS`, `POSITION`, `VALUE` and the name of an own
    column, or one that does not belong to the list (what a page displays or selects).
    """

    number: int
    list_id: str
    place: str
    field: str
    value: object
    step: int = 0


def read_edits(given: object) -> list[Edit]:
    """The edits of a message, in the order of their numbers; what is no edit is left out."""
    if not isinstance(given, list):
        return []
    found = {edit.number: edit for edit in map(_read_edit, given) if edit}
    return [found[number] for number in sorted(found)]


def _read_edit(given: object) -> Edit | None:
    if not isinstance(given, dict):
        return None
    numbers = given.get("number"), given.get("step")
    names = given.get("list"), given.get("place"), given.get("field")
    if not all(isinstance(one, int) and not isinstance(one, bool) for one in numbers):
        return None
    if not all(isinstance(one, str) for one in names):
        return None
    return Edit(numbers[0], *names, given.get("value"), numbers[1])  # type: ignore[arg-type]


def apply_edit(here: Shortlist, edit: Edit) -> Shortlist:
    """The list with an edit; unchanged where the place has gone or the field is none of the list.

    Raises:
        ShortlistError: the value is not allowed; nothing is changed.
    """
    place, text = edit.place, edit.value if isinstance(edit.value, str) else ""
    if place not in here.ids:
        return here
    if edit.field == NOTE:
        return here.note(place, text)
    if edit.field == TAGS:
        return here.tag(place, *split_tags(text))
    if edit.field == POSITION:
        return here.move(place, _position(edit.value) - 1)
    if edit.field.startswith(VALUE):
        return here.fill(place, {edit.field.removeprefix(VALUE): _number(text)})
    return here


def split_tags(text: str) -> tuple[str, ...]:
    """The tags in a typed text, each once: they stand between commas and semicolons of any script.

    >>> split_tags("museum，old、 near;museum；")
    ('museum', 'old', 'near')
    """
    return tuple(dict.fromkeys(filter(None, map(str.strip, BETWEEN_TAGS.split(text)))))


def _position(value: object) -> int:
    """A position from 1, as a number or as typed, in the digits of any script."""
    try:
        return int(str(value).strip())
    except ValueError:
        raise shortlist_error("no_position", text=shown(value)) from None


def _number(text: str) -> str:
    """A typed number as the list keeps it; empty for an emptied cell."""
    if is_blank(text):
        return ""
    number = read_number(text)
    if number is None:
        raise shortlist_error("no_number", text=shown(text))
    return canonical(number)


@dataclass
class Deliveries:
    """What was taken of the edits of one browser: all up to the number `applied`.

    `refused` are the numbers of the last ones whose value was not allowed.
    """

    applied: int = 0
    refused: tuple[int, ...] = ()

    def fresh(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        """Those that were not taken yet, in the order of their numbers; each counts as taken."""
        ordered: Sequence[Edit] = sorted(edits, key=lambda edit: edit.number)
        for edit in ordered:
            if edit.number > self.applied:
                self.applied = edit.number
                yield edit

    def refuse(self, edit: Edit) -> None:
        """Remember that the value of an edit was not allowed, so that the browser can tell."""
        self.refused = (*self.refused, edit.number)[-MAX_REFUSED:]
