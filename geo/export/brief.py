"""The PDF brief: the map sheet, then list, unlocated places, sources and notes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, tostring

from geo import describe, i18n
from geo.export.brief_tables import county_index, ranking_rows, ranks_by_set, sensitivity_table
from geo.export.export_dataset import ExportDataset
from geo.export.fields import OWN_COLUMN, Record, is_blank, numbers, own_names, records
from geo.export.fonts import Font, find_font
from geo.export.map_layout import draw
from geo.export.shortening import Shortener
from geo.export.svg_shapes import SVG, symbol_elements
from geo.export.typesetting import typeset
from geo.export.user_places import OWN
from geo.mapping.styles import SYMBOL_BOX, style_key
from geo.mapping.theme import THEMES
from geo.model import Precision
from geo.schema.source import SourceColumns

MOST_COUNTIES = 3
LONG_ROW = 800  # characters: a longer one may go on on the next page
MOST_HEADER = 90  # characters of the filter that the page header has room for
# What people write, in a row; the rest are words of our own, and codes.
FREE = ("name", "other", "where", "clause", "cited", "note", "remark", "why", "own")
WORDS = (
    "list",
    "ranking",
    "ranking_help",
    "ranked_last",
    "standing",
    "score_label",
    "index",
    "unlocated",
    "unlocated_help",
    "sources",
    "about",
    "number",
    "name",
    "sector",
    "where",
    "precision",
    "clause",
    "cited",
    "note",
    "alt",
    "nothing",
)


def write(dataset: ExportDataset) -> bytes:
    """The sheet of PNG and SVG, then the list; A4 or A3, with embedded fonts."""
    font = find_font()
    content = _fitted(_content(dataset), font)
    sheet = draw(dataset, font, _texts(content))
    if sheet.dataset is not dataset:  # it has a note more
        content = _fitted(_content(sheet.dataset), font)
    content = _printable(content, font)
    printed = "".join(_texts(content))
    drawn = tostring(sheet.canvas.root, encoding="unicode")
    content |= {
        "map": drawn,
        "colors": THEMES["print"].page,
        "fonts": font.families(printed),
        "bold_fonts": font.families(printed, bold=True),
    }
    data = {"data": json.dumps(content)}
    return typeset("brief", "pdf", data, font.folders(drawn + printed))


def _content(dataset: ExportDataset) -> dict[str, Any]:
    lang = dataset.lang
    facts = {fact.key: fact for fact in dataset.facts()}
    every = list(zip(numbers(dataset.places), records(dataset.table), strict=True))
    listed = [every[position] for position in dataset.order]
    sources = _numbered_sources(dataset, [row for _, row in listed])
    cited = {source["id"]: number for number, source in enumerate(sources, start=1)}
    rows = [_row(dataset, row, number, cited) for number, row in listed]
    for row in rows:
        row["long"] = sum(len(row[name] or "") for name in FREE) > LONG_ROW
    words = {key: i18n.text(lang, f"export.brief.{key}") for key in WORDS}
    words["coordinates"] = i18n.text(lang, "export.brief.coordinates", datum=dataset.datum)
    return {
        "lang": lang,
        "paper": dataset.page.paper,
        "upright": dataset.page.upright,
        "date": [int(part) for part in dataset.date.split("-")],
        "title": facts["title"].text,
        "author": " · ".join(filter(None, (dataset.page.office, dataset.page.author))),
        "short": _shortened(dataset.byline if dataset.is_list else dataset.sentence),
        "footer": dataset.origin,
        "words": words,
        "rows": rows,
        "ranking": ranking_rows(dataset, listed),
        "ranks": ranks_by_set(dataset),
        "sensitivity": sensitivity_table(dataset),
        "index": county_index(dataset, listed),
        "sources": [
            {
                "number": cited[item["id"]],
                "from": item["publisher"],
                "title": item["title"],
                "date": item["date"],
                "address": item["address"],
                "licence": item["licence"],
            }
            for item in sources
        ],
        "facts": [fact._asdict() for fact in facts.values()],
        "symbols": _symbols({row["symbol"] for row in rows}),
    }


def _numbered_sources(dataset: ExportDataset, rows: Sequence[Record]) -> list[SourceColumns]:
    """The sources in the order in which the printed list cites them."""
    known = {source["id"]: source for source in dataset.sources}
    cited = dict.fromkeys(source for row in rows for source in row["sources"] if source in known)
    return [known[source] for source in cited]


def _fitted(content: dict[str, Any], font: Font) -> dict[str, Any]:
    """The content with its longest texts shortened, and a line that says so."""
    parts: list[tuple[dict[str, str], tuple[str, ...]]]
    parts = [(row, FREE) for row in content["rows"]]
    parts += [(fact, ("text",)) for fact in content["facts"] if fact["key"] != "link"]
    shortener = Shortener((part[name] or "" for part, names in parts for name in names), font)
    for part, names in parts:
        part.update({name: shortener.cut(part[name] or "") for name in names})
    note = i18n.text(content["lang"], "export.brief.shortened", count=shortener.count)
    return content | {"shortened": note if shortener.count else ""}


def _row(
    dataset: ExportDataset, row: Record, number: str, cited: Mapping[str, int]
) -> dict[str, Any]:
    lang = dataset.lang
    unlocated = row["precision"] == Precision.UNLOCATED
    counties = row["county_label"]
    if len(row["adcodes"]) > MOST_COUNTIES:
        counties = i18n.text(lang, "export.brief.more", count=len(row["adcodes"]))
    return {
        "number": number,
        "symbol": style_key(row).symbol,
        "name": row[f"name_{lang}"],
        "other": row["full_name_zh"] if lang == "zh" else row["name_zh"],
        "sector": row["kind_label"]
        if row["relation"] == OWN
        else f"{row['sector_label']} · {row['kind_label']}",
        "relation": row["relation_label"],
        "where": " · ".join(text for text in (row["prefecture_label"], counties) if text),
        "precision": describe.precision_with_radius(
            row["precision"], row["uncertainty_m"], lang, of_shapes=True
        ),
        "unlocated": unlocated,
        "coordinates": ""
        if unlocated
        else ", ".join(describe.degrees(row["lon"], row["lat"], row["uncertainty_m"])),
        "clause": row["clause"],
        "cited": " ".join(f"[{cited[source]}]" for source in row["sources"] if source in cited)
        or _own_source(row["source_titles"], lang),
        "note": row[f"note_{lang}"] or "",
        "remark": " · ".join(filter(None, [row.get("remark", ""), *row.get("tags", [])])),
        "why": ""
        if dataset.parts.get(row["id"])  # the table of the ranking has it
        else " · ".join(filter(None, [_score(row.get("score"), lang), row.get("why", "")])),
        "own": " · ".join(
            i18n.pair(lang, name.removeprefix(OWN_COLUMN), dataset.own_text(name, row[name]))
            for name in own_names(row)
            if not is_blank(row[name])
        ),
    }


def _score(score: float | None, lang: str) -> str:
    return "" if score is None else i18n.text(lang, "export.brief.score", score=score)


def _own_source(source: str, lang: str) -> str:
    """What an own place cites; a short word where that is only the list itself."""
    usual = i18n.text(lang, "export.own.source")
    return i18n.text(lang, "export.brief.own_source") if source == usual else source


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_HEADER else text[:MOST_HEADER] + "…"


def _symbols(ids: Iterable[str]) -> dict[str, str]:
    """Every symbol of the list as an SVG picture."""
    pictures = {}
    for symbol in symbol_elements(ids):
        picture = Element("svg", xmlns=SVG, viewBox=SYMBOL_BOX)
        picture.extend(symbol)
        pictures[symbol.get("id", "")] = tostring(picture, encoding="unicode")
    return pictures


def _texts(value: Any) -> Iterator[str]:
    """Every text of the content."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _printable(value: Any, font: Font) -> Any:
    """The content with only such text as the font can print."""
    if isinstance(value, str):
        return font.printable(value)
    if isinstance(value, dict):
        return {key: _printable(item, font) for key, item in value.items()}
    if isinstance(value, list):
        return [_printable(item, font) for item in value]
    return value
