"""The tables of the geocoder: every unit that it knows, and the texts that may mean it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyarrow as pa

from geo.build.divisions import (
    add_former_counties,
    add_former_prefectures,
    add_outside,
    add_regions,
    add_towns,
    add_villages,
)
from geo.build.named_places import add_airports, add_areas, add_places, link_sites
from geo.build.register import Register, Unit
from geo.gazetteer.admin import Admin
from geo.gazetteer.places import Gazetteer
from geo.geocode.normalize import normalize_name
from geo.geocode.suffixes import UnitRank
from geo.source_tables import read_table

OWN_NAME = 3  # characters


def make_geocode_tables(sources: Path, admin: Admin, gazetteer: Gazetteer) -> dict[str, pa.Table]:
    """All tables of the geocoder.

    Raises:
        SourceError: a list under `admin/` or `names/` is missing or broken.
    """
    characters = read_table(sources / "names" / "simplified.csv", ["char", "simplified"])
    words = read_table(sources / "names" / "ordinary_words.csv", ["word", "frequency"])
    generic = read_table(sources / "names" / "generic_stems.csv", ["word"])
    # A long, unique name of the plan (三星堆) is not treated as an ordinary word.
    named = {place.name_zh for place in gazetteer.places if len(place.name_zh) >= OWN_NAME}
    words = [row for row in words if row.text("word") not in named]
    simplified = {ord(row.text("char")): row.text("simplified") for row in characters}
    register = Register(simplified)
    add_outside(register, sources)
    add_regions(register, admin)
    add_former_counties(register, sources)
    add_former_prefectures(register, sources)
    add_towns(register, sources, admin)
    add_villages(register, sources)
    link_sites(register, gazetteer)
    add_areas(register, sources, admin)
    add_airports(register, sources, admin, gazetteer)
    add_places(register, gazetteer, admin)
    _find_today(register)
    return {
        **register.tables(),
        "geo_characters": pa.table(
            {
                "char": [row.text("char") for row in characters],
                "simplified": [row.text("simplified") for row in characters],
            }
        ),
        "geo_words": pa.table(
            {
                "word": [normalize_name(row.text("word"), simplified) for row in words],
                "frequency": pa.array([row.integer("frequency") for row in words], pa.int32()),
            }
        ),
        "geo_generic": pa.table({"word": [row.text("word") for row in generic]}),
    }


def _find_today(register: Register) -> None:
    """A former town or village whose stem its county still has became that unit."""
    now: dict[tuple[UnitRank, int, str], set[int]] = defaultdict(set)
    for unit in register.units:
        if unit.rank in (UnitRank.TOWN, UnitRank.VILLAGE) and not unit.last_year:
            now[unit.rank, _county(register, unit), unit.stem].add(unit.seq)
    for unit in register.units:
        if unit.rank in (UnitRank.TOWN, UnitRank.VILLAGE) and unit.last_year:
            same = now[unit.rank, _county(register, unit), unit.stem]
            unit.today = next(iter(same)) if len(same) == 1 else -1


def _county(register: Register, unit: Unit) -> int:
    while unit.rank > UnitRank.COUNTY and unit.parent >= 0:
        unit = register.units[unit.parent]
    return unit.seq
