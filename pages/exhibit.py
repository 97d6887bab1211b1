"""The stand: tours of the map that run by themselves, and a map to touch."""

from geo.ui.frame import require_frame

if require_frame():
    from geo.ui.exhibit.page import draw

    draw()
