"""A shortlist: chosen places in a person's own order, with notes and tags.

{"items": [{"id": "sanxingdui", "note": "visit first", "tags": ["museum"]}]}
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.errors import ShortlistError


@dataclass(frozen=True)
class Item:
    """One chosen place."""

    id: str
    note: str = ""
    tags: tuple[str, ...] = ()


def read_shortlist(path: Path) -> tuple[Item, ...]:
    """The items of a shortlist file, in its order; a place that comes twice counts once.

    Raises:
        ShortlistError: the file cannot be read, or is no shortlist.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        items = [_item(entry) for entry in content["items"]]
    except OSError as error:
        raise ShortlistError(f"cannot read {path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ShortlistError(
            f'{path} is no shortlist; expected {{"items": [{{"id": …, "note": …, "tags": […]}}]}}'
        ) from error
    return tuple({item.id: item for item in reversed(items)}.values())[::-1]


def _item(entry: dict[str, Any]) -> Item:
    place, note, tags = entry["id"], entry.get("note") or "", entry.get("tags") or []
    texts = [place, note, *tags]
    if not isinstance(tags, list) or not all(isinstance(text, str) for text in texts):
        raise TypeError("a text is not a text")
    return Item(place, note, tuple(tags))
