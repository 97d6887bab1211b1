"""The error tree. Every message is one line that says what happened and what to do next."""

from __future__ import annotations


class ShutuError(Exception):
    """Base of all errors that Shutu raises on purpose; its text may be shown to a person."""


class UnknownValueError(ShutuError, ValueError):
    """A filter value names nothing we know; the message lists the nearest valid values."""

    def __init__(self, field: str, value: str, nearest: list[str]) -> None:
        """`field` is the filter's name, `nearest` the suggestions, best first."""
        self.field, self.value, self.nearest = field, value, nearest
        hint = "、".join(nearest)
        super().__init__(f"unknown {field} {value!r}; nearest valid values: {hint}")


class SourceError(ShutuError, ValueError):
    """A hand-kept table under data/sources is broken; the message names file, row and field."""


class PlanTextError(ShutuError, ValueError):
    """The plan's text cannot be read or has not the structure that the parser knows."""


class ArtefactError(ShutuError, RuntimeError):
    """Built data is missing, half-written or damaged; `python -m geo build` makes it anew."""


class BoundaryError(ShutuError, ValueError):
    """The approved base map of the settings cannot be used; ours is drawn in its stead."""


class OutputError(ShutuError, OSError):
    """A result could not be written; whatever stood at the target is kept as it was."""


class AreaFileError(ShutuError, ValueError):
    """An uploaded polygon file cannot be used.

    `key` is a short stable word, `values` fills the placeholders of its text `area_file.<key>`.
    """

    def __init__(self, key: str, values: dict[str, object], message: str) -> None:
        """`message` is the English text with its values."""
        self.key, self.values = key, values
        super().__init__(message)


class FontError(ShutuError, RuntimeError):
    """There is no font for Chinese text, or it lacks a character that a map or brief needs."""


class ShortlistError(ShutuError, ValueError):
    """A shortlist file cannot be read, or is not what a shortlist looks like."""


class ListFileError(ShutuError, ValueError):
    """An uploaded list cannot be used.

    `key` is a short stable word, `values` fills the placeholders of its text `list_file.<key>`.
    """

    def __init__(self, key: str, values: dict[str, object], message: str) -> None:
        """`message` is the English text with its values."""
        self.key, self.values = key, values
        super().__init__(message)
