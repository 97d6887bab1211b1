"""The map sheet as a picture: SVG for further use, PNG at 200 dpi.

Both contain metadata that does not fit on the sheet, e.g. the sources of every place: the SVG as
`<desc>`, the PNG as its text `Description`.
"""

from __future__ import annotations

import struct
import zlib
from xml.etree.ElementTree import tostring

from geo.export.export_dataset import ExportDataset
from geo.export.fonts import Font, find_font
from geo.export.map_layout import MapSheet, described, draw
from geo.export.svg_canvas import outlined
from geo.export.typesetting import PNG_DPI, typeset

PREVIEW_DPI = 88
PNG_HEAD = 8 + 25  # the signature and the first chunk, which must come first


def write_svg(dataset: ExportDataset) -> bytes:
    """Texts are outlines, the same on every machine; their words are in `<title>`s."""
    font = find_font()
    root = outlined(draw(dataset, font).canvas.root, font)
    return bytes(tostring(root, encoding="UTF-8", xml_declaration=True))


def write_png(dataset: ExportDataset) -> bytes:
    """The sheet on the dataset's paper."""
    font = find_font()
    sheet = draw(dataset, font)
    drawn = _drawn(sheet, font, PNG_DPI)
    described_in = _text_chunk("Description", described(sheet.dataset))
    return drawn[:PNG_HEAD] + described_in + drawn[PNG_HEAD:]


def write_preview(dataset: ExportDataset) -> bytes:
    """The same, small and without metadata, to be looked at before the export."""
    font = find_font()
    return _drawn(draw(dataset, font), font, PREVIEW_DPI)


def _drawn(sheet: MapSheet, font: Font, dpi: int) -> bytes:
    picture = tostring(outlined(sheet.canvas.root, font), encoding="unicode")
    size = {"width": f"{sheet.width:g}", "height": f"{sheet.height:g}"}
    return typeset("picture", "png", {"map": picture, **size}, dpi=dpi)


def _text_chunk(keyword: str, text: str) -> bytes:
    """An `iTXt` chunk of a PNG: UTF-8, compressed."""
    chunk = keyword.encode() + b"\0\1\0\0\0" + zlib.compress(text.encode())
    body = b"iTXt" + chunk
    return struct.pack(">I", len(chunk)) + body + struct.pack(">I", zlib.crc32(body))
