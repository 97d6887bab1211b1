"""Values → the words of the chosen language, and the words of others made fit to be shown.

Whatever did not come from our own texts (names of files, sheets, columns, lists and places, notes,
cells, parameters of an address, and messages that quote them) is shown through one of three
functions: `escape_html` where HTML is written, `escape_markdown` where Streamlit reads Markdown (messages,
captions, toasts, labels and helps of widgets, options of radios and pills), and `visible` where it
shows plain text (options of select boxes, cells, headers).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import streamlit as st
from geo.catalog import Catalog

from geo import i18n
from geo.schema.place import PlaceRow
from geo.shortlist.rules import UNSEEN

MAX_REGIONS = 3
PUNCTUATION = re.compile(r"[\\`*_{}\[\]()#+!|<>~$:&]")
JOINER = "\N{WORD JOINER}"
# Behind these the characters of an address, an icon, an emoji or an arrow would go on.
TAKEN_UP = re.compile(r"[:@]|www(?=\.)|[-<>~](?=[-=>])", re.IGNORECASE)
LIST_MARK = re.compile(r"[-=]|\d+[.)]")  # at the beginning of a line
MAX_QUOTED = 40
MAX_DROPPED = 10


def region(catalog: Catalog, row: PlaceRow, lang: str, wanted: Sequence[str] = ()) -> str:
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
    """Say which parameters of a link were not understood."""
    if dropped:
        shown = [escape_markdown(name[:MAX_QUOTED]) for name in dropped[:MAX_DROPPED]]
        names = ", ".join([*shown, *(["…"] if len(dropped) > MAX_DROPPED else [])])
        st.warning(i18n.text(lang, "filter.dropped", count=len(dropped), names=names))


def visible(text: object) -> str:
    """Foreign text as plain text: without what is not seen and turns or hides what follows."""
    return UNSEEN.sub("", str(text).encode("utf-8", "replace").decode("utf-8"))


def escape_markdown(text: object) -> str:
    """Foreign text in one line as Markdown that shows it literally.

    Escaping what Markdown acts on is enough for Markdown itself and for formulas. Streamlit also
    looks through the finished texts for addresses, `:material/icons:`, `:emoji:` and arrows; a word
    joiner, which is not seen and takes no room, keeps these apart.
    """
    line = " ".join(visible(text).split())
    if LIST_MARK.match(line):
        line = JOINER + line
    return PUNCTUATION.sub(r"\\\g<0>", TAKEN_UP.sub(lambda found: found[0] + JOINER, line))


def escape_html(text: object) -> str:
    """Foreign text as HTML that shows it literally, in an element or an attribute."""
    return escape(visible(text))
