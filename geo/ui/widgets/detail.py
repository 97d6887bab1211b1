"""The detail of one place: clause, location, evidence, candidates, applicable scenarios."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from geo import describe, i18n, settings
from geo.mapping.styles import style_key
from geo.mapping.symbols import data_uri, named_svg
from geo.model import Relation
from geo.plan.parse import clause_text
from geo.plan.reading import matching_text
from geo.schema.rows import ApplicableRow, ClauseRow, EvidenceRow, PlaceDetail, in_language
from geo.ui.escaping import escape_html
from geo.ui.links import task_link
from geo.ui.state.session import Page
from geo.ui.widgets.add_buttons import draw_add_place
from geo.ui.widgets.html_table import region_links
from geo.ui.widgets.report_form import draw_report_button


def draw_detail(page: Page, place_id: str | None, shown: set[str]) -> None:
    """Draw the detail of the selected place, or how to select one.

    `shown` are the ids on the map: a selected place outside the filter result is marked.
    """
    place = page.catalog.place(place_id) if place_id else None
    if place is None:
        st.html(f'<div class="shutu-small">{page.text("explore.pick")}</div>')
        return
    st.html(_title(place, page.lang))
    draw_add_place(page, place["id"])
    if place["id"] not in shown:
        st.caption(page.text("detail.filtered_out"))
    st.html(_clause(place, page.lang))
    _clause_text(page, place["clause"])
    st.button(
        page.text("plan.clause"),
        type="tertiary",
        key=f"clause_{place['id']}",
        on_click=page.session.open_plan,
        args=(place["id"],),
    )
    st.html(_location(page, place) + evidence(place["evidence"], page.lang))
    _candidates(place, page.lang)
    _applicable(place, page.lang)
    draw_report_button(page, place["id"])
    st.button(page.text("detail.close"), on_click=page.choice.select, args=(None,))


def _heading(text: str) -> str:
    return f'<div class="shutu-h">{escape_html(text)}</div>'


def _title(place: PlaceDetail, lang: str) -> str:
    icon = data_uri(named_svg(style_key(place).look))
    full = place["full_name_zh"]
    other = full if lang == "zh" else f"{place['name_zh']} · {full}"
    name = escape_html(in_language(place, "name", lang))
    kind = i18n.text(lang, f"kind.{place['kind']}")
    relation = i18n.text(lang, f"relation.{place['relation']}")
    return (
        f'<h2 class="shutu-title"><img src="{icon}" alt="">{name}</h2>'
        f'<div class="shutu-small">{escape_html(other)}</div>'
        f'<span class="shutu-tag">{kind}</span><span class="shutu-tag">{relation}</span>'
    )


def _clause(place: PlaceDetail, lang: str) -> str:
    """Clause → task → box entry → scenario → site."""
    clause = place["clause"]
    chain = describe.clause_chain(clause, lang, with_label=True)
    if place["relation"] == Relation.DERIVED:
        how = i18n.text(lang, "detail.derived", river=clause["scenario_zh"])
    else:
        how = i18n.text(lang, "detail.named")
    theme, task, *rest = (f"<b>{escape_html(step)}</b>" for step in chain)
    task = f'<a class="shutu-go" target="_self" href="{task_link(clause["task"], lang)}">{task}</a>'
    steps = " › ".join((theme, task, *rest))
    return (
        _heading(i18n.text(lang, "detail.clause"))
        + f'<div class="shutu-chain">{steps}</div><div class="shutu-small">{escape_html(how)}</div>'
    )


def _clause_text(page: Page, clause: ClauseRow) -> None:
    """The paragraph of the plan that names the place, where its text is at hand."""
    checksum = page.catalog.database.manifest["document"]["text_sha256"]
    text = matching_text(settings.plan_file(), checksum)
    if text is None:
        return
    paragraph = clause_text(text, (clause["span_start"], clause["span_end"]))
    with st.expander(page.text("detail.clause_text")):
        st.html(f'<div class="shutu-small">{escape_html(paragraph)}</div>')


def _location(page: Page, place: PlaceDetail) -> str:
    lang = page.lang
    lines = [describe.precision_meaning(place["precision"], lang)]
    metres = place["uncertainty_m"]
    if place["lon"] is not None and place["lat"] is not None and metres is not None:
        lines.append(describe.coordinates(place["lon"], place["lat"], metres, lang))
        trust = describe.confidence(place["confidence"], lang) if place["confidence"] else ""
        lines.append(" · ".join(filter(None, (describe.radius(metres, lang), trust))))
    if place["capacity_mw"] is not None:
        year = place["year"]
        lines.append(
            i18n.text(
                lang,
                "detail.station",
                capacity=place["capacity_mw"],
                status=i18n.text(lang, f"status.{place['status']}"),
                year=i18n.text(lang, "detail.year", year=year)
                if year
                else i18n.text(lang, "detail.year_unknown"),
            )
        )
    lines += [
        i18n.text(lang, f"detail.{field}", text=text)
        for field in ("method", "note")
        if (text := in_language(place, field, lang))
    ]
    meaning, *others = (f"<div>{escape_html(line)}</div>" for line in lines)
    body = "".join((meaning, _regions(page, place), *others))
    return _heading(i18n.text(lang, "detail.place")) + f'<div class="shutu-small">{body}</div>'


def _regions(page: Page, place: PlaceDetail) -> str:
    """The regions of a place with their codes, each with a link to its page."""
    if not place["adcodes"]:
        return ""
    codes = escape_html(", ".join(place["adcodes"][: describe.MOST_REGIONS]))
    links = region_links(page, place["adcodes"])
    return f"<div>{i18n.aside(page.lang, links, codes)}</div>"


def evidence(cited: Sequence[EvidenceRow], lang: str) -> str:
    """All citations of a place as HTML: what a reader cites, and folded how it was found."""
    blocks = [_heading(i18n.text(lang, "detail.evidence", count=len(cited)))]
    blocks += [_citation(number, item, lang) for number, item in enumerate(cited, start=1)]
    return "".join(blocks) + (_found(cited, lang) if cited else "")


def _citation(number: int, item: EvidenceRow, lang: str) -> str:
    """Statement, title, publisher, date and place in the source, then what it is cited for."""
    facts = [i18n.text(lang, f"role.{item['role']}")]
    if item["lon"] is not None and item["lat"] is not None:
        metres = item["uncertainty_m"]
        facts.append(
            f"{describe.quoted(item['lon'], metres)}, {describe.quoted(item['lat'], metres)}"
        )
        facts.append(i18n.text(lang, "detail.datum", datum=describe.datum(item["datum"], lang)))
    licence = describe.licence(item["licence"], lang)
    facts.append(i18n.text(lang, "detail.licence", licence=licence))
    origin = filter(None, (describe.reference(item, lang), item["locator"]))
    return (
        f'<div class="shutu-evidence">{number}. {escape_html(in_language(item, "says", lang))}<br>'
        f"<b>{escape_html(item['title'])}</b><br>{escape_html(' · '.join(origin))}<br>"
        f'<span class="where">{escape_html(" · ".join(facts))}</span></div>'
    )


def _found(cited: Sequence[EvidenceRow], lang: str) -> str:
    """A fold that says of each citation how the editors came to see it."""
    lines = []
    for number, item in enumerate(cited, start=1):
        way = describe.found(item["found_by"], item["found_at"], lang)
        text = i18n.text(lang, "found.item", number=number, way=way)
        lines.append(f'<div class="where">{escape_html(text)}</div>')
    return (
        f'<details class="shutu-evidence"><summary>{escape_html(i18n.text(lang, "found.title"))}'
        f"</summary>{escape_html(i18n.text(lang, 'found.note'))}{''.join(lines)}</details>"
    )


def _candidates(place: PlaceDetail, lang: str) -> None:
    found = place["candidates"]
    if not found:
        return
    blocks = []
    for item in found:
        where = " ".join(
            name
            for name in (in_language(item, "prefecture", lang), in_language(item, "county", lang))
            if name
        )
        level = describe.confidence(item["confidence"], lang)
        blocks.append(
            f'<div class="shutu-evidence"><b>{escape_html(item["name_zh"])}</b> · '
            f"{escape_html(where)} {escape_html(item['adcode'])}<br>"
            f"{escape_html(in_language(item, 'reason', lang))} · {escape_html(level)}</div>"
        )
    with st.expander(i18n.text(lang, "detail.candidates", count=len(found))):
        st.html("".join(blocks))


def _applicable(place: PlaceDetail, lang: str) -> None:
    groups = place["applicable"]
    if groups:
        with st.expander(i18n.text(lang, "detail.applicable", count=len(groups))):
            st.caption(i18n.text(lang, "detail.applicable_help"))
            st.html("".join(_group(group, lang) for group in groups))


def _group(group: ApplicableRow, lang: str) -> str:
    """A scenario group that applies to the place's sector, and why."""
    head = f"{describe.plan_level('task', group, lang)} › {in_language(group, 'entry', lang)}"
    scenarios = group["scenarios_en"] if lang == "en" else group["scenarios_zh"]
    basis = i18n.text(lang, f"basis.{group['basis']}")
    why = i18n.text(
        lang, "detail.because", reason=in_language(group, "reason", lang), phrase=group["phrase_zh"]
    )
    tags = "".join(f'<span class="shutu-tag">{escape_html(name)}</span>' for name in scenarios)
    return (
        f'<div class="shutu-small"><b>{escape_html(head)}</b><br>'
        f"{escape_html(basis)} · {escape_html(why)}</div>"
        f"<div>{tags}</div>"
    )
