"""The selected row: its result with reasons, and the user's decisions."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from geo import describe, i18n
from geo.geocode.coordinate_input import candidate_at, read_coordinates
from geo.geocode.model import Candidate, Failed, MatchStatus, ReasonCode
from geo.geocode.worklist import DecidedBy, Decision, Worklist
from geo.model import Datum, Precision
from geo.ui.escaping import escape_html, escape_markdown
from geo.ui.links import region_link
from geo.ui.locate import geocoding
from geo.ui.locate.result_table import decided_by, precision, where
from geo.ui.state.imported import ImportSession
from geo.ui.state.session import Page, widget_value
from geo.ui.widgets.fields import field
from geo.ui.widgets.html_table import go
from geo.ui.widgets.prose import note

MOST = 40  # candidates to choose from; the rest is only counted
CELLS = 12  # of the user's own columns
DATUMS = (Datum.WGS84, Datum.CGCS2000, Datum.GCJ02, Datum.BD09)
COUNTED = (ReasonCode.SEVERAL, ReasonCode.SPANS_COUNTIES)  # reasons whose value is a number
SURE = (Precision.EXACT, Precision.SITE, Precision.LOCALITY)


@dataclass(frozen=True)
class TypedPoint:
    """The content of the coordinate inputs; `far`: outside Sichuan is confirmed."""

    row: int
    point: str | None
    datum: Datum
    sure: Precision
    far: bool | None


def draw_row_review(page: Page, here: ImportSession) -> None:
    """Draw the selected row; all widget keys contain its number, so that no input applies to
    another row."""
    work, row = here.work, here.row
    assert work is not None
    if row is None:
        st.html(note(page.text("locate.pick_row")))
        return
    _head(page, work, row)
    rows = _scope(page, work, row)
    _candidates(page, here, row, rows)
    _by_hand(page, here, row, rows)
    _own_columns(page, here, row)


def _head(page: Page, work: Worklist, row: int) -> None:
    status = work.status(row)
    place = work.place(row)
    lines = [_marked(work, row)]
    region = work.regions[row].strip()
    if region:
        lines.append(note(page.text("locate.given_region", region=region)))
    kind = page.text(f"locate.status_{status}")
    position = page.text("locate.row", row=row + 1, rows=len(work))
    lines.append(
        f'<div><span class="shutu-tag">{kind}</span> '
        f'<span class="shutu-small">{position}</span></div>'
    )
    if place:
        summary = " · ".join(
            filter(
                None,
                (
                    where(work, row, page.lang),
                    precision(work, row, page.lang),
                    decided_by(work, row, page.lang),
                ),
            )
        )
        lines.append(f"<div>{escape_html(summary)}</div>")
        if place.lon is not None and place.lat is not None:
            here = describe.coordinates(place.lon, place.lat, place.uncertainty_m, page.lang)
            lines.append(note(here))
        if place.adcode in page.catalog.regions.names:
            name = describe.region(place.adcode, page.catalog.regions.names, page.lang)
            address = region_link(place.adcode, page.lang)
            lines.append(f"<div>{go(address, page.text('portrait.link', name=name))}</div>")
    elif status not in (MatchStatus.RESOLVED, MatchStatus.AMBIGUOUS):
        weak = status is MatchStatus.UNRESOLVED and work.outcomes[row].candidates
        lines.append(note(page.text(f"locate.about_{'weak' if weak else status}")))
    reasons = [*work.outcomes[row].reasons, *(place.reasons if place else ())]
    reason_texts = [
        why(reason.code, reason.value, page.lang)
        for reason in reasons
        if reason.code is not ReasonCode.NO_NAME
    ]
    outcome = work.outcomes[row]
    if isinstance(outcome, Failed) and status is MatchStatus.FAILED:
        reason_texts.append(outcome.message)
    if reason_texts:
        lines.append(
            note(page.text("locate.because", reasons=i18n.semicolon(page.lang, reason_texts)))
        )
    st.html("".join(lines))


def _marked(work: Worklist, row: int) -> str:
    """The name, with the recognised part marked."""
    name, place = work.names[row], work.place(row)
    found = place or next(iter(work.outcomes[row].candidates), None)
    start, end = found.span if found else (0, 0)
    inside = f"<mark>{escape_html(name[start:end])}</mark>" if 0 <= start < end <= len(name) else ""
    if not inside:
        start = end = len(name)
    text = f"{escape_html(name[:start])}{inside}{escape_html(name[end:])}"
    return f'<h2 class="shutu-case-name">{text}</h2>'


def why(code: str, value: str, lang: str) -> str:
    """A reason of the resolver in words."""
    number = int(value) if code in COUNTED else value
    return i18n.text(lang, f"geocode.why.{code}", value=number)


def _scope(page: Page, work: Worklist, row: int) -> list[int]:
    """The rows that a decision applies to: all of the same name and region, or this one."""
    alike = work.alike(row)
    if len(alike) == 1:
        return alike
    together = st.checkbox(
        page.text("locate.alike", count=len(alike), name=escape_markdown(work.names[row][:30])),
        value=True,
        key=f"locate_alike_{row}",
    )
    return alike if together else [row]


def _candidates(page: Page, here: ImportSession, row: int, rows: list[int]) -> None:
    """The candidate places; choosing one resolves the row."""
    work = here.work
    assert work is not None
    found = [
        one for one in work.outcomes[row].candidates if one.lon is not None and not one.province
    ]
    if not found or (len(found) == 1 and work.place(row) == found[0]):
        return
    shown = found[:MOST]
    place = work.place(row)
    st.radio(
        page.text("locate.choose", count=len(found)),
        range(len(shown)),
        index=None,
        format_func=lambda at: escape_markdown(label(page, shown[at])),
        captions=[escape_markdown(_reasons(one, page.lang)) for one in shown],
        **field(
            page.session,
            f"locate_candidate_{row}",
            shown.index(place) if place in shown else None,
            lambda at: here.settle(row, rows, Decision(DecidedBy.CANDIDATE, shown[at])),
            range(len(shown)),
        ),
    )
    if len(found) > MOST:
        st.html(note(page.text("locate.more_candidates", count=len(found) - MOST)))


def label(page: Page, place: Candidate) -> str:
    """A candidate in words; in English with the county's English name before it."""
    areas = page.catalog.regions.names
    if page.lang == "zh" or place.adcode not in areas:
        return place.label or place.name_zh
    return f"{describe.region(place.adcode, areas, page.lang)} · {place.label or place.name_zh}"


def _reasons(place: Candidate, lang: str) -> str:
    reasons = [why(reason.code, reason.value, lang) for reason in place.reasons]
    return " · ".join([*reasons, i18n.text(lang, "locate.score", score=f"{place.score:.2f}")])


def _by_hand(page: Page, here: ImportSession, row: int, rows: list[int]) -> None:
    work = here.work
    assert work is not None

    areas = page.catalog.regions.names

    def settle_in(adcode: str | None) -> None:
        if adcode:
            place = geocoding.place_in_county(page.catalog, adcode)
            here.settle(row, rows, Decision(DecidedBy.COUNTY, place))

    opened = work.status(row) in (MatchStatus.UNRESOLVED, MatchStatus.OUTSIDE, MatchStatus.FAILED)
    with st.expander(page.text("locate.by_hand"), expanded=opened, key=f"locate_hand_{row}"):
        counties = [code for code, area in areas.items() if "prefecture" in area]
        st.selectbox(
            page.text("locate.county"),
            counties,
            index=None,
            format_func=lambda code: describe.region(code, areas, page.lang),
            placeholder=page.text("locate.county_hint"),
            **field(page.session, f"locate_county_{row}", None, settle_in, counties),
        )
        _coordinates(page, here, row, rows)
    with st.container(horizontal=True, key="locate_case_buttons"):
        if work.decisions.get(row):
            st.button(
                page.text("locate.back"),
                key=f"locate_back_{row}",
                on_click=lambda: work.decide(rows, None),
            )
        if work.status(row) is not MatchStatus.UNRESOLVED or work.decisions.get(row) is None:
            st.button(
                page.text("locate.nowhere"),
                key=f"locate_nowhere_{row}",
                on_click=lambda: here.settle(row, rows, Decision(DecidedBy.NOWHERE, None)),
            )


def _coordinates(page: Page, here: ImportSession, row: int, rows: list[int]) -> None:
    """Typed degrees of a chosen datum; outside Sichuan only after confirmation."""
    typed = point, datum, sure, far = tuple(
        f"locate_{name}_{row}" for name in ("point", "datum", "sure", "far")
    )
    st.text_input(page.text("locate.coordinates"), placeholder="104.06476, 30.57020", key=point)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(page.text("locate.datum"), DATUMS, key=datum, width=140)
        st.selectbox(
            page.text("locate.sure"),
            SURE,
            index=1,
            key=sure,
            width=190,
            format_func=lambda kind: page.text(f"locate.sure_{kind}"),
        )
    if here.wrong and here.wrong[0] == row:
        st.warning(page.text(f"locate.wrong_{here.wrong[1]}"))
        if here.wrong[1] == "outside":
            st.checkbox(page.text("locate.outside_anyway"), key=far)
    st.button(
        page.text("locate.put"),
        key=f"locate_put_{row}",
        on_click=lambda: _at_point(page, here, rows, TypedPoint(row, *map(widget_value, typed))),
    )


def _at_point(page: Page, here: ImportSession, rows: list[int], typed: TypedPoint) -> None:
    point = read_coordinates(typed.point or "", typed.datum)
    if point is None:
        here.wrong = (typed.row, "coordinates")
        return
    county = geocoding.county_at(page.catalog, point.lon, point.lat)
    if county is None and not typed.far:
        here.wrong = (typed.row, "outside")
        return
    place = candidate_at(point.lon, point.lat, typed.sure, county)
    here.settle(typed.row, rows, Decision(DecidedBy.COORDINATES, place))


def _own_columns(page: Page, here: ImportSession, row: int) -> None:
    """The person's own cells, as text and nothing else."""
    work = here.work
    assert work is not None
    cells = [
        f"<li>{escape_html(i18n.pair(page.lang, name, cell))}</li>"
        for name, cell in zip(work.table.columns, work.table.rows[row], strict=True)
        if cell.strip() and name != here.name_column
    ]
    if cells:
        st.html(f'<ul class="shutu-plain shutu-case-own">{"".join(cells[:CELLS])}</ul>')
