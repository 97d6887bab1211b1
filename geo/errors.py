"""The error tree. Each message is one line: what happened and what to do next."""

from __future__ import annotations

from typing import ClassVar


class ShutuError(Exception):
    """Base of all errors that Shutu raises deliberately; the text may be shown to users."""


class LocalizedError(ShutuError):
    """An error with a localised text: `key` selects it, `values` fills its placeholders.

    The text is `<group>.<key>`.
    """

    group: ClassVar[str]

    def __init__(self, key: str, values: dict[str, object], message: str) -> None:
        """`message` is the English text with its values."""
        self.key, self.values = key, values
        super().__init__(message)


class UnknownValueError(ShutuError, ValueError):
    """A filter value is not known; the message lists the nearest valid values."""

    def __init__(self, field: str, value: str, nearest: list[str], reason: str = "") -> None:
        """`field` is the filter's name, `nearest` the suggestions, best first; `reason` is what is
        wrong when the value is known but ambiguous or incomplete.
        """
        self.field, self.value, self.nearest = field, value, nearest
        hint = "、".join(nearest)
        super().__init__(f"{reason or f'unknown {field} {value!r}'}; nearest valid values: {hint}")


class OptionError(ShutuError, ValueError):
    """Command-line options that cannot be combined; the message states what to change."""


class PortError(ShutuError, OSError):
    """A server cannot use the given port; the message states why and what to do."""


class SourceError(ShutuError, ValueError):
    """A hand-edited table under data/sources is broken; the message names file, row and field."""


class PlanTextError(ShutuError, ValueError):
    """The plan's text cannot be read, or lacks the structure that the parser expects."""


class ArtefactError(ShutuError, RuntimeError):
    """Built data is missing, half-written or damaged; `python -m geo build` rebuilds it."""


class SettingError(ShutuError, ValueError):
    """An environment setting is invalid; nothing is started with a guessed value."""


class BoundaryError(ShutuError, ValueError):
    """The configured approved base map cannot be used; the default one is drawn instead."""


class OutputError(ShutuError, OSError):
    """A result could not be written; the previous file is kept as it was."""


class InputError(ShutuError, OSError):
    """The input file of a command is missing or cannot be read."""


class AreaFileError(LocalizedError, ValueError):
    """An uploaded polygon file cannot be used.

    `key` is a short stable word, `values` fills the placeholders of its text `area_file.<key>`.
    """

    group = "area_file"


class FontError(ShutuError, RuntimeError):
    """The font file of `SHUTU_FONT`, or the one that belongs to Shutu, cannot be read."""


class PageSetupError(LocalizedError, ValueError):
    """Paper, extent or a text of a sheet cannot be used; nothing was made.

    `key` is a short stable word, `values` fills the placeholders of `page_setup_error.<key>`.
    """

    group = "page_setup_error"


class TypesettingError(ShutuError, RuntimeError):
    """The pages of a PDF or PNG could not be drawn; the message says why and what to do."""


class ShortlistError(LocalizedError, ValueError):
    """A shortlist file or link cannot be read, or something does not fit into a shortlist.

    `key` is a short stable word, `values` fills the placeholders of `shortlist_error.<key>`.
    """

    group = "shortlist_error"


class StoreError(LocalizedError, RuntimeError):
    """Shortlists cannot be saved or loaded now; nothing that was saved is lost.

    `key` is a short stable word, `values` fills the placeholders of its text `store_error.<key>`.
    """

    group = "store_error"


class ReportError(LocalizedError, ValueError):
    """A report of an error cannot be made or kept; what was typed is still in the form.

    `key` is a short stable word, `values` fills the placeholders of its text `report_error.<key>`.
    """

    group = "report_error"


class RankError(ShutuError, ValueError):
    """Criteria of a ranking cannot be applied; `key` is a short stable word for what is wrong."""

    def __init__(self, key: str, message: str) -> None:
        """`message` is one line for a person."""
        self.key = key
        super().__init__(message)


class ListFileError(LocalizedError, ValueError):
    """A table or list of names from a user cannot be used.

    `key` is a short stable word, `values` fills the placeholders of its text `list_file.<key>`.
    """

    group = "list_file"


class LayerFileError(LocalizedError, ValueError):
    """A file of a user cannot be shown as a layer of the map; the layers are unchanged.

    `key` is a short stable word, `values` fills the placeholders of its text `layer_file.<key>`.
    """

    group = "layer_file"


class ProviderError(LocalizedError, RuntimeError):
    """An online provider gave no answer; nothing is known about the place or stored.

    `key` says why, with the text `provider.<key>`; `lasting` if a retry cannot succeed.
    """

    group = "provider"

    @property
    def lasting(self) -> bool:
        """Whether the next name would fail for the same reason."""
        return self.key in ("key", "quota", "setting", "no_key", "no_url")


class IngestError(LocalizedError, RuntimeError):
    """The process that read an untrusted file was stopped, or none is free; nothing changed.

    `key` is a short stable word, `values` fills the placeholders of its text `ingest.<key>`.
    """

    group = "ingest"


class RequestError(LocalizedError, ValueError):
    """An address of our own was asked for something that it cannot answer; nothing was changed.

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


class StoppedError(ShutuError):
    """A person stopped long work. What was done of it is kept, or not, by whatever did it."""
