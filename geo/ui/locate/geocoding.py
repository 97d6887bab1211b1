"""From columns to places: column guesses, resolving all names, and names in a running text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import shapely
import streamlit as st
from shapely.geometry import shape

from geo import i18n
from geo.catalog import Catalog
from geo.geocode.column_detection import detect_columns
from geo.geocode.coordinate_input import candidate_at
from geo.geocode.model import Candidate, MatchStatus
from geo.geocode.providers.provider_resolver import CountyAtPoint
from geo.geocode.resolver import Resolver
from geo.geocode.worklist import DecidedBy, Decision, Worklist
from geo.ingest import Header, Table, guess_layout
from geo.model import Precision
from geo.progress import Progress
from geo.ui.session_end import freeze_shared
from geo.ui.state.imported import ImportSession, UnfinishedSearch

CONTEXT = 24  # characters before and after a name in a running text


@st.cache_resource(show_spinner=False)
def resolver(_catalog: Catalog) -> Resolver:
    """One resolver for all sessions; it does not store queries."""
    made = Resolver(_catalog.database)
    freeze_shared()
    return made


def county_at(catalog: Catalog, lon: float, lat: float) -> CountyAtPoint | None:
    """The county of a point in Sichuan, None outside."""
    adcode = catalog.regions.county_at(lon, lat)
    if adcode is None:
        return None
    names = catalog.regions.names
    county = names[adcode]
    return CountyAtPoint(adcode, county["name_zh"], names[county["prefecture"]]["name_zh"])


def guess_columns(catalog: Catalog, new: ImportSession) -> None:
    """Set the guessed roles of the columns."""
    if new.grid is None:
        return
    new.layout = guess_layout(new.grid, partial(_is_place, catalog))
    _guess_roles(catalog, new)


def use_header(catalog: Catalog, here: ImportSession, header: Header | None) -> None:
    """Let other rows name the columns, or none, and guess the roles of the columns anew."""
    here.use_header(header)
    _guess_roles(catalog, here)


def _guess_roles(catalog: Catalog, here: ImportSession) -> None:
    table = here.table
    if table:
        is_place, is_region = partial(_is_place, catalog), partial(_is_region, catalog)
        found = detect_columns(table, is_place, is_region)
        here.name_column, here.region_column = found.name, found.region


def _is_place(catalog: Catalog, text: str) -> bool:
    return resolver(catalog).resolve(text).status in (MatchStatus.RESOLVED, MatchStatus.AMBIGUOUS)


def _is_region(catalog: Catalog, text: str) -> bool:
    """Whether a text is nothing but the name of a region of Sichuan."""
    return isinstance(resolver(catalog).region(text), frozenset)


def geocode_rows(catalog: Catalog, here: ImportSession, tell: Callable[[Progress], None]) -> None:
    """Resolve all names of the list; `tell` is called with the progress, now and then.

    Whatever `tell` raises stops it (`StoppedError`, when the visitor presses the button): what was
    found so far stays in `here.search`, and the next call goes on from there, unless other names
    are asked for.
    """
    table = here.table
    if table is None:
        return
    search = here.search = unfinished_search(catalog, here) or _search(catalog, here, table)
    names, regions, outcomes = search.names, search.regions, search.outcomes
    begun = len(outcomes)
    progress = Progress(len(names), begun)
    for outcome in resolver(catalog).resolve_each(names[begun:], regions[begun:]):
        outcomes.append(outcome)
        if progress.reach(len(outcomes)):
            tell(progress)
    here.search = None
    here.work = Worklist(table, names, regions, outcomes)
    if here.file_positions:
        here.work.decisions |= _from_file(catalog, table)
    here.row, here.shown, here.earlier = None, None, None


def unfinished_search(catalog: Catalog, here: ImportSession) -> UnfinishedSearch | None:
    """The search that was stopped, if it was for the names and regions that are chosen now."""
    former, table = here.search, here.table
    if former is None or table is None:
        return None
    wanted = _search(catalog, here, table)
    same = (former.names, former.regions) == (wanted.names, wanted.regions)
    return former if same else None


def _search(catalog: Catalog, here: ImportSession, table: Table) -> UnfinishedSearch:
    """A search for the chosen names that has found nothing yet."""
    names = table.column(here.name_column)
    given = table.column(here.region_column) if here.region_column else [""] * len(names)
    fixed = catalog.regions.names[here.region]["name_zh"] if here.region else ""
    return UnfinishedSearch(names, [cell.strip() or fixed for cell in given])


def _from_file(catalog: Catalog, table: Table) -> dict[int, Decision]:
    """The positions from the file's geometry, for rows in Sichuan."""
    found = {}
    for row, geometry in enumerate(table.geometries):
        if geometry is None:
            continue
        point = shapely.point_on_surface(shape(geometry))
        county = county_at(catalog, point.x, point.y)
        if county:
            place = candidate_at(point.x, point.y, Precision.SITE, county)
            found[row] = Decision(DecidedBy.FILE, place)
    return found


def read_text(catalog: Catalog, text: str, lang: str) -> ImportSession:
    """The names in a running text as a list: one row for each time that a place is named."""
    mentions = resolver(catalog).find_in_text(text)
    columns = tuple(i18n.text(lang, f"locate.found_{name}") for name in ("name", "at", "around"))
    rows = tuple((one.text, str(one.span[0] + 1), _around(text, one.span)) for one in mentions)
    names = [one.text for one in mentions]
    work = Worklist(
        Table(columns, rows), names, [""] * len(names), [one.outcome for one in mentions]
    )
    return ImportSession("", text=text, mentions=mentions, name_column=columns[0], work=work)


def _around(text: str, span: tuple[int, int]) -> str:
    start, end = max(0, span[0] - CONTEXT), min(len(text), span[1] + CONTEXT)
    return " ".join(text[start:end].split())


def place_in_county(catalog: Catalog, adcode: str) -> Candidate:
    """A county as the place of a row, as the resolver knows it."""
    names = catalog.regions.names
    county = names[adcode]
    outcome = resolver(catalog).resolve(names[county["prefecture"]]["name_zh"] + county["name_zh"])
    place = next(one for one in outcome.candidates if one.adcode == adcode)
    return replace(place, score=1.0, reasons=(), span=(0, 0))
