"""What the app tells a visitor once, in the next run, wherever the visitor then is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from geo import i18n
from geo.errors import LocalizedError
from geo.ui.widgets.escaping import escape_markdown

if TYPE_CHECKING:
    from geo.ui.state.session import Session


@dataclass(frozen=True)
class Notice:
    """A text of the locale files with its values, in whatever language it will be shown."""

    key: str
    values: Mapping[str, object]

    def text(self, lang: str) -> str:
        """The text in a language, fit to be shown: its values may come from anywhere."""
        return escape_markdown(i18n.text(lang, self.key, **self.values))


@dataclass
class Notices:
    """What waits to be shown, and the failure that the last run has shown."""

    message: Notice | None = None
    failed: Notice | None = None
    failure_shown: Notice | None = None

    def say(self, key: str, **values: object) -> None:
        """Show a short text in the next run."""
        self.message = Notice(key, values)

    def say_error(self, error: LocalizedError) -> None:
        """Show as a short text why something was not done."""
        self.say(f"{error.group}.{error.key}", **error.values)

    def fail(self, key: str, **values: object) -> None:
        """Show what went wrong, on the next page that has a place for it."""
        self.failed = Notice(key, values)

    def fail_with(self, error: LocalizedError) -> None:
        """The same for an error that brings its text."""
        self.fail(f"{error.group}.{error.key}", **error.values)

    def repeat_failure(self) -> None:
        """Show a failure once more: the page was run anew before anybody could read it."""
        self.failed = self.failed or self.failure_shown

    def take_message(self) -> Notice | None:
        """What is to be shown, which then is."""
        message, self.message = self.message, None
        return message

    def take_failed(self) -> Notice | None:
        """What went wrong, which then is shown."""
        self.failure_shown, self.failed = self.failed, None
        return self.failure_shown


def draw_notice(session: Session) -> None:
    """Show what is to be said, once."""
    message = session.notices.take_message()
    if message:
        st.toast(message.text(session.lang))


def draw_failure(session: Session) -> None:
    """Show what went wrong, once."""
    failed = session.notices.take_failed()
    if failed:
        st.error(failed.text(session.lang))
