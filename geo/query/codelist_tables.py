"""The vocabulary of one build: the valid values of all filter fields and their labels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from geo import i18n
from geo.model import Kind, Precision, Relation
from geo.query.codelists import Code, Codelists, short_forms, zone_short_forms
from geo.schema.rows import AreaRow, SectionRow, SectorRow, TaskRow, ZoneRow

T = TypeVar("T")


class ReadRows(Protocol):
    """Gives the rows of a named query as the type that they have."""

    def __call__(self, query: str, row: type[T], /) -> list[T]:
        """The rows."""


def make_codelists(rows: ReadRows) -> Codelists:
    """The vocabulary from the tables that `rows` returns for named queries."""
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
