"""Readings of Chinese names: the key of the pinyin order and of the phonetic search."""

from __future__ import annotations

from functools import cache

from pypinyin import lazy_pinyin, load_phrases_dict

# Readings of names with polyphonic characters that pypinyin's dictionary lacks.
PLACES = {
    "川藏": ("chuān", "zàng"),
    "藏茶": ("zàng", "chá"),
    "都江": ("dū", "jiāng"),
    "之都": ("zhī", "dū"),
    "新都": ("xīn", "dū"),
    "郫都": ("pí", "dū"),
    "什邡": ("shí", "fāng"),
    "长宁": ("cháng", "níng"),
    "長寧": ("cháng", "níng"),
    "筠连": ("jūn", "lián"),
    "筠連": ("jūn", "lián"),
    "荥经": ("yíng", "jīng"),
    "滎經": ("yíng", "jīng"),
}


@cache
def _load_places() -> None:
    load_phrases_dict({word: [[part] for part in parts] for word, parts in PLACES.items()})


def romanize(text: str) -> str:
    """The pinyin of a Chinese text without tones, syllables separated by spaces."""
    _load_places()
    return " ".join(lazy_pinyin(text)).lower()
