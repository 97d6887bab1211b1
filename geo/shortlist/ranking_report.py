"""What an export says of the ranking of a list as a whole, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class SensitivityWords:
    """What moving weights changes: `lines` first, then a table of `heads` and `rows`, whose rules
    are in `help`. All are empty where there is nothing to move.
    """

    lines: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    help: str = ""


@dataclass(frozen=True)
class RankingReport:
    """`ranks`: title → rank by the id of a place (None: left out); that of now comes first, then
    one for each named set of weights; empty where the list has no set.
    """

    ranks: Mapping[str, Mapping[str, int | None]] = field(default_factory=dict)
    sensitivity: SensitivityWords = field(default_factory=SensitivityWords)
