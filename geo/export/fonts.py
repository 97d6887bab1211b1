"""The font of maps and briefs: the shipped one (`data/font`), or that of `SHUTU_FONT`.

What it lacks is taken from a font of the system where that has it. What no font can draw is written
as its code, `[U+1F600]`, never as an empty box, and `Font.missing` names it for the notes.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import typst
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, TTLibError

from geo import settings
from geo.errors import FontError
from geo.export.faces import BOLD_WEIGHTS, Face, FaceInfo, list_faces, nearest
from geo.export.system_fonts import system_face

REGULAR_FILE, BOLD_FILE = "NotoSansSC-Regular.ttf", "ShutuStrong.ttf"
PREFERRED = " SC"  # in a collection of families: the one with the Chinese forms of characters
VARIATION_SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
# Different characters that one document takes from fonts of the system; more stand as codes. Yi
# has 1,165. Each costs up to a millisecond, and an uploaded list may contain tens of thousands.
MOST_LENT = 2_000


@dataclass(frozen=True)
class Font:
    """Faces in the order in which a character is looked for in them; bold ones first for bold.

    One is made for each document (`find_font`): what the system lends is decided once in it.
    """

    regular: tuple[Face, ...]
    bold: tuple[Face, ...]
    _lent: dict[str, Face] = field(default_factory=dict, compare=False, repr=False)
    _refused: set[str] = field(default_factory=set, compare=False, repr=False)

    def face(self, char: str, *, bold: bool = False) -> Face | None:
        """The face for a character; None if neither our faces nor the system's have it."""
        for face in (*self.bold, *self.regular) if bold else self.regular:
            if face.has(char):
                return face
        if char not in self._lent and char not in self._refused:
            lender = system_face(char) if len(self._lent) < MOST_LENT else None
            if lender is None:
                self._refused.add(char)
            else:
                self._lent[char] = lender
        return self._lent.get(char)

    def rare(self, texts: Iterable[str]) -> set[str]:
        """The characters of `texts` that no face of our own has."""
        own = (*self.bold, *self.regular)
        chars: set[str] = set().union(*texts)
        return {char for char in chars if not any(face.has(char) for face in own)}

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide a printable text is at `size`, in the unit of `size`."""
        return sum(self._drawn(char, bold).advance(char, size) for char in text)

    def path_of(self, text: str, size: float, x: float, y: float, *, bold: bool = False) -> str:
        """The outlines of a printable text as SVG path data; its baseline starts at `x`, `y`."""
        shapes = []
        for char in text:
            face = self._drawn(char, bold)
            shapes.append(face.outline(char, size, x, y))
            x += face.advance(char, size)
        return "".join(shapes)

    def printable(self, text: str) -> str:
        """The text with missing characters replaced by their codes.

        Line ends become spaces; what is invisible anyway is left out.
        """
        written = []
        for char in _composed(text):
            if unicodedata.category(char) in ("Cc", "Zl", "Zp"):
                written.append(" ")
            elif self.face(char):
                written.append(char)
            elif not _invisible(char):
                written.append(f"[U+{ord(char):04X}]")
        return "".join(written)

    def missing(self, texts: Iterable[str]) -> list[str]:
        """The characters of `texts` that `printable` writes as codes, in order of code points."""
        chars: set[str] = set().union(*map(_composed, texts))
        return [
            char
            for char in sorted(chars)  # the choice must not depend on the order of a set
            if unicodedata.category(char) not in ("Cc", "Zl", "Zp")
            and not _invisible(char)
            and not self.face(char)
        ]

    def families(self, text: str = "", *, bold: bool = False) -> list[str]:
        """The families that draw a printable text, in the order to look for its characters."""
        own = (*self.bold, *self.regular) if bold else self.regular
        return list(dict.fromkeys(face.family for face in (*own, *self._system_faces(text))))

    def folders(self, text: str = "") -> list[Path]:
        """Where Typst finds the fonts of a printable text."""
        faces = (*self.bold, *self.regular, *self._system_faces(text))
        return list(dict.fromkeys(face.path.parent for face in faces))

    def _system_faces(self, text: str) -> list[Face]:
        found = map(self.face, sorted(self.rare([text])))
        return [face for face in found if face]

    def _drawn(self, char: str, bold: bool) -> Face:
        face = self.face(char, bold=bold)
        if face is None:
            raise ValueError(f"not printable: U+{ord(char):04X}")
        return face


def find_font() -> Font:
    """The shipped font, behind that of `SHUTU_FONT` where one is set; for one document.

    Raises:
        FontError: `SHUTU_FONT` names no font file, or the shipped font is missing.
    """
    return Font(*_find_font(settings.font_file()))


@cache
def _find_font(chosen: Path | None) -> tuple[tuple[Face, ...], tuple[Face, ...]]:
    """The regular and the bold faces, shared by all documents."""
    shipped = settings.FONT_DIR
    try:
        regular: tuple[Face, ...] = (Face.of_file(shipped / REGULAR_FILE),)
        bold: tuple[Face, ...] = (Face.of_file(shipped / BOLD_FILE),)
    except (TTLibError, OSError) as error:
        raise FontError(
            f"the font that belongs to Shutu cannot be read ({error}): get {shipped} again, "
            "for example from the repository"
        ) from error
    if chosen is None:
        return regular, bold
    faces = _faces_of(chosen)
    own = nearest(faces) or faces[0]
    strong = nearest(faces, BOLD_WEIGHTS)
    try:
        plain = Face.of(own)
        # A family without a bold face stays one family: bold texts are then drawn in its regular.
        return (plain, *regular), (Face.of(strong) if strong else plain, *bold)
    except (TTLibError, OSError) as error:
        raise FontError(f"the font {own.family} cannot be read: {error}") from error


def _faces_of(chosen: Path) -> list[FaceInfo]:
    """The faces of the family in a font file, wherever in its folder they are."""
    if not chosen.is_file():
        raise FontError(f"SHUTU_FONT names no file: {chosen}; without it the shipped font is used")
    faces = list_faces(
        typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[chosen.parent]
        )
    )
    inside = [face.family for face in faces if face.path == chosen]
    if not inside:
        raise FontError(
            f"SHUTU_FONT is not a readable font file: {chosen}; without it the shipped font is used"
        )
    family = next((name for name in inside if name.endswith(PREFERRED)), inside[0])
    return [face for face in faces if face.family == family]


def _composed(text: str) -> str:
    """Letters and their accents as one character where there is one: fonts have those."""
    return unicodedata.normalize("NFC", text) if any(map(unicodedata.combining, text)) else text


def _invisible(char: str) -> bool:
    return unicodedata.category(char) == "Cf" or ord(char) in VARIATION_SELECTORS


def woff(texts: Iterable[str]) -> bytes:
    """The shipped font with those characters of `texts` that it has.

    The same characters give the same bytes.

    Raises:
        OSError: the shipped font cannot be read.
    """
    options = Options()
    options.layout_features = []
    options.drop_tables = ["vhea", "vmtx", "BASE", "GPOS", "GSUB", "GDEF"]
    font = TTFont(settings.FONT_DIR / REGULAR_FILE, lazy=True, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(set().union(*texts))))
    subsetter.subset(font)
    font.flavor = "woff"
    content = io.BytesIO()
    font.save(content)
    return content.getvalue()
