"""The columns of a place that the editors keep in `data/sources/sites`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypedDict

from geo.model import Confidence, GeometryType, Kind, Precision, Relation
from geo.schema.column import Column
from geo.schema.station import StationColumns

COUNTIES = "GB/T 2260"


class SiteColumns(TypedDict):
    """What is known of any place."""

    id: Annotated[
        str,
        Column(
            label_zh="标识",
            label_en="Id",
            meaning_zh="地点的固定代码，链接和清单用它指代地点。",
            meaning_en="The stable code of the place; links and lists name it by this.",
            width=24,
            frame=10,
            export=340,
            terminal=80,
        ),
    ]
    scenario: Annotated[
        str | None,
        Column(
            label_zh="场景代码",
            label_en="Scenario code",
            meaning_zh="列明该地点的场景；推导的电站取其河流的场景。",
            meaning_en="The scenario that names the place; of a station that of its river.",
            codes="plan/scenarios.csv",
            export=440,
        ),
    ]
    relation: Annotated[
        str,
        Column(
            label_zh="关系代码",
            label_en="Relation code",
            meaning_zh="地点与任务的关系，取最强的一种；自有地点为 own。",
            meaning_en="How the place relates to the tasks asked for, the strongest relation; own "
            "for a person's own place.",
            codes=Relation,
            short="rel_code",
            frame=100,
            export=410,
            terminal=70,
        ),
    ]
    name_zh: Annotated[
        str,
        Column(
            label_zh="中文名",
            label_en="Chinese name",
            meaning_zh="《行动计划》所写的名称。",
            meaning_en="The name as the plan writes it.",
            width=22,
            frame=20,
            export=30,
            terminal=10,
        ),
    ]
    full_name_zh: Annotated[
        str,
        Column(
            label_zh="全称",
            label_en="Full Chinese name",
            meaning_zh="完整的中文名称。",
            meaning_en="The complete Chinese name.",
            short="full_zh",
            width=26,
            export=50,
            details=10,
        ),
    ]
    name_en: Annotated[
        str,
        Column(
            label_zh="英文名",
            label_en="English name",
            meaning_zh="英文名称。",
            meaning_en="The English name.",
            width=30,
            frame=30,
            export=40,
        ),
    ]
    aliases: Annotated[
        Sequence[str],
        Column(
            label_zh="别名",
            label_en="Other names",
            meaning_zh="可以用来查找的其他名称。",
            meaning_en="Further names by which the place is found.",
            width=20,
            export=320,
        ),
    ]
    kind: Annotated[
        str,
        Column(
            label_zh="类型代码",
            label_en="Kind code",
            meaning_zh="地点是什么；自有地点为 own。",
            meaning_en="What the place is; own for a person's own place.",
            codes=Kind,
            short="kind_code",
            width=16,
            frame=40,
            export=360,
        ),
    ]
    sectors: Annotated[
        Sequence[str],
        Column(
            label_zh="领域代码",
            label_en="Sector code",
            meaning_zh="地点所属领域，按《行动计划》中的先后；自有地点为 own。",
            meaning_en="The sectors of the place in the plan's order; own for a person's own "
            "place.",
            codes="plan/sectors.csv",
            short="sect_code",
            frame=50,
            export=350,
            terminal=20,
        ),
    ]
    adcodes: Annotated[
        Sequence[str],
        Column(
            label_zh="行政区划代码",
            label_en="County code (adcode)",
            meaning_zh="地点所在或经过的区县；没有位置、只知所在市州的，为该市州。",
            meaning_en="The counties in which the place lies or through which it runs; the "
            "prefecture where nothing else is known of a place without a position.",
            codes=COUNTIES,
            width=16,
            frame=70,
            export=370,
            terminal=40,
        ),
    ]
    geometry_type: Annotated[
        str,
        Column(
            label_zh="几何类型",
            label_en="Geometry",
            meaning_zh="适合该地点的几何形状；未上图为 none。",
            meaning_en="The shape that fits the place; none if it could not be placed.",
            codes=GeometryType,
            short="geom_type",
            export=450,
        ),
    ]
    lon: Annotated[
        float | None,
        Column(
            label_zh="经度（{datum}）",
            label_en="Longitude ({datum})",
            meaning_zh="代表点的经度；导出时可选坐标系，其余均为 WGS84。数据文件保留存储的位数，"
            "其可信程度以误差为准；供人阅读的文字按误差取位。",
            meaning_en="Longitude of the representative point; WGS84, but for exports in another "
            "datum. Data files keep the stored digits; how many of them count is what the "
            "uncertainty says. Texts for people are rounded to it.",
            unit="°",
            export=160,
            details=100,
        ),
    ]
    lat: Annotated[
        float | None,
        Column(
            label_zh="纬度（{datum}）",
            label_en="Latitude ({datum})",
            meaning_zh="代表点的纬度；导出时可选坐标系，其余均为 WGS84。数据文件保留存储的位数，"
            "其可信程度以误差为准；供人阅读的文字按误差取位。",
            meaning_en="Latitude of the representative point; WGS84, but for exports in another "
            "datum. Data files keep the stored digits; how many of them count is what the "
            "uncertainty says. Texts for people are rounded to it.",
            unit="°",
            export=170,
            details=110,
        ),
    ]
    precision: Annotated[
        str,
        Column(
            label_zh="精度代码",
            label_en="Precision code",
            meaning_zh="位置的精度分级。",
            meaning_en="How well the location is known.",
            codes=Precision,
            short="prec_code",
            frame=80,
            export=390,
            terminal=50,
        ),
    ]
    uncertainty_m: Annotated[
        int | None,
        Column(
            label_zh="误差（米）",
            label_en="Uncertainty (m)",
            meaning_zh="真实位置所在的半径；区域则到其最远的一角。",
            meaning_en="Radius around the point within which the true place lies; of an area it "
            "reaches the farthest corner.",
            unit="m",
            short="uncert_m",
            width=10,
            frame=90,
            export=110,
            details=80,
            balloon=50,
            terminal=60,
        ),
    ]
    confidence: Annotated[
        str | None,
        Column(
            label_zh="把握代码",
            label_en="Confidence code",
            meaning_zh="编者对“这就是《行动计划》所指之地”的把握。",
            meaning_en="How sure the editors are that this is the place which the plan means.",
            codes=Confidence,
            short="conf_code",
            frame=110,
            export=400,
        ),
    ]
    outside: Annotated[
        str | None,
        Column(
            label_zh="省外部分",
            label_en="Part outside Sichuan",
            meaning_zh="为何有一部分在省外：far_end 为线路一端，other_bank 为界河对岸；"
            "导出中为文字。",
            meaning_en="Why a part lies outside the province: far_end of a line or other_bank of a "
            "border river; in words in exports.",
            width=16,
            export=330,
        ),
    ]
    method_zh: Annotated[
        str | None,
        Column(
            label_zh="定位方法",
            label_en="Method (Chinese)",
            meaning_zh="位置如何得出（中文）。",
            meaning_en="How the location was found, in Chinese.",
            short="method",
            width=40,
            export=230,
            details=190,
        ),
    ]
    method_en: Annotated[
        str | None,
        Column(
            label_zh="定位方法（英文）",
            label_en="Method",
            meaning_zh="位置如何得出（英文）。",
            meaning_en="How the location was found, in English.",
            short="method",
            width=40,
            export=240,
            details=200,
        ),
    ]
    note_zh: Annotated[
        str | None,
        Column(
            label_zh="注意",
            label_en="Note (Chinese)",
            meaning_zh="使用时须知：示意之处，或查过什么（中文）。",
            meaning_en="What to mind: what is schematic, or what was looked for, in Chinese.",
            short="note",
            width=40,
            export=250,
            details=210,
            balloon=140,
        ),
    ]
    note_en: Annotated[
        str | None,
        Column(
            label_zh="注意（英文）",
            label_en="Note",
            meaning_zh="使用时须知：示意之处，或查过什么（英文）。",
            meaning_en="What to mind: what is schematic, or what was looked for, in English.",
            short="note",
            width=40,
            export=260,
            details=220,
            balloon=150,
        ),
    ]
    geometry: Annotated[
        bytes | None,
        Column(
            label_zh="几何",
            label_en="Geometry (WKB)",
            meaning_zh="真实几何（WKB，EPSG:4326）。",
            meaning_en="The true geometry (WKB, EPSG:4326).",
        ),
    ]


class CuratedColumns(SiteColumns, StationColumns):
    """What the gazetteer knows of a place; a person's own place lacks what may be None."""
