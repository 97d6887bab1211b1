"""Typst, with the fonts that it is given and nothing from the network.

Whatever a person or a source wrote goes in as data and is never part of Typst's markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Literal

import typst

PNG_DPI = 200


def typeset(
    template: str,
    kind: Literal["pdf", "png"],
    inputs: dict[str, str],
    font_folders: Sequence[Path] = (),
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
            font_paths=list(font_folders),
        ),
        sys_inputs=inputs,
    )
    assert isinstance(made, bytes)
    return made
