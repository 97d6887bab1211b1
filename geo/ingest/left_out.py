"""The rows of a file that are no rows of its table, in words, for pages and exports."""

from __future__ import annotations

from collections.abc import Sequence

from geo import i18n
from geo.ingest.layout import LeftOut, LeftOutKind

NAMED = 12  # lines that a sentence names of each kind
COLUMNS = ("line", "kind", "text")


def left_out_words(rows: Sequence[LeftOut], lang: str) -> str:
    """A sentence with the lines of each kind; empty where nothing was left out."""
    parts = []
    for kind in LeftOutKind:
        lines = [str(one.line) for one in rows if one.kind is kind]
        if lines:
            listed = i18n.comma(lang, lines[:NAMED]) + (" …" if len(lines) > NAMED else "")
            parts.append(i18n.text(lang, f"table_layout.lines_{kind}", lines=listed))
    if not parts:
        return ""
    return i18n.text(lang, "table_layout.left_out", parts=i18n.semicolon(lang, parts))


def left_out_table(
    rows: Sequence[LeftOut], lang: str
) -> tuple[list[str], list[tuple[int, str, str]]]:
    """Header and rows: the line in the file, why it was left out, and what stands in it."""
    heads = [i18n.text(lang, f"table_layout.column_{name}") for name in COLUMNS]
    return heads, [
        (one.line, i18n.text(lang, f"table_layout.kind_{one.kind}"), one.text) for one in rows
    ]
