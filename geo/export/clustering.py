"""What becomes of symbols that would lie on each other and find no room beside: one disc."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

import numpy as np

from geo import describe
from geo.export.ink import INK, Ink
from geo.export.layout import LabelBox, Point, clusters
from geo.export.marks import Mark
from geo.export.sizes import NAME, SYMBOL

MOST_TOGETHER = 24  # symbols that lie on each other; more are one disc with their number
MOST_TITLED = 20  # names in the title of a disc
CLUSTER_SYMBOL = 400  # more symbols than that have no room on a sheet


class GatheredSymbol(NamedTuple):
    """Where a symbol stands (millimetres), for one place or, as a disc, for several."""

    at: Point
    places: tuple[Mark, ...]


def gathered(standings: Sequence[GatheredSymbol], reach: float) -> list[GatheredSymbol]:
    """One standing in the place of those that would lie on each other and find no room beside.

    Few symbols part by themselves (`layout.spread`). More than `MOST_TOGETHER` within `reach` of
    one become one, at the middle of its places. If there are still more than `CLUSTER_SYMBOL`, all that
    are that near do.
    """
    few = _gathered(standings, reach, MOST_TOGETHER)
    return few if len(few) <= CLUSTER_SYMBOL else _gathered(few, reach, 1)


def _gathered(standings: Sequence[GatheredSymbol], reach: float, most: int) -> list[GatheredSymbol]:
    found: dict[int, GatheredSymbol] = {}
    for group in clusters([one.at for one in standings], reach):
        if len(group) <= most:
            found |= {index: standings[index] for index in group}
            continue
        inside = [standings[index] for index in group]
        x, y = np.mean([one.at for one in inside], axis=0)
        places = tuple(place for one in inside for place in one.places)
        found[group[0]] = GatheredSymbol((float(x), float(y)), places)
    return [found[index] for index in sorted(found)]  # as they came, so that few are drawn as ever


def draw_disc(ink: Ink, group: Element, places: Sequence[Mark], at: Point, lang: str) -> LabelBox:
    """Draw a disc of a symbol's size with the number of its places; where it stands."""
    size, text = SYMBOL * ink.factor, str(len(places))
    disc = ink.add(
        group,
        "circle",
        cx=at[0],
        cy=at[1],
        r=size / 2,
        fill=INK,
        stroke="#ffffff",
        **{"stroke-width": 0.3},
    )
    names = describe.listed_first([place.name for place in places], lang, MOST_TITLED)
    ink.add(disc, "title").text = f"{text}: {names}"
    letters = min(NAME, NAME * size * 0.82 / ink.width(text, NAME, bold=True))
    left = at[0] - ink.width(text, letters, bold=True) / 2
    base = at[1] + letters * ink.factor * 0.36
    ink.text(group, left, base, text, letters, fill="#ffffff", bold=True)
    return (at[0] - size / 2, at[1] - size / 2, at[0] + size / 2, at[1] + size / 2)
