"""From a filter, picked places or a list to the content of an export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import geopandas as gpd
import pyarrow as pa

from geo import i18n
from geo.catalog import Catalog
from geo.choropleth.model import Choropleth
from geo.export.export_dataset import ExportDataset
from geo.export.fields import Record, own_names
from geo.export.labels import labels, licences, source_in_words
from geo.export.page_setup import PageSetup, saved_page_setup
from geo.export.shortlist_columns import about_list, check_known, list_columns, sentence
from geo.export.user_places import OWN, found_columns, user_columns, user_place_row
from geo.mapping.approved import configured_map
from geo.model import Datum
from geo.query.filters import Filter
from geo.query.geodataframe import to_geodataframe
from geo.schema.exported import EXPORTED, IN_ONE_LANGUAGE
from geo.schema.place import PlaceRow
from geo.schema.rows import in_language
from geo.shortlist.model import Ranked, Shortlist


def make_dataset(
    catalog: Catalog,
    chosen: Filter,
    *,
    date: str,
    lang: str = i18n.DEFAULT,
    datum: Datum = Datum.WGS84,
    page: PageSetup | None = None,
    link: str | None = None,
    ids: Sequence[str] | None = None,
    shortlist: Shortlist | None = None,
    ranking: Mapping[str, Ranked] | None = None,
    about_ranking: str = "",
    choropleth: Choropleth | None = None,
) -> ExportDataset:
    """Collect the places of the filter `chosen`; of these only `ids`, or the items of `shortlist`
    in their order.

    Places that were picked one by one are there whatever the filter counts (`inferred`).

    `date` is the day of the export (YYYY-MM-DD). `page` is how it is laid out on paper; without it
    as the shortlist says, or else as usual. A shortlist adds `rank` (the position), `remark`,
    `tags`, and the user's own places with their own columns (these pass only an empty filter).
    `ranking` (by id) sets `rank` and adds `score` and `why`; the order of the rows stays.
    `about_ranking` says how it was ranked, for the facts. `choropleth` are numbers of regions, for
    the formats that show them (`registry.COLORED`).

    Raises:
        UnknownValueError: an id of `ids` does not exist, or one of `shortlist` never did.
    """
    picked = ids is not None or shortlist is not None
    table = catalog.places(replace(chosen, inferred=True) if picked else chosen)
    rows: dict[str, PlaceRow] = {row["id"]: row for row in table.to_pylist()}
    if shortlist is not None:
        if chosen.is_empty:
            rows |= {
                item.id: user_place_row(item.id, item.own, catalog)
                for item in shortlist.items
                if item.own
            }
        ids = shortlist.ids
    if ids is not None:
        check_known(catalog, ids, shortlist)
        rows = {place: rows[place] for place in dict.fromkeys(ids) if place in rows}
    listed = shortlist.items if shortlist is not None else ()
    owned = {item.id: item.own for item in listed if item.own}
    titles = {row["id"]: row for row in catalog.sources()}
    cited = dict.fromkeys(source for row in rows.values() for source in row["sources"])
    frame = to_geodataframe(pa.Table.from_pylist(list(rows.values()), schema=table.schema))
    other = i18n.other(lang)
    frame = frame.drop(columns=[f"{name}_{other}" for name in IN_ONE_LANGUAGE]).assign(
        **labels(catalog, list(rows.values()), titles, owned, lang),
        **list_columns(shortlist, ranking, list(rows)),
    )
    own = user_columns(shortlist, list(rows), lang)
    sectors = {term.code: term.label(lang) for term in catalog.codelists.terms("sectors")}
    if any(row["relation"] == OWN for row in rows.values()):
        sectors[OWN] = i18n.text(lang, "export.own.sector")
    manifest = catalog.database.manifest
    return ExportDataset(
        places=_ordered(frame.assign(**found_columns(shortlist, list(rows)), **own.values)),
        lang=lang,
        datum=datum,
        page=page if page is not None else _page_of(shortlist),
        sentence=sentence(catalog, chosen, lang, ids, shortlist),
        link=link,
        build=catalog.database.build_id,
        date=date,
        document=manifest["document"],
        sources=[source_in_words(titles[source], lang) for source in cited],
        licences=licences(manifest["geometry_origins"], lang),
        outlines={key: row["display_shape"] for key, row in rows.items() if row["display_shape"]},
        sectors=sectors,
        prefectures=catalog.regions.prefectures,
        base=catalog.folder,
        about_list=about_list(shortlist, catalog, lang, about_ranking),
        own_types=own.types,
        translated=_by_place(rows, labels(catalog, list(rows.values()), titles, owned, other)),
        list_name=shortlist.name.strip() if shortlist is not None else "",
        parts={place: one.parts for place, one in (ranking or {}).items() if place in rows},
        regions=_regions(catalog, rows.values(), lang),
        choropleth=choropleth,
        approved=configured_map(),
    )


def _by_place(places: Iterable[str], columns: Mapping[str, Sequence[object]]) -> dict[str, Record]:
    """Columns, with a value for each of the places, as one record for each."""
    return {
        place: {name: column[index] for name, column in columns.items()}
        for index, place in enumerate(places)
    }


def _page_of(shortlist: Shortlist | None) -> PageSetup:
    return PageSetup() if shortlist is None else saved_page_setup(dict(shortlist.layout))


def _regions(catalog: Catalog, rows: Iterable[PlaceRow], lang: str) -> dict[str, tuple[str, str]]:
    """The names of all prefectures and counties that the places lie in."""
    names = catalog.regions.names
    codes = sorted({code for row in rows for code in row["adcodes"] if code in names})
    found = {}
    for code in codes:
        prefecture = names[code].get("prefecture", code)
        name = in_language(names.get(prefecture, names[code]), "name", lang)
        found[code] = (name, "" if prefecture == code else in_language(names[code], "name", lang))
    return found


def _ordered(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Columns in the order of `EXPORTED`; the user's own ones before the codes."""
    known = [one.name for one in EXPORTED if one.name in frame]
    codes = known.index("id")
    return frame[[*known[:codes], *own_names(frame.columns), *known[codes:], "geometry"]]
