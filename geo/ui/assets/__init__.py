"""Style, markup and script of the pages, kept as files that editors understand."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def asset(name: str) -> str:
    """The text of an asset file."""
    return (files("geo.ui.assets") / name).read_text(encoding="utf-8")
