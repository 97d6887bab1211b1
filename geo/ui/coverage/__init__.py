"""The coverage page: where the plan's places are, and the gaps."""

from geo.ui.coverage.page import draw

__all__ = ["draw"]
