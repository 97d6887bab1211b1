"""Text normalisation: full width, case, traditional characters, blanks and number words.

A folded text keeps, for every character, the place of the character in the original that it came
from, so that spans refer to the typed text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BREAK = "|"  # stands for punctuation: names do not run across it
MAX_CHARS = 2_000  # of one cell; a name further in is not looked for
DIGITS = "零一二三四五六七八九"
# 1村, 13社区: numbers of villages are written in either way.
NUMBERED = re.compile(r"(?<!\d)(\d{1,2})(?=村|社区|居|组|街)")
MARKS = re.compile(r"[^0-9a-z\u3400-\u9fff\U00020000-\U0003ffff]+")
PLAIN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """`text` and, unless every character kept its place, where each came from."""

    text: str
    origin: Sequence[int]
    length: int  # of the original

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original, end exclusive, of a span in `text`."""
        if start >= end:
            return 0, 0
        return self.origin[start], self.origin[end - 1] + 1


def normalize(
    text: str, simplified: Mapping[int, str], limit: int | None = MAX_CHARS
) -> NormalizedText:
    """Fold the first `limit` characters; `simplified` maps code points of traditional ones."""
    text = text[:limit]
    if PLAIN.fullmatch(text):
        return NormalizedText(text.translate(simplified), range(len(text)), len(text))
    pieces: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(text):
        for plain in unicodedata.normalize("NFKC", char).casefold():
            if plain.isspace():
                if _inside_latin(text, place):
                    pieces.append(BREAK)
                    origin.append(place)
            elif MARKS.match(plain):
                if not _nothing(plain):
                    pieces.append(BREAK)
                    origin.append(place)
            else:
                pieces.append(plain)
                origin.append(place)
    folded = "".join(pieces).translate(simplified)
    if any(char.isdigit() for char in folded):
        folded, origin = _spell_numbers(folded, origin)
    return NormalizedText(folded, origin, len(text))


def normalize_name(text: str, simplified: Mapping[int, str]) -> str:
    """The folded text of a name, without marks: the key under which it is found."""
    return normalize(text, simplified).text.replace(BREAK, "")


def numeral(number: int) -> str:
    """1 → 一, 13 → 十三, 40 → 四十."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else DIGITS[tens]) + "十" if tens else ""
    return head + (DIGITS[ones] if ones or not tens else "")


def _inside_latin(text: str, place: int) -> bool:
    """Whether the blank at `place` parts two words; between Chinese characters it means nothing."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return before.isascii() or after.isascii()


def _nothing(char: str) -> bool:
    """Brackets, marks on letters, control characters, emoji: they part no names."""
    return unicodedata.category(char) in ("Ps", "Pe", "Mn", "Me", "Cc", "Cf", "So", "Sk")


def _spell_numbers(text: str, origin: list[int]) -> tuple[str, list[int]]:
    pieces, places, end = [], [], 0
    for found in NUMBERED.finditer(text):
        word = numeral(int(found.group(1)))
        pieces += [text[end : found.start()], word]
        places += origin[end : found.start()]
        last = origin[found.end() - 1]
        places += [min(origin[found.start()] + step, last) for step in range(len(word))]
        end = found.end()
    return "".join([*pieces, text[end:]]), places + origin[end:]
