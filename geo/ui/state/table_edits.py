"""Edits in the table of a list: the base list, and the edits that the browser keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

PICK, POSITION, NOTE, TAGS = "pick", "position", "note", "tags"
EDITABLE = (PICK, POSITION, NOTE, TAGS)
Edits = Mapping[int, Mapping[str, Any]]  # row → column → current value


@dataclass(frozen=True)
class TableSnapshot:
    """The base list of the table; the browser keeps the edits.

    While base plus edits equals the current list, the table is not redrawn and the user keeps the
    focus. Any other change of the list creates a new table.
    """

    list_id: str
    ids: tuple[str, ...]
    notes: tuple[str, ...]
    tags: tuple[tuple[str, ...], ...]
    picked: tuple[str, ...]
    columns: tuple[str, ...]
    lang: str

    def edited(self, edits: Edits) -> TableSnapshot:
        """The list of base plus edits.

        A typed position is applied at once and is not part of it.
        """
        notes, tags, picked = list(self.notes), list(self.tags), dict.fromkeys(self.picked)
        for row, cells in edits.items():
            if NOTE in cells:
                notes[row] = cells[NOTE] or ""
            if TAGS in cells:
                tags[row] = _clean_tags(cells[TAGS])
            if PICK in cells:
                picked.pop(self.ids[row], None)
                if cells[PICK]:
                    picked[self.ids[row]] = None
        moved = any(POSITION in cells for cells in edits.values())
        return replace(
            self,
            ids=() if moved else self.ids,
            notes=tuple(notes),
            tags=tuple(tags),
            picked=tuple(place for place in self.ids if place in picked),
        )


def _clean_tags(tags: list[str] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.strip() for tag in tags or [] if tag.strip()))


@dataclass
class Editor:
    """The current table: its base list and its number."""

    base: TableSnapshot | None = None
    number: int = 0

    @property
    def key(self) -> str:
        """The key of its widget."""
        return f"shortlist_table_{self.number}"

    def renew(self, base: TableSnapshot) -> None:
        """Replace the table."""
        self.base = base
        self.number += 1

    def use_up(self) -> None:
        """Replace the table in the next run: the edits were applied or rejected."""
        self.base = None
