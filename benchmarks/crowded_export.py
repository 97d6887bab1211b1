"""How long exports of 5,000 own places take, and how much memory, where they crowd.

    python benchmarks/crowded_export.py [--count 5000] [--formats svg,pdf] [--shapes point,line]
                                        [--keep FOLDER]

Each export is a process of its own (`python -m geo export`), so that its peak of resident memory
can be read; start-up and the data of the map are part of both figures. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

FORMATS = ("csv", "xlsx", "geojson", "kml", "svg", "png", "pdf", "html")
Points = Iterator[tuple[float, float]]


def at_one_point(count: int) -> Points:
    """All on Tianfu Square."""
    return ((104.0657, 30.6574) for _ in range(count))


def on_a_line(count: int) -> Points:
    """Evenly along a straight line from Guangyuan to Panzhihua."""
    return (
        (105.84 - 4.12 * share, 32.43 - 5.85 * share)
        for share in (number / max(count - 1, 1) for number in range(count))
    )


def in_one_city(count: int) -> Points:
    """At random within some 15 km of the middle of Chengdu."""
    chance = Random(11)
    return ((chance.gauss(104.06, 0.06), chance.gauss(30.66, 0.05)) for _ in range(count))


def spread_evenly(count: int) -> Points:
    """At random all over the province's box."""
    chance = Random(11)
    return ((chance.uniform(98, 108), chance.uniform(26.5, 33.8)) for _ in range(count))


SHAPES: dict[str, Callable[[int], Points]] = {
    "point": at_one_point,
    "line": on_a_line,
    "city": in_one_city,
    "even": spread_evenly,
}


def write_list(path: Path, points: Points) -> None:
    """A shortlist file of own places at these points (lon, lat in degrees)."""
    items = [
        {
            "id": f"own-{number}",
            "own": {
                "name": f"项目{number}",
                "lon": lon,
                "lat": lat,
                "precision": "site",
                "uncertainty_m": 500,
                "columns": {"预算": str(number)},
            },
        }
        for number, (lon, lat) in enumerate(points)
    ]
    path.write_text(json.dumps({"name": "拥挤", "items": items}), encoding="utf-8")


def measure(source: Path, target: Path, form: str) -> tuple[float, float, float, float]:
    """Seconds by the clock and of CPU, peak of resident memory in MB, size of the file in MB."""
    command = [
        sys.executable,
        "-m",
        "geo",
        "export",
        "--shortlist",
        str(source),
        "--force",
        "--format",
        form,
        "-o",
        str(target),
    ]
    began = time.monotonic()
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    assert process.stderr is not None
    message = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{form}: exit code {process.returncode}: {message[-500:]}")
    seconds = time.monotonic() - began
    cpu = usage.ru_utime + usage.ru_stime
    return seconds, cpu, usage.ru_maxrss * 1024 / 1e6, target.stat().st_size / 1e6


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5_000)
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--shapes", default=",".join(SHAPES))
    parser.add_argument("--keep", type=Path, help="leave the files here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        print("| places | format | seconds | CPU s | peak MB | file MB |")
        print("|---|---|---:|---:|---:|---:|")
        for shape in options.shapes.split(","):
            source = folder / f"{shape}.json"
            write_list(source, SHAPES[shape](options.count))
            for form in options.formats.split(","):
                seconds, cpu, peak, size = measure(source, folder / f"{shape}.{form}", form)
                print(
                    f"| {options.count} {shape} | {form} | {seconds:.1f} | {cpu:.1f} "
                    f"| {peak:.0f} | {size:.2f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
