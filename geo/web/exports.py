"""`/export/<format>?<filter>`: every export of a filter, and the files of sessions."""

from __future__ import annotations

from datetime import date

from geo.export.export_dataset import make_dataset
from geo.export.registry import DATUMS, DRAWN, FORMATS, PAPERS, Format
from geo.query.permalink import encode
from geo.web import offers
from geo.web.caching import kept_by
from geo.web.endpoint import Call, Endpoint, EndpointResponse, content_disposition
from geo.web.filtering import FILTER, LANG, page_address, read_state
from geo.web.requests import Parameter, read_choice, request_error

DATUM = Parameter(
    "datum",
    "Datum of the coordinates; GCJ-02 and BD-09 are shifted for Chinese web maps. GeoJSON, KML and "
    "pictures are always WGS84.",
    {"type": "string", "enum": list(DATUMS), "default": next(iter(DATUMS))},
)
PAPER = Parameter(
    "paper",
    f"Size of the sheet of {', '.join(DRAWN)}.",
    {"type": "string", "enum": list(PAPERS), "default": PAPERS[0]},
)


def _export(call: Call) -> EndpointResponse:
    name = call.path["format"]
    form = FORMATS.get(name)
    if form is None:
        raise request_error("unknown_format", 404, value=name, known=", ".join(FORMATS))
    state = read_state(call.given, call.catalog)
    datum, paper = _choices(call, name, form)
    catalog, today = call.catalog, date.today().isoformat()

    def make() -> bytes:
        dataset = make_dataset(
            catalog,
            state.filter,
            date=today,
            lang=state.lang,
            datum=DATUMS[datum],
            paper=paper,
            link=page_address(call.root, state),
        )
        return form.write(dataset)

    file_name = form.file_name(catalog.database.build_id, DATUMS[datum], state.lang)
    return EndpointResponse(
        make,
        # The date is part of the file, so it changes every day.
        depends_on=(catalog.database.build_id, encode(state), datum, paper, today),
        headers={"content-disposition": content_disposition(file_name)},
        media=_media(form.mime),
        is_long=True,
        kept=kept_by(state.filter),
    )


def _choices(call: Call, name: str, form: Format) -> tuple[str, str]:
    """Datum and paper; unsupported ones are rejected, not ignored."""
    datum = read_choice(call.given, DATUM.name, list(DATUMS))
    if form.always_wgs84 and datum != next(iter(DATUMS)):
        raise request_error("fixed_datum", format=name)
    if PAPER.name in call.given and name not in DRAWN:
        raise request_error("no_paper", format=name)
    return datum, read_choice(call.given, PAPER.name, PAPERS)


def _session_file(call: Call) -> EndpointResponse:
    file = offers.find(call.path["token"])
    if file is None:
        raise request_error("no_offer", 404)
    return EndpointResponse(
        file.make,
        headers={"content-disposition": content_disposition(file.file_name)},
        media=_media(file.mime),
        is_long=True,
    )


def _media(mime: str) -> str:
    """The type with its encoding where it is text: all of our own is UTF-8."""
    return f"{mime}; charset=utf-8" if mime.startswith("text/") else mime


ENDPOINTS = (
    Endpoint(
        f"{offers.PATH}/{{token}}",
        "sessionFile",
        "A file of an open page",
        _session_file,
        parameters=(LANG,),
        error_format="text",
        is_open=False,
        is_documented=False,  # its address is known to one session only
    ),
    Endpoint(
        "/export/{format}",
        "export",
        "The places of a filter as a file",
        _export,
        media="*/*",
        parameters=(*FILTER, LANG, DATUM, PAPER),
        path_parameters=(
            Parameter("format", "Kind of file.", {"type": "string", "enum": list(FORMATS)}),
        ),
        error_format="text",
    ),
)
