"""The plan as values. The parser and the curated tables both produce a `PlanStructure`.

Ids are short stable codes, the same in tables, SQL and URLs:
theme `1`..`5`, task `1`..`18`, safeguard `1`..`4`, box `1`..`7`, entry `b4e02` (second entry
of box 4), scenario `b4e02s01` (first scenario of that entry) or `t3s01` (named in the running
text of task 3, outside any box). Spans are [start, end) character offsets in the plan's text
after newlines were normalised to `\\n`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True)
class Heading:
    """A numbered heading: theme, task, safeguard or box."""

    number: int
    name_zh: str
    span: Span
    parent: int | None = None  # the theme of a task, the task of a box


@dataclass(frozen=True)
class Target:
    """A quantified target of the plan, e.g. (200, 个)."""

    value: int
    unit_zh: str
    span: Span


@dataclass(frozen=True)
class Entry:
    """A paragraph of a box. `sector_zh` is set for the scenario groups of boxes 4 to 7."""

    id: str
    box: int
    name_zh: str
    sector_zh: str | None
    span: Span


@dataclass(frozen=True)
class Scenario:
    """A typical scenario or a named institution or network.

    `label_zh` is the kind that the plan puts after "等" (e.g. 数字孪生水电站), if any.
    `has_place` is the editors' reading, kept in the tables: the name names a real place.
    """

    id: str
    task: int
    entry: str | None
    name_zh: str
    label_zh: str | None
    span: Span
    has_place: bool = False


@dataclass(frozen=True)
class PlanStructure:
    """Everything that parser and tables must agree on."""

    document_number: str
    date: str
    period: tuple[int, int]
    departments: list[str]
    targets: list[Target]
    themes: list[Heading]
    tasks: list[Heading]
    safeguards: list[Heading]
    boxes: list[Heading]
    entries: list[Entry]
    scenarios: list[Scenario] = field(default_factory=list)

    @property
    def groups(self) -> list[Entry]:
        """The scenario groups: the entries that carry a sector."""
        return [entry for entry in self.entries if entry.sector_zh]

    @property
    def sectors(self) -> list[str]:
        """Distinct sectors in the order in which the plan first names them."""
        return list(dict.fromkeys(entry.sector_zh for entry in self.groups if entry.sector_zh))
