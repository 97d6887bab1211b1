"""The columns of the table of a list: what is known of its sites, what was noted, how they rank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geo import describe
from geo.rank.score import Ranking
from geo.schema.place import PlaceRow
from geo.schema.rows import in_language
from geo.shortlist.edits import NOTE, POSITION, TAGS
from geo.shortlist.model import Shortlist
from geo.shortlist.rules import OWN
from geo.ui.escaping import visible
from geo.ui.links import place_link, region_link
from geo.ui.shortlist.edit_table import PICK, TableColumn
from geo.ui.shortlist.own_cells import own_column, own_columns
from geo.ui.shortlist.site_rows import row_of
from geo.ui.state.session import Page
from geo.ui.widgets import table_cells
from geo.ui.widgets.place_list import draw_icon


def site_columns(page: Page, here: Shortlist, ranking: Ranking | None) -> list[TableColumn]:
    """All columns, the most used ones first."""
    text, lang = page.text, page.lang
    rows = [row_of(page.catalog, item) for item in here.items]
    comma = text("unit.comma")
    ticked = set(page.session.shortlists.picked)
    return [
        TableColumn(
            PICK, "pick", text("shortlist.column.pick"), [one in ticked for one in here.ids], 34
        ),
        TableColumn(
            POSITION,
            "position",
            text("shortlist.column.position"),
            [None] * len(rows),
            78,
            text("shortlist.column.position_help"),
        ),
        _name_column(page, rows),
        *(_standing(page, here, ranking) if ranking else []),
        TableColumn(
            NOTE, "note", text("shortlist.column.note"), [item.note for item in here.items], 190
        ),
        TableColumn(
            TAGS,
            "tags",
            text("shortlist.column.tags"),
            [comma.join(item.tags) for item in here.items],
            130,
            text("shortlist.column.tags_help"),
        ),
        TableColumn(
            "region", "links", text("column.region"), [_regions(page, row) for row in rows], 150
        ),
        TableColumn(
            "sector", "text", text("column.sector"), [_sectors(page, row) for row in rows], 100
        ),
        TableColumn(
            "precision",
            "text",
            text("column.precision"),
            [describe.precision(row["precision"], lang) for row in rows],
            90,
        ),
        TableColumn(
            "uncertainty",
            "number",
            text("column.uncertainty"),
            [_uncertainty(row) for row in rows],
            90,
            text("column.uncertainty_help"),
        ),
        *(own_column(here, name, lang) for name in own_columns(here)),
    ]


def name_column(page: Page, here: Shortlist) -> TableColumn:
    """The names of the sites; a click displays one."""
    return _name_column(page, [row_of(page.catalog, item) for item in here.items])


def _name_column(page: Page, rows: Sequence[PlaceRow]) -> TableColumn:
    cells = [
        (visible(in_language(row, "name", page.lang)), draw_icon(row), _address(page, row["id"]))
        for row in rows
    ]
    return TableColumn("name", "name", page.text("column.name"), cells, 160)


def _address(page: Page, place: str) -> str:
    """The page about a place of the plan; own places, and those that have gone, have none."""
    known = not place.startswith(OWN) and place in page.catalog.spatial.points
    return place_link(place, page.lang) if known else ""


def _standing(page: Page, here: Shortlist, ranking: Ranking) -> list[TableColumn]:
    """Rank and score of each site."""
    standings = {one.id: one for one in ranking.sites}
    found = [standings[place] for place in here.ids]
    ranks = ["" if one.rank is None else str(one.rank) for one in found]
    scores = [None if one.score is None else round(100 * one.score, 1) for one in found]
    rank, help_text = page.text("shortlist.column.rank"), page.text("shortlist.column.rank_help")
    return [
        TableColumn("rank", "number", rank, ranks, 52, help_text),
        TableColumn("score", "bar", page.text("shortlist.column.score"), scores, 100),
    ]


def _regions(page: Page, row: PlaceRow) -> dict[str, Any]:
    """The regions of a site with the addresses of their pages; of many the first ones."""
    areas, codes = page.catalog.regions.names, row["adcodes"]
    more = len(codes) - describe.MOST_REGIONS
    return {
        "text": describe.regions(codes, areas, page.lang),
        "links": [
            (describe.region(code, areas, page.lang), region_link(code, page.lang))
            for code in codes[: describe.MOST_REGIONS]
        ],
        "more": f" +{more}" if more > 0 else "",
    }


def _sectors(page: Page, row: PlaceRow) -> str:
    known = [code for code in row["sectors"] if page.catalog.codelists.has("sectors", code)]
    if not known:
        return page.text("shortlist.own_place")
    labels = [page.catalog.codelists.label("sectors", code, page.lang) for code in known]
    return describe.listed_first(labels, page.lang, describe.MOST_REGIONS)


def _uncertainty(row: PlaceRow) -> str:
    metres = table_cells.uncertainty(row["precision"], row["uncertainty_m"])
    return "" if metres is None else f"{metres:,.0f}"
