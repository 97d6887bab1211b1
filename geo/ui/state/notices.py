"""Messages shown once, in the next run, on whatever page the visitor is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geo import i18n
from geo.errors import LocalizedError
from geo.ui.escaping import escape_markdown


@dataclass(frozen=True)
class Notice:
    """A text of the locale files with its values, in whatever language it will be shown."""

    key: str
    values: Mapping[str, object]

    def text(self, lang: str) -> str:
        """The escaped text in a language: its values may be untrusted."""
        return escape_markdown(i18n.text(lang, self.key, **self.values))


@dataclass
class Notices:
    """Pending messages, and the error that the last run displayed."""

    message: Notice | None = None
    failed: Notice | None = None
    failure_shown: Notice | None = None

    def say(self, key: str, **values: object) -> None:
        """Show a short text in the next run."""
        self.message = Notice(key, values)

    def say_error(self, error: LocalizedError) -> None:
        """Show a short text that states why something was not done."""
        self.say(f"{error.group}.{error.key}", **error.values)

    def fail(self, key: str, **values: object) -> None:
        """Show what went wrong, on the next page that has a place for it."""
        self.failed = Notice(key, values)

    def fail_with(self, error: LocalizedError) -> None:
        """The same for an error that brings its text."""
        self.fail(f"{error.group}.{error.key}", **error.values)

    def repeat_failure(self) -> None:
        """Show an error again: the page was rerun before it could be read."""
        self.failed = self.failed or self.failure_shown

    def take_message(self) -> Notice | None:
        """Return the pending message and mark it as shown."""
        message, self.message = self.message, None
        return message

    def take_failed(self) -> Notice | None:
        """Return the pending error and mark it as shown."""
        self.failure_shown, self.failed = self.failed, None
        return self.failure_shown
