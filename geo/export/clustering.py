"""Overlapping symbols without room to spread are combined into one disc."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

import numpy as np

from geo import describe, i18n
from geo.export.layout import LabelBox, Point, clusters
from geo.export.svg_canvas import COLORS, SvgCanvas
from geo.mapping.features import MapFeature
from geo.mapping.styles import SHEET, SHEET_LABELS

MOST_TOGETHER = 24  # symbols that lie on each other; more are one disc with their number
MOST_TITLED = 20  # names in the title of a disc
CLUSTER_SYMBOL = 400  # more symbols than that have no room on a sheet


class GatheredSymbol(NamedTuple):
    """Where a symbol stands (millimetres), for one place or, as a disc, for several."""

    at: Point
    places: tuple[MapFeature, ...]


def gathered(standings: Sequence[GatheredSymbol], reach: float) -> list[GatheredSymbol]:
    """Combine symbols that would overlap and have no room to spread.

    Few symbols part by themselves (`layout.spread`). More than `MOST_TOGETHER` within `reach` of
    one become one, at the middle of its places. If there are still more than
    `CLUSTER_SYMBOL`, all that are that near do.
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


def draw_disc(
    canvas: SvgCanvas, group: Element, places: Sequence[MapFeature], at: Point, lang: str
) -> LabelBox:
    """Draw a disc of a symbol's size with the number of its places; where it stands."""
    size, text = SHEET.symbol * canvas.factor, str(len(places))
    disc = canvas.add(
        group,
        "circle",
        cx=at[0],
        cy=at[1],
        r=size / 2,
        fill=COLORS["ink"],
        stroke=COLORS["paper"],
        **{"stroke-width": 0.3},
    )
    names = describe.listed_first([place.labels[lang] for place in places], lang, MOST_TITLED)
    canvas.add(disc, "title").text = i18n.pair(lang, text, names)
    name = SHEET_LABELS["place"].size
    letters = min(name, name * size * 0.82 / canvas.width(text, name, bold=True))
    left = at[0] - canvas.width(text, letters, bold=True) / 2
    base = at[1] + letters * canvas.factor * 0.36
    canvas.text(group, left, base, text, letters, fill=COLORS["paper"], bold=True)
    return (at[0] - size / 2, at[1] - size / 2, at[0] + size / 2, at[1] + size / 2)
