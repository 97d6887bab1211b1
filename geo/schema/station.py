"""The columns that only a hydropower station has; elsewhere they have no value."""

from __future__ import annotations

from typing import Annotated, TypedDict

from geo.model import SiteStatus
from geo.schema.column import Column


class StationColumns(TypedDict):
    """What the gazetteer knows of a station on a river of the plan."""

    river: Annotated[
        str | None,
        Column(
            label_zh="所在河流",
            label_en="On river",
            meaning_zh="电站所在河流的标识。",
            meaning_en="Of a station: the id of its river.",
            export=280,
            details=230,
        ),
    ]
    capacity_mw: Annotated[
        float | None,
        Column(
            label_zh="装机（MW）",
            label_en="Capacity (MW)",
            meaning_zh="电站的装机容量。",
            meaning_en="Of a station: its installed capacity.",
            unit="MW",
            short="capac_mw",
            export=290,
            details=240,
        ),
    ]
    year: Annotated[
        int | None,
        Column(
            label_zh="首台投产年",
            label_en="First unit in",
            meaning_zh="电站首台机组投产的年份。",
            meaning_en="Of a station: the year in which its first unit began to work.",
            width=8,
            export=300,
            details=250,
        ),
    ]
    status: Annotated[
        str | None,
        Column(
            label_zh="状态代码",
            label_en="Status code",
            meaning_zh="电站的状态。",
            meaning_en="Of a station: its state.",
            codes=SiteStatus,
            short="stat_code",
            export=460,
        ),
    ]
