"""A choropleth in the HTML page: its classes in the legend, and its numbers as a list."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from geo import i18n
from geo.choropleth.model import Choropleth
from geo.export.choropleth_legend import legend_text
from geo.export.fields import clean
from geo.mapping.theme import THEMES

SWATCH = {"width": "20", "height": "13"}  # pixels
PAGE = THEMES["html"].page


def add_classes(parent: Element, choropleth: Choropleth, lang: str) -> None:
    """The title, the classes with their colours, and how they were made."""
    SubElement(parent, "b").text = clean(choropleth.heading(lang))
    for entry in choropleth.legend(lang):
        line = SubElement(parent, "div")
        swatch = SubElement(line, "svg", {**SWATCH, "aria-hidden": "true"})
        look = {"fill": entry.color or PAGE["paper"], "stroke": PAGE["faint"]}
        SubElement(swatch, "rect", {**SWATCH, **look})
        SubElement(line, "span").text = legend_text(entry, lang)
    SubElement(parent, "p").text = clean(choropleth.note(lang))


def add_numbers(parent: Element, choropleth: Choropleth, lang: str) -> None:
    """The numbers of all regions, also for those who cannot see the colours."""
    folded = SubElement(parent, "details")
    SubElement(folded, "summary").text = clean(choropleth.heading(lang))
    numbers = SubElement(folded, "dl")
    missing = i18n.text(lang, "choropleth.no_data")
    for code, name in choropleth.regions.items():
        SubElement(numbers, "dt").text = name.of(lang)
        SubElement(numbers, "dd").text = clean(choropleth.written(code, lang)) or missing
