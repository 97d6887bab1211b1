"""Ranked lists of many sizes, to look at their briefs and to measure them.

Own places stand at county seats and are made up, and so are their numbers.
"""

from __future__ import annotations

from geo.catalog import Catalog
from geo.query.filters import Filter
from geo.rank import code
from geo.rank.criteria import Criterion, Measure
from geo.rank.score import Missing, Rule
from geo.shortlist.drift import pick
from geo.shortlist.model import Item, OwnPlace, Shortlist, own_item

COLUMN = {"zh": "年客流（万人次）", "en": "Visitors a year (10k)"}
NAMES = {"zh": ("云端体验馆", "数字村落", "虚拟展厅"), "en": ("Hub", "Village", "Gallery")}
TITLES = {
    "zh": "元宇宙应用场景首批试点（{count} 处）",
    "en": "Metaverse pilot sites: first round of {count}",
}
LAYOUTS = {
    "zh": {
        "subtitle": "征求意见稿 · 供厅务会讨论",
        "office": "四川省文化和旅游厅产业发展处",
        "author": "张三",
    },
    "en": {
        "subtitle": "Draft for the meeting of the department",
        "office": "Department of Culture and Tourism, Division of Industry",
        "author": "Zhang San",
    },
}


def ranked_list(catalog: Catalog, count: int, lang: str) -> Shortlist:
    """`count` places, at most half of them of the plan, with three criteria and texts for paper."""
    named = [row["id"] for row in catalog.places(Filter()).to_pylist()]
    planned = pick(catalog, named[:: max(1, len(named) // max(count * 2 // 3, 1))][:count])
    if count == len(named):
        planned = pick(catalog, named)
    items = [*planned, *_made_up(catalog, count - len(planned), lang)]
    column = COLUMN[lang]
    filled = tuple(
        Item(
            item.id,
            item.note,
            item.tags,
            item.own,
            item.snapshot,
            ((column, str(((number * 37) % 97) * 0.089)),),
        )
        for number, item in enumerate(items)
    )
    criteria = (
        Criterion(Measure.DISTANCE, Rule(50, more_is_better=False), origin="104.066,30.572"),
        Criterion(Measure.COLUMN, Rule(30, missing=Missing.IGNORE), column=column),
        Criterion(Measure.PRECISION, Rule(20, missing=Missing.WORST, span=(0.0, 4.0))),
    )
    return Shortlist(
        name=TITLES[lang].format(count=count),
        items=filled,
        criteria=tuple(code.encode(list(criteria)).items()),
        layout=tuple(LAYOUTS[lang].items()),
    )


def _made_up(catalog: Catalog, count: int, lang: str) -> list[Item]:
    names = catalog.regions.names
    counties = [row for row in catalog.regions.counties if row["adcode"] in names]
    made = []
    for number in range(count):
        row = counties[(number * 7) % len(counties)]
        lap = number // len(counties)
        kind = NAMES[lang][lap % len(NAMES[lang])]
        name = row[f"name_{lang}"]  # type: ignore[literal-required]
        made.append(
            own_item(
                OwnPlace(
                    f"{name}{kind}" if lang == "zh" else f"{name} {kind}",
                    row["label_lon"] + 0.02 * lap,
                    row["label_lat"] - 0.015 * lap,
                    "site" if number % 3 else "locality",
                    900 if number % 3 else 4000,
                    (row["adcode"],),
                )
            )
        )
    return made
