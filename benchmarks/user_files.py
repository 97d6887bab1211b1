"""The cost of reading an untrusted file in a separate process, compared with reading it in the
server.

`python benchmarks/user_files.py` prints medians in milliseconds, and what a process
takes of memory: ready, and at most while it reads the file.
"""

from __future__ import annotations

import io
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

sys.path.insert(0, str(Path(__file__).parents[1]))

from geo.ingest import PAGE_LIMITS, read_list
from geo.ingest.areas import read_area
from geo.ingest.pool import page_pool
from geo.ingest.user_files import page_files
from geo.shortlist.file import from_json, to_json
from geo.shortlist.model import Item, Shortlist
from tests.ingest.hostile import geopackage, shapefile, wkb_polygon

TIMES = 7
WARM_S = 1.5  # until a process that was just started is ready


def workbook(rows: int) -> bytes:
    """A workbook of six columns."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet()
        for row in range(rows):
            sheet.write_row(row, 0, [f"三河村{row}", "昭觉县", row, row / 7, "备注", "在建"])
    return data.getvalue()


def ring(points: int) -> list[list[float]]:
    """A square with vertices on its sides."""
    step = 8 / points
    side = [step * n for n in range(points // 4)]
    west, south = 103.0, 30.0
    return [
        *([west, south + at] for at in side),
        *([west + at, south + 2] for at in side),
        *([west + 2, south + 2 - at] for at in side),
        *([west + 2 - at, south] for at in side),
        [west, south],
    ]


def files() -> dict[str, tuple[bytes, Callable[[bytes], object], Callable[[bytes], object]]]:
    """Name → content, how the server would read it, and how it does."""
    here = page_files()
    with tempfile.TemporaryDirectory() as folder:
        package = geopackage(Path(folder), [wkb_polygon()] * 20)
    rows = "\n".join(f"三河村{n},昭觉县,{n}" for n in range(20_000))
    places = Shortlist(items=tuple(Item(f"place-{n}", "记") for n in range(500)))
    square = {"type": "Polygon", "coordinates": [ring(100_000)]}

    def area(name: str, data: bytes) -> tuple[bytes, Callable, Callable]:
        return data, lambda data: read_area(name, data), lambda data: here.read_area(name, data)

    def listed(name: str, data: bytes) -> tuple[bytes, Callable, Callable]:
        return (
            data,
            lambda data: read_list(name, data, PAGE_LIMITS),
            lambda data: here.read_list(name, data),
        )

    return {
        "list, CSV, 3 rows": listed("a.csv", "名称\n三河村\n永丰村".encode()),
        "list, CSV, 20,000 rows": listed("a.csv", rows.encode()),
        "list, XLSX, 200 rows": listed("a.xlsx", workbook(200)),
        "list, XLSX, 20,000 rows": listed("a.xlsx", workbook(20_000)),
        "area, GeoPackage, 20 squares": area("a.gpkg", package),
        "area, Shapefile, 4 corners": area("a.zip", shapefile([ring(4)])),
        "area, GeoJSON, 100,000 corners": area("a.json", json.dumps(square).encode()),
        "shortlist, 500 places": (to_json(places).encode(), from_json, here.read_shortlist),
    }


def median_ms(read: Callable[[bytes], object], data: bytes, pause: float) -> float:
    """Of several times; `pause` seconds between them are not counted."""
    spent = []
    for _ in range(TIMES):
        time.sleep(pause)
        began = time.perf_counter()
        read(data)
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


def ready_memory() -> str:
    """Resident MiB of a process that waits, where the system says."""
    status = Path(f"/proc/{page_pool()._ready[0].process.pid}/status")
    if not status.exists():
        return "not known"
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return f"{int(line.split()[1]) // 1024} MiB"


def main() -> None:
    """Print the table."""
    cases = files()
    time.sleep(WARM_S)
    print(f"a process that waits: {ready_memory()}")
    print(f"{'file':34}{'kB':>8}{'here ms':>10}{'process ms':>12}{'more ms':>10}")
    for name, (data, inside, outside) in cases.items():
        here, apart = median_ms(inside, data, 0), median_ms(outside, data, WARM_S)
        size = len(data) / 1000
        print(f"{name:34}{size:8.0f}{here:10.1f}{apart:12.1f}{apart - here:10.1f}")


if __name__ == "__main__":
    main()
