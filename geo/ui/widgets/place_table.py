"""Places as a table of HTML: the whole list of a page, on paper too."""

from __future__ import annotations

from collections.abc import Sequence

from geo import describe, i18n
from geo.schema.place import PlaceRow, PlaceRows
from geo.schema.rows import in_language
from geo.ui.escaping import escape_html
from geo.ui.links import place_link
from geo.ui.state.session import Page
from geo.ui.widgets.html_table import go, html_table, region_links

COLUMNS = ("name", "sector", "task", "region", "precision")


def place_table(page: Page, rows: PlaceRows, within: Sequence[str] = ()) -> str:
    """The places with links to them and to their regions, those first that lie `within` some."""
    cells = [
        [
            go(place_link(row["id"], page.lang), in_language(row, "name", page.lang)),
            *_about(page, row),
            region_links(page, within_first(page, row["adcodes"], within)),
            _precision(page, row),
        ]
        for row in rows
    ]
    return html_table(_heads(page, COLUMNS), cells)


def printed_place_table(page: Page, rows: PlaceRows) -> str:
    """The same without links, for paper; with the relation of each."""
    cells = [
        [
            escape_html(in_language(row, "name", page.lang)),
            *_about(page, row),
            _regions(page, row),
            _precision(page, row),
            escape_html(page.text(f"relation.{row['relation']}")),
        ]
        for row in rows
    ]
    return html_table(_heads(page, (*COLUMNS, "relation")), cells)


def within_first(page: Page, adcodes: Sequence[str], within: Sequence[str]) -> list[str]:
    """The regions of a place, those first that lie within some."""
    return sorted(adcodes, key=lambda code: not page.catalog.regions.is_within(code, within))


def _regions(page: Page, row: PlaceRow) -> str:
    adcodes = within_first(page, row["adcodes"], page.choice.filter.regions)
    return escape_html(describe.regions(adcodes, page.catalog.regions.names, page.lang))


def _heads(page: Page, columns: Sequence[str]) -> list[str]:
    return [page.text(f"column.{name}") for name in columns]


def _about(page: Page, row: PlaceRow) -> list[str]:
    """Sectors and tasks."""
    label = page.catalog.codelists.label
    sectors = [label("sectors", code, page.lang) for code in row["sectors"]]
    tasks = [str(number) for number in row["tasks"]]
    return [
        escape_html(describe.listed(sectors, page.lang)),
        escape_html(describe.listed(tasks, page.lang)),
    ]


def _precision(page: Page, row: PlaceRow) -> str:
    known = describe.precision_with_radius(row["precision"], row["uncertainty_m"], page.lang)
    return f'<span class="whole">{escape_html(known)}</span>'


def station_table(page: Page, rows: PlaceRows) -> str:
    """Derived hydropower stations: capacity, status and where they are."""
    heads = [page.text(key) for key in ("column.name", "portrait.capacity", "portrait.status")]
    cells = [
        [
            go(place_link(row["id"], page.lang), in_language(row, "name", page.lang)),
            _capacity(row, page.lang),
            escape_html(page.text(f"status.{row['status']}")) if row["status"] else "",
            region_links(page, row["adcodes"]),
            _precision(page, row),
        ]
        for row in rows
    ]
    heads += _heads(page, ("region", "precision"))
    return html_table(heads, cells, numbers=(1,))


def _capacity(row: PlaceRow, lang: str) -> str:
    megawatts = row["capacity_mw"]
    return "" if megawatts is None else i18n.integer(lang, round(megawatts))
