"""Typst, with our font and nothing from the network or the system.

Whatever a person or a source wrote goes in as data and is never part of Typst's markup.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Literal

import typst

from geo.export.fonts import Font

PNG_DPI = 200


def typeset(
    template: str, kind: Literal["pdf", "png"], font: Font, inputs: dict[str, str]
) -> bytes:
    """`geo/export/assets/<template>.typ` with `inputs` as `sys.inputs`; a PNG is its one page."""
    source = (files("geo.export") / "assets" / f"{template}.typ").read_bytes()
    made = typst.compile(
        source,
        format=kind,
        ppi=PNG_DPI,
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[font.folder],
        ),
        sys_inputs={"font": font.family, **inputs},
    )
    assert isinstance(made, bytes)
    return made
