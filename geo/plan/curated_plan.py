"""Load the curated plan from `data/sources/plan`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geo.plan.structure import Entry, Heading, PlanStructure, Scenario, Target
from geo.source_tables import SourceRow, read_table, read_toml

NAMED = ["name_zh", "title_zh", "title_en"]
SUMMARY = ["summary_zh", "summary_en"]
SPAN = ["span_start", "span_end"]
COLUMNS = {
    "departments": ["number", "name_zh", "name_en"],
    "targets": ["id", "value", "unit_zh", "figure_en", "title_zh", "title_en", *SPAN],
    "themes": ["number", *NAMED, *SUMMARY, *SPAN],
    "tasks": ["number", "theme", *NAMED, *SUMMARY, *SPAN],
    "safeguards": ["number", *NAMED, *SUMMARY, *SPAN],
    "boxes": ["number", "task", *NAMED, *SPAN],
    "entries": ["id", "box", "name_zh", "sector", "title_zh", "title_en", *SPAN],
    "sectors": ["number", "id", "name_zh", "name_en", "named_by"],
    "scenarios": ["id", "task", "entry", "name_zh", "name_en", "label_zh", "place", *SPAN],
    "applies": ["entry", "sector", "basis", "phrase_zh", "reason_zh", "reason_en"],
}
PLAN_KEYS = [
    "document_number",
    "title_zh",
    "title_en",
    "date",
    "period_start",
    "period_end",
    "text_sha256",
]


@dataclass(frozen=True)
class CuratedPlan:
    """The curated tables: rows for the build, `structure` for the comparison with the text."""

    document: dict[str, str | int]
    tables: dict[str, list[SourceRow]]
    structure: PlanStructure


def load_curated_plan(folder: Path) -> CuratedPlan:
    """Read and cross-check all tables of the plan.

    Raises:
        SourceError: a table is missing or broken, an id is used twice or refers to nothing.
    """
    document = read_toml(folder / "plan.toml", PLAN_KEYS)
    tables = {
        name: read_table(folder / f"{name}.csv", columns) for name, columns in COLUMNS.items()
    }
    _check_references(tables)
    return CuratedPlan(document, tables, _structure(document, tables))


def _check_references(tables: dict[str, list[SourceRow]]) -> None:
    keys = {
        name: _unique(rows, "number" if "number" in COLUMNS[name] else "id")
        for name, rows in tables.items()
        if name != "applies"
    }
    keys["sectors"] = _unique(tables["sectors"], "id")
    references = [
        ("tasks", "theme", "themes"),
        ("boxes", "task", "tasks"),
        ("entries", "box", "boxes"),
        ("entries", "sector", "sectors"),
        ("scenarios", "task", "tasks"),
        ("scenarios", "entry", "entries"),
        ("applies", "entry", "entries"),
        ("applies", "sector", "sectors"),
    ]
    for table, field, target in references:
        for row in tables[table]:
            value = row.optional(field)
            if value is not None and value not in keys[target]:
                raise row.fail(field, f"{value!r} is not in {target}.csv")


def _unique(rows: list[SourceRow], field: str) -> set[str]:
    seen: set[str] = set()
    for row in rows:
        key = row.text(field)
        if key in seen:
            raise row.fail(field, f"{key!r} is used twice")
        seen.add(key)
    return seen


def _structure(document: dict[str, str | int], tables: dict[str, list[SourceRow]]) -> PlanStructure:
    sector_zh = {row.text("id"): row.text("name_zh") for row in tables["sectors"]}
    return PlanStructure(
        document_number=str(document["document_number"]),
        date=str(document["date"]),
        period=(int(document["period_start"]), int(document["period_end"])),
        departments=[row.text("name_zh") for row in tables["departments"]],
        targets=[
            Target(row.integer("value"), row.text("unit_zh"), row.span())
            for row in tables["targets"]
        ],
        themes=[_heading(row) for row in tables["themes"]],
        tasks=[_heading(row, "theme") for row in tables["tasks"]],
        safeguards=[_heading(row) for row in tables["safeguards"]],
        boxes=[_heading(row, "task") for row in tables["boxes"]],
        entries=[
            Entry(
                id=row.text("id"),
                box=row.integer("box"),
                name_zh=row.text("name_zh"),
                sector_zh=sector_zh.get(row.optional("sector") or ""),
                span=row.span(),
            )
            for row in tables["entries"]
        ],
        scenarios=[
            Scenario(
                id=row.text("id"),
                task=row.integer("task"),
                entry=row.optional("entry"),
                name_zh=row.text("name_zh"),
                label_zh=row.optional("label_zh"),
                has_place=row.optional("place") == "yes",
                span=row.span(),
            )
            for row in tables["scenarios"]
        ],
    )


def _heading(row: SourceRow, parent: str | None = None) -> Heading:
    return Heading(
        number=row.integer("number"),
        name_zh=row.text("name_zh"),
        span=row.span(),
        parent=row.integer(parent) if parent else None,
    )
