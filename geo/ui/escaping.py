"""Escaping of untrusted text for HTML, Markdown and plain text.

Text that is not from the locale files (names of files, sheets, columns, lists and places, notes,
cells, parameters of an address, and messages that quote them) is shown through one of three
functions: `escape_html` where HTML is written, `escape_markdown` where Streamlit reads Markdown
(messages, captions, toasts, labels and helps of widgets, options of radios and pills), `visible`
where it shows plain text (options of select boxes, cells, headers).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import streamlit as st

from geo import i18n
from geo.errors import LocalizedError
from geo.shortlist.rules import UNSEEN

PUNCTUATION = re.compile(r"[\\`*_{}\[\]()#+!|<>~$:&]")
JOINER = "\N{WORD JOINER}"
# After these characters, an address, icon, emoji or arrow would be recognised.
TAKEN_UP = re.compile(r"[:@]|www(?=\.)|[-<>~](?=[-=>])", re.IGNORECASE)
LIST_MARK = re.compile(r"[-=]|\d+[.)]")  # at the beginning of a line
MAX_QUOTED = 40
MAX_DROPPED = 10


def warn_ignored_parameters(dropped: Sequence[str], lang: str) -> None:
    """Report unrecognised parameters of a link."""
    if dropped:
        shown = [escape_markdown(name[:MAX_QUOTED]) for name in dropped[:MAX_DROPPED]]
        names = i18n.comma(lang, [*shown, *(["…"] if len(dropped) > MAX_DROPPED else [])])
        st.warning(i18n.text(lang, "filter.dropped", count=len(dropped), names=names))


def visible(text: object) -> str:
    """Untrusted text as plain text, without invisible characters that reorder or hide text."""
    return UNSEEN.sub("", str(text).encode("utf-8", "replace").decode("utf-8"))


def escape_markdown(text: object) -> str:
    """Untrusted text in one line, escaped for Markdown.

    Escaping Markdown's special characters is enough for Markdown and formulas. Streamlit also
    searches the rendered text for addresses, `:material/icons:`, `:emoji:` and arrows; an invisible
    word joiner breaks these patterns.
    """
    line = " ".join(visible(text).split())
    if LIST_MARK.match(line):
        line = JOINER + line
    return PUNCTUATION.sub(r"\\\g<0>", TAKEN_UP.sub(lambda found: found[0] + JOINER, line))


def escape_html(text: object) -> str:
    """Untrusted text escaped for an HTML element or attribute."""
    return escape(visible(text))


def error_text(error: LocalizedError, lang: str) -> str:
    """The localised error of a file; its content is escaped for Markdown."""
    values = {
        name: escape_markdown(value) if isinstance(value, str) else value
        for name, value in error.values.items()
    }
    return i18n.text(lang, f"{error.group}.{error.key}", **values)
