"""Fonts of the system, for single characters that the shipped font does not have.

Only for characters that need no shaping. Letters that join, stack or change their order (Tibetan,
Arabic, …) would come out wrong in some formats: they stand as codes in all of them.
"""

from __future__ import annotations

import struct
import unicodedata
from array import array
from bisect import bisect_left
from functools import cache

import typst
from fontTools.ttLib import TTFont, TTLibError

from geo.export.faces import Face, FaceInfo, list_faces, nearest

RIGHT_TO_LEFT = ("R", "AL")
ALPHABETS = ("LATIN ", "GREEK ", "CYRILLIC ")
# Errors of readers on damaged files: system fonts vary in quality.
UNREADABLE = (TTLibError, OSError, ValueError, KeyError, IndexError, AssertionError, struct.error)


def system_face(char: str) -> Face | None:
    """A regular face of the system that draws the character; None without one."""
    if not stands_alone(char):
        return None
    for info, codes in _known():
        at = bisect_left(codes, ord(char))
        if at < len(codes) and codes[at] == ord(char):
            face = _read(info)
            if face and face.outline(char, 10.0, 0.0, 0.0):  # pictures of emoji have no outline
                return face
    return None


def stands_alone(char: str) -> bool:
    """Whether a character looks the same regardless of its neighbours."""
    kind = unicodedata.category(char)[0]
    if kind not in "LNPS" or unicodedata.bidirectional(char) in RIGHT_TO_LEFT:
        return False
    wide = unicodedata.east_asian_width(char) == "W"  # characters, kana, Yi, emoji
    symbol = kind in "PS"
    return wide or symbol or unicodedata.name(char, "").startswith(ALPHABETS)


@cache
def _known() -> list[tuple[FaceInfo, array[int]]]:
    """The regular face of every family of the system, and its code points in order."""
    families: dict[str, list[FaceInfo]] = {}
    for face in list_faces(typst.Fonts(include_embedded_fonts=False)):
        families.setdefault(face.family, []).append(face)
    # Upright sans-serif fonts go best with ours.
    ordered = sorted(families, key=lambda name: ("sans" not in name.lower(), name))
    regular = (nearest(families[name]) for name in ordered)
    return [(face, array("L", codes)) for face in regular if face and (codes := _codes(face))]


def _codes(info: FaceInfo) -> list[int]:
    """The code points of a face that has outlines of one weight; none of any other."""
    try:
        with TTFont(info.path, fontNumber=info.index, lazy=True) as font:
            outlines = ("glyf" in font or "CFF " in font) and "fvar" not in font
            return sorted(font.getBestCmap() or ()) if outlines else []
    except UNREADABLE:
        return []


@cache
def _read(info: FaceInfo) -> Face | None:
    try:
        return Face.of(info)
    except UNREADABLE:
        return None
