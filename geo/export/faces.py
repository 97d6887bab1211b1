"""Faces of fonts: which characters they have, how wide those are, and their outlines."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typst
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

# A variable font names its lightest weight and draws it in pictures: it is passed over.
REGULAR_WEIGHTS = range(350, 501)
BOLD_WEIGHTS = range(600, 751)


@dataclass(frozen=True)
class FaceInfo:
    """What a list of fonts knows of a face: family, weight (100 to 900), file, place in it."""

    family: str
    weight: int
    path: Path
    index: int


@dataclass(frozen=True)
class Face:
    """One weight of a font, as glyphs and widths; compared by where it is."""

    family: str
    path: Path
    index: int
    _font: TTFont = field(compare=False, repr=False)
    _glyphs: dict[int, str] = field(compare=False, repr=False)

    @classmethod
    def of(cls, info: FaceInfo) -> Face:
        """Read a face, whole: several threads draw with it.

        Raises:
            TTLibError, OSError: the file cannot be read or is not a font.
        """
        font = TTFont(info.path, fontNumber=info.index, lazy=True)
        for table in ("head", "hmtx", "CFF " if "CFF " in font else "glyf"):
            font[table]  # read now, not while another thread draws
        return cls(info.family, info.path, info.index, font, dict(font.getBestCmap() or {}))

    @classmethod
    def of_file(cls, path: Path) -> Face:
        """Read the only face of a file.

        Raises:
            TTLibError, OSError: the file cannot be read or is not a font.
        """
        name = TTFont(path, lazy=True)["name"].getBestFamilyName()
        return cls.of(FaceInfo(str(name), 400, path, 0))

    def has(self, char: str) -> bool:
        """Whether the face has the character."""
        return ord(char) in self._glyphs

    def advance(self, char: str, size: float) -> float:
        """How far the next character stands from this one, in the unit of `size`."""
        width = self._font["hmtx"][self._glyphs[ord(char)]][0]
        return float(width) * self._scale(size)

    def outline(self, char: str, size: float, x: float, y: float) -> str:
        """The character as SVG path data, its baseline at `x`, `y`; empty for a blank."""
        shapes: Any = self._font.getGlyphSet()
        pen = SVGPathPen(shapes, ntos=lambda number: f"{number:.2f}".rstrip("0").rstrip("."))
        scale = self._scale(size)
        shapes[self._glyphs[ord(char)]].draw(TransformPen(pen, (scale, 0, 0, -scale, x, y)))
        return str(pen.getCommands())

    def _scale(self, size: float) -> float:
        return size / int(self._font["head"].unitsPerEm)


def list_faces(fonts: typst.Fonts) -> list[FaceInfo]:
    """The upright faces of a collection of fonts."""
    return [
        FaceInfo(str(face.family), int(face.weight), Path(str(face.path)), int(face.index))
        for face in fonts.fonts()
        if face.style == "normal" and face.path
    ]


def nearest(faces: list[FaceInfo], weights: range = REGULAR_WEIGHTS) -> FaceInfo | None:
    """The face nearest to the middle of `weights`; None where no face is among them."""
    middle = (weights.start + weights.stop) // 2
    fitting = [face for face in faces if face.weight in weights]
    return min(fitting, key=lambda face: abs(face.weight - middle), default=None)
