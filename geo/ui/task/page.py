"""The page about one task of the plan; without one, all tasks with their numbers."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from geo import describe
from geo.catalog import Portrait
from geo.query.filters import Filter
from geo.schema.rows import TreeRow, in_language
from geo.ui.data import with_page
from geo.ui.escaping import escape_html, escape_markdown, warn_ignored_parameters
from geo.ui.links import PAGES, region_link, task_link
from geo.ui.state.session import Page
from geo.ui.task.clauses import clause_table
from geo.ui.widgets.fields import field
from geo.ui.widgets.html_table import go, html_table, place_links
from geo.ui.widgets.portrait import blocks
from geo.ui.widgets.portrait.actions import draw_actions, explore_address
from geo.ui.widgets.portrait.picture import draw_picture
from geo.ui.widgets.print_sheet import draw_printed_map
from geo.ui.widgets.prose import draw_prose_style, heading, note, title

PATH = PAGES["task"]
OF = "task_of"


def draw() -> None:
    """Draw the page."""
    with_page(_page)


def _page(page: Page) -> None:
    code = _read(page)
    draw_prose_style()
    tree = page.catalog.plan.tree()
    if not code:
        _index(page, tree)
        return
    clauses = [row for row in tree if str(row["task"]) == code]
    here = page.catalog.portrait(Filter(tasks=(int(code),)))
    with st.container(key="portrait_head"):
        _headline(page, clauses[0], here)
    _choices(page, code, here.chosen)
    st.html(
        f'<p class="shutu-prose">{escape_html(in_language(clauses[0], "summary", page.lang))}</p>'
    )
    draw_printed_map(page, here.chosen)
    named = page.text("portrait.column.named")
    tables, side = st.columns([3, 2], gap="medium")
    with tables:
        st.html(_by_prefecture(page, here) + blocks.by_sector(page, named, here, None))
    with side:
        name = page.text("portrait.picture", name=blocks.task_name(page, code))
        draw_picture(page, here, explore_address(page, here.chosen), name)
        st.html(blocks.by_precision(page, named, here, None))
    st.html(clause_table(page, clauses))
    blocks.applied(page, here, with_task=False)
    blocks.derived(page, here)
    blocks.named_places(page, here)


def _read(page: Page) -> str:
    """The task of the address, '' for none; an unknown one is reported."""
    subject = page.session.read_subject(PATH)
    warn_ignored_parameters(page.session.read_address(page.catalog), page.lang)
    code = subject.of
    if code and not page.catalog.codelists.has("tasks", code):
        st.warning(page.text("portrait.unknown_task", code=escape_markdown(code[:40])))
        page.session.subjects.show(PATH, None)
        return ""
    return code


def _headline(page: Page, first: TreeRow, here: Portrait) -> None:
    """The theme, and what the task names."""
    theme = describe.plan_level("theme", first, page.lang)
    tasks = go(task_link("", page.lang), page.text("portrait.tasks_short"))
    key = "portrait.headline" if here.named else "portrait.headline_none"
    name = blocks.task_name(page, first["task"])
    sentence = page.text(key, name=name, count=len(here.named))
    st.html(
        f'<div class="shutu-small">{tasks} › {escape_html(theme)}</div>'
        f"{title(sentence)}{blocks.facts(page, here)}"
    )


def _choices(page: Page, code: str, chosen: Filter) -> None:
    """Which task, and the ways on."""
    subjects = page.session.subjects
    codes = [term.code for term in page.catalog.codelists.terms("tasks")]
    with st.container(horizontal=True, vertical_alignment="bottom", key="portrait_choices"):
        st.selectbox(
            page.text("filter.tasks"),
            codes,
            format_func=lambda one: blocks.task_name(page, one),
            width=330,
            **field(page.session, OF, code, lambda one: subjects.show(PATH, one), codes),
        )
        draw_actions(page, PATH, chosen)


def _by_prefecture(page: Page, here: Portrait) -> str:
    """The named places by prefecture, in the order of codes; then those known to none."""
    names = page.catalog.regions.names
    rows = [
        [
            go(region_link(code, page.lang), in_language(names[code], "name", page.lang)),
            str(len(places)),
            place_links(page, places),
        ]
        for code, places in here.prefectures.items()
        if places
    ]
    if here.elsewhere:
        count = str(len(here.elsewhere))
        rows.append([page.text("portrait.no_prefecture"), count, place_links(page, here.elsewhere)])
    head = heading(page.text("portrait.by_prefecture"))
    if not rows:
        return head + note(page.text("portrait.nothing_named"))
    heads = ["coverage.prefecture", "portrait.column.named", "portrait.places"]
    return head + html_table([page.text(key) for key in heads], rows, numbers=(1,))


def _index(page: Page, tree: list[TreeRow]) -> None:
    """All tasks by their themes, each with a link to its page."""
    st.html(
        title(page.text("portrait.tasks", count=len({row["task"] for row in tree})))
        + note(page.text("portrait.tasks_help"))
    )
    heads = [
        "filter.tasks",
        *(f"portrait.column.{name}" for name in ("named", "pinned", "derived")),
    ]
    for _, in_theme in groupby(tree, lambda row: row["theme"]):
        members = list(in_theme)
        rows = []
        for number in dict.fromkeys(row["task"] for row in members):
            here = page.catalog.portrait(Filter(tasks=(number,)))
            link = go(task_link(number, page.lang), blocks.task_name(page, number))
            counts = (here.named, here.pinned, here.derived, here.applied)
            rows.append([link, *(str(len(one)) for one in counts)])
        theme = describe.plan_level("theme", members[0], page.lang)
        st.html(heading(theme) + html_table(heads, rows, numbers=range(1, 5)))
