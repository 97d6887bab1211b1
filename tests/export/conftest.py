"""Export datasets to write, and other people's programs to read them back with."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geo.catalog import Catalog
from geo.export import system_fonts
from geo.export.export_dataset import ExportDataset
from geo.export.make_dataset import make_dataset
from geo.export.page_setup import NAMES, PageSetup
from geo.query.filters import Filter
from geo.shortlist.drift import pick
from geo.shortlist.model import OwnPlace, Ranked, Shortlist, own_item
from tests.programs import needs

DATE = "2026-11-23"
HOSTILE = [
    "=1+1",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "六十个汉字" * 12,
    "笑脸😀",
    '说"引号"\n换行',
    "#strong[x] $x$ \\ {0} %s &amp; ]]>",
]
AMOUNTS = ["-12.5", "007", "1200", "=2+3", "3.10", "", "-1-1"]
Make = Callable[..., ExportDataset]


def run(program: str, *arguments: object, **options: Any) -> str:
    """What a program prints; without it the test is skipped."""
    done = subprocess.run(
        [needs(program), *map(str, arguments)],
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
        **options,
    )
    return done.stdout


@pytest.fixture
def no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without any font."""
    monkeypatch.setattr(system_fonts, "_known", list)


@pytest.fixture(scope="session")
def dataset(catalog: Catalog) -> Make:
    def make(ids: Sequence[str] | None = None, **options: Any) -> ExportDataset:
        kept = {"lang", "datum", "link", "shortlist"} & set(options)
        about = {name: options.pop(name) for name in kept}
        page = PageSetup(**{name: options.pop(name) for name in NAMES if name in options})
        about["page"] = page
        return make_dataset(catalog, catalog.filter(**options), date=DATE, ids=ids, **about)

    return make


@pytest.fixture(scope="session")
def everything(dataset: Make) -> ExportDataset:
    return dataset(inferred=True)


@pytest.fixture(scope="session")
def hostile(dataset: Make) -> ExportDataset:
    """Tourism, with names as no one should write them."""
    plain = dataset(sector="旅游")
    names = {"name_zh": HOSTILE, "name_en": HOSTILE, "full_name_zh": HOSTILE}
    return replace(plain, places=plain.places.assign(**names), link="https://x.cn/?a=1&b=<b>")


@pytest.fixture(scope="session")
def listed(catalog: Catalog) -> ExportDataset:
    """A ranked shortlist: a line, an area, and own places with names and columns as no one should
    write them, one of which has no position.
    """
    own = [
        own_item(
            OwnPlace(
                text,
                103.2 + number / 5,
                30.2 + number / 9,
                "site",
                800,
                ("510181",),
                "resolved",
                "按名称",
                0.9,
                f"村名录 {text}",
                (("预算", AMOUNTS[number]), (text, text), ("NOTE", "a"), ("note", "b")),
            ),
            note=text,
            tags=("标签", text),
        )
        for number, text in enumerate(HOSTILE)
    ]
    items = (*pick(catalog, ["min-river", "anyue-lemon"]), *own, own_item(OwnPlace("无处村")))
    shortlist = Shortlist(
        name="<b>考察</b>", items=items, build="aaaa", filter=(("sector", "tourism"),)
    )
    ranking = {
        item.id: Ranked(len(items) - number, number / 10, f"因为 {item.note}")
        for number, item in enumerate(items[:-1])
    }
    return make_dataset(
        catalog,
        Filter(),
        date=DATE,
        shortlist=shortlist,
        ranking=ranking,
        link="https://example.org/shortlist?items=1a-b_c&lang=zh",
    )


@pytest.fixture
def save(tmp_path: Path) -> Callable[[bytes, str], Path]:
    def write(content: bytes, name: str) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write
