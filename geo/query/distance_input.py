"""Parse a typed distance filter: a place by name or id, or coordinates."""

from __future__ import annotations

from collections.abc import Callable

from geo.errors import UnknownValueError
from geo.query.permalink import MAX_KM, PlacePoints, decode_distance
from geo.query.search import MatchType, SearchHit, SearchIndex
from geo.query.spatial import DistanceFilter

EXAMPLES = ["都江堰,50", "dujiangyan,50", "104.06,30.66,100"]
SHOWN = 5  # candidate places for a name
NAME = "near"
COMMAS = str.maketrans({"\N{FULLWIDTH COMMA}": ",", "\N{IDEOGRAPHIC COMMA}": ","})


def read_distance_filter(
    text: str, points: PlacePoints, index: SearchIndex, label: Callable[[str], str]
) -> DistanceFilter:
    """The distance filter of `PLACE,KM` or `LON,LAT,KM`, in degrees (WGS84) and kilometres.

    PLACE is an id, or a name in any spelling that the search accepts; `label` gives the
    name of an id for messages.

    Raises:
        UnknownValueError: it is malformed, or the place is unknown, ambiguous or without a
            position; the message lists the nearest.
    """
    origin, comma, km = text.translate(COMMAS).rpartition(",")
    origin = ",".join(part.strip() for part in origin.split(","))
    found = decode_distance(f"{origin},{km.strip()}", points)
    if found:
        return found
    if not comma:
        reason = f"{text!r} has no distance; write PLACE,KM"
        raise UnknownValueError(NAME, text, EXAMPLES, reason)
    if "," in origin or not any(map(str.isalpha, origin)):
        reason = f"{text!r} is not a place or a point in degrees; write PLACE,KM or LON,LAT,KM"
        raise UnknownValueError(NAME, text, EXAMPLES, reason)
    if decode_distance(f"0,0,{km.strip()}", points) is None:
        reason = f"{km.strip()!r} is not a distance in kilometres above 0 and up to {MAX_KM:g}"
        raise UnknownValueError(NAME, text, EXAMPLES, reason)
    place = _place(text, origin, points, index, label)
    near = decode_distance(f"{place},{km.strip()}", points)
    assert near is not None  # the place has a position and the distance was read
    return near


def _place(
    text: str, name: str, points: PlacePoints, index: SearchIndex, label: Callable[[str], str]
) -> str:
    """The id of the only place that a name matches."""

    def told(codes: list[str]) -> list[str]:
        return [f"{code} ({label(code)})" for code in codes]

    codes = [name] if name in points else _best(index.find(name, fuzzy=False, limit=len(points)))
    placed = [code for code in codes if points.get(code)]
    if len(placed) == 1:
        return placed[0]
    if placed:
        reason = f"{name!r} may be {len(placed)} places; give the id of one"
        raise UnknownValueError(NAME, text, told(placed[:SHOWN]), reason)
    nearest = [
        hit.code for hit in (*index.find(name), *index.nearest(name)) if points.get(hit.code)
    ]
    if codes:
        reason = f"{name!r} has no known position, so that no distance to it can be measured"
        raise UnknownValueError(NAME, text, told(nearest[:SHOWN]) or EXAMPLES, reason)
    raise UnknownValueError(NAME, text, told(list(dict.fromkeys(nearest))[:SHOWN]) or EXAMPLES)


def _best(hits: list[SearchHit]) -> list[str]:
    """The best matches; a place of the plan comes before a station of the same name."""
    places = [hit for hit in hits if hit.kind != "region" and hit.match <= MatchType.WORD]
    if not places:
        return []
    first = min((hit.match, hit.kind != "place") for hit in places)
    best = [hit.code for hit in places if (hit.match, hit.kind != "place") == first]
    return list(dict.fromkeys(best))
