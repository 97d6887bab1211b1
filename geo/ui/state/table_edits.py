"""What is typed into the table of a list: the list as it was, and edits that the browser keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

PICK, POSITION, NOTE, TAGS = "pick", "position", "note", "tags"
EDITABLE = (PICK, POSITION, NOTE, TAGS)
Edits = Mapping[int, Mapping[str, Any]]  # row → column → what stands there now


@dataclass(frozen=True)
class TableSnapshot:
    """What the table was made from; its edits are kept beside it by the browser.

    As long as base plus edits is the list as it stands, the table stays as it is, and whoever
    types in it keeps their place. Any other change of the list makes a new table.
    """

    list_id: str
    ids: tuple[str, ...]
    notes: tuple[str, ...]
    tags: tuple[tuple[str, ...], ...]
    picked: tuple[str, ...]
    columns: tuple[str, ...]
    lang: str

    def edited(self, edits: Edits) -> TableSnapshot:
        """What base and edits together are.

        A typed position is carried out at once and is no part of it: no list is like the result.
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
    """The table that is shown: what it was made from, and which one it is."""

    base: TableSnapshot | None = None
    number: int = 0

    @property
    def key(self) -> str:
        """The key of its widget."""
        return f"shortlist_table_{self.number}"

    def renew(self, base: TableSnapshot) -> None:
        """Let another table be shown."""
        self.base = base
        self.number += 1

    def use_up(self) -> None:
        """Let the next run show another table: what was typed is carried out, or refused."""
        self.base = None
