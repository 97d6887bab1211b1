"""The blocks of a portrait. Named, derived and applicable places stand apart, with a count each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import streamlit as st

from geo import describe, i18n
from geo.catalog import Catalog, Portrait
from geo.schema.place import PlaceRow
from geo.schema.rows import in_language
from geo.ui.escaping import escape_html
from geo.ui.links import task_link
from geo.ui.state.session import Page
from geo.ui.widgets.html_table import go, html_table, place_links
from geo.ui.widgets.place_table import place_table, station_table
from geo.ui.widgets.prose import heading, items, note

Beside = tuple[str, Portrait]  # the name of what is compared with, and its portrait


def rows_of(catalog: Catalog, place_ids: Iterable[str]) -> list[PlaceRow]:
    """The rows of places by their ids."""
    return [catalog.summary_row(place_id) for place_id in place_ids]


def task_name(page: Page, number: int | str) -> str:
    """A task as all pages name it: `Task 8 · …`."""
    title = page.catalog.codelists.label("tasks", str(number), page.lang)
    return describe.numbered("task", int(number), title, page.lang)


def by_task(page: Page, name: str, here: Portrait, beside: Beside | None) -> str:
    """The tasks that name a place here or beside, with the places here; `name` stands above the
    numbers of here.
    """
    return _counted(
        page,
        name,
        "filter.tasks",
        here.tasks,
        beside and (beside[0], beside[1].tasks),
        lambda code: go(task_link(code, page.lang), task_name(page, code)),
    )


def by_sector(page: Page, name: str, here: Portrait, beside: Beside | None) -> str:
    """The same by sector."""
    return _counted(
        page,
        name,
        "filter.sectors",
        here.sectors,
        beside and (beside[0], beside[1].sectors),
        lambda code: escape_html(page.catalog.codelists.label("sectors", code, page.lang)),
    )


def by_precision(page: Page, name: str, here: Portrait, beside: Beside | None) -> str:
    """How well the named places are located: all classes, zeros too."""
    heads = [page.text("filter.precisions"), name]
    rows = []
    for code, places in here.precisions.items():
        row = [escape_html(describe.precision_meaning(code, page.lang)), str(len(places))]
        rows.append([*row, str(len(beside[1].precisions[code]))] if beside else row)
    heads += [beside[0]] if beside else []
    return heading(page.text("portrait.by_precision")) + html_table(heads, rows, numbers=(1, 2))


def _counted(
    page: Page,
    name: str,
    field: str,
    here: Mapping[str, tuple[str, ...]],
    beside: tuple[str, Mapping[str, tuple[str, ...]]] | None,
    named: Callable[[str], str],
) -> str:
    """A table of codes with their number of places here and beside, and the places here."""
    heads = [page.text(field), name]
    heads += [beside[0]] if beside else []
    heads.append(page.text("portrait.places"))
    rows = []
    for code, places in here.items():
        other = beside[1][code] if beside else ()
        if places or other:
            numbers = [str(len(places)), *([str(len(other))] if beside else [])]
            rows.append([named(code), *numbers, place_links(page, places)])
    title = heading(page.text(f"portrait.by_{field.rpartition('.')[2]}"))
    if not rows:
        return title + note(page.text("portrait.nothing_named"))
    return title + html_table(heads, rows, numbers=(1, 2) if beside else (1,))


def derived(page: Page, here: Portrait) -> None:
    """The stations that are derived from a named river."""
    st.html(heading(page.text("portrait.derived", count=len(here.derived))))
    if here.derived:
        table = station_table(page, rows_of(page.catalog, here.derived))
        st.html(note(page.text("portrait.derived_help")) + table)
    else:
        st.html(note(page.text("portrait.no_derived")))


def applied(page: Page, here: Portrait, *, with_task: bool) -> None:
    """The scenario groups that apply to places here: our inference, with its reason."""
    lang = page.lang
    st.html(heading(page.text("portrait.applicable", count=len(here.applied))))
    if not here.applied:
        key = "portrait.no_applicable" if with_task else "portrait.no_applicable_task"
        st.html(note(page.text(key)))
        return
    heads = [page.text(key) for key in ("portrait.group", "portrait.why", "portrait.fits")]
    rows = []
    for one in here.applied:
        group = one.group
        scenarios = describe.listed(
            group["scenarios_en"] if lang == "en" else group["scenarios_zh"], lang
        )
        first = f"<b>{escape_html(in_language(group, 'entry', lang))}</b><br>"
        basis = page.text(f"basis.{group['basis']}")
        why = f"{in_language(group, 'reason', lang)} ({basis})"
        row = [
            first + escape_html(scenarios),
            escape_html(why),
            f"{len(one.places)} · {place_links(page, one.places)}",
        ]
        task = go(task_link(group["task"], lang), task_name(page, group["task"]))
        rows.append([task, *row] if with_task else row)
    heads = [page.text("filter.tasks"), *heads] if with_task else heads
    st.html(note(page.text("detail.applicable_help")) + html_table(heads, rows))


def missing(page: Page, here: Portrait, whole: Portrait) -> None:
    """Sectors and tasks of the plan that name nothing here: those with places elsewhere, and those
    that have none at all.
    """
    lines = []
    for field in ("sectors", "tasks"):
        known, never = here.missing(field, whole)
        counts = getattr(whole, field)
        elsewhere = [
            i18n.aside(page.lang, _name(page, field, code), len(counts[code])) for code in known
        ]
        nowhere = [_name(page, field, code) for code in never]
        for key, names in (("elsewhere", elsewhere), ("nowhere", nowhere)):
            if names:
                title = page.text(f"portrait.{field}_{key}", count=len(names))
                lines.append(f"<b>{escape_html(title)}</b> {_joined(page, names)}")
    st.html(heading(page.text("portrait.missing")) + items(lines))


def _name(page: Page, field: str, code: str) -> str:
    if field == "tasks":
        return task_name(page, code)
    return page.catalog.codelists.label(field, code, page.lang)


def _joined(page: Page, names: list[str]) -> str:
    return escape_html(i18n.semicolon(page.lang, names))


def named_places(page: Page, here: Portrait) -> None:
    """All named places as a table."""
    st.html(heading(page.text("portrait.all", count=len(here.named))))
    if here.named:
        st.html(place_table(page, rows_of(page.catalog, here.named), here.chosen.regions))
    else:
        st.html(note(page.text("portrait.nothing_named")))


def facts(page: Page, here: Portrait) -> str:
    """The numbers below the headline, as HTML."""
    counts = {
        "pinned": len(here.pinned),
        "unlocated": len(here.named) - len(here.pinned),
        "sectors": len(here.sectors_here),
        "tasks": len(here.tasks_here),
        "derived": len(here.derived),
        "applied": len(here.applied),
    }
    if here.chosen.tasks:
        del counts["tasks"]
    shown = [page.text(f"portrait.fact.{name}", count=count) for name, count in counts.items()]
    return f'<div class="shutu-summary">{escape_html(" · ".join(shown))}</div>'
