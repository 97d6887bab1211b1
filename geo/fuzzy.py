"""How alike two words are: the one place that compares spellings approximately (RapidFuzz)."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel, Levenshtein

CLOSE = 0.6  # similarity from which a word may be a slip of another


def distance(a: str, b: str) -> int:
    """The least number of substituted, inserted and deleted characters between two words."""
    return Levenshtein.distance(a, b)


def relative_distance(a: str, b: str) -> float:
    """`distance` as a share of the longer word: 0.0 for the same word, at most 1.0."""
    return Levenshtein.normalized_distance(a, b)


def similarity(a: str, b: str) -> float:
    """Twice the longest common subsequence as a share of both lengths: 1.0 for the same word."""
    return Indel.normalized_similarity(a, b)


def within_one_edit(a: str, b: str, *, swaps: bool = True) -> bool:
    """Whether at most one substitution, insertion or deletion turns one word into the other.

    With `swaps`, two neighbouring characters in the wrong order are one edit, too.
    """
    if swaps:
        return OSA.distance(a, b, score_cutoff=1) <= 1
    return Levenshtein.distance(a, b, score_cutoff=1) <= 1


def closest(word: str, choices: Iterable[str], limit: int, least: float = CLOSE) -> list[str]:
    """At most `limit` of `choices` with a `similarity` of at least `least`, best first.

    Choices that are equally alike keep their order.
    """
    found = process.extract(
        word,
        list(choices),
        scorer=Indel.normalized_similarity,
        limit=limit,
        score_cutoff=least,
    )
    return [choice for choice, _, _ in found]
