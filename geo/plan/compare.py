"""Compare the parsed text with the curated tables, both ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from geo.plan.structure import Heading, PlanStructure


def compare(text: str, parsed: PlanStructure, curated: PlanStructure) -> list[str]:
    """All differences, one line each; an empty list when text and tables agree."""
    return [
        *_document(parsed, curated),
        *_lists(parsed, curated),
        *_misplaced(text, parsed, curated),
        *_spans(text, curated),
    ]


def _document(parsed: PlanStructure, curated: PlanStructure) -> Iterator[str]:
    for field in ("document_number", "date", "period"):
        ours, theirs = getattr(curated, field), getattr(parsed, field)
        if ours != theirs:
            yield f"{field}: the text has {theirs}, the tables have {ours}"


def _lists(parsed: PlanStructure, curated: PlanStructure) -> Iterator[str]:
    """What one side lists and the other does not, with the place in the structure."""
    for what in (
        "departments",
        "targets",
        "themes",
        "tasks",
        "safeguards",
        "boxes",
        "entries",
        "scenarios",
    ):
        theirs = Counter(_keys(parsed, what))
        ours = Counter(_keys(curated, what))
        yield from (
            f"{what}: the text lists {_show(key)}, which is missing from the tables"
            for key in (theirs - ours).elements()
        )
        yield from (
            f"{what}: the tables list {_show(key)}, which the text does not have there"
            for key in (ours - theirs).elements()
        )


def _keys(plan: PlanStructure, what: str) -> Iterable[tuple[object, ...]]:
    """What identifies an item, without its span: place in the structure and name."""
    if what == "departments":
        return [(name,) for name in plan.departments]
    if what == "targets":
        return [(target.value, target.unit_zh) for target in plan.targets]
    if what == "entries":
        return [(entry.id, entry.name_zh, entry.sector_zh) for entry in plan.entries]
    if what == "scenarios":
        return [
            (f"task {item.task}", item.entry or "", item.name_zh, item.label_zh or "")
            for item in plan.scenarios
        ]
    headings: list[Heading] = getattr(plan, what)
    return [(item.number, item.parent, item.name_zh) for item in headings]


def _show(key: tuple[object, ...]) -> str:
    return " / ".join(str(part) for part in key if part not in (None, ""))


def _misplaced(text: str, parsed: PlanStructure, curated: PlanStructure) -> Iterator[str]:
    """Names that do not stand in the clause (box entry or task paragraph) they are filed under."""
    clauses = {entry.id: text[slice(*entry.span)] for entry in parsed.entries}
    tasks = {task.number: task for task in parsed.tasks}
    for scenario in curated.scenarios:
        if scenario.entry is not None:
            clause = clauses.get(scenario.entry, "")
            where = f"entry {scenario.entry}"
        else:
            task = tasks.get(scenario.task)
            clause = text[task.span[0] : text.find("\n", task.span[1])] if task else ""
            where = f"task {scenario.task}"
        if scenario.name_zh not in clause:
            yield f"scenarios: {scenario.id} {scenario.name_zh} does not stand in {where}"


def _spans(text: str, curated: PlanStructure) -> Iterator[str]:
    """One line for all recorded character spans at which the text has something else."""
    headings = [*curated.themes, *curated.tasks, *curated.safeguards, *curated.boxes]
    named = [(heading.name_zh, heading.span) for heading in headings]
    named += [(scenario.name_zh, scenario.span) for scenario in curated.scenarios]
    named += [(str(target.value), target.span) for target in curated.targets]
    wrong = [(name, span) for name, span in named if text[slice(*span)] != name]
    wrong += [
        (entry.name_zh, entry.span)
        for entry in curated.entries
        if not text[slice(*entry.span)].startswith(entry.name_zh)
    ]
    if wrong:
        name, (start, end) = wrong[0]
        total = len(named) + len(curated.entries)
        yield (
            f"spans: {len(wrong)} of {total} recorded spans do not fit the text; "
            f"the first is {name} at {start}–{end}"
        )
