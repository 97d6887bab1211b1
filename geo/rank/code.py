"""A criterion, or a set of weights ↔ a short text in JSON, as lists and files keep it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from geo.errors import RankError
from geo.json_document import Json
from geo.rank.criteria import LEVELS, Criterion, Measure
from geo.rank.score import Failing, Missing, Rule
from geo.rank.weights import WeightSet

DAMAGE = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RankError,
    RecursionError,
)


def encode(criteria: Iterable[Criterion]) -> dict[str, str]:
    """Key → code of each criterion, in their order."""
    return {one.key: json.dumps(_record(one), ensure_ascii=False) for one in criteria}


def decode(codes: Mapping[str, str]) -> tuple[list[Criterion], list[str]]:
    """The criteria, and the keys of codes that are damaged or from a newer Shutu, which are
    skipped."""
    criteria, dropped = [], []
    for key, code in codes.items():
        try:
            criteria.append(_criterion(json.loads(code)))
        except DAMAGE:
            dropped.append(key)
    once = {one.key: one for one in criteria}
    return list(once.values()), dropped


def encode_sets(sets: Iterable[WeightSet]) -> dict[str, str]:
    """Name → code of each set of weights, in their order."""
    return {one.name: json.dumps(dict(one.weights), ensure_ascii=False) for one in sets}


def decode_sets(codes: Mapping[str, str]) -> tuple[list[WeightSet], list[str]]:
    """The sets of weights, and the names of those that are damaged, which are skipped."""
    sets, dropped = [], []
    for name, code in codes.items():
        try:
            weights = {str(key): _weight(value) for key, value in json.loads(code).items()}
        except DAMAGE:
            dropped.append(name)
        else:
            sets.append(WeightSet(name, weights))
    return sets, dropped


def _weight(value: object) -> float:
    if not isinstance(value, int | float):
        raise TypeError("a weight is not a number")
    return Rule(weight=float(value)).weight


def _record(one: Criterion) -> Json:
    rule = one.rule
    about = {"level": one.level, "origin": one.origin, "column": one.column}
    used = {name: value for name, value in about.items() if value and one.key.endswith(value)}
    return {
        "measure": one.measure,
        **used,
        "weight": rule.weight,
        "more": rule.more_is_better,
        "missing": rule.missing,
        **({"span": list(rule.span)} if rule.span else {}),
        **_threshold(rule),
    }


def _threshold(rule: Rule) -> Json:
    """Its ends, and what becomes of a site that fails; nothing where there is none."""
    ends = {"at_least": rule.at_least, "at_most": rule.at_most}
    given: Json = {name: end for name, end in ends.items() if end is not None}
    default = Rule().failing
    return given | ({"failing": rule.failing} if given or rule.failing is not default else {})


def _criterion(record: Mapping[str, Any]) -> Criterion:
    span = record.get("span")
    level, origin, column = (record.get(name, "") for name in ("level", "origin", "column"))
    if not all(isinstance(text, str) for text in (level, origin, column)):
        raise TypeError("a text is not a text")
    rule = Rule(
        weight=float(record["weight"]),
        more_is_better=bool(record["more"]),
        missing=Missing(record["missing"]),
        span=(float(span[0]), float(span[1])) if span else None,
        at_least=_end(record, "at_least"),
        at_most=_end(record, "at_most"),
        failing=Failing(record.get("failing", Failing.LAST)),
    )
    wanted = next((known for known in LEVELS if known == level), LEVELS[-1])
    return Criterion(Measure(record["measure"]), rule, wanted, origin, column)


def _end(record: Mapping[str, Any], name: str) -> float | None:
    value = record.get(name)
    return None if value is None else float(value)
