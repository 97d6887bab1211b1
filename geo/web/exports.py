"""`/export/<format>?<filter>`: every export of a filter, and the files of sessions."""

from __future__ import annotations

from datetime import date

from geo.catalog import Catalog
from geo.choropleth.counts import from_counts, usual_style
from geo.choropleth.model import Choropleth, Denominator
from geo.choropleth.options import CHOICES, PLACES, ChoroplethOptions, read_options
from geo.errors import PageSetupError
from geo.export.make_dataset import make_dataset
from geo.export.page_setup import MOST, NAMES, PAPERS, TEXTS, YES, PageSetup, read_page_setup
from geo.export.registry import COLORED, DATUMS, DRAWN, FORMATS, TITLED, Format
from geo.query.filters import Filter
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

UPRIGHT = Parameter(
    "upright",
    f"Whether the sheet of {', '.join(DRAWN)} stands upright (`1`) or lies across (`0`).",
    {"type": "string", "enum": list(YES), "default": YES[0]},
)
EXTENT = Parameter(
    "extent",
    f"What the map of {', '.join(DRAWN)} shows: `province`, `places` (the ground around them), or "
    "`WEST,SOUTH,EAST,NORTH` in degrees (WGS84); without it the places, unless they fill the "
    "province.",
)
LAYOUT = (
    PAPER,
    UPRIGHT,
    EXTENT,
    *(
        Parameter(
            name,
            f"The {name} on the sheet or page of {', '.join(TITLED)}.",
            {"type": "string", "maxLength": MOST[name]},
            most=MOST[name],
        )
        for name in TEXTS
    ),
)
CHOROPLETH = (
    Parameter(
        "choropleth",
        f"`{PLACES}`: colour the regions of {', '.join(COLORED)} by their number of places. Tables "
        "do not fit into an address.",
        {"type": "string", "enum": [PLACES]},
    ),
    Parameter(
        "per",
        "`area`: divide the numbers of places by the areas of the regions. Per head needs a table "
        "of residents, which does not fit into an address.",
        {"type": "string", "enum": [Denominator.NONE, Denominator.AREA]},
    ),
    *(
        Parameter(name, meaning, {"type": "string", "enum": list(CHOICES[name])})
        for name, meaning in (
            ("level", "Regions of the choropleth; prefectures if nothing is given."),
            ("classes", "How many classes; fewer where there are fewer numbers."),
            ("class_method", "How the classes are made."),
            ("palette", "Colours of the classes."),
        )
    ),
)


def _export(call: Call) -> EndpointResponse:
    name = call.path["format"]
    form = FORMATS.get(name)
    if form is None:
        raise request_error("unknown_format", 404, value=name, known=", ".join(FORMATS))
    state = read_state(call.given, call.catalog)
    datum, page = _datum(call, name, form), _page(call, name)
    colors = _colors(call, name, form)
    catalog, today = call.catalog, date.today().isoformat()

    def make() -> bytes:
        dataset = make_dataset(
            catalog,
            state.filter,
            date=today,
            lang=state.lang,
            datum=DATUMS[datum],
            page=page,
            link=page_address(call.root, state),
            choropleth=_counted(catalog, state.filter, colors) if colors else None,
        )
        return form.write(dataset)

    file_name = form.file_name(catalog.database.build_id, DATUMS[datum], state.lang)
    return EndpointResponse(
        make,
        # The date is part of the file, so it changes every day.
        depends_on=(
            catalog.database.build_id,
            encode(state),
            datum,
            page.parameters,
            colors.parameters if colors else None,
            today,
        ),
        headers={"content-disposition": content_disposition(file_name)},
        media=_media(form.mime),
        is_long=True,
        kept=kept_by(state.filter),
    )


def _datum(call: Call, name: str, form: Format) -> str:
    """The datum; an unsupported one is rejected, not ignored."""
    datum = read_choice(call.given, DATUM.name, list(DATUMS))
    if form.always_wgs84 and datum != next(iter(DATUMS)):
        raise request_error("fixed_datum", format=name)
    return datum


def _page(call: Call, name: str) -> PageSetup:
    """The layout; what has no effect on the format is rejected, not ignored."""
    for one in NAMES:
        if one in call.given and name not in (TITLED if one in TEXTS else DRAWN):
            raise request_error("no_layout", format=name, name=one)
    for parameter in (PAPER, UPRIGHT):
        read_choice(call.given, parameter.name, parameter.schema["enum"])
    try:
        return read_page_setup(call.given)
    except PageSetupError as error:
        raise request_error("bad_extent", value=call.given.get(EXTENT.name, "")) from error


def _colors(call: Call, name: str, form: Format) -> ChoroplethOptions | None:
    """The choropleth; what has no effect is rejected, not ignored."""
    given = [one.name for one in CHOROPLETH if one.name in call.given]
    if given and not form.colored:
        raise request_error("no_layout", format=name, name=given[0])
    if given and given[0] != CHOROPLETH[0].name:
        raise request_error("missing", name=CHOROPLETH[0].name)
    for parameter in CHOROPLETH:
        if parameter.name in call.given:
            read_choice(call.given, parameter.name, parameter.schema["enum"])
    return read_options(call.given) if given else None


def _counted(catalog: Catalog, chosen: Filter, wanted: ChoroplethOptions) -> Choropleth:
    style = wanted.styled(usual_style(wanted.per))
    return from_counts(catalog, chosen, wanted.level or "prefectures", wanted.per, style)


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
        parameters=(*FILTER, LANG, DATUM, *LAYOUT, *CHOROPLETH),
        path_parameters=(
            Parameter("format", "Kind of file.", {"type": "string", "enum": list(FORMATS)}),
        ),
        error_format="text",
    ),
)
