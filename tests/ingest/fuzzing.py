"""One kind of file, changed at random and read, in a process with limits of its own.

`python -m tests.ingest.fuzzing KIND SEED COUNT` prints the number of each case before it is read,
and ends with 1 at the first that gives neither a result nor one error of ours.
"""

from __future__ import annotations

import io
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

import xlsxwriter

from geo.errors import AreaFileError, ListFileError, ShortlistError
from geo.ingest import guess_layout, worker
from geo.ingest.areas import read_area, read_typed_area
from geo.ingest.files import read_list, sheet_names
from geo.ingest.process_limits import MIB, ProcessLimits
from geo.ingest.table import PAGE_LIMITS
from geo.shortlist.file import from_json, to_json
from geo.shortlist.model import Item, OwnPlace, Shortlist
from tests.ingest.hostile import (
    SQUARE,
    feature_list,
    geopackage,
    kml,
    kml_polygon,
    nested_geojson,
    shapefile,
    wkb_nest,
    wkb_polygon,
    zipped,
)

LONGEST_S = 3.0  # of processor time, for files of a few kilobytes
LIMITS = ProcessLimits(cpu_s=120, memory=200 * MIB)
HOLE = [[103.5, 30.5], [104.5, 30.5], [104.5, 31.5], [103.5, 31.5], [103.5, 30.5]]


def _kmz() -> bytes:
    return zipped({"doc.kml": kml(f"<Placemark>{kml_polygon()}</Placemark>"), "a.png": b"picture"})


def _csv(encoding: str) -> bytes:
    rows = ['名称,区县,"备注, 说明",数', '三河村,昭觉县,"第一行\n第二行",12.5', "永丰村,崇州市,,-3"]
    return "\r\n".join([*rows, *(f"村{n},,{n},{n * 1.5}" for n in range(20))]).encode(encoding)


def _xlsx() -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet("项目")
        sheet.merge_range(0, 0, 0, 3, "汇总表")
        sheet.write_row(1, 0, ["区县", "名称", "日期", "份额"])
        sheet.merge_range(2, 0, 6, 0, "昭觉县")
        date, share = (book.add_format({"num_format": form}) for form in ("yyyy/m/d", "0.0%"))
        for row in range(2, 12):
            sheet.write_string(row, 1, f"三河村{row}")
            sheet.write_datetime(row, 2, datetime(2023, 9, row, 8), date)
            sheet.write_number(row, 3, row / 7, share)
        book.add_worksheet("乙").write_rich_string(0, 0, "a", book.add_format({"bold": True}), "b")
    return data.getvalue()


def _geopackage() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        blobs = [wkb_polygon(), wkb_nest(2), wkb_nest(1, 6)]
        return geopackage(Path(folder), blobs, page=512)


def _shortlist() -> bytes:
    own = OwnPlace("村", 104.5, 30.5, "site", 500, ("510181",), columns=(("列", "值"),))
    items = (Item("dujiangyan", "记", ("标签",)), Item("own-1", own=own))
    return to_json(Shortlist(name="甲", items=items, filter=(("sector", "energy"),))).encode()


SEEDS: dict[str, Callable[[], bytes]] = {
    "list.csv": lambda: _csv("utf-8-sig"),
    "list_gb.csv": lambda: _csv("gb18030"),
    "list_utf16.csv": lambda: _csv("utf-16"),
    "list.xlsx": _xlsx,
    "list.geojson": lambda: feature_list(
        {"type": "Point", "coordinates": [104, 30]},
        {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE]]},
        properties={"name": "三河村", "n": 1.5, "deep": {"a": [1, None]}},
    ),
    "area.geojson": lambda: nested_geojson(2, {"type": "Polygon", "coordinates": [SQUARE, HOLE]}),
    "area.kml": lambda: kml(f"<Folder><Placemark>{kml_polygon()}</Placemark></Folder>" * 3),
    "area.kmz": _kmz,
    "area_typed.txt": lambda: (
        b"POLYGON ((103 30, 105 30, 105 32, 103 30), (104 30.5, 104.5 30.6, 104.5 31, 104 30.5))"
    ),
    "area_points.txt": lambda: "103，30；105.5,30;105.5，32\n103,32".encode(),
    "area.gpkg": _geopackage,
    "area.zip": lambda: shapefile([SQUARE[::-1], HOLE]),
    "shortlist.json": _shortlist,
}


@cache
def seed_file(kind: str) -> bytes:
    """The valid file of a kind."""
    return SEEDS[kind]()


def case(kind: str, seed: int, number: int) -> bytes:
    """The file number so and so of a seed."""
    from tests.ingest.mutations import mutated

    rng = random.Random(f"{kind} {seed} {number}")
    others = [seed_file(other) for other in sorted(SEEDS) if other != kind]
    return mutated(rng, seed_file(kind), others)


def read(kind: str, data: bytes) -> None:
    """Read a file of a kind; raises whatever is not one error of ours.

    An unforeseen exception of a reader of lists becomes `not_readable`; it counts as one here.
    """
    try:
        if kind.endswith("txt"):
            assert read_typed_area("a", data).wkb
        elif kind.startswith("area"):
            assert read_area(kind, data).wkb
        elif kind.startswith("list"):
            grid = read_list(kind, data, PAGE_LIMITS)
            assert grid.table(guess_layout(grid)).columns
            sheet_names(data, PAGE_LIMITS)
        else:
            json.dumps(to_json(from_json(data)))
    except (AreaFileError, ShortlistError) as error:
        assert str(error)
    except ListFileError as error:
        if error.key == "not_readable":
            raise error.__cause__ or error from error
        assert str(error)


def main(kind: str, seed: int, count: int) -> int:
    """Read that many cases; the number of each goes out before it is read."""
    for number in range(count):
        data = case(kind, seed, number)
        print(number, flush=True)
        began = time.process_time()
        read(kind, data)
        if time.process_time() - began > LONGEST_S:
            print(f"case {number} took more than {LONGEST_S} s", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    worker.lower(LIMITS)
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
