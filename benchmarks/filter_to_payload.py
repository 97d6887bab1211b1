"""Server time from a filter to what the browser gets: rows, facets, and which places are drawn.

    python -m geo build && python benchmarks/filter_to_payload.py

Prints the median and the 95th percentile over random filters, and the same query answered by
pandas in the same run, as a ratio. Nothing here is a test: machines differ, ratios less so.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from geo import settings  # noqa: E402
from geo.catalog import Catalog  # noqa: E402
from geo.query.filters import EVERY_PLACE, FIELDS, Filter  # noqa: E402
from geo.query.permalink import NUMBERS  # noqa: E402
from geo.query.spatial import DistanceFilter  # noqa: E402
from geo.ui.widgets.live_map import shown_bits  # noqa: E402

RUNS = 300


def random_filter(catalog: Catalog, chance: random.Random) -> Filter:
    """Up to two values in about a third of the fields, and sometimes a distance."""
    values = {}
    for field in FIELDS:
        codes = [term.code for term in catalog.codelists.terms(field)]
        some = chance.sample(codes, chance.randint(1, 2)) if chance.random() < 0.35 else []
        values[field] = tuple(int(c) if field in NUMBERS else c for c in some)
    near = DistanceFilter(chance.uniform(98, 108), chance.uniform(27, 34), chance.uniform(20, 300))
    return Filter(**values, near=near if chance.random() < 0.2 else None)


def payload(catalog: Catalog, chosen: Filter) -> str:
    """What one rerun computes: rows, facet counts, and which places the map draws."""
    rows = catalog.places(chosen).to_pylist()
    catalog.counts.facets(chosen)
    return json.dumps(shown_bits(catalog, rows))


def with_pandas(frame, chosen: Filter):
    """The same rows by boolean masks, for the ratio."""
    mask = frame["id"].notna()
    for column, wanted in (
        ("sectors", chosen.sectors),
        ("regions", chosen.regions),
        ("tasks", chosen.tasks),
    ):
        if wanted:
            mask &= frame[column].map(lambda cell, wanted=wanted: not set(wanted).isdisjoint(cell))
    for column, wanted in (("kind", chosen.kinds), ("precision", chosen.precisions)):
        if wanted:
            mask &= frame[column].isin(wanted)
    return frame[mask].sort_values(["pinyin", "id"])


def timed(call, *arguments) -> float:
    """Milliseconds of one call."""
    start = time.perf_counter()
    call(*arguments)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Measure and print."""
    catalog = Catalog(settings.built_dir())
    chance = random.Random(20261122)
    chosen = [random_filter(catalog, chance) for _ in range(RUNS)]
    catalog.warm_up()
    payload(catalog, EVERY_PLACE)
    frame = catalog.places(EVERY_PLACE).to_pandas()
    whole = sorted(timed(payload, catalog, one) for one in chosen)
    plain = [one for one in chosen if one.near is None]  # what masks can answer, too
    rows = sorted(timed(catalog.places, one) for one in plain)
    pandas = sorted(timed(with_pandas, frame, one) for one in plain)
    print(f"{len(frame)} places, {RUNS} random filters, milliseconds")
    print(f"filter to payload: median {statistics.median(whole):.1f}, p95 {whole[-RUNS // 20]:.1f}")
    print(
        f"rows by DuckDB:    median {statistics.median(rows):.1f}, p95 {rows[-len(rows) // 20]:.1f}"
    )
    ratio = statistics.median(rows) / statistics.median(pandas)
    print(f"rows by pandas:    median {statistics.median(pandas):.1f}; DuckDB/pandas {ratio:.1f}")


if __name__ == "__main__":
    main()
