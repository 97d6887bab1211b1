"""All checks of the sources, in one report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from geo.build.prepare import prepare
from geo.gazetteer.checks import single_source
from geo.gazetteer.places import Gazetteer
from geo.i18n import english_count
from geo.model import Relation
from geo.plan.compare import compare
from geo.plan.curated_plan import CuratedPlan
from geo.plan.parse import parse_plan, read_plan


@dataclass(frozen=True)
class Report:
    """`counts` and `remarks` are information; any entry in `faults` makes the check fail."""

    counts: list[str]
    remarks: list[str]
    errors: list[str]


def check(sources: Path, plan_file: Path | None = None) -> Report:
    """Check everything that a build checks and, when its file is given, the plan's text.

    Raises:
        SourceError: a source table is missing or broken.
        PlanTextError: the plan's text cannot be read or is not the plan.
    """
    text = None if plan_file is None else read_plan(plan_file)
    plan = None if text is None else parse_plan(text)  # reject a text that is not the plan at once
    prepared = prepare(sources)
    curated, gazetteer, errors = prepared.curated, prepared.gazetteer, prepared.errors
    remarks = []
    if text is None or plan is None:
        remarks.append("the plan's text was not compared: give it with --plan FILE")
    else:
        errors = errors + compare(text, plan, curated.structure)
    alone = single_source(gazetteer)
    if alone:
        remarks.append(
            f"exact or site places with only one source ({len(alone)}): {', '.join(alone)}"
        )
    return Report(_counts(curated, gazetteer), remarks, errors)


def _counts(curated: CuratedPlan, gazetteer: Gazetteer) -> list[str]:
    plan = curated.structure
    places = [place for place in gazetteer.places if place.relation is Relation.NAMED]
    stations = [place for place in gazetteer.places if place.relation is Relation.DERIVED]
    precision = Counter(place.precision.value for place in places)
    count = english_count
    named = count(len(places), "named place", "named places")
    by_precision = ", ".join(f"{number} {name}" for name, number in precision.most_common())
    return [
        f"plan {plan.document_number}, {plan.date}, {plan.period[0]}–{plan.period[1]}",
        f"{count(len(plan.departments), 'department', 'departments')}, "
        f"{count(len(plan.targets), 'target', 'targets')}, "
        f"{count(len(plan.safeguards), 'safeguard', 'safeguards')}",
        f"{count(len(plan.themes), 'theme', 'themes')}, {count(len(plan.tasks), 'task', 'tasks')}, "
        f"{count(len(plan.boxes), 'box', 'boxes')}, "
        f"{count(len(plan.entries), 'entry', 'entries')}",
        f"{count(len(plan.groups), 'group', 'groups')}, "
        f"{count(len(plan.sectors), 'sector', 'sectors')}, "
        f"{count(len(plan.scenarios), 'scenario', 'scenarios')}",
        f"{named} ({by_precision})",
        f"{count(len(stations), 'station', 'stations')}, "
        f"{count(len(gazetteer.evidence), 'citation', 'citations')} of "
        f"{count(len(gazetteer.sources), 'source', 'sources')}",
    ]
