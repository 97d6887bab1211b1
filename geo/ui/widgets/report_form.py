"""Report an error about a place: a form that makes a file and a text, and sends it if wanted."""

from __future__ import annotations

import streamlit as st

from geo import i18n, settings
from geo.errors import LocalizedError, ReportError, StoreError
from geo.model import Datum
from geo.reports.model import DATUMS, LIMITS, ErrorReport, ReportField, make_report
from geo.reports.store import ReportStore
from geo.reports.text import csv_file, mail_address, mail_text
from geo.schema.rows import PlaceDetail, in_language
from geo.ui.escaping import error_text, escape_html, escape_markdown
from geo.ui.state.session import Page, widget_value
from geo.ui.widgets.downloads import draw_download, offer

KEY = "report"


@st.cache_resource(show_spinner=False)
def _store(url: str) -> ReportStore:
    return ReportStore(url)


def draw_report_button(page: Page, place_id: str) -> None:
    """Draw a quiet button that opens the form for a place, and the form if it is open.

    A kiosk takes no reports.
    """
    if page.session.locked or settings.kiosk():
        return
    reports = page.session.reports
    st.button(
        page.text("report.open"),
        key=f"{KEY}_open",
        type="tertiary",
        on_click=reports.open,
        args=(place_id,),
    )
    place = page.catalog.place(place_id) if reports.place == place_id else None
    if place is not None:
        dialog = st.dialog(page.text("report.title"), width="large", on_dismiss=reports.close)
        dialog(_body)(page, place)


def _body(page: Page, place: PlaceDetail) -> None:
    name = escape_markdown(in_language(place, "name", page.lang))
    st.markdown(page.text("report.about", name=name))
    _form(page, place)
    reports = page.session.reports
    if reports.error is not None:
        st.error(escape_markdown(_reason(reports.error, page.lang)))
    if reports.made is not None:
        _draw_made(page, reports.made)


def _form(page: Page, place: PlaceDetail) -> None:
    """The fields; both buttons make the report, one of them also keeps it."""
    with st.form(f"{KEY}_form", border=False):
        st.selectbox(
            page.text("report.field"),
            list(ReportField),
            format_func=lambda code: page.text(f"report_field.{code}"),
            key=f"{KEY}_field",
        )
        st.text_area(page.text("report.right"), max_chars=LIMITS["right"], key=f"{KEY}_right")
        lon, lat, datum = st.columns(3)
        for column, axis in ((lon, "lon"), (lat, "lat")):
            with column:
                st.number_input(
                    page.text(f"report.{axis}"), value=None, format="%g", key=f"{KEY}_{axis}"
                )
        with datum:
            st.selectbox(
                page.text("report.datum"),
                DATUMS,
                format_func=lambda code: (
                    page.text("sources.unstated") if code is Datum.UNKNOWN else str(code)
                ),
                key=f"{KEY}_datum",
            )
        st.text_input(
            page.text("report.source"),
            max_chars=LIMITS["source"],
            placeholder=page.text("report.source_hint"),
            key=f"{KEY}_source",
        )
        st.text_input(
            page.text("report.contact"),
            max_chars=LIMITS["contact"],
            help=page.text("report.contact_help"),
            key=f"{KEY}_contact",
        )
        st.caption(page.text("report.sending"))
        with st.container(horizontal=True):
            st.form_submit_button(
                page.text("report.send"), type="primary", on_click=_send, args=(page, place)
            )
            st.form_submit_button(page.text("report.make"), on_click=_make, args=(page, place))


def _make(page: Page, place: PlaceDetail) -> None:
    """Make the report of what was typed, or say what is wrong with it."""
    reports = page.session.reports
    texts = {name: widget_value(f"{KEY}_{name}") or "" for name in LIMITS}
    lon, lat = (widget_value(f"{KEY}_{axis}") for axis in ("lon", "lat"))
    field = ReportField(widget_value(f"{KEY}_field"))
    datum = Datum(widget_value(f"{KEY}_datum"))
    build = page.catalog.database.build_id
    try:
        made = make_report(place, build, field, texts, lon, lat, datum)
    except ReportError as error:
        reports.made = None
        reports.failed(error)
    else:
        reports.was_made(made)


def _send(page: Page, place: PlaceDetail) -> None:
    """Make the report and keep it in the database."""
    reports = page.session.reports
    _make(page, place)
    if reports.made is None:
        return
    try:
        kept = _store(settings.shortlists_url()).keep(reports.made, sent_before=reports.sent)
    except (ReportError, StoreError) as error:
        reports.failed(error)
        return
    reports.was_kept(kept)


def _reason(error: LocalizedError, lang: str) -> str:
    """Why there is no report; texts of the database speak of shortlists, so it has its own."""
    if isinstance(error, StoreError):
        return i18n.text(lang, "report.not_kept")
    return error_text(error, lang)


def _draw_made(page: Page, made: ErrorReport) -> None:
    """The report to take away: a file, a text to copy, and a mail if the operator takes some."""
    if made.number:
        st.success(page.text("report.sent", number=made.number))
    st.caption(page.text("report.take"))
    with st.container(key=f"{KEY}_text"):
        st.code(mail_text(made, page.lang), language=None, wrap_lines=True)
    name = f"shutu-report-{made.place}.csv"
    address = offer(page.session, KEY, name, "text/csv", lambda: csv_file([made]))
    with st.container(horizontal=True):
        draw_download(page.text("report.file"), address, name)
        if to := settings.report_mail():
            link = escape_html(mail_address(made, to, page.lang))
            label = escape_html(page.text("report.mail"))
            st.html(f'<a class="shutu-download" href="{link}">{label}</a>', width="content")
