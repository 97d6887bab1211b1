"""The page "Bring your own list"."""

from geo.ui.locate.page import draw

__all__ = ["draw"]
