"""Values → the words of the chosen language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from geo import i18n
from geo.explorer import Explorer

MAX_REGIONS = 3
MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+!|<>~$:]")
MAX_QUOTED = 40


def region(
    explorer: Explorer, row: Mapping[str, Any], lang: str, wanted: Sequence[str] = ()
) -> str:
    """Prefecture and county of a place; of many, the first ones and how many more.

    Counties in a `wanted` region (a zone, prefecture or county code) come first.
    """
    names = explorer.area_names
    labels = []
    for adcode in sorted(row["adcodes"], key=lambda code: not explorer.lies_in(code, wanted)):
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


def quoted(text: str) -> str:
    """Somebody else's text, such as a link's parameter, without anything Markdown would act on."""
    return "".join(char if char.isalnum() or char in "-_" else "·" for char in text[:MAX_QUOTED])


def tell_dropped(dropped: Sequence[str], lang: str) -> None:
    """Say which parameters of a link were not understood."""
    if dropped:
        names = ", ".join(map(quoted, dropped))
        st.warning(i18n.text(lang, "filter.dropped", count=len(dropped), names=names))


def markdown_safe(text: str) -> str:
    """Our own names as Markdown shows them, with nothing it would act on."""
    return MARKDOWN.sub(r"\\\g<0>", text)


def safe(text: object) -> str:
    """Text made safe to stand in HTML."""
    return escape(str(text))
