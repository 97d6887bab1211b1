"""Bring your own list: from names to places, offline."""

from geo.ui.frame import require_frame

if require_frame():
    from geo.ui.locate.page import draw

    draw()
