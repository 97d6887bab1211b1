"""The plan as a document: its outline, clauses, targets, and what names no place."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from functools import cached_property

from geo.query.filters import Filter
from geo.query.shared_answers import shared_answer
from geo.schema import rows as row_of
from geo.store.database import Database


class PlanOutline:
    """Themes, tasks, boxes, entries and scenarios of the plan in one build."""

    def __init__(self, database: Database) -> None:
        """Read from `database` when asked."""
        self._database = database

    def tree(self) -> list[row_of.TreeRow]:
        """Theme → task → box → entry → scenario, one row per task, entry or scenario."""
        return self._database.records("tree", row_of.TreeRow)

    def headings(self) -> list[row_of.HeadingRow]:
        """Themes, tasks, boxes, entries and safeguards, each with the heading above it."""
        return self._database.records("headings", row_of.HeadingRow)

    def marked(self) -> list[row_of.MarkedRow]:
        """All scenarios with the passages that name them, in the order of the text."""
        return [row.copy() for row in self._marked]

    @cached_property
    def _marked(self) -> list[row_of.MarkedRow]:
        return self._database.records("marked", row_of.MarkedRow)

    def sizes(self) -> row_of.PlanSizes:
        """How many places the plan names, and how many tasks, boxes, groups and departments."""
        return self._sizes.copy()

    @cached_property
    def _sizes(self) -> row_of.PlanSizes:
        return self._database.records("sizes", row_of.PlanSizes)[0]

    def document(self) -> row_of.Document:
        """Departments, targets and safeguards of the plan."""
        return deepcopy(self._document)

    @cached_property
    def _document(self) -> row_of.Document:
        records = self._database.records
        return {
            "departments": records("departments", row_of.DepartmentRow),
            "targets": records("targets", row_of.TargetRow),
            "safeguards": records("safeguards", row_of.SectionRow),
        }

    def clauses(self, place_ids: Sequence[str]) -> dict[str, row_of.ClauseRow]:
        """Place id → the chain of the clause it comes from: theme, task, box, entry, scenario."""
        found = self._database.records("clause", row_of.ClauseRow, {"ids": list(place_ids)})
        return {row["place"]: row for row in found}

    def scenarios_without_place(self, chosen: Filter) -> list[row_of.ScenarioRow]:
        """Typical scenarios that name no place, under the same sector, task and theme filter."""
        asked = Filter(sectors=chosen.sectors, tasks=chosen.tasks, themes=chosen.themes)
        return [row.copy() for row in self._scenarios(asked)]

    @shared_answer
    def _scenarios(self, chosen: Filter) -> tuple[row_of.ScenarioRow, ...]:
        parameters = chosen.parameters()
        wanted = {name: parameters[name] for name in ("sectors", "tasks", "themes")}
        found = self._database.records("scenarios", row_of.ScenarioRow, wanted)
        return tuple(self._scenario_rows[row["id"]] for row in found)

    @cached_property
    def _scenario_rows(self) -> dict[str, row_of.ScenarioRow]:
        """Id → scenario that names no place; all results share these rows."""
        wanted: dict[str, object] = dict.fromkeys(("sectors", "tasks", "themes"))
        return {
            row["id"]: row
            for row in self._database.records("scenarios", row_of.ScenarioRow, wanted)
        }
