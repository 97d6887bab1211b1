"""The map sheet as a picture: SVG for further use, PNG at 200 dpi."""

from __future__ import annotations

from xml.etree.ElementTree import tostring

from geo.export.dossier import Dossier
from geo.export.fonts import find_font
from geo.export.sheet import Sheet, outlined
from geo.export.typesetting import typeset


def write_svg(dossier: Dossier) -> bytes:
    """Texts are outlines, the same on every machine; their words stand in `<title>`s."""
    font = find_font()
    root = outlined(Sheet(dossier, font).root, font)
    return bytes(tostring(root, encoding="UTF-8", xml_declaration=True))


def write_png(dossier: Dossier) -> bytes:
    """The sheet on the dossier's paper, landscape."""
    font = find_font()
    sheet = Sheet(dossier, font)
    picture = tostring(sheet.root, encoding="unicode")
    size = {"width": f"{sheet.width:g}", "height": f"{sheet.height:g}"}
    return typeset("picture", "png", font, {"map": picture, **size})
