"""The columns that an export has besides those of the catalog."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypedDict

from geo.schema.column import Column, fields_of, placed
from geo.schema.place import PLACE

# Texts that the catalog has in both languages; a file has only the column of its own.
IN_ONE_LANGUAGE = ("method", "note")


class LabelColumns(TypedDict):
    """Codes in words, in the language of the export."""

    sector_label: Annotated[
        str,
        Column(
            label_zh="领域",
            label_en="Sector",
            meaning_zh="领域的名称。",
            meaning_en="The names of the sectors.",
            short="sector",
            export=60,
            details=20,
            balloon=10,
        ),
    ]
    kind_label: Annotated[
        str | None,
        Column(
            label_zh="类型",
            label_en="Kind",
            meaning_zh="类型的名称。",
            meaning_en="The kind in words.",
            short="kind",
            width=14,
            export=70,
            details=30,
        ),
    ]
    prefecture_label: Annotated[
        str | None,
        Column(
            label_zh="市州",
            label_en="Prefecture",
            meaning_zh="市州的名称。",
            meaning_en="The names of the prefectures.",
            short="prefecture",
            width=18,
            export=80,
            details=50,
            balloon=20,
        ),
    ]
    county_label: Annotated[
        str | None,
        Column(
            label_zh="区县",
            label_en="County",
            meaning_zh="区县的名称。",
            meaning_en="The names of the counties.",
            short="county",
            width=26,
            export=90,
            details=60,
            balloon=30,
        ),
    ]
    precision_label: Annotated[
        str | None,
        Column(
            label_zh="精度",
            label_en="Precision",
            meaning_zh="精度分级的名称。",
            meaning_en="The precision class in words.",
            short="precision",
            width=10,
            export=100,
            details=70,
            balloon=40,
        ),
    ]
    confidence_label: Annotated[
        str | None,
        Column(
            label_zh="认定把握",
            label_en="Confidence",
            meaning_zh="编者把握的名称。",
            meaning_en="The confidence of the editors in words.",
            short="confidence",
            width=10,
            export=120,
            details=90,
        ),
    ]
    relation_label: Annotated[
        str | None,
        Column(
            label_zh="与任务的关系",
            label_en="Relation to the task",
            meaning_zh="与任务的关系的名称。",
            meaning_en="The relation to the tasks in words.",
            short="relation",
            width=10,
            export=130,
            details=40,
            balloon=60,
        ),
    ]
    task_label: Annotated[
        str,
        Column(
            label_zh="任务",
            label_en="Task",
            meaning_zh="任务的编号和标题。",
            meaning_en="Numbers and titles of the tasks.",
            short="task",
            width=26,
            export=140,
        ),
    ]
    clause: Annotated[
        str,
        Column(
            label_zh="《行动计划》条目",
            label_en="Clause of the plan",
            meaning_zh="《行动计划》列明该地点之处：主题、任务、专栏、条目、场景。",
            meaning_en="Where the plan names the place: theme, task, box, entry, scenario.",
            width=48,
            export=150,
            details=120,
            balloon=70,
        ),
    ]
    source_titles: Annotated[
        str,
        Column(
            label_zh="资料来源",
            label_en="Sources",
            meaning_zh="所引资料的题名。",
            meaning_en="The titles of the cited sources.",
            short="sources",
            width=48,
            export=270,
            details=270,
            balloon=160,
        ),
    ]
    status_label: Annotated[
        str | None,
        Column(
            label_zh="状态",
            label_en="Status",
            meaning_zh="电站状态的名称。",
            meaning_en="Of a station: its state in words.",
            short="status",
            export=310,
            details=260,
        ),
    ]


class ShortlistColumns(TypedDict, total=False):
    """What a shortlist and its ranking add; a person's own columns come besides."""

    rank: Annotated[
        int | None,
        Column(
            label_zh="序号",
            label_en="No.",
            meaning_zh="在清单中的位置，或按得分的名次。",
            meaning_en="The position in the list, or the rank by score.",
            width=6,
            export=10,
        ),
    ]
    score: Annotated[
        float | None,
        Column(
            label_zh="得分",
            label_en="Score",
            meaning_zh="加权得分，0 至 100；未参加排序的地点没有。",
            meaning_en="The weighted score from 0 to 100; none for a site that the person's rules "
            "leave out.",
            width=8,
            export=20,
            details=150,
            balloon=100,
        ),
    ]
    remark: Annotated[
        str,
        Column(
            label_zh="备注",
            label_en="Remark",
            meaning_zh="清单制作者的备注。",
            meaning_en="What the person noted of the site.",
            width=30,
            export=180,
            details=130,
            balloon=80,
        ),
    ]
    tags: Annotated[
        Sequence[str],
        Column(
            label_zh="标签",
            label_en="Tags",
            meaning_zh="清单制作者的标签。",
            meaning_en="The person's tags.",
            width=16,
            export=190,
            details=140,
            balloon=90,
        ),
    ]
    why: Annotated[
        str,
        Column(
            label_zh="得分说明",
            label_en="Why this score",
            meaning_zh="权重方案的名称、各项标准对得分的贡献，或不参加排序的原因。",
            meaning_en="The name of the weights, what each criterion gave to the score, or why the "
            "site is left out.",
            width=48,
            export=200,
            details=160,
            balloon=110,
        ),
    ]
    match_status: Annotated[
        str | None,
        Column(
            label_zh="匹配结果",
            label_en="How it was found",
            meaning_zh="自有地点：名单定位的匹配结果。",
            meaning_en="Of an own place: how its name in the person's list was resolved.",
            short="match",
            width=14,
            export=210,
            details=170,
            balloon=120,
        ),
    ]
    match_score: Annotated[
        float | None,
        Column(
            label_zh="匹配把握",
            label_en="Certainty of the match",
            meaning_zh="自有地点：匹配的把握，0 至 1。",
            meaning_en="Of an own place: how certain the match is, from 0 to 1.",
            short="match_sc",
            width=8,
            export=220,
            details=180,
            balloon=130,
        ),
    ]


LABELS = fields_of(LabelColumns)
SHORTLIST = fields_of(ShortlistColumns)
EXPORTED = placed((*PLACE, *LABELS, *SHORTLIST), "export")
# What the API gives of a place: all that is exported but what only a shortlist has.
PUBLISHED = placed((*PLACE, *LABELS), "export")
ONE_OF = frozenset(f"{name}_{lang}" for name in IN_ONE_LANGUAGE for lang in ("zh", "en"))
