"""Names to places: the offline resolver and what it answers."""

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
