"""The font of maps and briefs: it must have the Chinese characters that we print.

`SHUTU_FONT` names a font file; otherwise the usual fonts are looked for where the system keeps
its fonts, best first. A character that the font lacks never becomes an empty box.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import typst
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont, TTLibError

from geo import settings
from geo.errors import FontError

FAMILIES = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei",
    "PingFang SC", "Hiragino Sans GB", "Heiti SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
    "Noto Sans SC", "SimHei", "Droid Sans Fallback",
)  # fmt: skip
# A variable font names its lightest weight and draws it in pictures: it is passed over.
REGULAR_WEIGHTS = range(350, 501)
BOLD_WEIGHTS = range(600, 751)
ADVICE = "install one (Debian: fonts-noto-cjk) or set SHUTU_FONT to a font file with Chinese"
VARIATION_SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))


@dataclass(frozen=True)
class Face:
    """One weight of a font, as glyphs and widths."""

    path: Path
    index: int

    @cached_property
    def _font(self) -> TTFont:
        return TTFont(self.path, fontNumber=self.index, lazy=True)

    @cached_property
    def glyphs(self) -> dict[int, str]:
        """Code point → glyph name."""
        return dict(self._font.getBestCmap())

    @cached_property
    def _em(self) -> int:
        return int(self._font["head"].unitsPerEm)

    @cached_property
    def _widths(self) -> Any:
        return self._font["hmtx"]

    def width(self, text: str, size: float) -> float:
        """How wide a text is at `size`, in the unit of `size`."""
        return (
            sum(float(self._widths[self.glyphs[ord(char)]][0]) for char in text) * size / self._em
        )

    def path_of(self, text: str, size: float, x: float, y: float) -> str:
        """The outlines of a text as SVG path data; `x`, `y` is where its baseline starts."""
        shapes = self._font.getGlyphSet()
        pen = SVGPathPen(shapes, ntos=lambda number: f"{number:.2f}".rstrip("0").rstrip("."))
        scale = size / self._em
        for char in text:
            name = self.glyphs[ord(char)]
            shapes[name].draw(TransformPen(pen, (scale, 0, 0, -scale, x, y)))
            x += float(self._widths[name][0]) * scale
        return str(pen.getCommands())


@dataclass(frozen=True)
class Font:
    """A family with a regular and, where there is one, a bold face."""

    family: str
    regular: Face
    bold: Face

    @property
    def folder(self) -> Path:
        """Where Typst finds it."""
        return self.regular.path.parent

    def printable(self, text: str) -> str:
        """The text with nothing that the font cannot draw.

        Line ends become spaces; a symbol that the font lacks, such as an emoji, is written as its
        code: `[U+1F600]`.

        Raises:
            FontError: the font lacks a letter, a Chinese character or a digit.
        """
        written, missing = [], []
        for char in text:
            category = unicodedata.category(char)
            if category in ("Cc", "Zl", "Zp"):
                written.append(" ")
            elif ord(char) in self.regular.glyphs and ord(char) in self.bold.glyphs:
                written.append(char)
            elif category == "Cf" or ord(char) in VARIATION_SELECTORS:
                continue  # invisible anyway
            elif category[0] in "LMN":
                missing.append(char)
            else:
                written.append(f"[U+{ord(char):04X}]")
        if missing:
            listed = "、".join(dict.fromkeys(missing))
            raise FontError(f"the font {self.family} has no {listed}; {ADVICE}")
        return "".join(written)


def find_font() -> Font:
    """The font of `SHUTU_FONT`, or the first of `FAMILIES` that the system has.

    Raises:
        FontError: there is none, or `SHUTU_FONT` names no font file.
    """
    return _find_font(settings.font_file())


@cache
def _find_font(chosen: Path | None) -> Font:
    if chosen is None:
        faces = typst.Fonts(include_embedded_fonts=False).fonts()
        families = [name for name in FAMILIES if _weight(faces, name, REGULAR_WEIGHTS)]
        if not families:
            raise FontError(f"no font for Chinese was found; {ADVICE}")
        family = families[0]
    else:
        if not chosen.is_file():
            raise FontError(f"SHUTU_FONT names no file: {chosen}")
        faces = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[chosen.parent]
        ).fonts()
        inside = [face.family for face in faces if Path(str(face.path)) == chosen]
        if not inside:
            raise FontError(f"SHUTU_FONT is no font file that can be read: {chosen}")
        family = next((name for name in FAMILIES if name in inside), inside[0])
    named = [face for face in faces if face.family == family]
    regular = _weight(faces, family, REGULAR_WEIGHTS) or named[0]
    bold = _weight(faces, family, BOLD_WEIGHTS) or regular
    regular_face, bold_face = (Face(Path(str(f.path)), f.index) for f in (regular, bold))
    font = Font(family, regular_face, bold_face)
    try:
        font.printable("中")
    except (TTLibError, OSError) as error:
        raise FontError(f"the font {family} cannot be read: {error}") from error
    return font


def _weight(faces: list[Any], family: str, weights: range) -> Any:
    """The upright face of a family nearest to the middle of `weights`; None without any."""
    middle = (weights.start + weights.stop) // 2
    fitting = [
        face
        for face in faces
        if face.family == family and face.weight in weights and face.style == "normal"
    ]
    return min(fitting, key=lambda face: abs(face.weight - middle), default=None)
