"""The columns that `geo locate` adds to a list; their names are their headers in every language."""

from __future__ import annotations

from typing import Annotated, TypedDict

from geo.model import Datum, Precision
from geo.schema.column import Column, fields_of
from geo.schema.curated import COUNTIES

CODES = "resolved, ambiguous, unresolved, outside, failed"


class LocatedColumns(TypedDict):
    """What was found for a row of the list, in the order of the added columns."""

    status: Annotated[
        str,
        Column(
            label_zh="匹配结果",
            label_en="Result",
            meaning_zh="名称的匹配结果。",
            meaning_en="What became of the name.",
            codes=CODES,
        ),
    ]
    prefecture: Annotated[
        str,
        Column(
            label_zh="市州",
            label_en="Prefecture",
            meaning_zh="市州名称；有多个候选时，只有相同才填写。",
            meaning_en="The prefecture; of an ambiguous name only what all candidates share.",
        ),
    ]
    county: Annotated[
        str,
        Column(
            label_zh="区县",
            label_en="County",
            meaning_zh="区县名称；有多个候选时，只有相同才填写。",
            meaning_en="The county; of an ambiguous name only what all candidates share.",
        ),
    ]
    adcode: Annotated[
        str,
        Column(
            label_zh="行政区划代码",
            label_en="County code (adcode)",
            meaning_zh="区县的代码；不知区县时为市州的代码。",
            meaning_en="The code of the county, or of the prefecture where no county is known.",
            codes=COUNTIES,
        ),
    ]
    town: Annotated[
        str,
        Column(
            label_zh="乡镇",
            label_en="Town",
            meaning_zh="乡镇或街道的名称。",
            meaning_en="The town or subdistrict.",
        ),
    ]
    village: Annotated[
        str,
        Column(
            label_zh="村",
            label_en="Village",
            meaning_zh="村或社区的名称。",
            meaning_en="The village or community.",
        ),
    ]
    lon: Annotated[
        float | None,
        Column(
            label_zh="经度",
            label_en="Longitude",
            meaning_zh="经度，坐标系见 datum。",
            meaning_en="Longitude in the datum of the column datum.",
            unit="°",
        ),
    ]
    lat: Annotated[
        float | None,
        Column(
            label_zh="纬度",
            label_en="Latitude",
            meaning_zh="纬度，坐标系见 datum。",
            meaning_en="Latitude in the datum of the column datum.",
            unit="°",
        ),
    ]
    datum: Annotated[
        str,
        Column(
            label_zh="坐标系",
            label_en="Datum",
            meaning_zh="经纬度的坐标系。",
            meaning_en="The datum of the coordinates.",
            codes=Datum,
        ),
    ]
    precision: Annotated[
        str,
        Column(
            label_zh="精度",
            label_en="Precision",
            meaning_zh="位置的精度分级。",
            meaning_en="How well the location is known.",
            codes=Precision,
        ),
    ]
    uncertainty_m: Annotated[
        int | None,
        Column(
            label_zh="误差（米）",
            label_en="Uncertainty (m)",
            meaning_zh="真实位置所在的半径。",
            meaning_en="Radius around the point within which the true place lies.",
            unit="m",
        ),
    ]
    score: Annotated[
        float | None,
        Column(
            label_zh="匹配把握",
            label_en="Certainty of the match",
            meaning_zh="匹配的把握，0 至 1。",
            meaning_en="How certain the match is, from 0 to 1.",
        ),
    ]
    method: Annotated[
        str,
        Column(
            label_zh="匹配方法",
            label_en="Method",
            meaning_zh="offline 为本机匹配；其余为在线服务或人工决定。",
            meaning_en="offline, or the online provider or the person's decision that gave it.",
        ),
    ]
    candidates: Annotated[
        str,
        Column(
            label_zh="候选",
            label_en="Candidates",
            meaning_zh="所有候选（JSON）：名称、代码、把握、级别。",
            meaning_en="All candidates as JSON: name, adcode, score and level.",
        ),
    ]


LOCATED = fields_of(LocatedColumns)
