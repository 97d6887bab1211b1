"""The document: what it is, its targets, who issued it, and the safeguards."""

from __future__ import annotations

import streamlit as st

from geo import describe
from geo.schema.rows import in_language
from geo.ui.escaping import escape_html
from geo.ui.state.session import Page
from geo.ui.widgets.plan_facts import document_facts, sizes
from geo.ui.widgets.prose import items, note, title


def draw_facts(page: Page) -> None:
    """Draw title, number, date and period, the targets, departments and safeguards."""
    lang, parts = page.lang, page.catalog.plan.document()
    facts = document_facts(page)
    line = " · ".join((facts.number, facts.date, facts.departments, facts.period))
    targets = "".join(_target(row, lang) for row in parts["targets"])
    st.html(
        title(facts.title)
        + note(line)
        + note(sizes(page))
        + f'<ul class="shutu-figures" aria-label="{escape_html(page.text("sources.targets"))}">'
        + f"{targets}</ul>"
    )
    with st.container(horizontal=True, gap="small", key="plan_parts"):
        with st.expander(facts.departments):
            st.html(
                items([escape_html(in_language(row, "name", lang)) for row in parts["departments"]])
            )
        with st.expander(page.text("plan.safeguards")):
            st.html(items([_safeguard(row, lang) for row in parts["safeguards"]]))


def _target(row: describe.NamedRow, lang: str) -> str:
    figure, name = describe.target_figure(row, lang), in_language(row, "title", lang)
    return f"<li><b>{escape_html(figure)}</b><span>{escape_html(name)}</span></li>"


def _safeguard(row: describe.NamedRow, lang: str) -> str:
    name, summary = in_language(row, "title", lang), in_language(row, "summary", lang)
    return f"{row['number']}. <b>{escape_html(name)}</b> · {escape_html(summary)}"
