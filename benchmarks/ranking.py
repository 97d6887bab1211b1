"""How long the server needs to rank a long list, with and without sensitivity.

    .venv/bin/python benchmarks/ranking.py [PLACES]

Medians of five runs over the places of the plan and own places with six criteria, each step for
itself; the peer is the plain sum of floats with numpy, without reasons, ties or missing values.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from statistics import median

import numpy as np

from geo import settings
from geo.catalog import Catalog
from geo.rank import code
from geo.rank.criteria import Criterion, Measure
from geo.rank.score import Rule, rank
from geo.rank.sensitivity import sensitivity
from geo.rank.shortlist_ranking import columns_of
from geo.rank.words import as_ranked
from geo.shortlist.drift import pick
from geo.shortlist.model import OwnPlace, Shortlist, own_item

RUNS = 5
CRITERIA = [
    Criterion(Measure.DISTANCE, Rule(25.0, False, at_most=400.0), origin="tianfu-airport"),
    Criterion(Measure.UNCERTAINTY, Rule(5.0, False)),
    Criterion(Measure.GAP, Rule(15.0, False)),
    Criterion(Measure.COLUMN, Rule(20.0), column="population"),
    Criterion(Measure.COLUMN, Rule(20.0), column="cost"),
    Criterion(Measure.COLUMN, Rule(15.0), column="score"),
]


def long_list(catalog: Catalog, places: int) -> Shortlist:
    """The places of the plan and own ones, with three columns of numbers."""
    chance = random.Random(15)
    known = list(catalog.spatial.points)[: places // 2]
    here = Shortlist(items=pick(catalog, known))
    own = [
        own_item(
            OwnPlace(
                f"Site {number}",
                102 + 5 * chance.random(),
                28 + 5 * chance.random(),
                "site",
                500,
                ("510181",),
                columns=(
                    ("population", f"{chance.gauss(500_000, 90_000):.0f}"),
                    ("cost", f"{chance.uniform(1, 99):.2f}"),
                    ("score", str(chance.randint(0, 10))),
                ),
            )
        )
        for number in range(places - len(known))
    ]
    return here.add(*own).rank_by(code.encode(CRITERIA))


def timed(what: Callable[[], object]) -> float:
    """The median time in milliseconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        what()
        times.append(time.perf_counter() - start)
    return 1000 * median(times)


def main() -> None:
    """Print the steps, their sum, and the ratio to the peer."""
    catalog = Catalog(settings.built_dir())
    here = long_list(catalog, int(sys.argv[1]) if len(sys.argv) > 1 else 500)
    columns = columns_of(catalog, here, CRITERIA)
    ranking = rank(here.ids, columns)
    table = np.array([[one.values.get(i) or 0 for one in columns] for i in here.ids], dtype=float)
    weights = np.array([one.rule.weight for one in columns])
    steps = {
        "values": lambda: columns_of(catalog, here, CRITERIA),
        "ranking": lambda: rank(here.ids, columns),
        "sensitivity": lambda: sensitivity(here.ids, columns, ranking),
        "reasons": lambda: as_ranked(catalog, here, CRITERIA, ranking, "zh"),
    }
    peer = timed(lambda: np.argsort(-(table @ weights)))
    print(f"{len(here.items)} places, {len(columns)} criteria")
    whole = 0.0
    for name, step in steps.items():
        took = timed(step)
        whole += took
        print(f"{name:12} {took:8.1f} ms")
    print(f"{'together':12} {whole:8.1f} ms, {whole / max(peer, 1e-3):,.0f} × a sum of floats")


if __name__ == "__main__":
    main()
