"""The planner's desk: lists of sites that are ranked, compared, kept and taken along."""

from geo.ui.desk.page import draw

__all__ = ["draw"]
