"""What joining a table gave: the numbers that were found, and every row and site that got none."""

from __future__ import annotations

from geo.rank.combine import Combine
from geo.rank.join import JoinedTable
from geo.rank.words import item_name
from geo.shortlist.model import Shortlist
from geo.ui.state.session import Page
from geo.ui.widgets.row_issues import MOST_LISTED, draw_report, issue_lines, issue_summary

ISSUES = (
    "unmatched",
    "lost_digits",
    "unclear",
    "siteless",
    "province",
    "texts",
    "blanks",
    "contradicting",
    "repeated",
    "stripped",
    "scientific",
)


def draw_join_report(page: Page, here: Shortlist, joined: JoinedTable, how: Combine) -> None:
    """Draw the counts, the rows with their lines in the file, and the sites by name."""
    found = [place for place in here.ids if place in joined.values]
    lines = [page.text("own_column.found", count=len(found), total=len(here.items))]
    elsewhere = len(joined.values) - len(found)
    if elsewhere:
        lines.append(page.text("own_column.elsewhere", count=elsewhere))
    if joined.unit:
        lines.append(page.text("own_column.unit", unit=joined.unit))
    lines += issue_lines(page, "own_column", joined, ISSUES)
    combined = joined.combined
    notes = {
        f"several_{how}": combined.several,
        "partial": combined.partial,
        "coarse": combined.coarse,
        "unweighted": combined.unweighted,
        "without": tuple(place for place in here.ids if place not in joined.values),
    }
    for name, places in notes.items():
        ours = [place for place in places if place in here.ids]
        if ours:
            shown = [
                item_name(page.catalog, here.item(place), page.lang) for place in ours[:MOST_LISTED]
            ]
            lines.append(issue_summary(page, f"own_column.{name}", len(ours), shown))
    draw_report(lines)
