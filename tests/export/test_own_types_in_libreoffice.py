"""Typed own columns in LibreOffice: XLSX of ours as ODS, and what it saves, read by our readers."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from geo.cells.column_types import ColumnKind, guess_type, typed
from geo.export.make_dataset import make_dataset
from geo.export.registry import FORMATS
from geo.ingest import PAGE_LIMITS, read_list
from geo.query.filters import Filter
from geo.shortlist.drift import pick
from geo.shortlist.model import Shortlist
from tests.export.conftest import DATE, run

CELLS = {
    "sanxingdui": {"人口": "1,200", "投资（亿元）": "0.089", "增速": "8.9%", "开工": "2023-09-12"},
    "jinsha-site": {"人口": "35", "投资（亿元）": "130.25", "增速": "12%", "开工": "2024-03-01"},
}
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def converted(path: Path, kind: str, folder: Path) -> Path:
    """The file as LibreOffice saves it in another format."""
    run(
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        folder / kind,
        path,
        timeout=120,
    )
    return folder / kind / f"{path.stem}.{kind}"


@pytest.fixture(scope="module")
def files(catalog, tmp_path_factory) -> dict[str, Path]:
    """Ours, that as ODS, and that as XLSX again: one start of the program for each."""
    folder = tmp_path_factory.mktemp("typed")
    here = Shortlist(name="类型", items=pick(catalog, list(CELLS)))
    for place, cells in CELLS.items():
        here = here.fill(place, cells)
    ours = folder / "typed.xlsx"
    ours.write_bytes(
        FORMATS["xlsx"].write(make_dataset(catalog, Filter(), date=DATE, shortlist=here))
    )
    ods = converted(ours, "ods", folder)
    return {"ods": ods, "xlsx": converted(ods, "xlsx", folder)}


def ods_rows(path: Path) -> list[list[tuple[str, str]]]:
    """The type and value of each cell of the first sheet."""
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))
    sheet = next(root.iter(f"{TABLE}table"))
    rows = []
    for row in sheet.iter(f"{TABLE}table-row"):
        cells: list[tuple[str, str]] = []
        for cell in row.iter(f"{TABLE}table-cell"):
            kind = cell.get(f"{OFFICE}value-type", "")
            name = {"date": "date-value", "string": "", "": ""}.get(kind, "value")
            text = "".join("".join(part.itertext()) for part in cell.iter(f"{TEXT}p"))
            value = cell.get(f"{OFFICE}{name}", "") if name else text
            repeated = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
            cells += [(kind, value)] * min(repeated, 100)
        rows.append(cells)
    return rows


def test_libreoffice_has_the_types_and_values(files):
    head, *rows = ods_rows(files["ods"])
    at = {name: column for column, (_, name) in enumerate(head)}
    found = [
        [row[at[f"自有：{name}"]] for name in CELLS["sanxingdui"]] for row in rows[: len(CELLS)]
    ]
    assert found == [
        [("float", "1200"), ("float", "0.089"), ("percentage", "0.089"), ("date", "2023-09-12")],
        [("float", "35"), ("float", "130.25"), ("percentage", "0.12"), ("date", "2024-03-01")],
    ]


def test_what_libreoffice_saves_is_read_with_the_same_types(files):
    head, *rows = read_list("typed.xlsx", files["xlsx"].read_bytes(), PAGE_LIMITS).cells
    kinds = {"人口": "integer", "投资（亿元）": "number", "增速": "percent", "开工": "date"}
    values = {"人口": 1200, "投资（亿元）": 0.089, "增速": 0.089, "开工": "2023-09-12"}
    for name, kind in kinds.items():
        cells = [row[head.index(f"自有：{name}")] for row in rows[: len(CELLS)]]
        guessed = guess_type(name, cells)
        assert guessed.kind == ColumnKind(kind), (name, cells)
        value = typed(cells[0], guessed)
        assert (str(value) if kind == "date" else value) == values[name]
