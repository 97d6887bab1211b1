"""The row in hand: what was found for it and why, and what a person can decide."""

from __future__ import annotations

import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.geocode.deciding import at_point, read_coordinates
from geo.geocode.model import Candidate, Failed, Status, Why
from geo.geocode.worklist import By, Decision, Worklist
from geo.model import Datum, Precision
from geo.ui import words
from geo.ui.fields import field
from geo.ui.locate import finding
from geo.ui.locate.columns import region_label
from geo.ui.locate.rows import precision, said_by, where
from geo.ui.locate.session import Brought, shown_rows, take_in_hand
from geo.ui.reading import note

MOST = 40  # candidates to choose from; the rest is named by its number
CELLS = 12  # of the person's own columns
DATUMS = (Datum.WGS84, Datum.CGCS2000, Datum.GCJ02, Datum.BD09)
SURE = (Precision.EXACT, Precision.SITE, Precision.LOCALITY)
_WRONG = "_locate_wrong"


def draw_case(explorer: Explorer, here: Brought, lang: str) -> None:
    """Draw the row in hand; all keys carry its number, so that no choice slips to another row."""
    work, row = here.work, here.row
    assert work is not None
    if row is None:
        st.html(note(i18n.text(lang, "locate.pick_row")))
        return
    _head(work, row, lang)
    rows = _scope(work, row, lang)
    _candidates(explorer, work, row, rows, lang)
    _by_hand(explorer, work, row, rows, lang)
    _own_columns(here, row)


def _head(work: Worklist, row: int, lang: str) -> None:
    status = work.status(row)
    place = work.place(row)
    lines = [_marked(work, row)]
    region = work.regions[row].strip()
    if region:
        lines.append(note(i18n.text(lang, "locate.given_region", region=region)))
    kind = i18n.text(lang, f"locate.status_{status}")
    position = i18n.text(lang, "locate.row", row=row + 1, rows=len(work))
    lines.append(
        f'<div><span class="shutu-tag">{kind}</span> '
        f'<span class="shutu-small">{position}</span></div>'
    )
    if place:
        said = " · ".join(
            filter(
                None, (where(work, row, lang), precision(work, row, lang), said_by(work, row, lang))
            )
        )
        lines.append(f"<div>{words.safe(said)}</div>")
        if place.lon is not None:
            lines.append(note(f"{place.lon:.5f}, {place.lat:.5f} (WGS84)"))
    elif status not in (Status.RESOLVED, Status.AMBIGUOUS):
        weak = status is Status.UNRESOLVED and work.outcomes[row].candidates
        lines.append(note(i18n.text(lang, f"locate.about_{'weak' if weak else status}")))
    reasons = [*work.outcomes[row].reasons, *(place.reasons if place else ())]
    said_why = [
        why(reason.code, reason.value, lang) for reason in reasons if reason.code is not Why.NO_NAME
    ]
    outcome = work.outcomes[row]
    if isinstance(outcome, Failed) and status is Status.FAILED:
        said_why.append(outcome.message)
    if said_why:
        lines.append(note(i18n.text(lang, "locate.because", reasons="; ".join(said_why))))
    st.html("".join(lines))


def _marked(work: Worklist, row: int) -> str:
    """The name, with the part that was understood marked."""
    name, place = work.names[row], work.place(row)
    found = place or next(iter(work.outcomes[row].candidates), None)
    start, end = found.span if found else (0, 0)
    inside = f"<mark>{words.safe(name[start:end])}</mark>" if 0 <= start < end <= len(name) else ""
    if not inside:
        start = end = len(name)
    text = f"{words.safe(name[:start])}{inside}{words.safe(name[end:])}"
    return f'<h2 class="shutu-case-name">{text}</h2>'


def why(code: str, value: str, lang: str) -> str:
    """A reason of the resolver in words."""
    return i18n.text(lang, f"geocode.why.{code}", value=value)


def _scope(work: Worklist, row: int, lang: str) -> list[int]:
    """The rows that a decision holds for: all of the same name and region, or this one."""
    alike = work.alike(row)
    if len(alike) == 1:
        return alike
    together = st.checkbox(
        i18n.text(
            lang, "locate.alike", count=len(alike), name=words.markdown_safe(work.names[row][:30])
        ),
        value=True,
        key=f"locate_alike_{row}",
    )
    return alike if together else [row]


def _candidates(explorer: Explorer, work: Worklist, row: int, rows: list[int], lang: str) -> None:
    """The places that the name may mean; choosing one settles the row."""
    found = [
        one for one in work.outcomes[row].candidates if one.lon is not None and not one.province
    ]
    if not found or (len(found) == 1 and work.place(row) == found[0]):
        return
    shown = found[:MOST]
    place = work.place(row)
    st.radio(
        i18n.text(lang, "locate.choose", count=len(found)),
        range(len(shown)),
        index=None,
        format_func=lambda at: words.markdown_safe(label(explorer, shown[at], lang)),
        captions=[words.markdown_safe(_reasons(one, lang)) for one in shown],
        **field(
            f"locate_candidate_{row}",
            shown.index(place) if place in shown else None,
            lambda at: _settle(work, row, rows, By.CANDIDATE, shown[at]),
            range(len(shown)),
        ),
    )
    if len(found) > MOST:
        st.html(note(i18n.text(lang, "locate.more_candidates", count=len(found) - MOST)))


def label(explorer: Explorer, place: Candidate, lang: str) -> str:
    """A candidate in words; in English with the county's English name before it."""
    if lang == "zh" or place.adcode not in explorer.area_names:
        return place.label or place.name_zh
    return f"{region_label(explorer, place.adcode, lang)} · {place.label or place.name_zh}"


def _reasons(place: Candidate, lang: str) -> str:
    said = [why(reason.code, reason.value, lang) for reason in place.reasons]
    return " · ".join([*said, i18n.text(lang, "locate.score", score=f"{place.score:.2f}")])


def _by_hand(explorer: Explorer, work: Worklist, row: int, rows: list[int], lang: str) -> None:
    opened = work.status(row) in (Status.UNRESOLVED, Status.OUTSIDE, Status.FAILED)
    with st.expander(i18n.text(lang, "locate.by_hand"), expanded=opened, key=f"locate_hand_{row}"):
        counties = [code for code, area in explorer.area_names.items() if "prefecture" in area]
        st.selectbox(
            i18n.text(lang, "locate.county"),
            counties,
            index=None,
            format_func=lambda code: region_label(explorer, code, lang),
            placeholder=i18n.text(lang, "locate.county_hint"),
            **field(
                f"locate_county_{row}",
                None,
                lambda adcode: _in_county(work, row, rows, adcode),
                counties,
            ),
        )
        _coordinates(work, row, rows, lang)
    with st.container(horizontal=True, key="locate_case_buttons"):
        if work.decisions.get(row):
            st.button(
                i18n.text(lang, "locate.back"), key=f"locate_back_{row}",
                on_click=lambda: work.decide(rows, None),
            )  # fmt: skip
        if work.status(row) is not Status.UNRESOLVED or work.decisions.get(row) is None:
            st.button(
                i18n.text(lang, "locate.nowhere"), key=f"locate_nowhere_{row}",
                on_click=lambda: _settle(work, row, rows, By.NOWHERE, None),
            )  # fmt: skip


def _coordinates(work: Worklist, row: int, rows: list[int], lang: str) -> None:
    """Typed degrees of a chosen datum; outside Sichuan only when the person says so again."""
    point, datum, sure, far = (f"locate_{name}_{row}" for name in ("point", "datum", "sure", "far"))
    st.text_input(
        i18n.text(lang, "locate.coordinates"), placeholder="104.06476, 30.57020", key=point
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(i18n.text(lang, "locate.datum"), DATUMS, key=datum, width=140)
        st.selectbox(
            i18n.text(lang, "locate.sure"), SURE, index=1, key=sure, width=190,
            format_func=lambda kind: i18n.text(lang, f"locate.sure_{kind}"),
        )  # fmt: skip
    wrong = st.session_state.get(_WRONG)
    if wrong and wrong[0] == row:
        st.warning(i18n.text(lang, f"locate.wrong_{wrong[1]}"))
        if wrong[1] == "outside":
            st.checkbox(i18n.text(lang, "locate.outside_anyway"), key=far)
    st.button(
        i18n.text(lang, "locate.put"), key=f"locate_put_{row}",
        on_click=lambda: _at_point(work, row, rows, point, datum, sure, far),
    )  # fmt: skip


def _at_point(
    work: Worklist, row: int, rows: list[int], point: str, datum: str, sure: str, far: str
) -> None:
    given = st.session_state
    typed = read_coordinates(given[point], given[datum])
    if typed is None:
        given[_WRONG] = (row, "coordinates")
        return
    county = finding.county_at(typed.lon, typed.lat)
    if county is None and not given.get(far):
        given[_WRONG] = (row, "outside")
        return
    place = at_point(typed.lon, typed.lat, given[sure], county)
    _settle(work, row, rows, By.COORDINATES, place)


def _in_county(work: Worklist, row: int, rows: list[int], adcode: str | None) -> None:
    if adcode:
        _settle(work, row, rows, By.COUNTY, finding.place_in_county(adcode))


def _settle(work: Worklist, row: int, rows: list[int], by: By, place: Candidate | None) -> None:
    """Let the decision hold, and take the next open row of the same kind in hand."""
    from geo.ui.locate.session import brought

    before = work.status(row)
    work.decide(rows, Decision(by, place))
    st.session_state.pop(_WRONG, None)
    here = brought()
    if here is None:
        return
    rest = [other for other in work.rows(before) if other not in rows]
    if before is not Status.RESOLVED and rest:
        take_in_hand(next((other for other in rest if other > row), rest[0]))
    else:
        take_in_hand(row)
    if here.shown and not shown_rows(here):
        here.shown = None


def _own_columns(here: Brought, row: int) -> None:
    """The person's own cells, as text and nothing else."""
    work = here.work
    assert work is not None
    cells = [
        f"<li>{words.safe(name)}: {words.safe(cell)}</li>"
        for name, cell in zip(work.table.columns, work.table.rows[row], strict=True)
        if cell.strip() and name != here.name_column
    ]
    if cells:
        st.html(f'<ul class="shutu-plain shutu-case-own">{"".join(cells[:CELLS])}</ul>')
