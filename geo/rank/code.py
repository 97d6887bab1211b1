"""A criterion ↔ a short text in JSON, as lists and files keep it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from geo.errors import RankError
from geo.json_document import Json
from geo.rank.criteria import LEVELS, Criterion, Measure
from geo.rank.score import Missing, Rule


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
        except (
            ValueError,
            LookupError,
            TypeError,
            AttributeError,
            OverflowError,
            RankError,
            RecursionError,
        ):
            dropped.append(key)
    once = {one.key: one for one in criteria}
    return list(once.values()), dropped


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
    }


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
    )
    wanted = next((known for known in LEVELS if known == level), LEVELS[-1])
    return Criterion(Measure(record["measure"]), rule, wanted, origin, column)
