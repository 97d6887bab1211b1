"""Named sets of weights: kept with the list, and the ranks under each of them side by side."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo import i18n
from geo.rank.criteria import Criterion
from geo.rank.report import titled
from geo.rank.score import Ranking
from geo.rank.shortlist_ranking import criteria_of, weight_sets_of
from geo.rank.weights import WHOLE, WeightSet, matching_set, shares, weights_of, with_weights
from geo.rank.words import criterion_words, item_name
from geo.shortlist.model import Shortlist
from geo.shortlist.rules import MAX_NAME
from geo.ui.escaping import escape_html, escape_markdown, visible
from geo.ui.shortlist.ranking import apply_weights, rankings_of_sets, set_weight_sets
from geo.ui.state.session import Page, Session, set_widget, widget_value
from geo.ui.widgets.print_sheet import draw_printed_frame

NAME = "weight_set_name"


def draw_weight_sets(page: Page, here: Shortlist, ranking: Ranking) -> None:
    """Draw the name for the present weights, the saved sets, and the ranks under each."""
    criteria, sets = criteria_of(here), weight_sets_of(here)
    with st.expander(page.text("weight_sets.title"), key="rank_sets"):
        st.caption(page.text("weight_sets.help"))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(page.text("weight_sets.name"), max_chars=MAX_NAME, key=NAME)
            st.button(
                page.text("weight_sets.save"),
                key="weight_set_save",
                on_click=_save,
                args=(page.session,),
            )
        active = matching_set(criteria, sets)
        for number, one in enumerate(sets):
            _set(page, here, criteria, one, number, is_active=one == active)
        if sets:
            table = rank_table(page, here, ranking, rankings_of_sets(page, here))
            st.dataframe(table, hide_index=True, placeholder="–")
            draw_printed_frame(table, "weight_sets")


def _save(session: Session) -> None:
    """Keep the present weights under the typed name; a set of that name is replaced."""
    name = " ".join(str(widget_value(NAME) or "").split())
    if not name:
        session.notices.fail("weight_sets.no_name")
        return
    here = session.shortlists.current
    saved = {one.name: one for one in weight_sets_of(here)}
    saved[name] = WeightSet(name, weights_of(criteria_of(here)))
    if set_weight_sets(session, list(saved.values())):
        set_widget(NAME, "")


def _set(
    page: Page,
    here: Shortlist,
    criteria: list[Criterion],
    one: WeightSet,
    number: int,
    *,
    is_active: bool,
) -> None:
    """One set: its shares, and the buttons to use and to remove it."""
    shortlists = page.session.shortlists
    name = escape_markdown(one.name)
    title = escape_html(one.name)
    mark = f' <span class="shutu-tag">{page.text("weight_sets.active")}</span>'
    with st.container(horizontal=True, vertical_alignment="center", key=f"weight_set_{number}"):
        st.html(
            f"<div><b>{title}</b>{mark if is_active else ''}</div>"
            f'<div class="shutu-small">{escape_html(_shares(page, here, criteria, one))}</div>'
        )
        st.button(
            page.text("weight_sets.use"),
            key=f"weight_set_use_{number}",
            help=page.text("weight_sets.use_help", name=name),
            disabled=is_active,
            on_click=apply_weights,
            args=(shortlists, one),
        )
        st.button(
            "×",
            key=f"weight_set_drop_{number}",
            help=page.text("weight_sets.drop", name=name),
            type="tertiary",
            on_click=_drop,
            args=(page.session, one.name),
        )


def _shares(page: Page, here: Shortlist, criteria: list[Criterion], one: WeightSet) -> str:
    """The share that a set gives to each criterion of the list."""
    parts = shares(weights_of(with_weights(criteria, one.weights)))
    return i18n.comma(
        page.lang,
        (
            f"{criterion_words(page.catalog, here, each, page.lang)} "
            f"{float(WHOLE * parts[each.key]):.1f} %"
            for each in criteria
        ),
    )


def _drop(session: Session, name: str) -> None:
    kept = [one for one in weight_sets_of(session.shortlists.current) if one.name != name]
    set_weight_sets(session, kept)


def rank_table(
    page: Page, here: Shortlist, ranking: Ranking, by_set: dict[str, Ranking]
) -> pd.DataFrame:
    """The rank of each site now and under each set, in the present order."""
    columns: dict[str, object] = {
        page.text("shortlist.column.site"): [
            item_name(page.catalog, here.item(one.id), page.lang) for one in ranking.sites
        ]
    }
    for title, one in titled(ranking, by_set, page.lang).items():
        ranks = {site.id: site.rank for site in one.sites}
        columns[visible(title)] = pd.array(
            [ranks[site.id] for site in ranking.sites], dtype="Int64"
        )
    return pd.DataFrame(columns)
