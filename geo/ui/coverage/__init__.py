"""The coverage page: where the plan's places are, and what has none."""

from geo.ui.coverage.page import draw

__all__ = ["draw"]
