"""From typed text to a code, and back to a label."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from geo import i18n
from geo.errors import UnknownValueError
from geo.fuzzy import similarity
from geo.model import Kind, Precision, Relation
from geo.schema.rows import AreaRow, SectionRow, SectorRow, TaskRow, ZoneRow

SUGGESTIONS = 3
COUNTY_SUFFIXES = (
    "藏族羌族自治州",
    "藏族自治州",
    "彝族自治州",
    "彝族自治县",
    "藏族自治县",
    "羌族自治县",
    "市",
    "县",
    "区",
)
ZONE_SUFFIXES = (" Economic Zone", " Ecological Demonstration Zone")
T = TypeVar("T")


@dataclass(frozen=True)
class Code:
    """A valid value of a filter field: its code, labels, and other spellings people use.

    `rank` orders terms of the same spelling: 阿坝 means the prefecture before the county.
    """

    code: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    rank: int = 0
    parent_zh: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """All spellings of this term, normalised for comparison."""
        return tuple(
            dict.fromkeys(_folded(text) for text in (self.code, self.zh, self.en, *self.aliases))
        )

    def label(self, lang: str) -> str:
        """The label in `lang` (`zh` or `en`)."""
        return self.en if lang == "en" else self.zh


class Codelists:
    """The valid values of every filter field, in display order."""

    def __init__(self, terms: dict[str, list[Code]]) -> None:
        """`terms` maps a field of `Filter` (e.g. `sectors`) to its terms."""
        self._terms = terms
        self._by_code = {
            field: {term.code: term for term in listed} for field, listed in terms.items()
        }

    def terms(self, field: str) -> list[Code]:
        """All terms of `field` in their official order."""
        return self._terms[field]

    def label(self, field: str, code: str, lang: str) -> str:
        """The label of a code."""
        return self._by_code[field][code].label(lang)

    def has(self, field: str, code: str) -> bool:
        """Whether `code` is a valid code of `field`."""
        return code in self._by_code[field]

    def resolve(self, field: str, text: str) -> str:
        """The code that `text` (code, Chinese or English label, usual short form) stands for.

        Raises:
            UnknownValueError: no value, or more than one, matches.
        """
        wanted = _folded(text)
        hits = [term for term in self._terms[field] if wanted and wanted in term.spellings]
        if hits:
            best = min(term.rank for term in hits)
            hits = [term for term in hits if term.rank == best]
        if len(hits) == 1:
            return hits[0].code
        nearest = hits or self._nearest(field, wanted)
        raise UnknownValueError(
            field.removesuffix("s"), text, [_spelled_out(term) for term in nearest]
        )

    def _nearest(self, field: str, wanted: str) -> list[Code]:
        def likeness(term: Code) -> float:
            return max(similarity(wanted, spelling) for spelling in term.spellings)

        return sorted(self._terms[field], key=lambda term: -likeness(term))[:SUGGESTIONS]


def short_forms(name_zh: str) -> tuple[str, ...]:
    """A region's name without its administrative suffix: 都江堰市 → 都江堰; 理县 keeps 县."""
    for suffix in COUNTY_SUFFIXES:
        short = name_zh.removesuffix(suffix)
        if short != name_zh:
            return (short,) if len(short) > 1 else ()
    return ()


def zone_short_forms(name_en: str) -> tuple[str, ...]:
    """A zone's English name without its type: Chengdu Plain."""
    return tuple(
        name_en.removesuffix(suffix) for suffix in ZONE_SUFFIXES if name_en.endswith(suffix)
    )


def _folded(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


def _spelled_out(term: Code) -> str:
    name = f"{term.parent_zh}{term.zh}"
    return name if term.code in (term.zh, term.en) else f"{name} ({term.code})"


class ReadRows(Protocol):
    """Gives the rows of a named query as the type that they have."""

    def __call__(self, query: str, row: type[T], /) -> list[T]:
        """The rows."""


def make_codelists(rows: ReadRows) -> Codelists:
    """The codelists from the tables that `rows` returns for named queries."""
    return Codelists(
        {
            "sectors": [
                Code(row["id"], row["name_zh"], row["name_en"])
                for row in rows("sectors", SectorRow)
            ],
            "tasks": [_numbered(row, "任务", "task") for row in rows("tasks", TaskRow)],
            "themes": [_numbered(row, "主题", "theme") for row in rows("themes", SectionRow)],
            "regions": list(_regions(rows)),
            "kinds": _coded("kind", Kind),
            "precisions": _coded("precision", Precision),
            "relations": _coded("relation", Relation),
        }
    )


def _regions(rows: ReadRows) -> Iterable[Code]:
    """Zones, prefectures, counties: a shared short name means the higher level."""
    for zone in rows("zones", ZoneRow):
        also: tuple[str, ...] = (zone["short_zh"], *zone_short_forms(zone["name_en"]))
        yield Code(zone["id"], zone["name_zh"], zone["name_en"], also, rank=0)
    prefectures = {row["adcode"]: row["name_zh"] for row in rows("prefectures", AreaRow)}
    for row in rows("prefectures", AreaRow):
        also = (row["short_zh"], row["name_en"].split()[0])
        if row["name_zh"].endswith("自治州"):  # 阿坝州 is the common name
            also += (f"{row['short_zh']}州",)
        yield Code(row["adcode"], row["name_zh"], row["name_en"], also, rank=1)
    for row in rows("counties", AreaRow):
        parent = prefectures[row["prefecture"]]
        also = (
            *short_forms(row["name_zh"]),
            f"{parent}{row['name_zh']}",
            row["name_en"].split()[0],
        )
        yield Code(row["adcode"], row["name_zh"], row["name_en"], also, 2, parent)


def _numbered(row: SectionRow, word_zh: str, word_en: str) -> Code:
    number = row["number"]
    also = (row["name_zh"], f"{word_zh}{number}", f"{word_en} {number}")
    return Code(str(number), row["title_zh"], row["title_en"], also)


def _coded(name: str, codes: Iterable[str]) -> list[Code]:
    return [
        Code(str(code), i18n.text("zh", f"{name}.{code}"), i18n.text("en", f"{name}.{code}"))
        for code in codes
    ]
