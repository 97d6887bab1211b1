"""The filter panel: every value with the number of places that it would match.

Values without a place are folded away where there are many of them. They stay options of their
widget, whose value would be lost otherwise, and are only not drawn.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from geo.catalog import Facet
from geo.query.filters import FIELDS
from geo.query.permalink import NUMBERS
from geo.ui.escaping import escape_markdown
from geo.ui.state.choice import Choice
from geo.ui.state.session import Page, widget_value
from geo.ui.widgets.distance_filter import draw_distance_filter
from geo.ui.widgets.fields import field

NOTHING = Facet(0, 0)
BEFORE_REGIONS = ("sectors",)  # so that regions are in sight without scrolling
AFTER_REGIONS = ("tasks", "themes", "kinds", "precisions", "relations")
OPEN = ("sectors", "tasks")
FOLDED = ("sectors", "tasks", "kinds")
GREY = " p{color:var(--shutu-zero)}"
HIDDEN = "{display:none}"
Facets = dict[str, dict[str, Facet]]


def draw_filters(page: Page) -> None:
    """Draw all filters; their values are the session's filter."""
    facets = page.catalog.counts.facets(page.choice.filter)
    _chips(page)
    styles = [_group(page, facets, name) for name in BEFORE_REGIONS]
    with st.expander(page.text("filter.regions"), expanded=True, key="group_regions"):
        styles.append(_regions(page, facets))
    styles += [_group(page, facets, name) for name in AFTER_REGIONS]
    with st.expander(page.text("distance.title"), key="group_reach"):
        draw_distance_filter(page)
    if any(styles):
        st.html(f"<style>{''.join(styles)}</style>")


def _field(page: Page, name: str, codes: list[str]) -> dict[str, Any]:
    """Arguments for a widget of a filter."""
    chosen = page.choice.codes(name)
    return field(page.session, f"filter_{name}", chosen, partial(page.choice.put, name), codes)


def _group(page: Page, facets: Facets, name: str) -> str:
    """Draw the values of a field; returns the CSS of those without places."""
    title = page.text(f"filter.{name}")
    codes = [term.code for term in page.catalog.codelists.terms(name)]
    pills = _field(page, name, codes)
    empty = _empty(codes, facets[name])
    with st.expander(title, expanded=name in OPEN, key=f"group_{name}"):
        st.pills(
            title,
            codes,
            selection_mode="multi",
            format_func=partial(_pill, page, facets, name),
            label_visibility="collapsed",
            **pills,
        )
        if name not in FOLDED:
            return _style(pills["key"], codes, empty, GREY)
        rest = [code for code in empty if code not in page.choice.codes(name)]
        _fold(page, name, len(rest))
        if name in page.choice.unfolded:
            return _style(pills["key"], codes, empty, GREY)
        chosen = [code for code in empty if code not in rest]
        return _style(pills["key"], codes, rest, HIDDEN) + _style(pills["key"], codes, chosen, GREY)


def _fold(page: Page, name: str, count: int) -> None:
    """The button that shows the values of a field without a place, or folds them away again."""
    if count:
        way = "less" if name in page.choice.unfolded else "more"
        st.button(
            page.text(f"fold.{name}_{way}", count=count),
            key=f"fold_{name}",
            type="tertiary",
            on_click=page.choice.fold,
            args=(name,),
        )


def _regions(page: Page, facets: Facets) -> str:
    """From the province down: zone, prefecture, county; any mixture of them in the list below.

    Returns the CSS of values without places.
    """
    regions, chosen = page.catalog.regions, page.choice.filter.regions
    here = chosen[0] if len(chosen) == 1 else None
    with st.container(horizontal=True, gap=None, key="crumbs"):
        _crumb(page, page.text("filter.province"), None)
        for code in regions.path(here) if here else []:
            _crumb(page, f"› {page.catalog.codelists.label('regions', code, page.lang)}", code)
    children, key = regions.children(here), f"drill_{here or 'province'}"
    if children:
        st.pills(
            page.text("filter.drill"),
            children,
            format_func=partial(_pill, page, facets, "regions"),
            key=key,
            on_change=_drill,
            args=(page.choice, key),
            label_visibility="collapsed",
        )
    codes = [term.code for term in page.catalog.codelists.terms("regions")]
    st.multiselect(
        page.text("filter.several_regions"),
        codes,
        format_func=partial(_label, page, facets, "regions"),
        placeholder=page.text("filter.several_regions"),
        label_visibility="collapsed",
        **_field(page, "regions", codes),
    )
    return _style(key, children, _empty(children, facets["regions"]), GREY)


def _crumb(page: Page, label: str, code: str | None) -> None:
    choice = page.choice
    st.button(
        label,
        key=f"crumb_{code or 'province'}",
        type="tertiary",
        on_click=partial(choice.put, "regions", [code]) if code else choice.home,
    )


def _drill(choice: Choice, key: str) -> None:
    code = widget_value(key)
    if code:
        choice.put("regions", [code])


def _label(page: Page, facets: Facets, name: str, code: str) -> str:
    """A value with the number of places that it would match."""
    text = page.catalog.codelists.label(name, code, page.lang)
    if name in NUMBERS:
        text = page.text("filter.task_item", number=code, title=text)
    return f"{text} {facets[name].get(code, NOTHING).total}"


def _pill(page: Page, facets: Facets, name: str, code: str) -> str:
    """The label of a pill, with a leading space that browsers do not show.

    Streamlit matches the first word of every pill against a pattern of all emoji, which took 8 % of
    a run; it skips this for an empty word.
    """
    return " " + _label(page, facets, name, code)


def _empty(codes: list[str], counts: dict[str, Facet]) -> list[str]:
    """The codes without places."""
    return [code for code in codes if not counts.get(code, NOTHING).total]


def _style(key: str, codes: list[str], wanted: list[str], look: str) -> str:
    """The CSS that gives some of a widget's pills a look: Streamlit cannot style a single one."""
    numbers = [n for n, code in enumerate(codes, start=1) if code in wanted]
    if not numbers:
        return ""
    pills = ",".join(
        f":nth-of-type(n+{first}):nth-of-type(-n+{last})" for first, last in runs(numbers)
    )
    return f".st-key-{key} button:is({pills}){look}"


def runs(numbers: list[int]) -> list[tuple[int, int]]:
    """The first and last number of each run of consecutive ones; `numbers` are ascending.

    >>> runs([1, 2, 3, 5, 8, 9])
    [(1, 3), (5, 5), (8, 9)]
    """
    steps = [n for n, one in enumerate(numbers) if n == 0 or one != numbers[n - 1] + 1]
    ends = [*(n - 1 for n in steps[1:]), len(numbers) - 1]
    return [(numbers[first], numbers[last]) for first, last in zip(steps, ends, strict=True)]


def _chips(page: Page) -> None:
    """The active filters, each removable with one click, and a button to clear all."""
    choice = page.choice
    if choice.filter.is_empty:
        return
    with st.container(horizontal=True, gap="small", key="chips"):
        for name in FIELDS:
            for code in choice.codes(name):
                label = page.catalog.codelists.label(name, code, page.lang)
                _chip(page, label, f"{name}_{code}", partial(choice.remove, name, code))
        lift = {"near": partial(choice.set_near, None), "area": partial(choice.set_area, None)}
        for part, message in page.catalog.descriptions.spatial_parts(
            choice.filter, page.lang
        ).items():
            _chip(page, message, part, lift[part])
        st.button(page.text("filter.clear"), type="tertiary", on_click=choice.clear)


def _chip(page: Page, label: str, key: str, remove: partial[None]) -> None:
    st.button(
        f"{escape_markdown(label)} ×",
        key=f"chip_{key}",
        help=page.text("filter.remove"),
        on_click=remove,
    )
