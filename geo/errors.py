"""The error tree. Every message is one line that says what happened and what to do next."""

from __future__ import annotations

from typing import ClassVar


class ShutuError(Exception):
    """Base of all errors that Shutu raises on purpose; its text may be shown to a person."""


class LocalizedError(ShutuError):
    """An error whose text stands in the locale files: `key` says which, `values` fills it.

    The text is `<group>.<key>`.
    """

    group: ClassVar[str]

    def __init__(self, key: str, values: dict[str, object], message: str) -> None:
        """`message` is the English text with its values."""
        self.key, self.values = key, values
        super().__init__(message)


class UnknownValueError(ShutuError, ValueError):
    """A filter value names nothing we know; the message lists the nearest valid values."""

    def __init__(self, field: str, value: str, nearest: list[str], reason: str = "") -> None:
        """`field` is the filter's name, `nearest` the suggestions, best first; `reason` says what
        is wrong where the value is known, but not enough.
        """
        self.field, self.value, self.nearest = field, value, nearest
        hint = "、".join(nearest)
        super().__init__(f"{reason or f'unknown {field} {value!r}'}; nearest valid values: {hint}")


class OptionError(ShutuError, ValueError):
    """Options of the command line that do not go together; the message says what to change."""


class PortError(ShutuError, OSError):
    """A server cannot use the port that it was given; the message says why and what to do."""


class SourceError(ShutuError, ValueError):
    """A hand-kept table under data/sources is broken; the message names file, row and field."""


class PlanTextError(ShutuError, ValueError):
    """The plan's text cannot be read or has not the structure that the parser knows."""


class ArtefactError(ShutuError, RuntimeError):
    """Built data is missing, half-written or damaged; `python -m geo build` makes it anew."""


class SettingError(ShutuError, ValueError):
    """A setting of the environment cannot be understood; nothing is started on a guess."""


class BoundaryError(ShutuError, ValueError):
    """The approved base map of the settings cannot be used; ours is drawn in its stead."""


class OutputError(ShutuError, OSError):
    """A result could not be written; whatever stood at the target is kept as it was."""


class InputError(ShutuError, OSError):
    """A file that a command was told to read is not there, or none that it can read."""


class AreaFileError(LocalizedError, ValueError):
    """An uploaded polygon file cannot be used.

    `key` is a short stable word, `values` fills the placeholders of its text `area_file.<key>`.
    """

    group = "area_file"


class FontError(ShutuError, RuntimeError):
    """The font file of `SHUTU_FONT`, or the one that belongs to Shutu, cannot be read."""


class TypesettingError(ShutuError, RuntimeError):
    """The pages of a PDF or PNG could not be drawn; the message says why and what to do."""


class ShortlistError(LocalizedError, ValueError):
    """A shortlist file or link cannot be read, or something does not fit into a shortlist.

    `key` is a short stable word, `values` fills the placeholders of its text `shortlist_error.<key>`.
    """

    group = "shortlist_error"


class StoreError(LocalizedError, RuntimeError):
    """Shortlists cannot be kept or fetched now; nothing that was saved is lost.

    `key` is a short stable word, `values` fills the placeholders of its text `store_error.<key>`.
    """

    group = "store_error"


class RankError(ShutuError, ValueError):
    """Criteria of a ranking cannot be applied; `key` is a short stable word for what is wrong."""

    def __init__(self, key: str, message: str) -> None:
        """`message` is one line for a person."""
        self.key = key
        super().__init__(message)


class ListFileError(LocalizedError, ValueError):
    """A table or list of names that a person brought cannot be used.

    `key` is a short stable word, `values` fills the placeholders of its text `list_file.<key>`.
    """

    group = "list_file"


class ProviderError(LocalizedError, RuntimeError):
    """An online provider gave no answer; nothing is known about the place, and nothing is kept.

    `key` says why, with the text `provider.<key>`; `lasting` when asking again makes no sense.
    """

    group = "provider"

    @property
    def lasting(self) -> bool:
        """Whether the next name would fail for the same reason."""
        return self.key in ("key", "quota", "setting", "no_key", "no_url")


class IngestError(LocalizedError, RuntimeError):
    """The process that read a foreign file was stopped, or there is none free; nothing was changed.

    `key` is a short stable word, `values` fills the placeholders of its text `ingest.<key>`.
    """

    group = "ingest"


class RequestError(LocalizedError, ValueError):
    """An address of ours was asked for something that it cannot answer; nothing was changed.

    `key` is a short stable word, `values` fills the placeholders of its text `request.<key>`;
    `status` is the HTTP status of the answer.
    """

    group = "request"

    def __init__(
        self, key: str, values: dict[str, object], message: str, status: int = 400
    ) -> None:
        """`message` is the English text with its values."""
        self.status = status
        super().__init__(key, values, message)
