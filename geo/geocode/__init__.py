"""Names to places: the offline resolver and its results."""

from geo.geocode.model import (
    Ambiguous,
    BaseOutcome,
    Candidate,
    Failed,
    MatchStatus,
    Mention,
    Outcome,
    Outside,
    Reason,
    ReasonCode,
    Resolved,
    UnitLevel,
    Unresolved,
)

__all__ = [
    "Ambiguous",
    "BaseOutcome",
    "Candidate",
    "Failed",
    "MatchStatus",
    "Mention",
    "Outcome",
    "Outside",
    "Reason",
    "ReasonCode",
    "Resolved",
    "UnitLevel",
    "Unresolved",
]
