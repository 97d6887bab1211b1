"""From a filter to the pages about its regions and tasks."""

from __future__ import annotations

from geo import describe
from geo.ui.links import region_link, task_link
from geo.ui.state.session import Page
from geo.ui.widgets.html_table import go

MOST = 3  # of each kind


def subject_links(page: Page) -> str:
    """Links to the pages about the chosen regions and tasks as HTML, empty where none is chosen."""
    chosen, label, lang = page.choice.filter, page.catalog.codelists.label, page.lang
    pages = [
        (label("regions", code, lang), region_link(code, lang)) for code in chosen.regions[:MOST]
    ]
    pages += [
        (
            describe.numbered("task", number, label("tasks", str(number), lang), lang),
            task_link(number, lang),
        )
        for number in chosen.tasks[:MOST]
    ]
    if not pages:
        return ""
    links = [go(address, page.text("portrait.link", name=name)) for name, address in pages]
    return f'<div class="shutu-small shutu-hands">{" · ".join(links)}</div>'
