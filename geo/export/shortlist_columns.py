"""The contribution of a shortlist to an export: its columns and its facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from geo import describe, i18n
from geo.catalog import Catalog
from geo.errors import UnknownValueError
from geo.fuzzy import closest
from geo.query.filters import Filter
from geo.query.permalink import decode
from geo.schema.rows import in_language
from geo.shortlist.drift import Drift, DriftKind, drift
from geo.shortlist.model import Position, Shortlist
from geo.shortlist.ranked import Ranked
from geo.shortlist.rules import shown

ListColumn = Sequence[object] | pd.api.extensions.ExtensionArray
MAX_NAMED = 3  # unknown ids in a message
MAX_LOOKED_UP = 40  # characters of one, for what it may mean


def check_known(catalog: Catalog, wanted: Sequence[str], shortlist: Shortlist | None) -> None:
    """Check that every id is a place.

    Own places are valid, and so are places known to the list or to another build: they are gone,
    which `about_list` reports.

    Raises:
        UnknownValueError: an id never was one.
    """
    known = catalog.spatial.points
    passed = set(known)
    if shortlist is not None:
        older = shortlist.build not in ("", catalog.database.build_id)
        passed |= {item.id for item in shortlist.items if item.own or item.snapshot or older}
    unknown = [place for place in dict.fromkeys(wanted) if place not in passed]
    if unknown:
        named = unknown[:MAX_NAMED]  # a list may hold thousands, and each takes its time
        near = [match for place in named for match in closest(place, known, limit=2)]
        meant = [
            f"{hit.code} ({catalog.summary_row(hit.code)['name_zh']})"
            for place in named
            for hit in catalog.search_index.find(place[:MAX_LOOKED_UP], limit=2)
            if hit.code in known
        ]
        nearest = list(dict.fromkeys(meant or near)) or list(known)[:3]
        more = f" +{len(unknown) - MAX_NAMED}" if len(unknown) > MAX_NAMED else ""
        raise UnknownValueError("ids", ", ".join(map(shown, named)) + more, nearest)


def list_columns(
    shortlist: Shortlist | None, ranking: Mapping[str, Ranked] | None, places: Sequence[str]
) -> dict[str, ListColumn]:
    """The columns that a list and a ranking add, one value for each of `places`."""
    columns: dict[str, ListColumn] = {}
    if shortlist is not None:
        items = {item.id: item for item in shortlist.items}
        columns["rank"] = list(range(1, len(places) + 1))
        columns["remark"] = [items[place].note for place in places]
        columns["tags"] = [list(items[place].tags) for place in places]
    if ranking is not None:
        found = [ranking.get(place) for place in places]
        ranks = [one.rank if one else None for one in found]
        columns["rank"] = pd.array(ranks, dtype="Int32")
        columns["score"] = [one.score if one else None for one in found]
        columns["why"] = [one.why if one else "" for one in found]
    return columns


def sentence(
    catalog: Catalog,
    chosen: Filter,
    lang: str,
    ids: Sequence[str] | None,
    shortlist: Shortlist | None,
) -> str:
    """The filter in words, and that of its places only chosen ones are here."""
    sentence = catalog.descriptions.sentence(chosen, lang)
    if shortlist is not None:
        picked = i18n.text(lang, "export.from_shortlist", count=len(shortlist.items))
        if shortlist.name:
            picked = i18n.text(lang, "export.named_list", name=shortlist.name) + picked
    elif ids is not None:
        picked = i18n.text(lang, "export.from_ids", count=len(dict.fromkeys(ids)))
    else:
        return sentence
    return picked if chosen.is_empty else picked + i18n.text(lang, "filter.and") + sentence


def about_list(
    shortlist: Shortlist | None, catalog: Catalog, lang: str, ranking: str = ""
) -> dict[str, str]:
    """Where the list comes from, what became of its places since, and how it is ranked."""
    about: dict[str, str] = {}
    if shortlist is None:
        return about
    if shortlist.build:
        state, _ = decode(dict(shortlist.filter), catalog.codelists, catalog.spatial.points)
        about["origin"] = i18n.text(
            lang,
            "export.origin",
            filter=catalog.descriptions.sentence(state.filter, lang),
            build=shortlist.build,
        )
    changes = [
        i18n.text(lang, "export.drifted", name=name, change=describe_drift(change, lang))
        for place, change in drift(shortlist, catalog).items()
        for name in [_name(catalog, place, lang)]
    ]
    if changes:
        about["drift"] = i18n.semicolon(lang, changes)
    if ranking:
        about["ranking"] = ranking
    return about


def describe_drift(change: Drift, lang: str) -> str:
    """What happened to a place, in words."""
    parts = []
    for kind in change.changes:
        values: dict[str, object] = {}
        if kind is DriftKind.MOVED and change.metres is not None:
            values["metres"] = i18n.metres(lang, change.metres)
        if kind is DriftKind.PRECISION and change.snapshot and change.now:
            values = {
                "then": _precision(change.snapshot, lang),
                "now": _precision(change.now, lang),
            }
        parts.append(i18n.text(lang, f"drift.{kind}", **values))
    return describe.listed(parts, lang)


def _precision(spot: Position, lang: str) -> str:
    return describe.precision_with_radius(spot.precision, spot.uncertainty_m, lang, of_shapes=True)


def _name(catalog: Catalog, place: str, lang: str) -> str:
    return (
        in_language(catalog.summary_row(place), "name", lang)
        if place in catalog.spatial.points
        else place
    )
