"""Two lists side by side, and two versions of one list merged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from geo.history import History
from geo.shortlist.model import Item, Shortlist, as_pairs


@dataclass(frozen=True)
class Comparison:
    """The ids of both, of the first list only, and of the second only, in the lists' own order."""

    common: tuple[str, ...]
    only_here: tuple[str, ...]
    only_there: tuple[str, ...]


def compare(here: Shortlist, there: Shortlist) -> Comparison:
    """The common and differing places of two lists; the common places in the order of `here`."""
    ours, theirs = set(here.ids), set(there.ids)
    return Comparison(
        common=tuple(place for place in here.ids if place in theirs),
        only_here=tuple(place for place in here.ids if place not in theirs),
        only_there=tuple(place for place in there.ids if place not in ours),
    )


class Difference(StrEnum):
    """How an item differs between two versions."""

    ONLY_MINE = "only_mine"
    ONLY_THEIRS = "only_theirs"
    NOTE = "note"
    TAGS = "tags"
    COLUMNS = "columns"
    POSITION = "position"


def differences(mine: Shortlist, theirs: Shortlist) -> dict[str, tuple[Difference, ...]]:
    """Item id → how it differs, for the items that do; mine first, in their order."""
    sides = compare(mine, theirs)
    ours, others = _by_id(mine), _by_id(theirs)
    found = {
        **{place: _differing(ours[place], others[place]) for place in sides.common},
        **dict.fromkeys(sides.only_here, (Difference.ONLY_MINE,)),
        **dict.fromkeys(sides.only_there, (Difference.ONLY_THEIRS,)),
    }
    there = tuple(place for place in theirs.ids if place in ours)
    moved = [one for one, other in zip(sides.common, there, strict=True) if one != other]
    found |= {place: (*found[place], Difference.POSITION) for place in moved}
    order = dict.fromkeys((*mine.ids, *theirs.ids))
    return {place: found[place] for place in order if found[place]}


def merge(mine: Shortlist, theirs: Shortlist) -> Shortlist:
    """Both: my items in my order, then those that only they have; based on their version.

    Where both have an item, differing notes are joined, tags are united, and for a differing column
    mine is used. Name and criteria are mine, and so is the type of a column that both declared; of
    two sets of weights with one name mine is used. Nothing that either side wrote is lost, but a
    place removed by one side only is restored.

    Raises:
        ShortlistError: together they exceed the limits of a list (a note, tags, columns, places,
            sets of weights, text), so that something would have to be left out.
    """
    ours, others = _by_id(mine), _by_id(theirs)
    items = [_merged(item, others[item.id]) if item.id in others else item for item in mine.items]
    items += [item for item in theirs.items if item.id not in ours]
    types = as_pairs({**dict(theirs.types), **dict(mine.types)})
    sets = as_pairs(
        {**dict(mine.weight_sets), **dict(theirs.weight_sets), **dict(mine.weight_sets)}
    )
    return on_top_of(replace(mine, items=tuple(items), types=types, weight_sets=sets), theirs)


def on_top_of(mine: Shortlist, theirs: Shortlist) -> Shortlist:
    """Mine unchanged, to be saved as the version after theirs (which is kept as a version)."""
    return replace(mine, version=theirs.version, updated=theirs.updated)


def based_on(history: History[Shortlist], kept: Shortlist) -> History[Shortlist]:
    """The steps of a list, all of them now based on the save that gave `kept`, the list as it is.

    Without this, saving what an undo brings back would conflict with one's own save.
    """

    def based(state: Shortlist) -> Shortlist:
        return replace(state, id=kept.id, version=kept.version, updated=kept.updated)

    return replace(history.replaced(based), now=kept)


def _by_id(shortlist: Shortlist) -> dict[str, Item]:
    return {item.id: item for item in shortlist.items}


def _differing(mine: Item, theirs: Item) -> tuple[Difference, ...]:
    pairs = {
        Difference.NOTE: mine.note != theirs.note,
        Difference.TAGS: set(mine.tags) != set(theirs.tags),
        Difference.COLUMNS: dict(mine.columns) != dict(theirs.columns),
    }
    return tuple(name for name, differs in pairs.items() if differs)


def _merged(mine: Item, theirs: Item) -> Item:
    notes = dict.fromkeys(note for note in (mine.note, theirs.note) if note)
    if mine.note and mine.note in theirs.note:
        notes = {theirs.note: None}
    elif theirs.note and theirs.note in mine.note:
        notes = {mine.note: None}
    return replace(
        mine,
        note="\n".join(notes),
        tags=tuple(dict.fromkeys((*mine.tags, *theirs.tags))),
        columns=as_pairs({**dict(theirs.columns), **dict(mine.columns)}),
    )
