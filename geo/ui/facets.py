"""The filter panel: every value with the number of places that it would give."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from geo import i18n
from geo.explorer import Explorer, Facet
from geo.query.filters import FIELDS, Filter
from geo.query.permalink import NUMBERS
from geo.ui import state, words
from geo.ui.fields import owned
from geo.ui.reach import draw_reach

NOTHING = Facet(0, 0)
OPEN = ("sectors", "tasks")
CLOSED = ("themes", "kinds", "precisions", "relations")
Facets = dict[str, dict[str, Facet]]


def draw_filters(explorer: Explorer, chosen: Filter, lang: str) -> None:
    """Draw all filters; their values live in the session under stable codes."""
    facets = explorer.facets(chosen)
    _chips(explorer, chosen, lang)
    for field in OPEN:
        _group(explorer, facets, field, lang, expanded=True)
    with st.expander(i18n.text(lang, "filter.regions"), expanded=True, key="group_regions"):
        _regions(explorer, chosen, facets, lang)
    with st.expander(i18n.text(lang, "reach.title"), key="group_reach"):
        draw_reach(explorer, chosen, lang)
    for field in CLOSED:
        _group(explorer, facets, field, lang, expanded=False)


def _group(explorer: Explorer, facets: Facets, field: str, lang: str, *, expanded: bool) -> None:
    title = i18n.text(lang, f"filter.{field}")
    codes = [term.code for term in explorer.vocabulary.terms(field)]
    pills = owned(state.filter_key(field), codes)
    with st.expander(title, expanded=expanded, key=f"group_{field}"):
        st.pills(
            title,
            codes,
            selection_mode="multi",
            format_func=partial(_label, explorer, facets, field, lang),
            label_visibility="collapsed",
            **pills,
        )
        _grey(pills["key"], codes, facets[field])


def _regions(explorer: Explorer, chosen: Filter, facets: Facets, lang: str) -> None:
    """From the province down: zone, prefecture, county; any mixture of them in the list below."""
    regions = explorer.regions
    here = chosen.regions[0] if len(chosen.regions) == 1 else None
    with st.container(horizontal=True, gap=None, key="crumbs"):
        _crumb(i18n.text(lang, "filter.province"), [])
        for code in regions.path(here) if here else []:
            _crumb(f"› {explorer.vocabulary.label('regions', code, lang)}", [code])
    label = partial(_label, explorer, facets, "regions", lang)
    children = regions.children(here)
    if children:
        key = f"drill_{here or 'province'}"
        st.pills(
            i18n.text(lang, "filter.drill"),
            children,
            format_func=label,
            key=key,
            on_change=lambda: _drill(key),
            label_visibility="collapsed",
        )
        _grey(key, children, facets["regions"])
    codes = [term.code for term in explorer.vocabulary.terms("regions")]
    st.multiselect(
        i18n.text(lang, "filter.several_regions"),
        codes,
        format_func=label,
        placeholder=i18n.text(lang, "filter.several_regions"),
        label_visibility="collapsed",
        **owned(state.filter_key("regions"), codes),
    )


def _crumb(label: str, codes: list[str]) -> None:
    key = f"crumb_{'_'.join(codes) or 'province'}"
    st.button(label, key=key, type="tertiary", on_click=_up, args=(codes,))


def _up(codes: list[str]) -> None:
    state.put("regions", codes)
    if not codes:
        state.fly("home")


def _drill(key: str) -> None:
    code = st.session_state[key]
    if code:
        state.put("regions", [code])


def _label(explorer: Explorer, facets: Facets, field: str, lang: str, code: str) -> str:
    """A value with its count: the plan's own places, and after a plus the inferred ones."""
    count = facets[field].get(code, NOTHING)
    text = explorer.vocabulary.label(field, code, lang)
    if field in NUMBERS:
        text = i18n.text(lang, "filter.task_item", number=code, title=text)
    extra = count.total - count.named
    return f"{text} {count.named}" + (f"+{extra}" if extra else "")


def _grey(key: str, codes: list[str], counts: dict[str, Facet]) -> None:
    """Grey for values that would give nothing; Streamlit has no style for one of many pills."""
    nothing = [n for n, code in enumerate(codes, start=1) if not counts.get(code, NOTHING).total]
    if nothing:
        pills = ",".join(f".st-key-{key} button:nth-of-type({n}) p" for n in nothing)
        st.html(f"<style>{pills}{{color:var(--shutu-zero)}}</style>")


def _chips(explorer: Explorer, chosen: Filter, lang: str) -> None:
    """The active filters, each to be taken away with one click, and all at once."""
    if replace(chosen, stations=True).is_empty:  # these have their own switch
        return
    with st.container(horizontal=True, gap="small", key="chips"):
        for field in FIELDS:
            for code in map(str, getattr(chosen, field)):
                label = explorer.vocabulary.label(field, code, lang)
                _chip(label, f"{field}_{code}", partial(state.remove, field, code), lang)
        lift = {"near": partial(state.set_near, None), "area": partial(state.set_area, None)}
        for part, said in explorer.said_space(chosen, lang).items():
            _chip(said, part, lift[part], lang)
        st.button(i18n.text(lang, "filter.clear"), type="tertiary", on_click=state.clear_filter)


def _chip(label: str, key: str, remove: partial[None], lang: str) -> None:
    st.button(
        f"{words.markdown_safe(label)} ×",
        key=f"chip_{key}",
        help=i18n.text(lang, "filter.remove"),
        on_click=remove,
    )
