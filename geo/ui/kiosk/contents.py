"""All that the kiosk can show, in both languages, as one value for the browser.

A kiosk must keep working without the server, and visitors must not share state. So the server keeps
no state of a visit: tours, tiles and cards are queried once per build.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import segno
import shapely

from geo import describe, i18n
from geo.catalog import Catalog
from geo.json_document import Json
from geo.mapping import kiosk_layers
from geo.mapping.features import map_features
from geo.mapping.sector_styles import SECTOR_STYLES
from geo.mapping.styles import style_key
from geo.mapping.symbols import data_uri, feature_svg
from geo.mapping.view import SICHUAN
from geo.model import Precision, Relation
from geo.query.filters import EVERY_PLACE, Filter
from geo.query.pinyin import romanize
from geo.query.tours import Tour, TourScene
from geo.schema.place import PlaceRow, position_of
from geo.schema.rows import AreaRow, ClauseRow, in_language
from geo.ui.links import card_link

# One of the eight patterns, instead of the best: 246 codes would keep a restarted kiosk waiting.
QR_MASK = 0
POINT_DEGREES = 0.55  # half the box around a point that a card shows


def kiosk_contents(catalog: Catalog, address: str | None) -> Json:
    """The layers of light, places, tiles and tours; with a public `address` also QR codes."""
    rows = catalog.places(EVERY_PLACE).to_pylist()
    outline = catalog.regions.shape(catalog.regions.children(None))
    features = map_features(rows)
    clauses = catalog.plan.clauses([row["id"] for row in rows])
    return {
        "ground": kiosk_layers.ground_layers(outline, features) if outline else [],
        "light": kiosk_layers.light_layers(features),
        "places": {row["id"]: _place(catalog, row, clauses[row["id"]]) for row in rows},
        "towns": [_town(row) for row in catalog.regions.prefectures],
        "sectors": _sectors(catalog),
        "themes": _themes(catalog),
        "prefectures": _prefectures(catalog, rows),
        "tours": [_tour(catalog, tour) for tour in catalog.tours],
        "codes": {lang: _codes(rows, lang, address) for lang in i18n.LANGUAGES} if address else {},
    }


def _place(catalog: Catalog, row: PlaceRow, clause: ClauseRow) -> Json:
    style = style_key(row)
    return {
        "lon": row["lon"],
        "lat": row["lat"],
        "box": _box(catalog, row),
        "line": style.precision is Precision.LINE,
        "station": style.station,
        "icon": data_uri(feature_svg(style)),
        **{lang: _card(catalog, row, clause, lang) for lang in i18n.LANGUAGES},
    }


def _box(catalog: Catalog, row: PlaceRow) -> list[float] | None:
    """The view box of a place: its own extent within the province, at least some kilometres."""
    shape, at = catalog.spatial.shape(row["id"]), position_of(row)
    if shape is None or at is None:
        return None
    near = shapely.clip_by_rect(shape, *SICHUAN).bounds
    middle = shapely.Point(at).buffer(POINT_DEGREES).bounds
    lowest = zip(near[:2], middle[:2], strict=True)
    highest = zip(near[2:], middle[2:], strict=True)
    return [round(part, 4) for part in (*map(min, lowest), *map(max, highest))]


def _card(catalog: Catalog, row: PlaceRow, clause: ClauseRow, lang: str) -> Json:
    """The texts of a place's card."""
    sectors = [catalog.codelists.label("sectors", code, lang) for code in row["sectors"]]
    derived = row["relation"] == Relation.DERIVED
    return {
        "name": in_language(row, "name", lang),
        "kind": i18n.text(lang, f"kind.{row['kind']}"),
        "sector": describe.listed(sectors, lang),
        "chain": describe.clause_chain(clause, lang),
        "purpose": describe.purpose(clause, lang, derived=derived),
        "where": describe.regions(row["adcodes"], catalog.regions.names, lang),
        "exact": " · ".join(describe.how_exact(row, lang)),
    }


def _town(row: AreaRow) -> Json:
    return {
        "lon": row["label_lon"],
        "lat": row["label_lat"],
        **{lang: describe.short_prefecture(row, lang) for lang in i18n.LANGUAGES},
    }


def _hits(catalog: Catalog, chosen: Filter) -> Json:
    """The places of a filter, and whether all of them are inferred."""
    rows = catalog.places(chosen).to_pylist()
    inferred = bool(rows) and all(row["relation"] == Relation.APPLICABLE for row in rows)
    return {"ids": [row["id"] for row in rows], "inferred": inferred}


def _labels(catalog: Catalog, field: str, code: str) -> dict[str, str]:
    return {lang: catalog.codelists.label(field, code, lang) for lang in i18n.LANGUAGES}


def _sectors(catalog: Catalog) -> list[Json]:
    """A tile for each sector that has places."""
    tiles = [
        {
            "key": f"sector-{term.code}",
            "mark": vars(SECTOR_STYLES[term.code]),
            "text": _labels(catalog, "sectors", term.code),
            **_hits(catalog, Filter(sectors=(term.code,), inferred=True)),
        }
        for term in catalog.codelists.terms("sectors")
    ]
    return [tile for tile in tiles if tile["ids"]]


def _themes(catalog: Catalog) -> list[Json]:
    """The tiles of all tasks, by theme."""
    theme_of = {row["task"]: row["theme"] for row in catalog.plan.tree()}
    return [
        {
            "text": _labels(catalog, "themes", theme.code),
            "tasks": [
                {
                    "key": f"task-{term.code}",
                    "number": int(term.code),
                    "text": _labels(catalog, "tasks", term.code),
                    **_hits(catalog, Filter(tasks=(int(term.code),), inferred=True)),
                }
                for term in catalog.codelists.terms("tasks")
                if theme_of[int(term.code)] == int(theme.code)
            ],
        }
        for theme in catalog.codelists.terms("themes")
    ]


def _prefectures(catalog: Catalog, rows: Sequence[PlaceRow]) -> list[Json]:
    """A tile for each prefecture, by its pinyin: the places that the plan names there, and where
    it is; also for those without any.
    """
    named = [row for row in rows if row["relation"] == Relation.NAMED]
    tiles = [
        {
            "key": f"prefecture-{row['adcode']}",
            "adcode": row["adcode"],
            "bounds": row["bbox"],
            "text": {lang: describe.short_prefecture(row, lang) for lang in i18n.LANGUAGES},
            "whole": {lang: in_language(row, "name", lang) for lang in i18n.LANGUAGES},
            "ids": [place["id"] for place in named if row["adcode"] in place["prefectures"]],
            "inferred": False,
        }
        for row in catalog.regions.prefectures
    ]
    return sorted(tiles, key=lambda tile: romanize(tile["text"]["zh"]))


def _tour(catalog: Catalog, tour: Tour) -> Json:
    return {
        "key": f"tour-{tour.id}",
        "mark": vars(SECTOR_STYLES[tour.icon]),
        "text": dict(tour.titles),
        "seconds": tour.seconds,
        "scenes": [_scene(catalog, scene) for scene in tour.scenes],
    }


def _scene(catalog: Catalog, scene: TourScene) -> Json:
    ids = _hits(catalog, scene.state.filter)["ids"]
    site = scene.state.site
    return {
        "ids": list(dict.fromkeys([*([site] if site else []), *ids])),
        "site": site,
        "view": asdict(scene.state.view) if scene.state.view else None,
        "caption": dict(scene.captions),
        "seconds": scene.seconds,
    }


def _codes(rows: Sequence[PlaceRow], lang: str, address: str) -> dict[str, str]:
    """Place id → the QR code of its link, a row of 0 and 1 per line of modules."""
    return {row["id"]: qr_modules(card_link(address, row["id"], lang)) for row in rows}


def qr_modules(link: str) -> str:
    """A QR code as lines of `0` and `1`, without its quiet zone."""
    matrix = segno.make(link, micro=False, mask=QR_MASK).matrix
    return "\n".join("".join(str(module & 1) for module in line) for line in matrix)
