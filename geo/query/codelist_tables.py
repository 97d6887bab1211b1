"""The vocabulary of one build: the valid values of all filter fields and their labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from geo import i18n
from geo.model import Kind, Precision, Relation
from geo.query.codelists import Code, Codelists, short_forms, zone_short_forms

ReadRows = Callable[[str], list[dict[str, Any]]]


def make_codelists(rows: ReadRows) -> Codelists:
    """The vocabulary from the tables that `rows` returns for named queries."""
    return Codelists(
        {
            "sectors": [_term(row, "id") for row in rows("sectors")],
            "tasks": [_numbered(row, "任务", "task") for row in rows("tasks")],
            "themes": [_numbered(row, "主题", "theme") for row in rows("themes")],
            "regions": list(_regions(rows)),
            "kinds": _coded("kind", Kind),
            "precisions": _coded("precision", Precision),
            "relations": _coded("relation", Relation),
        }
    )


def _regions(rows: ReadRows) -> Iterable[Code]:
    """Zones, prefectures, counties: a shared short name means the higher level."""
    for row in rows("zones"):
        also = (row["short_zh"], *zone_short_forms(row["name_en"]))
        yield Code(row["id"], row["name_zh"], row["name_en"], also, rank=0)
    prefectures = {row["adcode"]: row["name_zh"] for row in rows("prefectures")}
    for row in rows("prefectures"):
        also = (row["short_zh"], row["name_en"].split()[0])
        if row["name_zh"].endswith("自治州"):  # 阿坝州 is the common name
            also += (f"{row['short_zh']}州",)
        yield Code(row["adcode"], row["name_zh"], row["name_en"], also, rank=1)
    for row in rows("counties"):
        parent = prefectures[row["prefecture"]]
        also = (
            *short_forms(row["name_zh"]),
            f"{parent}{row['name_zh']}",
            row["name_en"].split()[0],
        )
        yield Code(row["adcode"], row["name_zh"], row["name_en"], also, 2, parent)


def _term(row: Mapping[str, Any], key: str) -> Code:
    return Code(str(row[key]), row["name_zh"], row["name_en"])


def _numbered(row: Mapping[str, Any], word_zh: str, word_en: str) -> Code:
    number = row["number"]
    also = (row["name_zh"], f"{word_zh}{number}", f"{word_en} {number}")
    return Code(str(number), row["title_zh"], row["title_en"], also)


def _coded(name: str, codes: Iterable[str]) -> list[Code]:
    return [
        Code(str(code), i18n.text("zh", f"{name}.{code}"), i18n.text("en", f"{name}.{code}"))
        for code in codes
    ]
