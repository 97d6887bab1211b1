"""The data dictionary as Markdown, from the declarations of the columns."""

from __future__ import annotations

from collections.abc import Sequence

from geo.schema.column import Field
from geo.schema.exported import EXPORTED, LABELS, SHORTLIST
from geo.schema.located import LOCATED
from geo.schema.place import PLACE
from geo.schema.source import SOURCE

INTRODUCTION = """\
# Data dictionary 数据字典

Every column of a place, of the exports and of a located list. Written by
`python -m geo.schema > docs/data-dictionary.md`; do not edit it by hand.

由 `geo/schema` 中的声明生成，请勿手工修改。

In: **T** the table of the catalog and of `geo.sites()` (t: only the table), **E** exports, the
API and OGC API - Features, **S** exports of a shortlist. A column marked with ○ may have no value.
Names in brackets are those of shapefiles. Codes that are a file stand in `data/sources`.
"""
HEAD = ("Name", "In", "Type", "Unit", "Label 名称", "Meaning 含义", "Codes 代码")
SECTIONS = {
    "Places 地点": PLACE,
    "Labels in exports 导出中的文字": LABELS,
    "Shortlists 清单": SHORTLIST,
    "Sources in exports 导出中的资料来源": SOURCE,
    "Lists placed by `geo locate` 名单落图": LOCATED,
}


def data_dictionary() -> str:
    """The whole document."""
    tables = [f"## {title}\n\n{_table(fields)}" for title, fields in SECTIONS.items()]
    return "\n".join([INTRODUCTION, *tables])


def _table(fields: Sequence[Field]) -> str:
    lines = [_line(HEAD), _line(["---"] * len(HEAD)), *(_line(_cells(field)) for field in fields)]
    return "\n".join(lines) + "\n"


def _cells(field: Field) -> list[str]:
    about = field.about
    exported = field in EXPORTED
    name = f"`{field.name}`" + (f" (`{field.short}`)" if exported and about.short else "")
    labels = (about.label_zh, about.label_en)
    return [
        name,
        _surfaces(field),
        f"{field.type} ○" if field.nullable else str(field.type),
        about.unit,
        " / ".join(labels).replace("{datum}", "…"),
        f"{about.meaning_en}<br>{about.meaning_zh}",
        about.codelist(),
    ]


def _surfaces(field: Field) -> str:
    found = ("t" if field.about.frame is None else "T") if field in PLACE else ""
    if field in EXPORTED:
        found += "S" if field in SHORTLIST else "E"
    return found


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
