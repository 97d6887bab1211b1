"""Explore: filter the plan's places by sector, task and more; map, list and detail."""

from geo.ui.frame import require_frame

if require_frame():
    from geo.ui.explore.page import draw

    draw()
