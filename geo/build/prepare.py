"""From the sources to everything that a build writes, in memory; all faults are collected.

`python -m geo build` writes what comes out, `python -m geo check` only reports: both reject the
same sources, because both use `prepare`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import shapely
from shapely.errors import ShapelyError

from geo.build.basemap import make_basemap
from geo.build.geocode import make_geocode_tables
from geo.build.tables import make_tables
from geo.errors import SourceError
from geo.gazetteer.admin import Admin, load_admin
from geo.gazetteer.checks import MIN_STATIONS, check_gazetteer
from geo.gazetteer.ground import LAKES, SEATS, load_ground, seat_errors
from geo.gazetteer.load_places import load_gazetteer
from geo.gazetteer.places import Gazetteer
from geo.model import Kind, Precision, Relation
from geo.plan.curated_plan import CuratedPlan, load_curated_plan
from geo.query import tours
from geo.query.codelists import Code, Codelists
from geo.source_tables import read_toml

# By kind; folders that are not there (geo/gazetteer/ground.py) have none.
ORIGINS = {"geometry": ("boundaries", "geometry", LAKES, SEATS), "names": ("admin", "names")}
UNFORESEEN = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, ShapelyError)
Made = TypeVar("Made")


@dataclass
class Prepared:
    """The content of the sources. `faults` has one line for each inconsistency; only when
    there is none are there `tables`, `basemap` (file name → text) and `origins` (by kind).
    """

    curated: CuratedPlan
    gazetteer: Gazetteer
    errors: list[str]
    tables: dict[str, pa.Table] = field(default_factory=dict)
    basemap: dict[str, str] = field(default_factory=dict)
    origins: dict[str, list[dict[str, str]]] = field(default_factory=dict)


def prepare(sources: Path, *, min_stations: int = MIN_STATIONS) -> Prepared:
    """Read all sources, check them, and make the tables of the build.

    `min_stations` is passed to `check_gazetteer`.

    Raises:
        SourceError: a source is missing or cannot be read, so that nothing further can be checked.
    """
    curated = _made("the plan's tables", lambda: load_curated_plan(sources / "plan"))
    admin = _made("the areas", lambda: load_admin(sources))
    gazetteer = _made("the places", lambda: load_gazetteer(sources, admin))
    ground = _made("lakes and seats", lambda: load_ground(sources))
    errors = check_gazetteer(gazetteer, curated.structure, admin, min_stations)
    errors += _groups_apply(curated)
    errors += seat_errors(ground, admin)
    errors += _tour_errors(sources, curated, admin, gazetteer)
    prepared = Prepared(curated, gazetteer, errors)
    if not errors:
        prepared.tables = _made(
            "the tables", lambda: make_tables(curated, admin, gazetteer)
        ) | _made("the lists of names", lambda: make_geocode_tables(sources, admin, gazetteer))
        prepared.basemap = _made(
            "the base map", lambda: make_basemap(admin, gazetteer.river_lines, ground)
        )
        prepared.origins = {
            kind: _made("origin.toml", partial(_origins, sources, folders))
            for kind, folders in ORIGINS.items()
        }
    return prepared


def _made(what: str, make: Callable[[], Made]) -> Made:
    """The result of `make`. An unexpected error while reading hand-edited files is reported as a
    fault of the sources, with the name of the step.
    """
    try:
        return make()
    except SourceError:
        raise
    except UNFORESEEN as error:
        reason = " ".join(str(error).split())
        raise SourceError(
            f"{what} cannot be made from the sources ({type(error).__name__}: {reason})"
        ) from error


def _origins(sources: Path, folders: Iterable[str]) -> list[dict[str, str]]:
    """Origin and licence of what was derived from packages, from the sidecar files."""
    origins = []
    optional = (LAKES, SEATS)
    here = [name for name in folders if name not in optional or (sources / name).is_dir()]
    for path in (sources / folder / "origin.toml" for folder in here):
        sidecar = read_toml(path, ["processing", "package"])
        for package in sidecar.pop("package"):
            facts = {"folder": path.parent.name, **sidecar, **package}
            origins.append({key: str(value) for key, value in facts.items()})
    return origins


def _groups_apply(curated: CuratedPlan) -> list[str]:
    """Every phrase that makes a group apply to a sector stands in that group."""
    names = {entry.id: [entry.name_zh] for entry in curated.structure.entries}
    for scenario in curated.structure.scenarios:
        if scenario.entry:
            names[scenario.entry].append(scenario.name_zh)
    return [
        f"applies.csv: {row.text('phrase_zh')} does not stand in {row.text('entry')}"
        for row in curated.tables["applies"]
        if not any(row.text("phrase_zh") in name for name in names[row.text("entry")])
    ]


def _tour_errors(
    sources: Path, curated: CuratedPlan, admin: Admin, gazetteer: Gazetteer
) -> list[str]:
    """What is wrong with the tours of the exhibition mode (`tours.toml`)."""
    points = {
        place.id: None if place.lon is None or place.lat is None else (place.lon, place.lat)
        for place in gazetteer.places
    }
    province = admin.province.union_all()
    try:
        content = read_toml(sources / tours.FILE, ["tours"])
        _, errors = tours.read_tours(
            content,
            _known_codes(curated, admin),
            points,
            lambda lon, lat: bool(shapely.contains_xy(province, lon, lat)),
        )
    except SourceError as error:
        return [str(error)]
    return errors


def _known_codes(curated: CuratedPlan, admin: Admin) -> Codelists:
    """The codes that a filter may hold, as the sources have them."""
    codes = {
        "sectors": [row.text("id") for row in curated.tables["sectors"]],
        "tasks": [row.text("number") for row in curated.tables["tasks"]],
        "themes": [row.text("number") for row in curated.tables["themes"]],
        "regions": [
            *(row.text("id") for row in admin.zones),
            *admin.prefectures["adcode"],
            *admin.counties["adcode"],
        ],
        "kinds": list(Kind),
        "precisions": list(Precision),
        "relations": list(Relation),
    }
    return Codelists(
        {field: [Code(str(code), "", "") for code in known] for field, known in codes.items()}
    )
