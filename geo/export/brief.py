"""The PDF brief: the map sheet, then list, unlocated places, sources and notes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, tostring

from geo import describe, i18n
from geo.export.export_dataset import ExportDataset
from geo.export.fields import OWN_COLUMN, Record, is_blank, own_names, ranks, records
from geo.export.fonts import Font, find_font
from geo.export.map_layout import draw
from geo.export.shortening import Shortener
from geo.export.svg_shapes import SVG, symbol_elements
from geo.export.typesetting import typeset
from geo.i18n.dates import written_date
from geo.mapping.styles import SYMBOL_BOX, style_key
from geo.mapping.theme import THEMES
from geo.model import Precision

MOST_COUNTIES = 3
MOST_HEADER = 60  # characters of the filter that the page header has room for
# What people write, in a row; the rest are words of our own, and codes.
FREE = ("name", "other", "where", "clause", "cited", "note", "remark", "why", "own")
WORDS = (
    "list",
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
    """A4 or A3, landscape, with embedded fonts; the first page is the sheet of PNG and SVG."""
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
    numbers = {source["id"]: number for number, source in enumerate(dataset.sources, start=1)}
    rows = [
        _row(row, number, numbers, dataset)
        for number, row in zip(ranks(dataset.places), records(dataset.table), strict=True)
    ]
    words = {key: i18n.text(lang, f"export.brief.{key}") for key in WORDS}
    words["coordinates"] = i18n.text(lang, "export.brief.coordinates", datum=dataset.datum)
    return {
        "lang": lang,
        "paper": dataset.paper,
        "date": [int(part) for part in dataset.date.split("-")],
        "title": facts["title"].text,
        "short": _shortened(dataset.sentence),
        "footer": f"{facts['build'].label} {dataset.build} · "
        f"{written_date(dataset.lang, dataset.date)} · {dataset.datum}",
        "words": words,
        "rows": rows,
        "sources": [
            {
                "number": numbers[item["id"]],
                "title": item["title"],
                "from": " · ".join(filter(None, (item["publisher"], item["date"]))),
                "address": item["address"],
                "licence": item["licence"],
            }
            for item in dataset.sources
        ],
        "facts": [fact._asdict() for fact in facts.values()],
        "symbols": _symbols({row["symbol"] for row in rows}),
    }


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
    row: Record, number: str, numbers: Mapping[str, int], dataset: ExportDataset
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
        "sector": f"{row['sector_label']} · {row['kind_label']}",
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
        "cited": describe.listed([str(numbers[source]) for source in row["sources"]], lang)
        or row["source_titles"],
        "note": row[f"note_{lang}"] or "",
        "remark": " · ".join(filter(None, [row.get("remark", ""), *row.get("tags", [])])),
        "why": " · ".join(filter(None, [_score(row.get("score"), lang), row.get("why", "")])),
        "own": " · ".join(
            i18n.pair(lang, name.removeprefix(OWN_COLUMN), dataset.own_text(name, row[name]))
            for name in own_names(row)
            if not is_blank(row[name])
        ),
    }


def _score(score: float | None, lang: str) -> str:
    return "" if score is None else i18n.text(lang, "export.brief.score", score=score)


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
