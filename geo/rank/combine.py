"""How the numbers of the counties of one site become one number; the person chooses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geo.rank.sites import Site

# The part of a site that lies in each of the regions: code → share of its length or area.
Shares = Callable[[Site, Sequence[str]], Mapping[str, float]]


class Combine(StrEnum):
    """What counts of several counties.

    `mean`: all alike. `sum`: what they have together. `share`: their mean, each weighted with the
    part of the site in it (of a line its length, of an area its area). `maximum`: the largest.
    """

    MEAN = "mean"
    SUM = "sum"
    SHARE = "share"
    MAXIMUM = "maximum"


@dataclass(frozen=True)
class Combined:
    """The numbers of sites by id, and which of them were made of several regions.

    `partial`: some of their counties have no number. `coarse`: none has, so that the number of the
    prefecture stands for them. `unweighted`: it is not known how much
    of the site lies where, so that all counties count alike.
    """

    values: Mapping[str, float]
    several: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    coarse: tuple[str, ...] = ()
    unweighted: tuple[str, ...] = ()


def combine(
    numbers: Mapping[str, float], sites: Sequence[Site], how: Combine, shares: Shares | None
) -> Combined:
    """Numbers of regions by code → numbers of sites.

    The counties of a site count, and its prefectures where none of them has a number.
    """
    values: dict[str, float] = {}
    noted: dict[str, list[str]] = defaultdict(list)
    for site in sites:
        counties = [code for code in site.adcodes if code not in site.prefectures]
        coarse = not any(code in numbers for code in counties)
        regions = list(site.prefectures) if coarse else counties
        codes = [code for code in regions if code in numbers]
        if not codes:
            continue
        weights = _weights(site, codes, how, shares)
        values[site.id] = _one([numbers[code] for code in codes], how, weights)
        notes = {
            "several": len(codes) > 1,
            "partial": len(codes) < len(regions),
            "coarse": coarse and bool(counties),
            "unweighted": how is Combine.SHARE and len(codes) > 1 and not weights,
        }
        for note, holds in notes.items():
            if holds:
                noted[note].append(site.id)
    return Combined(values, **{note: tuple(ids) for note, ids in noted.items()})


def _weights(
    site: Site, codes: Sequence[str], how: Combine, shares: Shares | None
) -> list[float] | None:
    """The share of the site in each region; None where there is none to weight by."""
    if how is not Combine.SHARE or len(codes) < 2 or shares is None:
        return None
    found = shares(site, codes)
    weights = [found.get(code, 0.0) for code in codes]
    return weights if sum(weights) > 0 else None


def _one(numbers: Sequence[float], how: Combine, weights: Sequence[float] | None) -> float:
    if how is Combine.SUM:
        return sum(numbers)
    if how is Combine.MAXIMUM:
        return max(numbers)
    if weights:
        pairs = zip(numbers, weights, strict=True)
        return sum(number * weight for number, weight in pairs) / sum(weights)
    return sum(numbers) / len(numbers)
