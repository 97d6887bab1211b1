"""The text to read as a file that the browser loads once, in each language."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256

import streamlit as st

from geo import describe, i18n, settings
from geo.catalog import Catalog
from geo.json_document import Json
from geo.model import Precision
from geo.plan.reading import (
    Reading,
    Run,
    Section,
    matching_text,
    reading_of_text,
    reading_without_text,
    walk,
)
from geo.schema.rows import MarkedRow, in_language
from geo.ui import static

NAME = "reading"


def has_text(catalog: Catalog) -> bool:
    """Whether the plan's text is at hand."""
    return _text(catalog) is not None


def reading_folder(catalog: Catalog, lang: str) -> str:
    """The address of the folder with `reading.json`, without a slash at its end.

    Raises:
        ArtefactError: the static folder cannot be written.
    """
    return _reading_folder(catalog.database.build_id, lang, _text(catalog), catalog)


@st.cache_resource(show_spinner=False, max_entries=2 * len(i18n.LANGUAGES))
def _reading_folder(build: str, lang: str, text: str | None, _catalog: Catalog) -> str:
    """Once per build and language, with the text and without."""
    content = json.dumps(contents(_catalog, lang, text), ensure_ascii=False, separators=(",", ":"))
    folder = sha256(content.encode()).hexdigest()[:12]
    static.write_folder(folder, {f"{NAME}.json": content})
    return static.url(folder)


def _text(catalog: Catalog) -> str | None:
    return matching_text(settings.plan_file(), catalog.database.manifest["document"]["text_sha256"])


def contents(catalog: Catalog, lang: str, text: str | None) -> Json:
    """What the browser needs to show the reading: `tree`, `blocks` and `marks`.

    A run of a block is its text, with the number of its mark if it has one. `beside` is what a
    reader of English gets to a Chinese passage.
    """
    headings, marked = catalog.plan.headings(), catalog.plan.marked()
    reading = (
        reading_without_text(headings, marked, lang)
        if text is None
        else reading_of_text(text, headings, marked)
    )
    numbers = {row["id"]: number for number, row in enumerate(marked)}
    tree = [_branch(section, lang) for section in reading.sections]
    titles = _titles(tree) if text is None else {}
    beside = _beside(reading) if text is not None and lang == "en" else {}
    return {
        "language": "zh" if text is not None else lang,
        "tree": tree,
        "blocks": [
            {
                "level": block.level,
                "key": block.key,
                "head": [titles[block.key]] if block.key in titles else _runs(block.head, numbers),
                "body": _runs(block.body, numbers),
                "beside": beside.get(block.key or ""),
            }
            for block in reading.blocks
            if block.text
        ],
        "marks": [
            {"id": row["id"], "place": row["place"], "hint": _hint(row, lang)} for row in marked
        ],
    }


def _branch(section: Section, lang: str) -> Json:
    row = section.row
    title = in_language(row, "title", lang)
    if row["level"] != "entry":
        number = int(row["id"])
        title = i18n.text(lang, f"plan.branch.{row['level']}", number=number, title=title)
    return {
        "key": section.key,
        "title": title,
        "places": section.places,
        "children": [_branch(child, lang) for child in section.children],
    }


def _titles(tree: Sequence[Json]) -> dict[str, str]:
    """Key → numbered title of all branches."""
    found: dict[str, str] = {}
    for branch in tree:
        found |= {branch["key"]: branch["title"]} | _titles(branch["children"])
    return found


def _runs(runs: Sequence[Run], numbers: dict[str, int]) -> list[str | list[object]]:
    return [[run.text, numbers[run.marks[0]]] if run.marks else run.text for run in runs]


def _beside(reading: Reading) -> dict[str, str]:
    """Key → title, summary and names of a section in English."""
    found: dict[str, str] = {}
    for section in walk(reading.sections):
        names = i18n.text("en", "unit.comma").join(row["name_en"] for row in section.names)
        parts = [section.row["title_en"], section.row["summary_en"]]
        parts.append(i18n.text("en", "plan.named", values=names) if names else None)
        found[section.key] = " · ".join(filter(None, parts))
    return found


def _hint(row: MarkedRow, lang: str) -> str:
    """The name in the language, the place that it means, and how precisely that is known."""
    name = in_language(row, "name", lang)
    if not row["place"]:
        return name
    site = in_language(row, "site", lang)
    precision = describe.precision_meaning(row["precision"] or Precision.UNLOCATED, lang)
    return " · ".join(dict.fromkeys((name, site, precision)))
