"""A row of the catalog: what the editors keep of a place, and what the build adds to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypedDict, cast

from geo.schema.column import Column, fields_of
from geo.schema.curated import COUNTIES, CuratedColumns

PLAN_TASKS = "plan/tasks.csv"


class DerivedColumns(TypedDict):
    """What the build computes of a place."""

    display_shape: Annotated[
        str | None,
        Column(
            label_zh="近看形状",
            label_en="Near shape",
            meaning_zh="线路或区域的简化几何（GeoJSON），近看时绘制。",
            meaning_en="The simplified geometry of a line or area (GeoJSON), drawn in near views.",
            frame=None,
        ),
    ]
    display_shape_far: Annotated[
        str | None,
        Column(
            label_zh="远看形状",
            label_en="Far shape",
            meaning_zh="线路或区域更简化的几何（GeoJSON），远看时绘制。",
            meaning_en="The geometry of a line or area simplified further (GeoJSON), drawn in far "
            "views.",
            frame=None,
        ),
    ]
    tasks: Annotated[
        Sequence[int],
        Column(
            label_zh="任务编号",
            label_en="Task number",
            meaning_zh="列明该地点的任务，或推导所据的任务。",
            meaning_en="The tasks that name the place, or from which it is derived.",
            codes=PLAN_TASKS,
            short="task_no",
            width=8,
            frame=60,
            export=420,
            terminal=30,
        ),
    ]
    applicable_tasks: Annotated[
        Sequence[int],
        Column(
            label_zh="按领域适用的任务编号",
            label_en="Tasks applicable by sector",
            meaning_zh="其场景按领域适用于该地点的任务；由蜀图推断。",
            meaning_en="The tasks of which a scenario group applies to the sector of the place; "
            "inferred by Shutu.",
            codes=PLAN_TASKS,
            short="appl_tasks",
            export=430,
        ),
    ]
    prefectures: Annotated[
        Sequence[str],
        Column(
            label_zh="市州代码",
            label_en="Prefecture code",
            meaning_zh="所在区县所属的市州。",
            meaning_en="The prefectures of its counties.",
            codes=COUNTIES,
            short="pref_codes",
            width=16,
            export=380,
        ),
    ]
    regions: Annotated[
        Sequence[str],
        Column(
            label_zh="地区代码",
            label_en="Region codes",
            meaning_zh="所在的经济区、市州和区县，供筛选。",
            meaning_en="Its economic zones, prefectures and counties, for the filter.",
            codes=COUNTIES,
            frame=None,
        ),
    ]
    sources: Annotated[
        Sequence[str],
        Column(
            label_zh="来源代码",
            label_en="Source id",
            meaning_zh="位置所依据的资料，按首次引用的先后。",
            meaning_en="The sources cited for the place, in the order of first citation.",
            codes="sites/sources.csv",
            short="source_ids",
            width=24,
            frame=120,
            export=470,
        ),
    ]
    pinyin: Annotated[
        str | None,
        Column(
            label_zh="拼音",
            label_en="Pinyin",
            meaning_zh="名称的拼音，用于排序。",
            meaning_en="The reading of the name, by which places are sorted.",
            frame=None,
        ),
    ]


class PlaceRow(CuratedColumns, DerivedColumns):
    """A place as the catalog has it, in the order of the table; lists may be tuples."""


PlaceRows = Sequence[PlaceRow]
PLACE = fields_of(PlaceRow)


def position_of(row: PlaceRow) -> tuple[float, float] | None:
    """Longitude and latitude in degrees (WGS84), None for what could not be placed."""
    lon, lat = row["lon"], row["lat"]
    return None if lon is None or lat is None else (lon, lat)


def related(row: PlaceRow, relation: str) -> PlaceRow:
    """The row with another relation, as a row of its own."""
    return {**row, "relation": relation}


def empty_place() -> PlaceRow:
    """A row without values: empty lists, None else. The caller fills what may not be None."""
    return cast(PlaceRow, {field.name: [] if field.type.is_list else None for field in PLACE})


def lists_as_tuples(row: PlaceRow) -> PlaceRow:
    """The row with tuples in place of lists, for rows that several readers share."""
    plain = {name: tuple(item) if isinstance(item, list) else item for name, item in row.items()}
    return cast(PlaceRow, plain)
