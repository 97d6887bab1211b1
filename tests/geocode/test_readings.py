"""How names of the small lexicon are read, step by step, with literal weights (readings.csv).

Each line was read against the rules that the modules give in words: what stands in the text and
what it weighs (mentions, latin), what speaks for and against each candidate (judging), and what is
answered (outcomes, answers). After a change of rules on purpose,
`python -m tests.geocode.test_readings` writes the file anew; read its differences.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geo.geocode.normalize import normalize
from geo.geocode.resolver import Resolver
from geo.geocode.suffixes import UnitRank
from geo.geocode.toponyms import ToponymMatch
from tests.geocode.lexicon import Tables
from tests.support.scopes import for_the_module

FILE = Path(__file__).with_name("readings.csv")
COLUMNS = ("text", "region", "mentions", "weighed", "answer")
SHOWN = 4  # candidates


@pytest.fixture(scope=for_the_module)
def resolver():
    return Resolver(Tables())  # type: ignore[arg-type]


def readings() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def name(resolver: Resolver, unit: int) -> str:
    """A name; of a town or village with what it lies in."""
    gazetteer = resolver.gazetteer
    below = UnitRank.TOWN <= gazetteer.rank[unit] <= UnitRank.VILLAGE
    return (
        f"{gazetteer.name[gazetteer.parent[unit]]}/{gazetteer.name[unit]}"
        if below
        else gazetteer.name[unit]
    )


def names(resolver: Resolver, matches: list[ToponymMatch]) -> str:
    return "+".join(name(resolver, match.units[0]) for match in matches)


def mentions(resolver: Resolver, text: str) -> str:
    """What stands where, in which form, and what it weighs."""
    matches = sorted(resolver._hits(text), key=lambda match: (match.start, match.end, match.rank))
    return " | ".join(
        f"{text[match.start : match.stem]}:{text[match.stem : match.end]} {match.form.name} "
        f"{'+'.join(name(resolver, unit) for unit in match.units)} {match.weight:g}"
        for match in matches
    )


def weighed(resolver: Resolver, text: str, region: frozenset[int]) -> str:
    """The candidates: weight (own weight), what is for them (<) and against them (#)."""
    ranked = resolver._scorer.weigh(resolver._hits(text), region, len(text))
    return " | ".join(
        f"{name(resolver, one.unit)} {one.weight:.4g} ({one.own:.4g})"
        + f" < {names(resolver, one.above)}" * bool(one.above)
        + f" # {names(resolver, one.against)}" * bool(one.against)
        + {1: " in", 0: "", -1: " not in"}[one.region]
        for one in ranked[:SHOWN]
    )


def answer(resolver: Resolver, text: str, region: str) -> str:
    """The outcome with its reasons, then each candidate with score, span and reasons."""
    outcome = resolver.resolve(text, region or None)
    message = [
        [outcome.status.value, *(f"{one.code.value}={one.value}" for one in outcome.reasons)]
    ]
    message += [
        [
            f"{one.adcode}/{one.name_zh} {one.score:g} {text[slice(*one.span)]}",
            *(f"{why.code.value}={why.value}" for why in one.reasons),
        ]
        for one in outcome.candidates[:SHOWN]
    ]
    return " | ".join(" ".join(parts) for parts in message)


def read(resolver: Resolver, text: str, region: str) -> dict[str, str]:
    folded = normalize(text, resolver.gazetteer.simplified).text
    known = resolver.region(region) if region else None
    units = known if isinstance(known, frozenset) else frozenset()
    values = (
        text,
        region,
        mentions(resolver, folded),
        weighed(resolver, folded, units),
        answer(resolver, text, region),
    )
    return dict(zip(COLUMNS, values, strict=True))


@pytest.mark.parametrize(
    "known", readings(), ids=lambda one: f"{one['text']} {one['region']}".strip()
)
def test_how_a_text_is_read(resolver, known):
    assert read(resolver, known["text"], known["region"]) == known


def write() -> None:
    """Write the file anew, for the same texts."""
    resolver = Resolver(Tables())  # type: ignore[arg-type]
    rows = [read(resolver, one["text"], one["region"]) for one in readings()]
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    write()
