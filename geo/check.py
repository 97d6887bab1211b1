"""Everything that must hold of the sources, in one report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import shapely

from geo.errors import SourceError
from geo.gazetteer.admin import Admin, load_admin
from geo.gazetteer.checks import check_gazetteer, single_source
from geo.gazetteer.places import Gazetteer, load_gazetteer
from geo.model import Kind, Precision, Relation
from geo.plan.catalogue import Catalogue, load_catalogue
from geo.plan.compare import compare
from geo.plan.parse import parse_plan, read_plan
from geo.query import tours
from geo.query.vocabulary import Term, Vocabulary
from geo.tables import read_toml


@dataclass(frozen=True)
class Report:
    """`counts` and `remarks` inform; any of `faults` makes the check fail."""

    counts: list[str]
    remarks: list[str]
    faults: list[str]


def check(sources: Path, plan_file: Path | None = None) -> Report:
    """Check catalogue, places and, when its file is given, the plan's text against them.

    Raises:
        SourceError: a source table is missing or broken.
        PlanTextError: the plan's text cannot be read or is not the plan.
    """
    catalogue = load_catalogue(sources / "plan")
    admin = load_admin(sources)
    gazetteer = load_gazetteer(sources, admin)
    faults = check_gazetteer(gazetteer, catalogue.structure, admin)
    faults += _groups_apply(catalogue)
    faults += tour_faults(sources, catalogue, admin, gazetteer)
    remarks = []
    if plan_file is None:
        remarks.append("the plan's text was not compared: give it with --plan FILE")
    else:
        text = read_plan(plan_file)
        faults += compare(text, parse_plan(text), catalogue.structure)
    alone = single_source(gazetteer)
    if alone:
        remarks.append(f"{len(alone)} exact or site places rest on one source: {', '.join(alone)}")
    return Report(_counts(catalogue, gazetteer), remarks, faults)


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


def _groups_apply(catalogue: Catalogue) -> list[str]:
    """Every phrase that makes a group apply to a sector stands in that group."""
    names = {entry.id: [entry.name_zh] for entry in catalogue.structure.entries}
    for scenario in catalogue.structure.scenarios:
        if scenario.entry:
            names[scenario.entry].append(scenario.name_zh)
    return [
        f"applies.csv: {row.text('phrase_zh')} does not stand in {row.text('entry')}"
        for row in catalogue.tables["applies"]
        if not any(row.text("phrase_zh") in name for name in names[row.text("entry")])
    ]


def tour_faults(
    sources: Path, catalogue: Catalogue, admin: Admin, gazetteer: Gazetteer
) -> list[str]:
    """What is wrong with the tours of the exhibition mode (`tours.toml`)."""
    points = {
        place.id: None if place.lon is None or place.lat is None else (place.lon, place.lat)
        for place in gazetteer.places
    }
    province = admin.province.union_all()
    try:
        content = read_toml(sources / tours.FILE, ["tours"])
        _, faults = tours.read_tours(
            content,
            _known_codes(catalogue, admin),
            points,
            lambda lon, lat: bool(shapely.contains_xy(province, lon, lat)),
        )
    except SourceError as error:
        return [str(error)]
    return faults


def _known_codes(catalogue: Catalogue, admin: Admin) -> Vocabulary:
    """The codes that a filter may hold, as the sources have them."""
    codes = {
        "sectors": [row.text("id") for row in catalogue.tables["sectors"]],
        "tasks": [row.text("number") for row in catalogue.tables["tasks"]],
        "themes": [row.text("number") for row in catalogue.tables["themes"]],
        "regions": [
            *(row.text("id") for row in admin.zones),
            *admin.prefectures["adcode"],
            *admin.counties["adcode"],
        ],
        "kinds": list(Kind),
        "precisions": list(Precision),
        "relations": list(Relation),
    }
    return Vocabulary(
        {field: [Term(str(code), "", "") for code in known] for field, known in codes.items()}
    )
