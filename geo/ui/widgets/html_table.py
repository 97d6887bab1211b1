"""Tables and links as HTML: in full on paper, and read by every browser and screen reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo import describe
from geo.schema.rows import in_language
from geo.ui.escaping import escape_html
from geo.ui.links import place_link, region_link
from geo.ui.state.session import Page


def html_table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    numbers: Sequence[int] = (),
    caption: str = "",
) -> str:
    """A table; `heads` are texts, the cells of `rows` are HTML, `numbers` the columns of numbers.

    On a narrow screen it scrolls sideways.
    """

    def cell(tag: str, at: int, content: str) -> str:
        kind = ' class="number"' if at in numbers else ""
        return f"<{tag}{kind}>{content}</{tag}>"

    head = "".join(cell("th", at, escape_html(text)) for at, text in enumerate(heads))
    body = "".join(
        f"<tr>{''.join(cell('td', at, content) for at, content in enumerate(row))}</tr>"
        for row in rows
    )
    named = f"<caption>{escape_html(caption)}</caption>" if caption else ""
    return (
        f'<div class="shutu-full"><table>{named}<thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def go(address: str, text: str) -> str:
    """A link within the app: the browser follows it without loading the page anew
    (`assets/address/address.js`).
    """
    href = escape_html(address)
    return f'<a class="shutu-go" target="_self" href="{href}">{escape_html(text)}</a>'


def place_links(page: Page, place_ids: Iterable[str]) -> str:
    """The names of places, each with a link to its detail."""
    comma = page.text("unit.comma")
    return comma.join(
        go(
            place_link(place_id, page.lang),
            in_language(page.catalog.summary_row(place_id), "name", page.lang),
        )
        for place_id in place_ids
    )


def region_links(page: Page, adcodes: Sequence[str], most: int = describe.MOST_REGIONS) -> str:
    """The regions of a place, each with a link to its page; of many the first ones."""
    areas, comma = page.catalog.regions.names, page.text("unit.comma")
    shown = comma.join(
        go(region_link(adcode, page.lang), describe.region(adcode, areas, page.lang))
        for adcode in adcodes[:most]
    )
    more = len(adcodes) - most
    return f"{shown} +{more}" if more > 0 else shown
