"""A small example list to try the page."""

from __future__ import annotations

from geo import i18n
from geo.ingest import Grid


def grid(lang: str) -> Grid:
    """The lines of `locate.example_lines`, their cells apart by `|`."""
    lines = i18n.text(lang, "locate.example_lines").splitlines()
    return Grid(tuple(tuple(cell.strip() for cell in line.split("|")) for line in lines if line))
