"""Values → labels in the selected language, and escaping of untrusted text.

Text that is not from the locale files (names of files, sheets, columns, lists and places, notes,
cells, parameters of an address, and messages that quote them) is shown through one of three
functions: `escape_html` where HTML is written, `escape_markdown` where Streamlit reads Markdown (messages,
captions, toasts, labels and helps of widgets, options of radios and pills), and `visible` where it
shows plain text (options of select boxes, cells, headers).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st
from geo.catalog import Catalog

from geo import i18n
from geo.shortlist.rules import UNSEEN

MAX_REGIONS = 3
PUNCTUATION = re.compile(r"[\\`*_{}\[\]()#+!|<>~$:&]")
JOINER = "\N{WORD JOINER}"
# After these characters, an address, icon, emoji or arrow would be recognised.
TAKEN_UP = re.compile(r"[:@]|www(?=\.)|[-<>~](?=[-=>])", re.IGNORECASE)
LIST_MARK = re.compile(r"[-=]|\d+[.)]")  # at the beginning of a line
MAX_QUOTED = 40
MAX_DROPPED = 10


def region(catalog: Catalog, row: Mapping[str, Any], lang: str, wanted: Sequence[str] = ()) -> str:
    """Prefecture and county of a place; of many, the first ones and how many more.

    Counties in a `wanted` region (a zone, prefecture or county code) come first.
    """
    names = catalog.area_names
    labels = []
    for adcode in sorted(row["adcodes"], key=lambda code: not catalog.lies_in(code, wanted)):
        county = names[adcode]
        prefecture = names[county["prefecture"]]
        if lang == "en":
            labels.append(f"{prefecture['name_en'].split(' ')[0]} / {county['name_en']}")
        else:
            labels.append(f"{prefecture['short_zh']} / {county['name_zh']}")
    return shortened(labels, lang)


def shortened(labels: Sequence[str], lang: str) -> str:
    """The first labels, and how many more there are."""
    more = f" +{len(labels) - MAX_REGIONS}" if len(labels) > MAX_REGIONS else ""
    return i18n.text(lang, "unit.comma").join(labels[:MAX_REGIONS]) + more


def warn_ignored_parameters(dropped: Sequence[str], lang: str) -> None:
    """Report unrecognised parameters of a link."""
    if dropped:
        shown = [escape_markdown(name[:MAX_QUOTED]) for name in dropped[:MAX_DROPPED]]
        names = ", ".join([*shown, *(["…"] if len(dropped) > MAX_DROPPED else [])])
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
