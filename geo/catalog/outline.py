"""The plan as a document: its outline, clauses, targets, and what names no place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from geo.query.filters import Filter
from geo.query.shared_answers import shared_answer
from geo.store.database import Database


class PlanOutline:
    """Themes, tasks, boxes, entries and scenarios of the plan in one build."""

    def __init__(self, database: Database) -> None:
        """Read from `database` when asked."""
        self._database = database

    def tree(self) -> list[dict[str, Any]]:
        """Theme → task → box → entry → scenario, one row per task, entry or scenario."""
        return self._database.records("tree")

    def document(self) -> dict[str, list[dict[str, Any]]]:
        """Departments, targets and safeguards of the plan."""
        return {
            name: self._database.records(name) for name in ("departments", "targets", "safeguards")
        }

    def clauses(self, place_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Place id → the chain of the clause it comes from: theme, task, box, entry, scenario."""
        found = self._database.records("clause", {"ids": list(place_ids)})
        return {row["place"]: row for row in found}

    def scenarios_without_place(self, chosen: Filter) -> list[dict[str, Any]]:
        """Typical scenarios that name no place, under the same sector, task and theme filter."""
        asked = Filter(sectors=chosen.sectors, tasks=chosen.tasks, themes=chosen.themes)
        return [dict(row) for row in self._scenarios(asked)]

    @shared_answer
    def _scenarios(self, chosen: Filter) -> tuple[dict[str, Any], ...]:
        parameters = chosen.parameters()
        wanted = {name: parameters[name] for name in ("sectors", "tasks", "themes")}
        found = self._database.records("scenarios", wanted)
        return tuple(self._scenario_rows[row["id"]] for row in found)

    @cached_property
    def _scenario_rows(self) -> dict[str, dict[str, Any]]:
        """Id → scenario that names no place: all answers hold these rows, none has its own."""
        wanted = dict.fromkeys(("sectors", "tasks", "themes"))
        return {row["id"]: row for row in self._database.records("scenarios", wanted)}
