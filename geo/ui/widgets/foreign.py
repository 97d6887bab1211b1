"""Messages for uploaded files that cannot be used."""

from __future__ import annotations

from geo import i18n
from geo.errors import LocalizedError
from geo.ui.escaping import escape_markdown


def error_text(error: LocalizedError, lang: str) -> str:
    """The localised error of a file; its content is escaped for Markdown."""
    values = {
        name: escape_markdown(value) if isinstance(value, str) else value
        for name, value in error.values.items()
    }
    return i18n.text(lang, f"{error.group}.{error.key}", **values)
