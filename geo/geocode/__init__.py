"""Names to places: the offline resolver and what it answers."""

from geo.geocode.model import (
    Ambiguous,
    Answer,
    Candidate,
    Failed,
    Level,
    Mention,
    Outcome,
    Outside,
    Reason,
    Resolved,
    Status,
    Unresolved,
    Why,
)

__all__ = [
    "Ambiguous",
    "Answer",
    "Candidate",
    "Failed",
    "Level",
    "Mention",
    "Outcome",
    "Outside",
    "Reason",
    "Resolved",
    "Status",
    "Unresolved",
    "Why",
]
