"""Elements of the HTML export."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from geo.export.fields import clean


def add_element(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    """A new last child, without the characters that XML forbids in its text."""
    child = SubElement(parent, tag, attributes)
    child.text = None if text is None else clean(text)
    return child
