"""The kiosk: tours of the map that run by themselves, and a map to touch."""

from geo.ui.frame import require_frame

if require_frame():
    from geo.ui.kiosk.page import draw

    draw()
