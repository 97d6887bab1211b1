"""Tables that only the brief of a list has: its ranking by criterion, and an index by county."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from geo import i18n
from geo.export.export_dataset import ExportDataset
from geo.export.fields import Record
from geo.export.ranking_tables import rank_table

INDEX_FROM = 20  # places of a list; fewer are found at a glance
MOST_COUNTIES = 3  # of a place; one that lies in more is found below its prefectures
MOST_SETS = 8  # columns of ranks; the spreadsheet has all
MOST_CRITERIA = 8  # columns of bars; further criteria count in the score only


def ranking_rows(
    dataset: ExportDataset, listed: Sequence[tuple[str, Record]]
) -> dict[str, Any] | None:
    """The ranking: criteria with their weights, and per place rank, score and bars."""
    first = next(
        (dataset.parts[row["id"]] for _, row in listed if dataset.parts.get(row["id"])), ()
    )
    if not first:
        return None
    lang = dataset.lang
    heaviest = sorted(range(len(first)), key=lambda at: (-first[at].weight, at))[:MOST_CRITERIA]
    shown = sorted(heaviest)
    return {
        "ties": any(number != str(row["rank"]) for number, row in listed if row["rank"]),
        "behind": _falls_behind([row for _, row in listed if row["rank"]]),
        "criteria": [
            {
                "name": first[at].criterion,
                "weight": i18n.text(
                    lang, "export.brief.weight", percent=f"{100 * first[at].weight:.3g}"
                ),
            }
            for at in shown
        ],
        "rows": [
            _ranking_row(dataset, number, row, shown) for number, row in listed if row["rank"]
        ],
    }


def _falls_behind(ranked: Sequence[Record]) -> bool:
    """Whether a place stands below one of a lower score: it lacks a value, or fails a threshold."""
    scores = [row["score"] for row in ranked if row.get("score") is not None]
    return any(later > before for before, later in pairwise(scores))


def _ranking_row(
    dataset: ExportDataset, number: str, row: Record, shown: Sequence[int]
) -> dict[str, Any]:
    parts = dataset.parts.get(row["id"], ())
    score = row.get("score")
    return {
        "number": number,
        "rank": str(row["rank"]),
        "name": row[f"name_{dataset.lang}"],
        "score": "" if score is None else f"{score:.1f}",
        "share": 0.0 if score is None else min(max(score / 100, 0.0), 1.0),
        "bars": [
            {
                "value": parts[at].value,
                "share": -1.0 if parts[at].utility is None else float(parts[at].utility or 0.0),
                "points": "" if parts[at].utility is None else f"+{parts[at].points:.1f}",
            }
            for at in shown
            if at < len(parts)
        ],
    }


def ranks_by_set(dataset: ExportDataset) -> dict[str, Any]:
    """The ranks now and under each named set of weights, as many sets as a page has room for."""
    heads, rows = rank_table(dataset)
    room = MOST_SETS + 3  # behind number, name, and the rank of now
    cells = [["–" if cell is None else str(cell) for cell in row[:room]] for row in rows]
    title = i18n.text(dataset.lang, "export.sheet.ranks")
    return {"title": title, "heads": heads[:room], "rows": cells}


def sensitivity_table(dataset: ExportDataset) -> dict[str, Any]:
    """What moving weights changes, in lines and as a table; no rows where there is nothing."""
    title = i18n.text(dataset.lang, "export.sheet.sensitivity")
    words = dataset.report.sensitivity
    return {
        "title": title,
        "lines": list(words.lines),
        "heads": list(words.heads),
        "rows": [list(row) for row in words.rows],
        "help": words.help,
    }


def county_index(
    dataset: ExportDataset, listed: Sequence[tuple[str, Record]]
) -> list[dict[str, Any]]:
    """Prefectures in official order, each with its counties and the numbers of their places."""
    if not dataset.is_list or len(listed) < INDEX_FROM:
        return []
    found: dict[str, dict[str, list[int]]] = {}
    for code, (prefecture, county) in dataset.regions.items():
        for number, row in listed:
            codes = row["adcodes"]
            if code not in codes:
                continue
            name = county if county and len(codes) <= MOST_COUNTIES else ""
            numbers = found.setdefault(prefecture, {}).setdefault(name, [])
            if int(number) not in numbers:
                numbers.append(int(number))
    return [
        {
            "prefecture": prefecture,
            "counties": [
                {"name": name, "numbers": _runs(numbers, dataset.lang)}
                for name, numbers in sorted(counties.items(), key=lambda pair: pair[0] != "")
            ],
        }
        for prefecture, counties in found.items()
    ]


def _runs(numbers: Sequence[int], lang: str) -> str:
    """Numbers in order: `3, 7–9`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = []
    for run in runs:
        parts += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    return i18n.comma(lang, parts)
