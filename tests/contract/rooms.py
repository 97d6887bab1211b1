"""The rooms of the code: what each holds and what it may import. Data of the layering test and of
`docs/architecture.md`, whose two tables `python -m tests.contract.rooms` writes anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "architecture.md"
BASE = frozenset(
    {
        "errors",
        "files",
        "fuzzy",
        "history",
        "progress",
        "json_document",
        "model",
        "schema",
        "settings",
        "source_tables",
    }
)


@dataclass(frozen=True)
class Room:
    """A package or module of `geo`; `uses` are the rooms that it may import besides `BASE`."""

    holds: str
    uses: frozenset[str] = frozenset()


def _room(holds: str, uses: str = "") -> Room:
    return Room(holds, frozenset(uses.split()))


ROOMS = {
    "errors": _room("the error tree: messages state what happened, what was kept, what to do"),
    "files": _room("writing a file completely or not at all"),
    "fuzzy": _room("approximate comparison of spellings; the only use of RapidFuzz"),
    "history": _room("undo and redo of immutable values"),
    "progress": _room("how far long work is, and how long the rest takes"),
    "json_document": _room("untrusted JSON, with limits"),
    "model": _room("codes: kinds, precisions, relations, …"),
    "schema": _room(
        "every column of a place, an export and a geocoded list, declared once; the rows of all "
        "queries; Arrow schema, JSON schema and data dictionary derived from them"
    ),
    "settings": _room("paths and environment variables; checkout or installed"),
    "source_tables": _room("reading the hand-edited CSV and TOML files"),
    "cells": _room(
        "cells of people's tables: numbers, units and dates as written; types of their columns"
    ),
    "i18n": _room("all texts of the interface in both languages, plural forms"),
    "describe": _room("clause, precision, region and datum in words", "i18n"),
    "plan": _room("parser of the plan's text, the curated plan, comparison of both"),
    "gazetteer": _room("administrative areas, places with evidence, datums, checks", "plan"),
    "query": _room("filters as values, addresses, codelists, search, distances, tours", "i18n"),
    "store": _room(
        "DuckDB at run time (only here and in `build`): a locked connection, named queries", "query"
    ),
    "catalog": _room(
        "`Catalog`: the places of a build, with `regions`, `spatial`, `counts`, `plan`, "
        "`descriptions` and portraits; used by pages, API, command line and notebooks",
        "i18n query store",
    ),
    "mapping": _room(
        "features, styles, symbols and themes of all maps; layers for the browser; the only use of "
        "pydeck",
        "describe i18n",
    ),
    "ingest": _room(
        "files of users, each parsed in a process of its own with limits (`user_files.py` is the "
        "entry point, `worker.py` the process)",
        "gazetteer i18n query shortlist",
    ),
    "geocode": _room(
        "a name → resolved, ambiguous, unresolved, outside or failed; optional online providers",
        "gazetteer i18n ingest store",
    ),
    "rank": _room(
        "weighted criteria → utilities, scores, ranks, sensitivity, named weights; the ranking of "
        "a shortlist and its reasons in words; table join",
        "catalog cells i18n ingest query shortlist",
    ),
    "choropleth": _room(
        "numbers of regions as coloured classes below the places: from tables and counts, per area "
        "and per head; the only use of jenkspy",
        "catalog cells i18n ingest query rank",
    ),
    "shortlist": _room(
        "shortlists as values, files, links and database rows; opens the database",
        "catalog cells i18n",
    ),
    "export": _room(
        "`ExportDataset`, what makes it (`make_dataset`), and one module for each format; the map "
        "sheet and its fonts",
        "catalog cells choropleth describe gazetteer geocode i18n ingest mapping query shortlist",
    ),
    "reports": _room(
        "errors that visitors report of places: as values, as files and mail text, as rows of the "
        "shortlists' database, and as rows for the editors' tables",
        "describe export gazetteer i18n shortlist",
    ),
    "build": _room(
        "sources → artefacts; on demand where Shutu is installed",
        "gazetteer geocode i18n plan query",
    ),
    "check": _room("the checks of `shutu check`", "build gazetteer i18n plan"),
    "web": _room(
        "routes (exports, API, OGC API - Features, QR codes, phone cards, static files) and ASGI "
        "middleware; the only use of Starlette",
        "catalog choropleth describe export i18n mapping query",
    ),
    "ui": _room(
        "the pages; in `geo` the only use of Streamlit",
        "catalog cells choropleth describe export geocode i18n ingest mapping plan query rank "
        "reports shortlist web",
    ),
    "ports": _room("which ports are free"),
    "launch": _room("`make run`, `shutu serve`", "ports"),
    "kiosk": _room("`shutu kiosk`: keeps server and browser alive", "ports"),
    "__init__": _room("`geo.sites()` for notebooks", "build catalog ingest query"),
    "cli": _room(
        "the commands (`commands`), their options, and the inputs and outputs that they share",
        "build catalog check choropleth export geocode i18n ingest kiosk launch plan ports query "
        "rank reports shortlist store",
    ),
    "__main__": _room("runs a command; its exit code", "cli"),
}
# Packages that only these rooms may import.
ONLY_IN = {
    "streamlit": ("ui",),
    "pydeck": ("mapping",),
    "sqlalchemy": ("shortlist", "reports"),
    "starlette": ("web",),
    "rapidfuzz": ("fuzzy",),
    "jenkspy": ("choropleth",),
}


@dataclass(frozen=True)
class Level:
    """Modules and folders of `geo/ui` that may import each other, and those of rows before it."""

    names: tuple[str, ...]
    holds: str


PAGE_FOLDERS = (
    "about",
    "coverage",
    "explore",
    "kiosk",
    "locate",
    "plan",
    "region",
    "shortlist",
    "sources",
    "task",
)
# From below to above; no page folder imports another one.
UI_LEVELS = (
    Level(
        (
            "asset_files",
            "component",
            "escaping",
            "links",
            "run_messages",
            "session_end",
            "static",
            "streamlit_words",
        ),
        "Streamlit's edges: components, static files, escaping, addresses, the end of a session",
    ),
    Level(("state",), "the typed `Session` of a visitor; only `session.py` imports Streamlit"),
    Level(("widgets",), "what several pages draw: map, list, detail, facets, export panel, …"),
    Level(("data", "document"), "the catalog that all share; the address bar and language"),
    Level(PAGE_FOLDERS, "one folder for each page; `page.py` has `draw()`, called by `pages/`"),
    Level(("frame", "server"), "the frame around the pages; what the web server needs to know"),
)


def ui_level(path: Path) -> int:
    """The index in `UI_LEVELS` of a file below `geo/ui`."""
    first = path.relative_to(ROOT / "geo" / "ui").parts[0].removesuffix(".py")
    return next(index for index, level in enumerate(UI_LEVELS) if first in level.names)


def path_of(room: str) -> str:
    """The path of a room as documents write it."""
    return f"geo/{room}" if (ROOT / "geo" / room).is_dir() else f"geo/{room}.py"


def tables() -> dict[str, str]:
    """The generated tables of the document by the name of their marker."""
    rooms = ["| room | holds | may import, besides the base |", "|---|---|---|"]
    for name, room in ROOMS.items():
        uses = "(base)" if name in BASE else ", ".join(sorted(room.uses)) or "—"
        rooms.append(f"| `{path_of(name)}` | {room.holds} | {uses} |")
    levels = ["| level of `geo/ui`, from below | holds |", "|---|---|"]
    for level in UI_LEVELS:
        names = ", ".join(f"`{name}`" for name in level.names)
        levels.append(f"| {names} | {level.holds} |")
    return {"rooms": "\n".join(rooms), "levels": "\n".join(levels)}


def renewed(text: str) -> str:
    """The document with its tables as the rules say now."""
    for name, table in tables().items():
        mark = rf"(<!-- {name} -->\n).*?(<!-- end -->)"
        text = re.sub(mark, lambda m, table=table: f"{m[1]}{table}\n{m[2]}", text, flags=re.DOTALL)
    return text


if __name__ == "__main__":
    DOCUMENT.write_text(renewed(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
