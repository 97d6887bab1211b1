"""Everything that must hold of the sources, in one report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from geo.build.prepare import prepare
from geo.gazetteer.checks import single_source
from geo.gazetteer.places import Gazetteer
from geo.model import Relation
from geo.plan.catalogue import Catalogue
from geo.plan.compare import compare
from geo.plan.parse import parse_plan, read_plan


@dataclass(frozen=True)
class Report:
    """`counts` and `remarks` inform; any of `faults` makes the check fail."""

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
    plan = None if text is None else parse_plan(text)  # what is no plan is refused at once
    prepared = prepare(sources)
    catalogue, gazetteer, errors = prepared.catalogue, prepared.gazetteer, prepared.errors
    remarks = []
    if text is None or plan is None:
        remarks.append("the plan's text was not compared: give it with --plan FILE")
    else:
        errors = errors + compare(text, plan, catalogue.structure)
    alone = single_source(gazetteer)
    if alone:
        remarks.append(f"{len(alone)} exact or site places rest on one source: {', '.join(alone)}")
    return Report(_counts(catalogue, gazetteer), remarks, errors)


def _counts(catalogue: Catalogue, gazetteer: Gazetteer) -> list[str]:
    plan = catalogue.structure
    places = [place for place in gazetteer.places if place.relation is Relation.NAMED]
    stations = [place for place in gazetteer.places if place.relation is Relation.DERIVED]
    precision = Counter(place.precision.value for place in places)
    return [
        f"plan {plan.document_number}, {plan.date}, {plan.period[0]}–{plan.period[1]}",
        f"{len(plan.departments)} departments, {len(plan.targets)} targets, "
        f"{len(plan.safeguards)} safeguards",
        f"{len(plan.themes)} themes, {len(plan.tasks)} tasks, {len(plan.boxes)} boxes, "
        f"{len(plan.entries)} entries",
        f"{len(plan.groups)} groups, {len(plan.sectors)} sectors, {len(plan.scenarios)} scenarios",
        f"{len(places)} named places ("
        + ", ".join(f"{count} {name}" for name, count in precision.most_common())
        + ")",
        f"{len(stations)} stations, {len(gazetteer.evidence)} citations of "
        f"{len(gazetteer.sources)} sources",
    ]
