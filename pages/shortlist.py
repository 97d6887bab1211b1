"""Shortlist: choose, rank, compare, keep and take sites along."""

from geo.ui.frame import require_frame

if require_frame():
    from geo.ui.shortlist.page import draw

    draw()
