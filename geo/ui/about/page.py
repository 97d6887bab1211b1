"""The about page: what Shutu is, what its words and keys mean, accessibility, privacy."""

from __future__ import annotations

import streamlit as st

from geo import describe, i18n
from geo.catalog import Catalog, Facet
from geo.mapping.sector_styles import PLAIN_SECTOR
from geo.mapping.styles import StyleKey
from geo.mapping.symbols import data_uri, feature_svg
from geo.model import Precision, Relation
from geo.query.filters import Filter
from geo.ui.data import with_page
from geo.ui.escaping import escape_html, warn_ignored_parameters
from geo.ui.session_end import gone_minutes
from geo.ui.state.session import Page
from geo.ui.widgets.prose import draw_prose_style, heading, items, title

NONE = Facet(0, 0)
WHAT = ("plan", "evidence", "progress")
KEYS = ("arrows", "zoom", "home", "escape", "row")
WORKS = ("keyboard", "list", "language", "contrast", "symbols", "motion", "charts")
LIMITS = ("grid", "map", "names")
PRIVACY = ("requests", "records", "session", "browser", "address")


def draw() -> None:
    """Draw the page."""
    with_page(_page)


def _page(page: Page) -> None:
    lang = page.lang
    warn_ignored_parameters(page.session.read_address(page.catalog), lang)
    draw_prose_style()
    st.html(title(i18n.text(lang, "about.title")))
    shutu, everybody = st.columns([1, 1], gap="large")
    with shutu:
        st.html(_what(lang) + _precision(page.catalog, lang) + _relations(lang) + _keys(lang))
    with everybody:
        st.html(_accessibility(lang) + _privacy(lang))


def _text(lang: str, key: str, **values: object) -> str:
    return escape_html(i18n.text(lang, f"about.{key}", **values))


def _heading(lang: str, key: str) -> str:
    return heading(i18n.text(lang, f"about.{key}"))


def _paragraph(lang: str, key: str) -> str:
    return f"<p>{_text(lang, key)}</p>"


def _list(lang: str, part: str, names: tuple[str, ...], **values: object) -> str:
    return items([_text(lang, f"{part}.{name}", **values) for name in names], "shutu-points")


def _what(lang: str) -> str:
    paragraphs = "".join(_paragraph(lang, f"what.{name}") for name in WHAT)
    return _heading(lang, "what.title") + paragraphs


def _precision(catalog: Catalog, lang: str) -> str:
    """Every precision with its frame, and how many of the plan's own places have it."""
    counts = catalog.counts.facets(Filter())["precisions"]
    lines = []
    for precision in Precision:
        icon = data_uri(feature_svg(StyleKey(PLAIN_SECTOR, precision)))
        meaning = describe.precision_meaning(precision, lang)
        count = i18n.text(lang, "about.places", count=counts.get(precision, NONE).named)
        lines.append(f'<img src="{icon}" alt=""> {escape_html(meaning)} · {escape_html(count)}')
    return (
        _heading(lang, "precision.title")
        + items(lines, "shutu-plain shutu-icons")
        + _paragraph(lang, "precision.note")
    )


def _relations(lang: str) -> str:
    lines = [
        f"<b>{escape_html(i18n.text(lang, f'relation.{relation}'))}</b> · "
        f"{_text(lang, f'relations.{relation}')}"
        for relation in Relation
    ]
    return _heading(lang, "relations.title") + items(lines)


def _keys(lang: str) -> str:
    rows = "".join(
        f'<tr><th scope="row"><kbd>{_text(lang, f"keys.{name}")}</kbd></th>'
        f"<td>{_text(lang, f'keys.{name}_does')}</td></tr>"
        for name in KEYS
    )
    return (
        _heading(lang, "keys.title")
        + _paragraph(lang, "keys.note")
        + f'<table class="shutu-small shutu-keys"><tbody>{rows}</tbody></table>'
    )


def _accessibility(lang: str) -> str:
    return (
        _heading(lang, "access.title")
        + _paragraph(lang, "access.standard")
        + f'<h3 class="shutu-part">{_text(lang, "access.works")}</h3>'
        + _list(lang, "works", WORKS)
        + f'<h3 class="shutu-part">{_text(lang, "access.limits")}</h3>'
        + _list(lang, "limits", LIMITS)
        + _paragraph(lang, "access.report")
    )


def _privacy(lang: str) -> str:
    return _heading(lang, "privacy.title") + _list(lang, "privacy", PRIVACY, minutes=gone_minutes())
