"""Shortening of long texts, so that a document can be rendered in seconds.

A list may hold 8 MB of notes; Typst takes about 5 s for a million characters, and more
for characters that it looks for in one font after the other. The limits count characters, so that
the same list gives the same pages on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from geo.export.fonts import Font

ROOM = 600_000  # of all texts of a brief, in characters of our own font
MOST = 4_000  # of one text; a note of a shortlist is never longer
RARE = 10  # what a character takes that our font lacks: at most `[U+10FFFF]`, or a glyph lent
ELLIPSIS = "…"


class Shortener:
    """Shortens the texts of one document, the longest first, until they fit.

    All are cut to the same maximum, so that short ones stay complete. `count` says how many were
    cut.
    """

    def __init__(
        self, texts: Iterable[str], font: Font, room: int = ROOM, most: int = MOST
    ) -> None:
        """Look at all texts; nothing is cut yet."""
        every = list(texts)
        self.count = 0
        self._rare = dict.fromkeys(map(ord, font.rare(every)))
        self._limit = fair_limit(map(self._size, every), room, most)

    def cut(self, text: str) -> str:
        """The text, or its beginning with an ellipsis."""
        if self._size(text) <= self._limit:
            return text
        self.count += 1
        sizes = accumulate(RARE if ord(char) in self._rare else 1 for char in text)
        kept = next(place for place, size in enumerate(sizes) if size > self._limit)
        return text[:kept].rstrip() + ELLIPSIS

    def _size(self, text: str) -> int:
        """How much room a text takes, in characters of our own font."""
        if not self._rare:
            return len(text)
        return RARE * len(text) - (RARE - 1) * len(text.translate(self._rare))


def fair_limit(sizes: Iterable[int], room: int, most: int) -> int:
    """The largest size, at most `most`, to which texts are cut so that all of them fit into `room`.

    >>> fair_limit([5, 100, 100], 105, 1000), fair_limit([5, 7], 105, 1000)
    (50, 1000)
    """
    left = room
    ordered = sorted(sizes)
    for place, size in enumerate(ordered):
        share = left // (len(ordered) - place)
        if size > share:
            return min(share, most)
        left -= size
    return most
