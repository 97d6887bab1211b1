"""How Chinese names are read: the key of the pinyin order, and of the search by sound."""

from __future__ import annotations

from functools import cache

from pypinyin import lazy_pinyin, load_phrases_dict

# Characters with several readings, as these places are called; pypinyin's dictionary lacks them.
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
    """The pinyin of a Chinese text without tones, its syllables apart by spaces."""
    _load_places()
    return " ".join(lazy_pinyin(text)).lower()
